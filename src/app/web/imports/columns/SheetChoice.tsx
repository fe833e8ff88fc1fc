import { Select } from 'antd'
import { Field } from '#base/web/kit/Field.tsx'
import { words } from '../words.ts'
import type { Columns } from './mapping.ts'
import type { Kinds, useMapping } from './use-mapping.ts'

const short = (cells: string[]) =>
  cells
    .filter((cell) => cell.trim() !== '')
    .slice(0, 5)
    .join('　')
    .slice(0, 40)

interface Props {
  columns: Columns
  kinds: Kinds
  mapping: ReturnType<typeof useMapping>
}

/** Which sheet of the workbook, where its header stands, and what it is a list of. */
export function SheetChoice({ columns, kinds, mapping }: Props) {
  const { sheets } = columns
  const rows = (mapping.sheetSample?.sample ?? []).slice(0, 12)
  const rowOptions = [
    { value: 0, label: words.headerRowNone },
    ...rows.map(({ row, cells }) => ({
      value: row,
      label: words.headerRowIs(row, short(row === mapping.headerRow ? mapping.headers : cells)),
    })),
  ]
  return (
    <div className="sheet-choice">
      {kinds.length > 1 && (
        <Field label={words.what}>
          {({ id }) => (
            <Select
              id={id}
              value={mapping.kind || undefined}
              placeholder={words.choosePlease}
              onChange={mapping.setKind}
              options={kinds.map(({ kind, words: named }) => ({ value: kind, label: named }))}
            />
          )}
        </Field>
      )}
      {sheets.length > 1 && (
        <Field label={words.sheet}>
          {({ id }) => (
            <Select
              id={id}
              value={mapping.sheet}
              onChange={mapping.setSheet}
              options={sheets.map(({ no, name, rows: many }) => ({ value: no, label: words.sheetRows(name, many) }))}
            />
          )}
        </Field>
      )}
      <Field label={words.headerRow}>
        {({ id }) => (
          <Select
            id={id}
            value={mapping.headerRow ?? 0}
            options={rowOptions}
            onChange={(row: number) => mapping.setHeaderRow(row === 0 ? null : row)}
          />
        )}
      </Field>
    </div>
  )
}
