import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { Link } from '@tanstack/react-router'
import { useAct, useCall } from '#base/web/calls.ts'
import { Confirm } from '#base/web/kit/Confirm.tsx'
import { DataTable, type Column } from '#base/web/kit/DataTable.tsx'
import { DayField } from '#base/web/kit/DayField.tsx'
import { Empty } from '#base/web/kit/Empty.tsx'
import { LinkButton } from '#base/web/kit/LinkButton.tsx'
import { Note } from '#base/web/kit/Note.tsx'
import { Page } from '#base/web/kit/Page.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { Waiting } from '#base/web/kit/Waiting.tsx'
import { Why } from '#base/web/kit/Why.tsx'
import { today } from '#base/web/today.ts'
import { forbiddenWays, ways } from '#dues/codes.ts'
import { close, readMonth, reopen, type MonthView, type StandingView } from '#dues/contract.ts'
import { monthOf } from '#dues/rules/months.ts'
import { words as money } from '#dues/web/money-words.ts'
import { MonthSwitch } from '#dues/web/MonthSwitch.tsx'
import { ToStatements } from '#dues/web/statement/ToStatements.tsx'
import { Receipts } from '#dues/web/Receipts.tsx'
import { Take, type How } from '#dues/web/Take.tsx'
import { words } from '#dues/web/words.ts'
import { wayWords, yuan } from '#dues/words.ts'

const wayOptions = [
  ...ways.map((value) => ({ value, label: wayWords[value] })),
  ...forbiddenWays.map((value) => ({ value, label: words.notRecorded(wayWords[value]), disabled: true })),
]

/** How the money came, said once for all that follow; and what can never be written down, with the reason. */
function HowBar({ how, setHow, line }: { how: How; setHow: (how: How) => void; line: string }) {
  return (
    <>
      <div className="dues-how">
        <div><label htmlFor="dues-way">{words.way}</label>
          <Select id="dues-way" value={how.way} options={wayOptions} style={{ width: '100%' }} onChange={(way) => setHow({ ...how, way })} />
        </div>
        {how.way === 'by-other' && (
          <div><label htmlFor="dues-payer">{words.byWhom}</label>
            <Input id="dues-payer" value={how.payer} maxLength={60} onChange={({ target }) => setHow({ ...how, payer: target.value })} />
          </div>
        )}
        <div><label htmlFor="dues-day">{words.paidOn}</label>
          <DayField value={how.paidOn} onChange={(paidOn) => setHow({ ...how, paidOn })} control={{ id: 'dues-day' }} />
        </div>
      </div>
      <p className="dues-rule">{line === 'party' ? words.wayHelp : words.wayHelpOther}</p>
    </>
  )
}

function Totals({ found: { totals } }: { found: MonthView }) {
  const said: [string, string, string][] = [
    [words.totals.payers, yuan(totals.owed), words.ofPeople(totals.payers)],
    [words.totals.paid, yuan(totals.paid), words.ofPeople(totals.paidCount)],
    [words.totals.open, yuan(totals.owed - totals.paid), words.ofPeople(totals.payers - totals.paidCount)],
    [words.totals.collected, yuan(totals.collected), totals.unknown > 0 ? words.unknownCount(totals.unknown) : ''],
  ]
  return (
    <dl className="dues-totals">
      {said.map(([term, sum, more]) => <div key={term}><dt>{term}</dt><dd>{sum}<small>{more}</small></dd></div>)}
    </dl>
  )
}

const columnsOf = (found: MonthView, how: How): Column<StandingView>[] => {
  const at = { organisation: found.organisation.id, month: found.month }
  return [
    { key: 'who', title: words.who, lead: true, nowrap: true, render: (row) => <Link to={`/dues/payers/${row.id}?organisation=${at.organisation}` as string}>{row.name}</Link> },
    { key: 'owed', title: words.owed, align: 'right', nowrap: true, render: (row) => (row.state === 'owed' ? <span className="dues-sum">{yuan(row.fen)}</span> : '') },
    {
      key: 'how', title: words.reckoned, wide: true,
      render: (row) => <>{row.sentence} {row.why && <Why reason={row.why} about={row.name} />}</>,
    },
    { key: 'state', title: words.state, wide: true, render: (row) => <Take row={row} {...at} how={how} closed={found.closing?.closed === true && monthOf(how.paidOn) === found.month} /> },
  ]
}

function Close({ found }: { found: MonthView }) {
  const [open, setOpen] = useState(false)
  const closing = useAct(close)
  const opening = useAct(reopen)
  const at = { organisation: found.organisation.id, month: found.month }
  const left = found.totals.payers - found.totals.paidCount + found.totals.unknown
  if (!found.closing?.closed) {
    return (
      <>
        <Button onClick={() => setOpen(true)}>{words.close}</Button>
        <Confirm open={open} title={words.closeTitle(found.monthWords)} verb={words.close} onClose={() => setOpen(false)} onConfirm={() => closing.mutateAsync(at)}>
          <p>{words.closeText(left)}</p><p className="quiet">{words.closeAfter}</p>
        </Confirm>
      </>
    )
  }
  if (found.closing.own) return null
  return (
    <>
      <Button onClick={() => setOpen(true)}>{words.reopen}</Button>
      <Confirm
        open={open} title={words.reopenTitle} verb={words.reopen} reason={words.reopenReason} onClose={() => setOpen(false)}
        onConfirm={(reason) => opening.mutateAsync({ ...at, reason })}
      >
        <p>{words.reopenText}</p>
      </Confirm>
    </>
  )
}

function Closed({ found: { closing } }: { found: MonthView }) {
  if (!closing) return null
  if (!closing.closed) return <Note>{words.reopened(closing.doer, closing.on, closing.reason ?? '')}</Note>
  return <Note title={words.closed(closing.doer, closing.on)}>{closing.own && words.reopenOwn}</Note>
}

function Found({ found }: { found: MonthView }) {
  const [how, setHow] = useState<How>({ way: 'cash', payer: '', paidOn: today() })
  return (
    <>
      <Closed found={found} />
      <Section><Totals found={found} /></Section>
      <Section title={words.how}><HowBar how={how} setHow={setHow} line={found.line} /></Section>
      <Section title={words.payers} note={<span className="no-print">{words.keys}</span>} flush>
        {found.rows.length === 0
          ? <Empty title={words.nobody} hint={words.nobodyHint} />
          : <DataTable caption={words.payers} columns={columnsOf(found, how)} rows={found.rows} rowKey={({ id }) => id} />}
      </Section>
      <Receipts title={words.receipts} rows={found.receipts} mayAct />
    </>
  )
}

/** 一个支部一个月: who owes what and why, one key to take it, the receipts, the closing. */
export function MonthPage({ organisation, month, onMonth }: { organisation: string; month: string; onMonth: (month: string) => void }) {
  const query = useCall(readMonth, { organisation, month })
  const title = query.data ? `${query.data.lineWords} ${query.data.organisation.name}` : words.dues
  return (
    <Page
      title={title} subtitle={words.hint}
      actions={<>
        <MonthSwitch month={month} onChange={onMonth} />
        {query.data && <Close found={query.data} />}
        <ToStatements organisation={organisation} />
        <LinkButton to={`/dues/arrears?organisation=${organisation}`}>{money.arrears}</LinkButton>
        <LinkButton to={`/dues/report?organisation=${organisation}&year=${month.slice(0, 4)}`}>{money.report}</LinkButton>
        <Button type="text" onClick={() => print()}>{words.print}</Button>
      </>}
    >
      <Waiting query={query}>{(found) => <Found key={found.month} found={found} />}</Waiting>
    </Page>
  )
}
