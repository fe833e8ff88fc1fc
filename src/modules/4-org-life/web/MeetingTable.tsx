import { Link } from '@tanstack/react-router'
import { DataTable, type Column } from '#base/web/kit/DataTable.tsx'
import { Tag } from '#base/web/kit/Tag.tsx'
import type { MeetingRow } from '#org-life/contract.ts'
import { words } from '#org-life/web/words.ts'

export const addressOf = ({ id }: { id: string }) => `/org-life/meetings/${id}`

const kindOf = (state: string) => ({ locked: 'good', cancelled: 'plain', open: 'warn', closed: 'warn', signed: 'warn' } as const)[state] ?? 'plain'

export const StateTags = ({ row }: { row: Pick<MeetingRow, 'state' | 'stateWords' | 'late' | 'onPaper'> }) => (
  <span className="row">
    <Tag kind={kindOf(row.state)}>{row.stateWords}</Tag>
    {row.late && <Tag kind="warn">{words.late}</Tag>}
    {row.onPaper && <Tag>{words.paper}</Tag>}
  </span>
)

const where: Column<MeetingRow> = { key: 'where', title: words.where, wide: true, render: ({ organisation }) => organisation.name }
const columns = (withPlace: boolean): Column<MeetingRow>[] => [
  {
    key: 'what', title: words.what, lead: true,
    render: (row) => <Link to={addressOf(row)}>{row.group ? `${row.words}（${row.group.name}）` : row.words}</Link>,
  },
  { key: 'on', title: words.when, nowrap: true, render: ({ on, starts }) => (starts ? `${on} ${starts}` : on) },
  ...(withPlace ? [where] : []),
  { key: 'topic', title: words.topic, wide: true, render: ({ topic }) => topic || null },
  { key: 'attended', title: words.attended, nowrap: true, render: ({ held, present, expected }) => (held ? words.attendedOf(present, expected) : null) },
  { key: 'state', title: words.state, nowrap: true, render: (row) => <StateTags row={row} /> },
]

/** Meetings as a table, cards on a phone. */
export const MeetingTable = ({ rows, withPlace = false }: { rows: MeetingRow[]; withPlace?: boolean }) => (
  <DataTable caption={words.meetings} rows={rows} rowKey={({ id }) => id} to={addressOf} columns={columns(withPlace)} />
)
