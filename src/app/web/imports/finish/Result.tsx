import { Button } from 'antd'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { linkTo } from '#base/web/call.ts'
import { useAct, useCall } from '#base/web/calls.ts'
import { Confirm } from '#base/web/kit/Confirm.tsx'
import { LinkButton } from '#base/web/kit/LinkButton.tsx'
import { Note } from '#base/web/kit/Note.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { momentOf } from '#base/web/kit/Timeline.tsx'
import { leftOut, undo, type BatchView } from '#exchange/contract.ts'
import { read } from '#organisations/contract.ts'
import { organisationAddress } from '#organisations/web/parts/OrganisationPath.tsx'
import { words } from '../words.ts'
import { outcomeOf } from './outcome.ts'

/** As many as fit a glance; the tree shows the rest. */
const atAGlance = 12

/** Where to see what was imported: the organisation imported into, and those right below it. */
function Organisations({ batch }: { batch: BatchView }) {
  const target = useCall(read, { id: batch.organisation.id }).data
  const below = (target?.children ?? []).slice(0, atAGlance)
  return (
    <Section title={words.organisationsIn} flush>
      <ul>
        {[batch.organisation, ...below].map(({ id, name }) => (
          <li key={id} className="work">
            <Link className="grow" to={organisationAddress(id)}>
              {name}
            </Link>
            <Link className="work-go" to={`/people?organisation=${id}`}>
              {words.seeRoster}
              <span className="unseen">：{name}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Undo({ batch }: { batch: BatchView }) {
  const [open, setOpen] = useState(false)
  const act = useAct(undo)
  return (
    <>
      <Button onClick={() => setOpen(true)}>{words.undo}</Button>
      <Confirm
        open={open}
        title={words.undoTitle}
        verb={words.undo}
        danger
        onConfirm={() => act.mutateAsync({ batch: batch.id })}
        onClose={() => setOpen(false)}
      >
        <p>{words.undoHint}</p>
      </Confirm>
    </>
  )
}

/** What was imported, where to see it, and the way back. */
export function Result({ batch }: { batch: BatchView }) {
  const again = <LinkButton to={`/imports/new?organisation=${batch.organisation.id}`}>{words.another}</LinkButton>
  if (batch.state === 'undone')
    return (
      <Note title={words.undoneTitle} action={again}>
        {words.undoneHint}
      </Note>
    )
  const out = batch.counts.fault + batch.counts.skip
  return (
    <>
      <Note kind="good" title={words.doneTitle}>
        {words.did(outcomeOf(batch.counts, batch.unit))}
        {batch.doneAt && <div className="quiet">{words.doneBy(batch.by, momentOf(batch.doneAt))}</div>}
        <div className="row note-acts no-print">
          {out > 0 && (
            <Button href={linkTo(leftOut, { batch: batch.id })} download>
              {words.leftOut}
            </Button>
          )}
          {again}
          {batch.undoable && <Undo batch={batch} />}
        </div>
      </Note>
      <Organisations batch={batch} />
    </>
  )
}
