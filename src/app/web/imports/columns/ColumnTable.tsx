import { Select } from 'antd'
import { DataTable, type Column } from '#base/web/kit/DataTable.tsx'
import { Tag } from '#base/web/kit/Tag.tsx'
import { words } from '../words.ts'
import { letterOf, samplesOf, type Columns } from './mapping.ts'
import type { useMapping } from './use-mapping.ts'

interface Line {
  at: number
  letter: string
  header: string
  samples: string[]
}

interface Props {
  columns: Columns
  mapping: ReturnType<typeof useMapping>
}

/** How sure the guess is: in words, and only the doubtful one in colour. */
function Sure({ columns, mapping, at }: Props & { at: number }) {
  const field = mapping.mapping[at]
  if (!field) return null
  const sure = columns.mapping[at] === field ? columns.sure[at] : undefined
  if (!sure || sure.by === 'chosen') return words.sureBy.chosen
  if (sure.by === 'remembered') return words.sureBy.remembered
  if (sure.score >= 0.9) return words.sureHigh
  return sure.score >= 0.7 ? words.sureMiddle : <Tag kind="warn">{words.sureLow}</Tag>
}

function FieldSelect({ mapping, line }: { mapping: Props['mapping']; line: Line }) {
  const taken = new Set(Object.values(mapping.mapping))
  const now = mapping.mapping[line.at] ?? ''
  const options = [
    { value: '', label: words.fieldNone },
    ...mapping.fields.map(({ field, words: named, required }) => ({
      value: field,
      label: named + (required ? words.fieldRequired : ''),
      disabled: field !== now && taken.has(field),
    })),
  ]
  return (
    <Select
      className="column-field"
      aria-label={words.fieldOf(line.letter, line.header)}
      value={now}
      options={options}
      onChange={(field: string) => mapping.setField(line.at, field)}
      showSearch={{ optionFilterProp: 'label' }}
    />
  )
}

/** Every column of the sheet: its header, its first values, what it stands for, how sure that is. */
export function ColumnTable({ columns, mapping }: Props) {
  const lines: Line[] = mapping.headers
    .map((header, at) => ({
      at,
      header,
      letter: letterOf(at),
      samples: mapping.sheetSample ? samplesOf(mapping.sheetSample, mapping.headerRow, at) : [],
    }))
    .filter(({ header, samples }) => header !== '' || samples.length > 0)
  const shown: Column<Line>[] = [
    {
      key: 'header',
      title: words.header,
      lead: true,
      render: (line) => (
        <>
          <span className="column-letter">{line.letter}</span>
          {line.header || <span className="quiet">{words.headerNone}</span>}
        </>
      ),
    },
    {
      key: 'samples',
      title: words.samples,
      wide: true,
      render: (line) => <span className="column-samples">{line.samples.join('　·　')}</span>,
    },
    { key: 'field', title: words.field, wide: true, render: (line) => <FieldSelect mapping={mapping} line={line} /> },
    {
      key: 'sure',
      title: words.sure,
      nowrap: true,
      render: (line) => <Sure columns={columns} mapping={mapping} at={line.at} />,
    },
  ]
  return <DataTable caption={words.columns} columns={shown} rows={lines} rowKey={(line) => String(line.at)} />
}
