import type { ReactNode } from 'react'
import { words } from '../words.ts'
import { folded } from './work-groups.ts'

interface Props<T> {
  items: readonly T[]
  row: (item: T) => ReactNode
}

/** The things to do, one below the other; many of one kind in one line with their number, which opens. */
export function WorkRows<T extends { id: string; about: string; group?: string | undefined }>({ items, row }: Props<T>) {
  return (
    <ul>
      {folded(items).map((one) => ('item' in one ? row(one.item) : (
        <li key={one.items[0]!.id} className="work-many">
          <details>
            <summary>
              <span className="work-title">{one.words} {words.items(one.items.length)}</span>
              <span className="quiet">{words.amongThem(one.items.slice(0, 2).map(({ about }) => about).join('、'))}</span>
            </summary>
            <ul>{one.items.map(row)}</ul>
          </details>
        </li>
      )))}
    </ul>
  )
}
