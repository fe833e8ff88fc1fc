import type { ReactNode } from 'react'
import { words } from '#base/web/words.ts'

export interface Detail {
  label: string
  value: ReactNode
  wide?: boolean
}

const isNothing = (value: ReactNode) => value === null || value === undefined || value === ''

/** What is held about one thing, as pairs of label and value. */
export function DetailList({ details, single }: { details: (Detail | false | null)[]; single?: boolean }) {
  return (
    <dl className={single ? 'details details-one' : 'details'}>
      {details.filter((detail) => !!detail).map((detail) => (
        <div key={detail.label} className={detail.wide ? 'details-wide' : undefined}>
          <dt>{detail.label}</dt>
          <dd>{isNothing(detail.value) ? <span className="quiet">{words.emptyValue}</span> : detail.value}</dd>
        </div>
      ))}
    </dl>
  )
}
