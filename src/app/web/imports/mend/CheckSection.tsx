import { Button } from 'antd'
import { useState } from 'react'
import { useCall } from '#base/web/calls.ts'
import { useNarrow } from '#base/web/device.ts'
import { Section } from '#base/web/kit/Section.tsx'
import { Waiting } from '#base/web/kit/Waiting.tsx'
import { useFilters } from '#base/web/route.ts'
import { columns, filters as allFilters } from '#exchange/contract.ts'
import { useImport } from '../import/held.tsx'
import { FilterBar } from '../sheet/FilterBar.tsx'
import { SheetView } from '../sheet/SheetView.tsx'
import type { Filter } from '../sheet/use-rows.ts'
import { words } from '../words.ts'
import { BulkDialog } from './BulkDialog.tsx'
import { Conflicts } from './Conflicts.tsx'
import { FaultCards } from './FaultCards.tsx'

const isFilter = (text: string | undefined): text is Filter =>
  (allFilters as readonly (string | undefined)[]).includes(text)

/** The rows of the sheet: faults as cards on a phone, contradictions side by side, all else as a sheet. */
export function CheckSection() {
  const { batch } = useImport()
  const narrow = useNarrow()
  const [filters, change] = useFilters()
  const [bulk, setBulk] = useState(false)
  // what is shown at first does not jump away when its last fault is mended
  const [first] = useState<Filter>(() =>
    batch.counts.fault > 0 ? 'faults' : batch.counts.undecided > 0 ? 'conflicts' : 'all',
  )
  const filter = isFilter(filters['show']) ? filters['show'] : first
  const setFilter = (show: Filter) => change({ show })
  const found = useCall(columns, { batch: batch.id })
  const tools = batch.counts.fault > 1 && <Button onClick={() => setBulk(true)}>{words.bulk}</Button>
  return (
    <div id="check" tabIndex={-1}>
      <Section title={words.check} actions={tools} flush>
        <FilterBar counts={batch.counts} value={filter} onChange={setFilter} />
        <Waiting query={found}>
          {(data) => {
            if (filter === 'conflicts' || filter === 'changed')
              return <Conflicts key={filter} columns={data} filter={filter} readOnly={false} />
            if (filter === 'faults' && narrow) return <FaultCards columns={data} />
            return <SheetView key={filter} columns={data} filter={filter} setFilter={setFilter} readOnly={false} />
          }}
        </Waiting>
        <BulkDialog open={bulk} onClose={() => setBulk(false)} />
      </Section>
    </div>
  )
}
