import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { useSeat } from '#access/web/seat.ts'
import type { OutputOf } from '#base/contract.ts'
import { useCall } from '#base/web/calls.ts'
import { Empty } from '#base/web/kit/Empty.tsx'
import { FormDialog } from '#base/web/kit/FormDialog.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { Tag } from '#base/web/kit/Tag.tsx'
import { Waiting } from '#base/web/kit/Waiting.tsx'
import type { OrganisationView } from '#organisations/contract.ts'
import { holders, permissions } from '#people/contract.ts'
import { AppointForm } from '#people/web/person/post-forms.tsx'
import { words } from '#people/web/words.ts'
import '#people/web/people.css'

type Holder = OutputOf<typeof holders>['posts'][number]

/** One post: who holds it since when, or that nobody does. The head's vacancy stands out. */
function Officer({ holder, appoint }: { holder: Holder; appoint: (() => void) | null }) {
  const { person, since, head } = holder
  return (
    <li className="officer">
      <span className="officer-post">{holder.words}</span>
      {person
        ? (
          <span className="officer-who">
            <Link to={`/people/${person.id}`}>{person.name}</Link>
            <span className="quiet nowrap">{since && words.since(since)}</span>
          </span>
        )
        : <span className="officer-who"><Tag kind={head ? 'bad' : 'plain'}>{words.vacant}</Tag></span>}
      {person?.phoneMask && <span className="quiet nowrap officer-phone">{person.phoneMask}</span>}
      {!person && appoint && (
        <Button size="small" className="no-print" aria-label={`${words.appoint}：${holder.words}`} onClick={appoint}>
          {words.appoint}
        </Button>
      )}
    </li>
  )
}

/** 班子和职务: who holds which post of an organisation, and its vacancies. */
export function Officers({ organisation }: { organisation: OrganisationView }) {
  const query = useCall(holders, { organisation: organisation.id })
  const { may } = useSeat()
  const [post, setPost] = useState<string | true | null>(null)
  const mayAppoint = may(permissions.posts) && !organisation.dissolved
  const close = () => setPost(null)
  return (
    <Section
      title={words.officers} flush
      actions={mayAppoint && <Button size="small" onClick={() => setPost(true)}>{words.beginPost}</Button>}
    >
      <Waiting query={query}>
        {({ posts }) => posts.length === 0 ? <Empty title={words.noOfficers} hint={words.noOfficersHint} /> : (
          <ul className="officers">
            {posts.map((holder) => (
              <Officer
                key={holder.id ?? holder.post} holder={holder} appoint={mayAppoint ? () => setPost(holder.post) : null}
              />
            ))}
          </ul>
        )}
      </Waiting>
      <FormDialog open={post !== null} title={`${words.beginPost}：${organisation.name}`} onClose={close}>
        <AppointForm organisation={organisation} post={typeof post === 'string' ? post : undefined} onClose={close} />
      </FormDialog>
    </Section>
  )
}
