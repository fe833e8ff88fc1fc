import type { ReactNode } from 'react'
import { Tag } from '#base/web/kit/Tag.tsx'
import { words } from '#base/web/words.ts'

/** One act of the history; the ledger's entries fit as they come. */
export interface Happening {
  act: string
  /** what was done, as a sentence */
  words: ReactNode
  doer?: string
  /** the post it was done as */
  post?: string
  occurredOn: string
  /** an instant or a day */
  recordedAt?: string
  late?: boolean
  /** what a clock that ran behind showed; the act is recorded in the order of the books */
  clock?: string | null
  note?: ReactNode
}

const shanghai = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' })

/** `2026-07-01 09:30` in Shanghai. */
export const momentOf = (instant: string) => shanghai.format(new Date(instant))

const dayPart = (at: string) => (at.length === 10 ? at : momentOf(at).slice(0, 10))

function When({ happening: { occurredOn, recordedAt, late, clock } }: { happening: Happening }) {
  return (
    <div className="timeline-when">
      <time dateTime={occurredOn}>{occurredOn}</time>
      {late && recordedAt && <> <Tag kind="warn">{words.late}</Tag> {words.recordedOn(dayPart(recordedAt))}</>}
      {clock && <> <Tag kind="warn">{words.clockBehind}</Tag> {words.clockShowed(momentOf(clock))}</>}
    </div>
  )
}

/** The history of acts, newest first: what, when, by whom and as which post; late entries say so. */
export function Timeline({ happenings }: { happenings: Happening[] }) {
  return (
    <ol className="timeline">
      {happenings.map((happening) => (
        <li key={happening.act}>
          <When happening={happening} />
          <div>{happening.words}</div>
          {happening.note && <div className="timeline-note">{happening.note}</div>}
          {happening.doer && (
            <div className="timeline-when">{happening.doer}{happening.post && `　${words.actedAs(happening.post)}`}</div>
          )}
        </li>
      ))}
    </ol>
  )
}
