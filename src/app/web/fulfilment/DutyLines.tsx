import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { addDays } from '#base/day.ts'
import { Tag } from '#base/web/kit/Tag.tsx'
import { Why } from '#base/web/kit/Why.tsx'
import type { ObligationView } from '#obligations/contract.ts'
import { countedBy } from './due.ts'
import { words } from './words.ts'

const kindOf = { missed: 'bad', due: 'warn', met: 'good', 'met-late': 'good', waived: 'plain', 'not-due': 'plain' } as const

function State({ of: { state, stateWords } }: { of: ObligationView }) {
  return <Tag kind={kindOf[state]}><span aria-hidden>{words.symbols[state]} </span>{stateWords}</Tag>
}

/** When it was done, or until when it has to be, or who agreed that it need not be. */
function Facts({ of: { done, people, waiver, period, state } }: { of: ObligationView }) {
  if (waiver && state === 'waived') return words.waivedBy(waiver.by, waiver.reason)
  if (done.length > 0) return words.doneOn(done.map(({ on }) => on).join('、'))
  return [words.dueBy(addDays(period.to, -1)), ...(people ? [words.peopleDone(people)] : [])].join('，')
}

const articleOf = ({ why: { sentence, article } }: ObligationView): string => (sentence.includes(article) ? sentence : `${sentence}（${article}）`)

export interface LinesProps {
  duties: readonly ObligationView[]
  isOwn: boolean
  letOff: ((one: ObligationView) => void) | null
}

function Line({ one, isOwn, letOff }: Omit<LinesProps, 'duties'> & { one: ObligationView }) {
  const isOpen = one.state === 'due' || one.state === 'missed'
  const times = one.people === null ? words.times(one.times) : words.eachTimes(one.times)
  return (
    <li className="duty">
      <span className="duty-what">{one.period.words}{one.words}{times && ` ${times}`}</span>
      <State of={one} />
      <span className="quiet duty-facts"><Facts of={one} /></span>
      <span className="duty-acts">
        <Why reason={one.why} about={one.words} />
        {isOpen && isOwn && <Link className="no-print" to={one.address as string}>{one.verb}</Link>}
        {isOpen && letOff && <Button size="small" className="no-print" onClick={() => letOff(one)}>{words.waive}</Button>}
      </span>
      <span className="print-only duty-article">{articleOf(one)}</span>
    </li>
  )
}

/** What became of some duties: how many of each state. */
export function Counted({ duties }: { duties: readonly ObligationView[] }) {
  return (
    <span className="duty-count">
      <span>{words.counted(words.counts.owed, duties.length)}</span>
      {countedBy(duties).map(({ state, n }) => (
        <span key={state} className={state === 'missed' ? 'count-open' : 'quiet'}>
          <span aria-hidden>{words.symbols[state]} </span>{words.counted(words.became[state]!, n)}
        </span>
      ))}
    </span>
  )
}

export function DutyLines({ duties, isOwn, letOff }: LinesProps) {
  return <ul>{duties.map((one) => <Line key={`${one.duty} ${one.period.from}`} one={one} isOwn={isOwn} letOff={letOff} />)}</ul>
}
