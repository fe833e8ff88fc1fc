import { Button } from 'antd'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { linkTo } from '#base/web/call.ts'
import { useAct, useCall } from '#base/web/calls.ts'
import { Confirm } from '#base/web/kit/Confirm.tsx'
import { LinkButton } from '#base/web/kit/LinkButton.tsx'
import { Note } from '#base/web/kit/Note.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { Tag } from '#base/web/kit/Tag.tsx'
import { momentOf } from '#base/web/kit/Timeline.tsx'
import { Waiting } from '#base/web/kit/Waiting.tsx'
import { leftOut, places, undo, type BatchView } from '#exchange/contract.ts'
import { organisationAddress } from '#organisations/web/parts/OrganisationPath.tsx'
import { words } from '../words.ts'
import { atAGlance, filledBodies, type FilledBody } from './filled.ts'
import { outcomeOf } from './outcome.ts'

function Filled({ body: { id, name, rows, made } }: { body: FilledBody }) {
  return (
    <li className="work">
      <span className="grow">
        <Link to={organisationAddress(id)}>{name}</Link> {made && <Tag kind="good">{words.placeNew}</Tag>}
      </span>
      {rows > 0 && <span className="quiet nowrap">{words.placeRows(rows)}</span>}
      <Link className="work-go" to={`/people?organisation=${id}`}>
        {words.seeRoster}
        <span className="unseen">：{name}</span>
      </Link>
    </li>
  )
}

/** Where to see what was imported: the organisations that got rows, and those founded. */
function Organisations({ batch }: { batch: BatchView }) {
  const filled = useCall(places, { batch: batch.id })
  return (
    <Section title={words.organisationsIn} flush>
      <Waiting query={filled}>
        {(answer) => {
          const bodies = filledBodies(answer, batch.organisation)
          const rest = bodies.slice(atAGlance)
          return (
            <>
              <ul>{bodies.slice(0, atAGlance).map((body) => <Filled key={body.id} body={body} />)}</ul>
              {rest.length > 0 && (
                <details className="places-known">
                  <summary>{words.moreBodies(rest.length)}</summary>
                  <ul>{rest.map((body) => <Filled key={body.id} body={body} />)}</ul>
                </details>
              )}
            </>
          )
        }}
      </Waiting>
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
