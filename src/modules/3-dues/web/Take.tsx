import { Button } from 'antd'
import { useState, type KeyboardEvent } from 'react'
import { Link } from '@tanstack/react-router'
import { useAct } from '#base/web/calls.ts'
import { Tag } from '#base/web/kit/Tag.tsx'
import type { Way } from '#dues/codes.ts'
import { collect, readMonth, type StandingView } from '#dues/contract.ts'
import { words } from '#dues/web/words.ts'
import { yuan } from '#dues/words.ts'

export interface How {
  way: Way
  payer: string
  paidOn: string
}

interface Props {
  row: StandingView
  organisation: string
  month: string
  how: How
  closed: boolean
}

const buttons = () => [...document.querySelectorAll<HTMLButtonElement>('button.dues-take:not(:disabled)')]

/** Up and down walk from one open sum to the next. */
function walk(event: KeyboardEvent<HTMLElement>) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (step === undefined) return
  event.preventDefault()
  const all = buttons()
  all[all.indexOf(event.currentTarget as HTMLButtonElement) + step]?.focus()
}

/** The button that takes one person's dues. Each row has its own act, so that a slow answer never meets the next row. */
function TakeButton({ row, organisation, month, how }: Omit<Props, 'closed'>) {
  const act = useAct(collect, { touches: [readMonth] })
  const [error, setError] = useState<string | null>(null)
  const [done, setDone] = useState(false)
  const take = async (from: HTMLElement) => {
    const all = buttons()
    const next = all[all.indexOf(from as HTMLButtonElement) + 1]
    setError(null)
    try {
      const payer = how.way === 'by-other' ? { payer: how.payer } : {}
      // the next one is at hand while this one is on its way
      next?.focus()
      await act.mutateAsync({ organisation, person: row.id, months: [month], fen: row.fen, way: how.way, paidOn: how.paidOn, ...payer })
      setDone(true)
    } catch (caught) {
      setError((caught as Error).message)
      from.focus()
    }
  }
  return (
    <>
      <Button
        className="dues-take" loading={act.isPending} disabled={done} aria-label={words.takeOf(row.name, yuan(row.fen))} onKeyDown={walk}
        onClick={(event) => void take(event.currentTarget)}
      >
        {words.take(yuan(row.fen))}
      </Button>
      {error && <span className="dues-error" role="alert">{error}</span>}
    </>
  )
}

/** How somebody stands this month, and what can be done about it. */
export function Take({ row, closed, ...rest }: Props) {
  const at = `/dues/payers/${row.id}?organisation=${rest.organisation}`
  if (row.paid) return <PaidTag paid={row.paid} />
  if (row.state === 'exempt') return <Tag>{words.exempt}</Tag>
  if (row.state === 'voluntary') return <Tag>{words.voluntary}</Tag>
  if (row.state === 'unknown') return <span className="dues-row-state"><Tag kind="warn">{words.unknown}</Tag> <Link to={at as string}>{words.assess}</Link></span>
  if (row.fen === 0) return null
  return <span className="dues-row-state">{closed ? <Tag kind="warn">{words.open}</Tag> : <TakeButton row={row} {...rest} />}</span>
}

export function PaidTag({ paid }: { paid: NonNullable<StandingView['paid']> }) {
  return (
    <span className="dues-row-state">
      <Tag kind="good">{words.taken(paid.on)}</Tag>
      {paid.receipt ? <Link to={`/dues/receipts/${paid.receipt}` as string}>{words.receipt}</Link> : <span className="quiet">{words.elsewhere}</span>}
    </span>
  )
}
