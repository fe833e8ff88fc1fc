import { useNavigate } from '@tanstack/react-router'
import type { MouseEvent, ReactNode } from 'react'
import { words } from '#base/web/words.ts'

export interface Column<R> {
  key: string
  title: string
  render: (row: R) => ReactNode
  align?: 'right'
  width?: string
  nowrap?: boolean
  /** the row's own name: the heading of its card on a phone; put the link here */
  lead?: boolean
  /** takes the whole width of the card */
  wide?: boolean
  /** sortable under this key */
  sort?: string
}

export interface Ticks {
  chosen: ReadonlySet<string>
  onChange: (chosen: Set<string>) => void
}

interface Props<R> {
  /** what the table holds, for those who hear it */
  caption: string
  columns: Column<R>[]
  rows: R[]
  rowKey: (row: R) => string
  /** address a click anywhere on the row opens; the lead column should carry the real link */
  to?: (row: R) => string
  nameOf?: (row: R) => string
  ticks?: Ticks
  sort?: { by: string; descending: boolean; onChange: (by: string, descending: boolean) => void }
  foot?: ReactNode
  /** stay a table on the phone and scroll inside its own box */
  keepTable?: boolean
}

const classOf = <R,>(column: Column<R>) =>
  [column.align, column.lead && 'lead', column.wide && 'wide', column.nowrap && 'nowrap'].filter(Boolean).join(' ') || undefined

const isControl = (event: MouseEvent) => (event.target as Element).closest('a, button, input, label') !== null

function Heading<R>({ column, sort }: { column: Column<R>; sort: Props<R>['sort'] }) {
  const on = sort && column.sort === sort.by
  // the column of buttons has no name; an empty heading would be read out as one
  if (!column.title) return <td className={classOf(column)} />
  const direction = on ? (sort.descending ? 'descending' : 'ascending') : undefined
  return (
    <th
      scope="col" className={classOf(column)} style={column.width ? { width: column.width } : undefined} aria-sort={direction}
    >
      {sort && column.sort ? (
        <button
          type="button" className="plain table-sort" data-on={on || undefined}
          onClick={() => sort.onChange(column.sort!, on ? !sort.descending : false)}
        >
          {column.title}<span aria-hidden>{on ? (sort.descending ? '↓' : '↑') : '↕'}</span>
        </button>
      ) : column.title}
    </th>
  )
}

/** The label around the box makes the whole cell its target. */
function Tick({ label, on, onChange }: { label: string; on: boolean; onChange: (on: boolean) => void }) {
  return (
    <label>
      <input type="checkbox" aria-label={label} checked={on} onChange={(event) => onChange(event.target.checked)} />
    </label>
  )
}

function toggled(chosen: ReadonlySet<string>, keys: string[], on: boolean): Set<string> {
  const next = new Set(chosen)
  for (const key of keys) if (on) next.add(key); else next.delete(key)
  return next
}

/** Rows as a real table: captioned, sortable, printable, a list of cards below 600 px. */
export function DataTable<R>({ caption, columns, rows, rowKey, to, nameOf, ticks, sort, foot, keepTable }: Props<R>) {
  const navigate = useNavigate()
  const keys = rows.map(rowKey)
  const open = (event: MouseEvent, row: R) => {
    if (to && !isControl(event) && getSelection()?.toString() === '') void navigate({ href: to(row) })
  }
  return (
    <div className="table-box" {...(keepTable && { tabIndex: 0, role: 'region', 'aria-label': caption })}>
      <table className={keepTable ? 'table' : 'table table-cards'}>
        <caption className="unseen">{caption}</caption>
        <thead>
          <tr>
            {ticks && (
              <th scope="col" className="tick">
                <Tick
                  label={words.selectAll} on={keys.length > 0 && keys.every((key) => ticks.chosen.has(key))}
                  onChange={(on) => ticks.onChange(toggled(ticks.chosen, keys, on))}
                />
              </th>
            )}
            {columns.map((column) => <Heading key={column.key} column={column} sort={sort} />)}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)} data-opens={to ? '' : undefined} onClick={(event) => open(event, row)}>
              {ticks && (
                <td className="tick">
                  <Tick
                    label={`${words.select}${nameOf?.(row) ?? ''}`} on={ticks.chosen.has(rowKey(row))}
                    onChange={(on) => ticks.onChange(toggled(ticks.chosen, [rowKey(row)], on))}
                  />
                </td>
              )}
              {columns.map((column) => (
                <td key={column.key} className={classOf(column)} data-title={column.title}>{column.render(row)}</td>
              ))}
            </tr>
          ))}
        </tbody>
        {foot && <tfoot>{foot}</tfoot>}
      </table>
    </div>
  )
}
