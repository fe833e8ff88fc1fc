import { Link } from '@tanstack/react-router'
import { useNarrow } from '#base/web/device.ts'
import { DataTable, type Column } from '#base/web/kit/DataTable.tsx'
import type { Line } from '#organisations/kinds.ts'
import type { PersonRow } from '#people/contract.ts'
import { FlagTags, StatusCell } from '#people/web/parts/StatusTag.tsx'
import { joinWords, words } from '#people/web/words.ts'

const addressOf = (row: PersonRow) => `/people/${row.id}`

export const name: Column<PersonRow> = {
  key: 'name', title: '姓名', lead: true, nowrap: true,
  render: (row) => (
    <span className="roster-name"><Link to={addressOf(row)}>{row.name}</Link> <FlagTags flags={row.flags} /></span>
  ),
}
export const status: Column<PersonRow> = {
  key: 'status', title: words.status, nowrap: true,
  render: (row) => <StatusCell status={row.status} words={row.statusWords} />,
}
const organisation: Column<PersonRow> = {
  key: 'organisation', title: words.organisation, wide: true, render: (row) => row.organisation.name,
}
export const joined = (line: Line | undefined): Column<PersonRow> => ({
  key: 'joined', title: line ? joinWords[line] : words.joined, nowrap: true, render: (row) => row.joinedOn,
})
const phone: Column<PersonRow> = { key: 'phone', title: words.phone, nowrap: true, render: (row) => row.phoneMask }
const idNumber: Column<PersonRow> = { key: 'id', title: words.idNumber, nowrap: true, render: (row) => row.idMask }
const person: Column<PersonRow>[] = [
  { key: 'sex', title: words.sex, nowrap: true, render: (row) => row.sex },
  { key: 'born', title: words.born, nowrap: true, render: (row) => row.born },
]
const work: Column<PersonRow>[] = [
  { key: 'education', title: words.education, nowrap: true, render: (row) => row.education },
  { key: 'job', title: words.job, render: (row) => row.job },
]

interface Props {
  rows: PersonRow[]
  caption: string
  line: Line | undefined
  /** the rows may stand in several organisations: a column tells which */
  places: boolean
}

/** On the phone a card says who, what and where; the rest is one tap away. */
function columnsFor(narrow: boolean, { line, places }: Props): Column<PersonRow>[] {
  const where = places ? [organisation] : []
  if (narrow) return [name, status, joined(line), ...where, phone]
  return [name, ...person, status, joined(line), ...where, ...work, idNumber, phone]
}

export function RosterTable(props: Props) {
  const narrow = useNarrow()
  const { rows, caption } = props
  return (
    <DataTable
      caption={caption} columns={columnsFor(narrow, props)} rows={rows} rowKey={(row) => row.id + row.organisation.id}
      to={addressOf}
    />
  )
}
