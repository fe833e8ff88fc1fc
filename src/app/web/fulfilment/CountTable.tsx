import type { ReactNode } from 'react'
import { DataTable, type Column } from '#base/web/kit/DataTable.tsx'
import type { CountView } from '#obligations/contract.ts'
import { words } from './words.ts'

const number = (n: number, isOpen: boolean) =>
  n === 0 ? <span className="quiet">0</span> : isOpen ? <strong className="count-open">{n.toLocaleString('zh-CN')}</strong> : n.toLocaleString('zh-CN')

interface Row {
  key: string
  name: ReactNode
  count: CountView
}

const keys = ['owed', 'met', 'late', 'waived', 'due', 'missed'] as const

const columnsOf = (lead: string): Column<Row>[] => [
  { key: 'name', title: lead, lead: true, render: (row) => row.name },
  ...keys.map((key): Column<Row> =>
    ({ key, title: words.counts[key], align: 'right', nowrap: true, render: ({ count }) => number(count[key], key === 'missed') })),
]

/** Numbers of duties by what they became; in the order given, never by size. */
export function CountTable({ caption, lead, rows }: { caption: string; lead: string; rows: Row[] }) {
  return <DataTable caption={caption} columns={columnsOf(lead)} rows={rows} rowKey={(row) => row.key} />
}
