import { Button } from 'antd'
import { useState } from 'react'
import { useCall } from '#base/web/calls.ts'
import { ActForm } from '#base/web/kit/ActForm.tsx'
import { DataTable, type Column } from '#base/web/kit/DataTable.tsx'
import { DetailList } from '#base/web/kit/DetailList.tsx'
import { FormDialog } from '#base/web/kit/FormDialog.tsx'
import { LinkButton } from '#base/web/kit/LinkButton.tsx'
import { Note } from '#base/web/kit/Note.tsx'
import { Page } from '#base/web/kit/Page.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { today } from '#base/web/today.ts'
import { useAddress, useFilters } from '#base/web/route.ts'
import { useSeat } from '#access/web/seat.ts'
import { PageOf } from '#organisations/web/parts/PageOf.tsx'
import { dossier, recordStep, type ArrearsView, type DossierView } from '#dues/contract/arrears.ts'
import { words } from '#dues/web/money-words.ts'
import { words as dues } from '#dues/web/words.ts'
import { yuan } from '#dues/words.ts'
import { stepWords } from '#dues/words/arrears.ts'
import '#dues/web/dues.css'

type Step = ArrearsView['steps'][number]
const sum = (fen: number) => <span className="dues-sum">{yuan(fen)}</span>

const monthColumns: Column<DossierView['months'][number]>[] = [
  { key: 'month', title: words.unpaidMonths, lead: true, nowrap: true, render: (row) => row.words },
  { key: 'sum', title: words.sum, align: 'right', nowrap: true, render: ({ fen }) => sum(fen) },
]

const stepColumns: Column<Step>[] = [
  { key: 'on', title: words.on, lead: true, nowrap: true, render: ({ on }) => on },
  { key: 'what', title: words.step, nowrap: true, render: ({ words: told, until }) => `${told}${until ? ` ${until}` : ''}` },
  { key: 'note', title: words.note, wide: true, render: ({ note }) => note },
  { key: 'doer', title: words.doer, nowrap: true, render: ({ doer }) => doer },
]

function RecordStep({ organisation, person, onDone }: { organisation: string; person: string; onDone: () => void }) {
  return (
    <ActForm
      endpoint={recordStep} submit={words.record} fixed={{ organisation, person }} initial={{ kind: 'deadline', on: today() }} intro={<p>{words.recordIntro}</p>}
      onDone={onDone} onCancel={onDone}
      fields={[
        { name: 'kind', label: words.step, kind: 'choice', options: (['deadline', 'reason', 'meeting'] as const).map((value) => ({ value, label: stepWords[value] })) },
        { name: 'on', label: words.on, kind: 'day' },
        { name: 'until', label: words.until, kind: 'day', when: ({ kind }) => kind === 'deadline' },
        { name: 'note', label: words.note, kind: 'text', maxLength: 300, help: words.noteHelp, sensitive: true, optional: true },
      ]}
    />
  )
}

function Facts({ found: { owing, lastPaid, arrangements } }: { found: DossierView }) {
  const arranged = arrangements.map((one) => `${one.words} ${one.from} 至 ${one.to}（${one.stateWords}）`).join('；')
  return (
    <Section title={words.facts}>
      <DetailList details={[
        { label: words.inARow, value: words.monthsCount(owing?.inARow ?? 0) }, { label: words.owing, value: sum(owing?.fen ?? 0) },
        { label: words.next, value: owing?.next || words.none }, { label: words.lastPaid, value: lastPaid ?? words.never },
        { label: words.arranged, value: arranged || words.none },
      ]} />
    </Section>
  )
}

function Screen({ found, person }: { found: DossierView; person: string }) {
  const [open, setOpen] = useState(false)
  const { organisation, owing } = found
  const talk = `/org-life/talks?partner=${person}&occasion=dues`
  if (!owing) return <Page title={words.dossier}><Note>{words.allPaid}</Note></Page>
  return (
    <Page
      title={words.dossierOf(owing.name, found.lineWords)} subtitle={organisation.name}
      trail={[{ title: words.arrears, to: `/dues/arrears?organisation=${organisation.id}` }]}
      actions={<>
        {found.line !== 'union' && <LinkButton to={talk}>{words.talk}</LinkButton>}
        <Button type="primary" onClick={() => setOpen(true)}>{words.record}</Button>
        <LinkButton to={`/dues/payers/${person}?organisation=${organisation.id}`}>{dues.payer}</LinkButton>
        <Button type="text" onClick={() => print()}>{words.print}</Button>
      </>}
    >
      <Note>{words.meetingNote}</Note>
      <Facts found={found} />
      <Section title={words.unpaidMonths} flush><DataTable caption={words.unpaidMonths} columns={monthColumns} rows={found.months} rowKey={({ month }) => month} /></Section>
      <Section title={words.steps} flush={owing.steps.length > 0}>
        {owing.steps.length === 0 ? <p className="quiet">{words.noSteps}</p>
          : <DataTable caption={words.steps} columns={stepColumns} rows={owing.steps} rowKey={({ on, kind }) => `${on}${kind}`} />}
      </Section>
      <Section title={words.rules}><ul className="dues-exceptions">{found.rules.map((rule) => <li key={rule.rule}>{rule.sentence}</li>)}</ul></Section>
      <FormDialog open={open} title={words.recordTitle} onClose={() => setOpen(false)}>
        <RecordStep organisation={organisation.id} person={person} onDone={() => setOpen(false)} />
      </FormDialog>
    </Page>
  )
}

/** The facts for the branch meeting; prints. Nothing follows from it by itself. */
export function DossierPage() {
  const { id } = useAddress()
  const [filters] = useFilters()
  const { seat } = useSeat()
  const organisation = filters['organisation'] ?? seat?.organisation ?? ''
  const query = useCall(dossier, { organisation, person: id! }, { enabled: organisation !== '' })
  return <PageOf title={words.dossier} query={query}>{(found) => <Screen found={found} person={id!} />}</PageOf>
}
