import { Button } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { addYears } from '#base/day.ts'
import { useAct, useCall } from '#base/web/calls.ts'
import { Confirm } from '#base/web/kit/Confirm.tsx'
import { Empty } from '#base/web/kit/Empty.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { usePrinting } from '#base/web/kit/use-printing.ts'
import { Waiting } from '#base/web/kit/Waiting.tsx'
import { useFilters } from '#base/web/route.ts'
import { today } from '#base/web/today.ts'
import { useSeat } from '#access/web/seat.ts'
import { list, permissions, waive, type ObligationView } from '#obligations/contract.ts'
import { next, periodWords, previous } from '#obligations/periods.ts'
import type { OrganisationView } from '#organisations/contract.ts'
import { askedAt, askedIn, everies, leftOver, monthsDue, valueOf, withoutEmpty, type Asked, type DueMonth } from './due.ts'
import { Counted, DutyLines, type LinesProps } from './DutyLines.tsx'
import { words } from './words.ts'
import './fulfilment.css'

function SpanNav({ asked, go }: { asked: Asked; go: (asked: Asked) => void }) {
  const step = (to: { from: string }) => go(askedAt(asked.every, to.from))
  // back from a year or a quarter one comes to the present month, where it lies in it
  const near = (now: string) => (asked.from <= now && now < asked.to ? now : asked.from)
  return (
    <div className="duty-nav no-print">
      <span className="row">
        <Button aria-label={words.back[asked.every]} onClick={() => step(previous(asked))}>‹</Button>
        <strong aria-live="polite">{periodWords(asked)}</strong>
        <Button aria-label={words.on[asked.every]} onClick={() => step(next(asked))}>›</Button>
      </span>
      <span className="duty-spans" role="group" aria-label={words.span}>
        {everies.map((every) => (
          <button key={every} type="button" aria-pressed={asked.every === every} onClick={() => go(askedAt(every, near(today())))}>
            {words.spans[every]}
          </button>
        ))}
      </span>
    </div>
  )
}

/** One month: what became of its duties at a glance, each below it. Open where something is still to be done. */
function Month({ month, alone, ...rest }: { month: DueMonth; alone: boolean } & Omit<LinesProps, 'duties'>) {
  const printing = usePrinting()
  const { duties } = month
  const isOpen = duties.some(({ state }) => state === 'missed' || state === 'due')
  if (duties.length === 0) return <p className="duty-none"><strong>{month.words}</strong> <span className="quiet">{words.noneInMonth}</span></p>
  return (
    <details open={alone || isOpen || printing} className="duty-part">
      <summary>{month.words} <Counted duties={duties} /></summary>
      <DutyLines duties={duties} {...rest} />
    </details>
  )
}

function Before({ asked, obligations, ...rest }: { asked: Asked; obligations: readonly ObligationView[] } & Omit<LinesProps, 'duties'>) {
  const printing = usePrinting()
  const duties = leftOver(asked, obligations)
  if (duties.length === 0 || asked.from > today()) return null
  return (
    <details className="duty-part" open={printing || undefined}>
      <summary>{words.before} <span className="count-open">{words.pieces(duties.length)}</span></summary>
      <DutyLines duties={duties} {...rest} />
    </details>
  )
}

function Months({ asked, obligations, ...rest }: { asked: Asked; obligations: readonly ObligationView[] } & Omit<LinesProps, 'duties'>) {
  const months = monthsDue(asked, obligations)
  const all = months.flatMap(({ duties }) => duties)
  return (
    <>
      <Before asked={asked} obligations={obligations} {...rest} />
      {all.length === 0 ? <Empty title={words.noDuties(periodWords(asked))} hint={words.noDutiesHint} /> : (
        <>
          {months.length > 1 && <p className="duty-sum"><strong>{periodWords(asked)}</strong> <Counted duties={all} /></p>}
          {withoutEmpty(months).map((month) => <Month key={month.from} month={month} alone={months.length === 1} {...rest} />)}
        </>
      )}
    </>
  )
}

/** Whoever comes by an address with #duties sees them: they are read after the page has been shown. */
function useArrived(isRead: boolean) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (isRead && location.hash === '#duties') box.current?.scrollIntoView()
  }, [isRead])
  return box
}

/** 应办事项 on the page of an organisation: what is due in a month, a quarter or a year, and what became of each. */
export function Duties({ organisation }: { organisation: OrganisationView }) {
  const { seat, may } = useSeat()
  const [filters, change] = useFilters()
  const [waived, ask] = useState<ObligationView | null>(null)
  const letOff = useAct(waive)
  const asked = askedIn(filters['due'], today())
  // what should have been done in the year before is shown too while it is not
  const found = useCall(list, { organisation: organisation.id, from: addYears(asked.from, -1), to: asked.to })
  const isOwn = seat?.organisation === organisation.id
  const mayLetOff = may(permissions.waive) && !isOwn
  const agree = (reason: string) =>
    letOff.mutateAsync({ organisation: organisation.id, duty: waived!.duty, periodFrom: waived!.period.from, reason } as never)
  const box = useArrived(found.isSuccess)
  return (
    <div id="duties" ref={box}>
      <Section title={words.duties} note={<><span className="print-only">{periodWords(asked)}</span><span className="no-print">{words.dutiesNote}</span></>} flush>
        <SpanNav asked={asked} go={(to) => change({ due: valueOf(to) })} />
        <Waiting query={found}>
          {({ obligations }) => <Months key={valueOf(asked)} asked={asked} obligations={obligations} isOwn={isOwn} letOff={mayLetOff ? ask : null} />}
        </Waiting>
        <Confirm
          open={waived !== null} title={words.waiveTitle(waived ? `${waived.period.words}${waived.words}` : '')} verb={words.waive}
          reason={words.waiveReason} onConfirm={agree} onClose={() => ask(null)}
        >
          {words.waiveHint}
        </Confirm>
      </Section>
    </div>
  )
}
