import { Button } from 'antd'
import { useState } from 'react'
import { FormDialog } from '#base/web/kit/FormDialog.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { permissions, type PersonView } from '#people/contract.ts'
import { PlaceName, type May } from '#people/web/person/PlaceName.tsx'
import { BeginPostForm, EndPostForm } from '#people/web/person/post-forms.tsx'
import { words } from '#people/web/words.ts'

type HeldPost = PersonView['posts'][number]

interface Props {
  person: PersonView
  may: May
}

function PostItem({ person, post, may }: Props & { post: HeldPost }) {
  const [ending, setEnding] = useState(false)
  const close = () => setEnding(false)
  return (
    <li className={post.toOn ? 'standing standing-past' : 'standing'}>
      <div className="grow">
        <div className="standing-title">
          <strong>{post.words}</strong> <PlaceName place={post.organisation} may={may} />
        </div>
        <div className="quiet">{post.toOn ? words.fromTo(post.fromOn, post.toOn) : words.since(post.fromOn)}</div>
      </div>
      {post.changeable && may(permissions.posts) && (
        <Button
          size="small" className="no-print" aria-label={`${words.endPost}：${post.words}`}
          onClick={() => setEnding(true)}
        >
          {words.endPost}
        </Button>
      )}
      <FormDialog open={ending} title={`${words.endPost}：${post.words}`} onClose={close}>
        <EndPostForm name={person.name} post={post} onClose={close} />
      </FormDialog>
    </li>
  )
}

/** Posts held now, then those held before; one person may hold many. */
export function HeldPosts({ person, may }: Props) {
  const [beginning, setBeginning] = useState(false)
  const close = () => setBeginning(false)
  const begin = may(permissions.posts) && (
    <Button size="small" onClick={() => setBeginning(true)}>{words.beginPost}</Button>
  )
  return (
    <Section title={words.posts} actions={begin} flush>
      {person.posts.length === 0 && <p className="section-quiet">{words.noPosts}</p>}
      <ul className="standings">
        {person.posts.map((post) => <PostItem key={post.id} person={person} post={post} may={may} />)}
      </ul>
      <FormDialog open={beginning} title={`${words.beginPost}：${person.name}`} onClose={close}>
        <BeginPostForm person={person} onClose={close} />
      </FormDialog>
    </Section>
  )
}
