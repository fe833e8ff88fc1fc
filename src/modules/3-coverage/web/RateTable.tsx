import { Link } from '@tanstack/react-router'
import type { OutputOf } from '#base/contract.ts'
import { DataTable, type Column } from '#base/web/kit/DataTable.tsx'
import type { CoverageRow, overview } from '#coverage/contract.ts'
import { overviewAddress, spotsAddress, unitsAddress, type Of } from '#coverage/web/addresses.ts'
import { percent } from '#coverage/web/percent.ts'
import { words } from '#coverage/web/words.ts'

type Overview = OutputOf<typeof overview>
type Line = Overview['lines'][number]

function Rate({ row, line }: { row: CoverageRow; line: Line }) {
  const rate = row.rates.find((one) => one.line === line)
  if (!rate || row.units === 0) return <span className="quiet">—</span>
  return <span className="rate">{percent(rate.covered)}<small>{rate.own} + {rate.joint}</small></span>
}

function Alone({ row, line }: { row: CoverageRow; line: Line }) {
  const rate = row.rates.find((one) => one.line === line)
  return row.units === 0 || !rate ? <span className="quiet">—</span> : <span className="rate">{percent(rate.alone)}</span>
}

const number = (n: number) => (n === 0 ? <span className="quiet">0</span> : n.toLocaleString('zh-CN'))

/** A number and the list it counts; nothing to open where it is none. */
const counted = (n: number, to: string) => (n === 0 ? number(n) : <Link className="count" to={to}>{number(n)}</Link>)

/** By subordinate, in the order of the tree; the sum stands first. Covered: the rate, and 单独 + 联合 beside it. */
export function RateTable({ found, of }: { found: Overview; of: Of }) {
  const own = found.organisation.id
  const name = (row: CoverageRow) => (row === found.total ? `${row.name}（${words.total}）` : row.id === null ? words.direct : row.name)
  const isDirect = (row: CoverageRow) => row.id === null
  const spots = (row: CoverageRow, wish: Parameters<typeof spotsAddress>[2] = {}) => spotsAddress(row.id ?? own, of, { ...wish, direct: isDirect(row) })
  const addressOf = (row: CoverageRow) => (row === found.total || isDirect(row) ? spots(row) : overviewAddress(row.id!, of))
  const columns: Column<CoverageRow>[] = [
    { key: 'name', title: words.body, lead: true, render: (row) => <Link to={addressOf(row)}>{name(row)}</Link> },
    { key: 'units', title: words.units, align: 'right', render: (row) => (isDirect(row) ? number(row.units) : counted(row.units, unitsAddress(row.id!, of))) },
    ...found.lines.flatMap((line): Column<CoverageRow>[] => [
      { key: `${line}-covered`, title: `${words.perLine[line]}${words.covered}`, align: 'right', render: (row) => <Rate row={row} line={line} /> },
      { key: `${line}-alone`, title: `${words.perLine[line]}${words.alone}`, align: 'right', render: (row) => <Alone row={row} line={line} /> },
    ]),
    {
      key: 'open', title: words.open, align: 'right',
      render: (row) => <>{counted(row.open, spots(row, { unknown: 'without' }))}{row.first > 0 && row.first < row.open && <small className="quiet"> {words.ofFirst(row.first)}</small>}</>,
    },
    { key: 'unknown', title: words.unknown, align: 'right', render: (row) => counted(row.unknown, spots(row, { unknown: 'only' })) },
  ]
  return <DataTable caption={words.rates} columns={columns} rows={[found.total, ...found.rows]} rowKey={(row) => (row === found.total ? 'total' : row.id ?? 'own')} />
}
