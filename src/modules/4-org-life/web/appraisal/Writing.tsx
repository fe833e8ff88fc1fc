import { Button } from 'antd'
import { useState } from 'react'
import { ActForm } from '#base/web/kit/ActForm.tsx'
import { DataTable, type Column } from '#base/web/kit/DataTable.tsx'
import { FormDialog } from '#base/web/kit/FormDialog.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { Why } from '#base/web/kit/Why.tsx'
import { today } from '#base/web/today.ts'
import { enterOpinion, enterSelf, holdVote, type AppraisalView, type AppraisedView } from '#org-life/appraisal/contract.ts'
import { words } from '#org-life/web/appraisal/words.ts'

export type Held = NonNullable<AppraisalView['appraisal']>

function Said({ row: { self, opinions } }: { row: AppraisedView }) {
  if (!self && opinions.length === 0) return null
  return (
    <details>
      <summary>{words.read}</summary>
      {self && <p className="matter-record">{self.text}</p>}
      {opinions.map(({ id, author, text }) => <p key={id}><strong>{author ?? words.nameless}</strong>　{text}</p>)}
    </details>
  )
}

const columns: Column<AppraisedView>[] = [
  { key: 'name', title: words.name, lead: true, render: ({ person, statusWords }) => <>{person.name} <span className="quiet">{statusWords}</span></> },
  { key: 'self', title: words.self, nowrap: true, render: ({ self }) => (self ? `${self.how === 'self' ? words.self_ : words.paper} ${self.on}` : <span className="quiet">{words.none}</span>) },
  { key: 'opinions', title: words.opinions, nowrap: true, render: ({ opinions }) => (opinions.length > 0 ? words.count(opinions.length) : '') },
  { key: 'said', title: words.text, wide: true, render: (row) => <Said row={row} /> },
]

/** Who has written; what stood on paper is entered on behalf. */
export function Writing({ found, held }: { found: AppraisalView; held: Held }) {
  const [asked, setAsked] = useState<'self' | 'opinion' | null>(null)
  const fixed = { organisation: found.organisation.id, year: String(found.year) }
  const people = held.rows.map(({ person }) => ({ value: person.id, label: person.name }))
  const end = () => setAsked(null)
  const enters = held.may.includes('enter')
  return (
    <Section
      title={words.writing} note={words.writingNote(held.rows.filter(({ self }) => self).length, held.rows.length)} flush
      actions={enters && <><Button onClick={() => setAsked('self')}>{words.enterSelf}</Button><Button onClick={() => setAsked('opinion')}>{words.enterOpinion}</Button></>}
    >
      <p className="section-body quiet">{words.ways[held.way]}。{words.writingHint}{found.order && <Why about={words.writing} reason={found.order.why} />}</p>
      <DataTable caption={words.writing} rows={held.rows} rowKey={({ person }) => person.id} columns={columns} />
      <FormDialog open={asked === 'self'} title={words.enterSelf} onClose={end}>
        <ActForm
          endpoint={enterSelf} submit={words.save} fixed={fixed} onDone={end} onCancel={end}
          fields={[{ name: 'person', label: words.person, kind: 'select', options: people }, { name: 'text', label: words.text, kind: 'text', maxLength: 4000, sensitive: true }]}
        />
      </FormDialog>
      <FormDialog open={asked === 'opinion'} title={words.enterOpinion} onClose={end}>
        <ActForm
          endpoint={enterOpinion} submit={words.save} fixed={fixed} onDone={end} onCancel={end}
          fields={[
            { name: 'about', label: words.about, kind: 'select', options: people },
            ...(held.way === 'named' ? [{ name: 'author', label: words.author, kind: 'select' as const, options: people }] : []),
            { name: 'text', label: words.text, kind: 'text', maxLength: 2000, sensitive: true },
          ]}
        />
      </FormDialog>
    </Section>
  )
}

/** The ballots of the meeting. */
export function Vote({ found, held, onDone }: { found: AppraisalView; held: Held; onDone?: () => void }) {
  const { organisation, year, expected, quorum } = found
  return (
    <ActForm
      endpoint={holdVote} submit={words.voteVerb} fixed={{ organisation: organisation.id, year: String(year) }}
      initial={{ on: held.heldOn ?? today(), ballots: held.ballots || expected }} onDone={onDone ?? (() => undefined)} {...(onDone && { onCancel: onDone })}
      intro={quorum && <p>{words.quorumHint(quorum.needed)}<Why about={words.ballots} reason={quorum.why} /></p>}
      fields={[{ name: 'on', label: words.heldOn, kind: 'day' }, { name: 'ballots', label: words.ballots, kind: 'whole', help: words.ballotsHelp }]}
    />
  )
}
