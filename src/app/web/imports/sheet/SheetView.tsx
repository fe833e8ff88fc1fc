import { Button } from 'antd'
import { useEffect, useMemo, useState } from 'react'
import { useCall } from '#base/web/calls.ts'
import { Empty } from '#base/web/kit/Empty.tsx'
import { faults } from '#exchange/contract.ts'
import type { Columns } from '../columns/mapping.ts'
import { useImport } from '../import/held.tsx'
import { words } from '../words.ts'
import { gridColumns } from './grid-columns.ts'
import { Grid } from './Grid.tsx'
import { Keys } from './Keys.tsx'
import { useCells } from './use-cells.ts'
import { useFaultJump } from './use-fault-jump.ts'
import { useGrid } from './use-grid.ts'
import { useRows, type Filter } from './use-rows.ts'

interface Props {
  columns: Columns
  filter: Filter
  setFilter: (filter: Filter) => void
  readOnly: boolean
}

const noneOf = (filter: Filter) =>
  filter === 'faults' || filter === 'conflicts' ? words.noRows[filter] : words.noRows.other

/** The rows of one filter as a sheet, with the button that walks from fault to fault. */
export function SheetView({ columns, filter, setFilter, readOnly }: Props) {
  const { batch } = useImport()
  const rows = useRows(filter)
  const cells = useCells(rows)
  const totals = useCall(faults, { batch: batch.id }, { enabled: !readOnly }).data?.faults
  // a field that was once wanted stays in sight after its last fault is mended
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set())
  useEffect(() => setSeen((before) => new Set([...before, ...(totals ?? []).map(({ field }) => field)])), [totals])
  const shown = useMemo(() => gridColumns(columns, seen), [columns, seen])
  const grid = useGrid(rows, shown.length)
  const [told, setTold] = useState('')
  const jump = useFaultJump({
    rows,
    columns: shown,
    at: grid.at,
    goTo: (place) => {
      setTold('')
      grid.goTo(place)
      grid.focus()
    },
    onUnknown: () => setFilter('faults'),
    onNone: () => setTold(batch.counts.fault === 0 ? words.noneLeft : words.lastFault),
  })
  const toPlaces = () => document.getElementById('places')?.focus()
  if (rows.pages.next === null && rows.pages.rows.length === 0)
    return <Empty title={noneOf(filter)} hint={words.noRowsHint} />
  return (
    <>
      {!readOnly && (
        <div className="sheet-tools no-print">
          <Button disabled={batch.counts.fault === 0} onClick={() => jump(false)} title="F8">
            {words.nextFault}
          </Button>
          <span className="quiet" role="status">
            {told}
          </span>
          <Keys />
        </div>
      )}
      <Grid
        columns={shown}
        rows={rows}
        cells={cells}
        grid={grid}
        readOnly={readOnly}
        sheets={batch.sheets.filter(({ chosen }) => chosen).length > 1}
        jump={jump}
        onPlaces={toPlaces}
      />
    </>
  )
}
