import { Link } from '@tanstack/react-router'
import { Button, Select } from 'antd'
import { useState } from 'react'
import { addDays } from '#base/day.ts'
import { useAct, useCall } from '#base/web/calls.ts'
import { Confirm } from '#base/web/kit/Confirm.tsx'
import { Empty } from '#base/web/kit/Empty.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { Tag } from '#base/web/kit/Tag.tsx'
import { Waiting } from '#base/web/kit/Waiting.tsx'
import { Why } from '#base/web/kit/Why.tsx'
import { today } from '#base/web/today.ts'
import { useSeat } from '#access/web/seat.ts'
import { list, permissions, waive, type ObligationView } from '#obligations/contract.ts'
import type { OrganisationView } from '#organisations/contract.ts'
import { words } from './words.ts'
import './fulfilment.css'

const kindOf = { missed: 'bad', due: 'warn', met: 'good', 'met-late': 'good', waived: 'plain', 'not-due': 'plain' } as const

function State({ of: { state, stateWords } }: { of: ObligationView }) {
  return <Tag kind={kindOf[state]}><span aria-hidden>{words.symbols[state]} </span>{stateWords}</Tag>
}

/** When it was done, or until when it has to be, or who agreed that it need not be. */
function Facts({ of: { done, waiver, period, state } }: { of: ObligationView }) {
  if (waiver && state === 'waived') return words.waivedBy(waiver.by, waiver.reason)
  if (done.length > 0) return words.doneOn(done.map(({ on }) => on).join('、'))
  return words.dueBy(addDays(period.to, -1))
}

interface LineProps {
  one: ObligationView
  isOwn: boolean
  letOff: ((one: ObligationView) => void) | null
}

function Line({ one, isOwn, letOff }: LineProps) {
  const isOpen = one.state === 'due' || one.state === 'missed'
  return (
    <li className="duty">
      <span className="duty-what">{one.period.words}{one.words}{words.times(one.times) && ` ${words.times(one.times)}`}</span>
      <State of={one} />
      <span className="quiet duty-facts"><Facts of={one} /></span>
      <span className="duty-acts">
        <Why reason={one.why} about={one.words} />
        {isOpen && isOwn && <Link className="no-print" to={one.address as string}>{one.verb}</Link>}
        {isOpen && letOff && <Button size="small" className="no-print" onClick={() => letOff(one)}>{words.waive}</Button>}
      </span>
    </li>
  )
}

/** What is open comes first, what is settled next, and what is yet to come last; each part by its end. */
const parts = [
  { title: words.open, states: ['missed', 'due'] },
  { title: words.done, states: ['met', 'met-late', 'waived'] },
  { title: words.later, states: ['not-due'] },
]

function Lists({ duties, isOwn, letOff }: { duties: ObligationView[]; isOwn: boolean; letOff: LineProps['letOff'] }) {
  if (duties.length === 0) return <Empty title={words.noDuties} hint={words.noDutiesHint} />
  const byEnd = [...duties].sort((one, other) => (one.period.to < other.period.to ? -1 : one.period.to > other.period.to ? 1 : 0))
  return parts.map(({ title, states }) => {
    const shown = byEnd.filter(({ state }) => states.includes(state))
    if (shown.length === 0) return null
    return (
      <details key={title} open={states.includes('due')} className="duty-part">
        <summary>{title} <span className="quiet">{shown.length}</span></summary>
        <ul>{shown.map((one) => <Line key={`${one.duty} ${one.period.from}`} one={one} isOwn={isOwn} letOff={letOff} />)}</ul>
      </details>
    )
  })
}

/** 应办事项 on the page of an organisation: what it owes in a year, and what became of each. */
export function Duties({ organisation }: { organisation: OrganisationView }) {
  const { seat, may } = useSeat()
  const thisYear = Number(today().slice(0, 4))
  const [year, setYear] = useState(thisYear)
  const [asked, ask] = useState<ObligationView | null>(null)
  const letOff = useAct(waive)
  const found = useCall(list, { organisation: organisation.id, from: `${year}-01-01`, to: `${year + 1}-01-01` })
  const isOwn = seat?.organisation === organisation.id
  const mayLetOff = may(permissions.waive) && !isOwn
  const agree = (reason: string) =>
    letOff.mutateAsync({ organisation: organisation.id, duty: asked!.duty, periodFrom: asked!.period.from, reason } as never)
  const years = [thisYear, thisYear - 1, thisYear - 2].map((one) => ({ value: one, label: words.thisYear(one) }))
  return (
    <div id="duties">
      <Section title={words.duties} flush actions={<Select aria-label={words.year} size="small" value={year} options={years} onChange={setYear} />}>
        <Waiting query={found}>
          {({ obligations }) => <Lists duties={obligations} isOwn={isOwn} letOff={mayLetOff ? ask : null} />}
        </Waiting>
        <Confirm open={asked !== null} title={words.waiveTitle(asked ? `${asked.period.words}${asked.words}` : '')} verb={words.waive} reason={words.waiveReason} onConfirm={agree} onClose={() => ask(null)}>
          {words.waiveHint}
        </Confirm>
      </Section>
    </div>
  )
}
