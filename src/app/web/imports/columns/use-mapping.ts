import { useState } from 'react'
import type { OutputOf } from '#base/contract.ts'
import type { kinds } from '#exchange/contract.ts'
import { headersIn, isSameMapping, mappedBy, withField, type Columns, type Mapping } from './mapping.ts'

export type Kinds = OutputOf<typeof kinds>['kinds']

interface Chosen {
  kind: string
  sheet: number
  headerRow: number | null
  mapping: Mapping
}

function held(columns: Columns): Chosen {
  const sheet = columns.sheets.find(({ chosen }) => chosen) ?? columns.sheets[0]
  return {
    kind: columns.kind?.kind ?? '',
    sheet: sheet?.no ?? 0,
    headerRow: sheet?.headerRow ?? null,
    mapping: columns.mapping,
  }
}

/** What a person is choosing about the columns; starts from what was guessed. */
export function useMapping(columns: Columns, kinds: Kinds) {
  const [start] = useState(() => held(columns))
  const [chosen, setChosen] = useState(start)
  const sheet = columns.sheets.find(({ no }) => no === chosen.sheet)
  const fields =
    kinds.find(({ kind }) => kind === chosen.kind)?.columns ??
    (chosen.kind === start.kind ? columns.kind?.columns : undefined) ??
    []
  const sameHeader = chosen.sheet === start.sheet && chosen.headerRow === start.headerRow
  const headers = sheet
    ? padded(sameHeader ? columns.headers : [], headersIn(sheet, chosen.headerRow))
    : columns.headers

  const remap = (next: Omit<Chosen, 'mapping'>) => {
    const there = columns.sheets.find(({ no }) => no === next.sheet)!
    const columnsOf = kinds.find(({ kind }) => kind === next.kind)?.columns ?? []
    const isStart = next.kind === start.kind && next.sheet === start.sheet && next.headerRow === start.headerRow
    const mapping = isStart
      ? start.mapping
      : mappedBy(headersIn(there, next.headerRow), { headers, mapping: chosen.mapping }, columnsOf)
    setChosen({ ...next, mapping })
  }
  return {
    ...chosen,
    sheetSample: sheet,
    fields,
    headers,
    setField: (column: number, field: string) =>
      setChosen((now) => ({ ...now, mapping: withField(now.mapping, column, field) })),
    setKind: (kind: string) => remap({ ...chosen, kind }),
    // another header row of the same sheet: what the columns hold stays what it was
    setHeaderRow: (headerRow: number | null) => setChosen((now) => ({ ...now, headerRow })),
    setSheet: (no: number) =>
      remap({ ...chosen, sheet: no, headerRow: columns.sheets.find((one) => one.no === no)?.headerRow ?? null }),
    reset: () => setChosen(start),
    changed: !sameHeader || chosen.kind !== start.kind || !isSameMapping(chosen.mapping, start.mapping),
  }
}

/** The headers as read (merged ones joined), as wide as the sheet is. */
const padded = (read: readonly string[], wide: readonly string[]): string[] =>
  read.length === 0 ? [...wide] : Array.from({ length: Math.max(read.length, wide.length) }, (_, at) => read[at] ?? '')
