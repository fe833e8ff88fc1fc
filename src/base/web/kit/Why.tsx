import { Link } from '@tanstack/react-router'
import { useId, useLayoutEffect, useRef, useState, type ReactNode, type RefObject } from 'react'
import { Tag } from '#base/web/kit/Tag.tsx'
import { useElsewhere } from '#base/web/kit/use-elsewhere.ts'
import { words } from '#base/web/words.ts'

/** Where a number or a date comes from; the answer of kernel regulations fits as it comes. */
export interface Reason {
  /** its id: the page of rules shows it */
  rule?: string
  /** the rule in one sentence */
  sentence: string
  /** 《中国共产党章程》第三十条 */
  article: string
  /** A official source … M practice */
  grade?: string
  from?: string | null
  to?: string | null
  /** 待核: not yet compared with the official text */
  toBeChecked?: boolean
}

const rest = (reason: Reason) => [
  reason.grade && words.grade(words.grades[reason.grade] ?? reason.grade),
  reason.from && words.inForce(reason.from, reason.to),
].filter(Boolean).join('　')

/**
 * Beside the button where there is room, so that what is explained stays in sight; else under it, within the window. Fixed,
 * so that no scrolling box cuts it off.
 */
function placeUnder(card: HTMLElement, button: HTMLElement) {
  const at = button.getBoundingClientRect()
  const size = card.getBoundingClientRect()
  const below = at.bottom + 6
  const top = below + size.height > innerHeight - 8 ? Math.max(8, at.top - 6 - size.height) : below
  const beside = at.right + 12
  if (beside + size.width <= innerWidth - 16) {
    card.style.top = `${Math.max(8, Math.min(at.top - 10, innerHeight - size.height - 8))}px`
    card.style.left = `${beside}px`
    return
  }
  card.style.top = `${top}px`
  card.style.left = `${Math.max(16, Math.min(at.left, innerWidth - size.width - 16))}px`
}

function Card({ id, reason, button }: { id: string; reason: Reason; button: RefObject<HTMLElement | null> }) {
  const card = useRef<HTMLSpanElement>(null)
  useLayoutEffect(() => {
    if (card.current && button.current) placeUnder(card.current, button.current)
  }, [button])
  return (
    <span ref={card} id={id} className="why-card" role="status">
      <strong>{words.whyTitle}</strong>
      <span>{reason.sentence}</span>
      {!reason.sentence.includes(reason.article) && <span>{reason.article}</span>}
      <span className="quiet">{reason.toBeChecked && <Tag kind="warn">{words.toCheck}</Tag>} {rest(reason)}</span>
      {reason.rule && <Link to={`/rules?rule=${reason.rule}` as string}>{words.whyRules}</Link>}
    </span>
  )
}

/** A small “为什么？” that answers with the rule and its article. `about` names what is asked, for those who only hear it. */
export function Why({ reason, about, children }: { reason: Reason; about?: string; children?: ReactNode }) {
  const [open, setOpen] = useState(false)
  const box = useRef<HTMLSpanElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const id = useId()
  useElsewhere(box, open, () => setOpen(false))
  useLayoutEffect(() => {
    if (!open) return
    const before = button.current!.getBoundingClientRect()
    // a scroll that ended before the click is told of only after it: what counts is that the button has moved away
    const follow = () => {
      const now = button.current?.getBoundingClientRect()
      if (!now || Math.abs(now.top - before.top) > 2 || Math.abs(now.left - before.left) > 2) setOpen(false)
    }
    addEventListener('scroll', follow, { capture: true })
    return () => removeEventListener('scroll', follow, { capture: true })
  }, [open])
  return (
    <span ref={box} className="no-print" onKeyDown={(event) => { if (event.key === 'Escape') setOpen(false) }}>
      <button
        ref={button} type="button" className="why" aria-expanded={open} aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
      >
        {about && <span className="unseen">{about}：</span>}{children ?? words.why}
      </button>
      {open && <Card id={id} reason={reason} button={button} />}
    </span>
  )
}
