import { Link } from '@tanstack/react-router'
import type { OutputOf } from '#base/contract.ts'
import { DataTable, type Column } from '#base/web/kit/DataTable.tsx'
import type { CoverageRow, overview } from '#coverage/contract.ts'
import { percent } from '#coverage/web/percent.ts'
import { words } from '#coverage/web/words.ts'

type Overview = OutputOf<typeof overview>
type Line = Overview['lines'][number]

const addressOf = (row: CoverageRow, own: string, of: string) => (row.id === null ? `/coverage/spots?organisation=${own}` : `/coverage?organisation=${row.id}${of}`)

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

/** By subordinate, in the order of the tree; the sum stands first. Covered: the rate, and 单独 + 联合 beside it. */
export function RateTable({ found }: { found: Overview }) {
  const own = found.organisation.id
  const name = (row: CoverageRow) => (row === found.total ? `${row.name}（${words.total}）` : row.id === null ? words.direct : row.name)
  const columns: Column<CoverageRow>[] = [
    {
      key: 'name', title: words.body, lead: true,
      render: (row) => (row === found.total || row.id === null ? name(row) : <Link to={addressOf(row, own, '')}>{name(row)}</Link>),
    },
    { key: 'units', title: words.units, align: 'right', render: (row) => number(row.units) },
    ...found.lines.flatMap((line): Column<CoverageRow>[] => [
      { key: `${line}-covered`, title: `${words.perLine[line]}${words.covered}`, align: 'right', render: (row) => <Rate row={row} line={line} /> },
      { key: `${line}-alone`, title: `${words.perLine[line]}${words.alone}`, align: 'right', render: (row) => <Alone row={row} line={line} /> },
    ]),
    { key: 'open', title: words.open, align: 'right', render: (row) => <>{number(row.open)}{row.first > 0 && <small className="quiet"> {words.ofFirst(row.first)}</small>}</> },
    { key: 'unknown', title: words.unknown, align: 'right', render: (row) => number(row.unknown) },
  ]
  return <DataTable caption={words.rates} columns={columns} rows={[found.total, ...found.rows]} rowKey={(row) => (row === found.total ? 'total' : row.id ?? 'own')} />
}
