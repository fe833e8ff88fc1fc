import { Button, Input, Select } from 'antd'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useCall, usePages } from '#base/web/calls.ts'
import { useNarrow } from '#base/web/device.ts'
import { DataTable, type Column } from '#base/web/kit/DataTable.tsx'
import { Empty } from '#base/web/kit/Empty.tsx'
import { Field } from '#base/web/kit/Field.tsx'
import { FormDialog } from '#base/web/kit/FormDialog.tsx'
import { LinkButton } from '#base/web/kit/LinkButton.tsx'
import { ListPage } from '#base/web/kit/ListPage.tsx'
import { Note } from '#base/web/kit/Note.tsx'
import { Page } from '#base/web/kit/Page.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { SearchField } from '#base/web/kit/SearchField.tsx'
import { Tag } from '#base/web/kit/Tag.tsx'
import { Waiting } from '#base/web/kit/Waiting.tsx'
import { Why } from '#base/web/kit/Why.tsx'
import { useFilters } from '#base/web/route.ts'
import { useSeat } from '#access/web/seat.ts'
import { lineWords } from '#organisations/words.ts'
import { find, list, type TransferView } from '#people/contract/transfers.ts'
import { Decisions } from '#people/web/transfers/decide.tsx'
import { words } from '#people/web/transfers/words.ts'
import { words as common } from '#people/web/words.ts'
import { lettered } from '#people/rules/transfers.ts'
import '#people/web/transfers/transfers.css'

type Tab = keyof typeof words.tabs

const addressOf = (row: TransferView) => `/transfers/${row.id}`

/** The last day, how far off it is, and why that day. */
export function Due({ transfer: { dueOn, daysLeft, why } }: { transfer: TransferView }) {
  if (dueOn === null || daysLeft === null) return null
  return (
    <span className="due">
      <time dateTime={dueOn}>{dueOn}</time>
      <Tag kind={daysLeft < 0 ? 'bad' : daysLeft <= 5 ? 'warn' : 'plain'}>{words.daysLeft(daysLeft)}</Tag>
      {why && <Why about={words.due} reason={why} />}
    </span>
  )
}

const stateKinds = { sent: 'plain', climbed: 'warn', received: 'good', returned: 'bad', withdrawn: 'plain' } as const
export const StateTag = ({ transfer }: { transfer: TransferView }) => <Tag kind={stateKinds[transfer.state]}>{transfer.stateWords}</Tag>

const name: Column<TransferView> = {
  key: 'name', title: words.name, lead: true, nowrap: true, render: (row) => <Link to={addressOf(row)}>{row.person.name}</Link>,
}
const status: Column<TransferView> = { key: 'status', title: words.status, nowrap: true, render: (row) => row.statusWords }
const from: Column<TransferView> = { key: 'from', title: words.from, wide: true, render: (row) => row.from.name }
const to: Column<TransferView> = { key: 'to', title: words.to, wide: true, render: (row) => row.to.name }
const sentOn: Column<TransferView> = { key: 'sentOn', title: words.sentOn, nowrap: true, render: (row) => row.sentOn }
const due: Column<TransferView> = { key: 'due', title: words.due, render: (row) => <Due transfer={row} /> }
const state: Column<TransferView> = { key: 'state', title: words.state, nowrap: true, render: (row) => <StateTag transfer={row} /> }
const settledOn: Column<TransferView> = { key: 'settledOn', title: words.settledOn, nowrap: true, render: (row) => row.settledOn }
const acts = (tab: Tab): Column<TransferView> => ({
  key: 'acts', title: '', wide: true,
  render: (row) => (
    <span className="row no-print">
      <Decisions transfer={row} small only={tab === 'sent' ? ['receipt', 'withdraw'] : ['receive', 'assign', 'return']} />
    </span>
  ),
})

const columns: Record<Tab, Column<TransferView>[]> = {
  arriving: [name, status, from, to, sentOn, due, acts('arriving')],
  sent: [name, status, from, to, sentOn, state, due, acts('sent')],
  settled: [name, status, from, to, sentOn, state, settledOn],
}

function Tabs({ tab, choose }: { tab: Tab; choose: (tab: Tab) => void }) {
  return (
    <div className="segments no-print" role="group" aria-label={words.tabsLabel}>
      {(Object.keys(words.tabs) as Tab[]).map((one) => (
        <button key={one} type="button" aria-pressed={one === tab} onClick={() => choose(one)}>{words.tabs[one]}</button>
      ))}
    </div>
  )
}

const lines = [{ value: '', label: words.allLines }, ...lettered.map((value) => ({ value: value as string, label: lineWords[value] }))]

function Found({ code }: { code: string }) {
  const found = useCall(find, { code })
  return (
    <Waiting query={found}>
      {({ transfer }) => transfer === null ? <Note kind="warn">{words.codeNothing}</Note> : (
        <div className="found">
          <p><strong>{transfer.person.name}</strong>　{transfer.statusWords}　<StateTag transfer={transfer} /></p>
          <p>{words.path(transfer.from.name, transfer.to.name)}</p>
          <div className="row">
            {transfer.may.includes('claim')
              ? <Decisions transfer={transfer} />
              : <LinkButton type="primary" to={addressOf(transfer)}>{words.openIt}</LinkButton>}
          </div>
        </div>
      )}
    </Waiting>
  )
}

/** Somebody stands at the desk with the paper: its code opens the case. */
function ByCode() {
  const [typed, setTyped] = useState('')
  const [asked, setAsked] = useState('')
  const code = typed.replace(/[^0-9a-zA-Z]/g, '')
  return (
    <form className="form" onSubmit={(event) => { event.preventDefault(); if (code.length >= 6) setAsked(code) }}>
      <Field label={words.code} help={words.codeHelp}>
        {(control) => <Input {...control} value={typed} maxLength={20} autoComplete="off" className="letter-code" onChange={(event) => setTyped(event.target.value)} />}
      </Field>
      <div className="form-foot"><Button type="primary" htmlType="submit" disabled={code.length < 6}>{words.look}</Button></div>
      {asked && <Found key={asked} code={asked} />}
    </form>
  )
}

function Acts() {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button onClick={() => setOpen(true)}>{words.byCode}</Button>
      <LinkButton to="/transfers/graduation">{words.graduation}</LinkButton>
      <LinkButton to="/transfers/arrive">{words.arrive}</LinkButton>
      <FormDialog open={open} title={words.byCode} onClose={() => setOpen(false)}><ByCode /></FormDialog>
    </>
  )
}

function TransfersOf({ organisation }: { organisation: string }) {
  const [filters, change] = useFilters()
  const narrow = useNarrow()
  const tab = (filters['tab'] && filters['tab'] in words.tabs ? filters['tab'] : 'arriving') as Tab
  const { q, line } = filters
  const { rows, query } = usePages(list, { organisation, tab, q: q || undefined, line: line || undefined })
  const shown = narrow ? columns[tab].filter((column) => column !== sentOn) : columns[tab]
  return (
    <ListPage
      title={words.transfers} actions={<Acts />} shown={rows.length} query={query}
      before={<Tabs tab={tab} choose={(next) => change({ tab: next === 'arriving' ? undefined : next })} />}
      filters={(
        <>
          <SearchField label={words.search} value={q ?? ''} onChange={(next) => change({ q: next || undefined })} width="15rem" />
          <Select aria-label={words.line} value={line ?? ''} options={lines} style={{ width: '9rem' }} onChange={(next) => change({ line: next || undefined })} />
        </>
      )}
      empty={<Empty title={words.none[tab]} hint={words.noneHint[tab]} />}
    >
      <DataTable caption={words.tabs[tab]} rows={rows} rowKey={(row) => row.id} columns={shown} to={addressOf} />
    </ListPage>
  )
}

/** What is on its way to and from the organisation of the post acted as, and those below it. */
export function Transfers() {
  const { seat } = useSeat()
  const [filters] = useFilters()
  const organisation = filters['organisation'] ?? seat?.organisation
  if (organisation) return <TransfersOf key={organisation} organisation={organisation} />
  return <Page title={words.transfers}><Section flush><Empty title={common.noPost} hint={common.noPostHint} /></Section></Page>
}
