import type { Counts } from '#exchange/contract.ts'
import { words } from '../words.ts'
import type { Filter } from './use-rows.ts'

const countIn = (counts: Counts): Record<Filter, number> => ({
  all: counts.rows + counts.skip,
  faults: counts.fault,
  conflicts: counts.conflict,
  new: counts.new,
  changed: counts.change,
  same: counts.same,
  skipped: counts.skip,
})

const order: readonly Filter[] = ['all', 'faults', 'conflicts', 'new', 'changed', 'same', 'skipped']

/** Which rows are shown, each with how many there are; what there is none of is left out. */
export function FilterBar({
  counts,
  value,
  onChange,
}: {
  counts: Counts
  value: Filter
  onChange: (filter: Filter) => void
}) {
  const many = countIn(counts)
  const offered = order.filter((filter) => filter === 'all' || filter === value || many[filter] > 0)
  return (
    <div className="filter-bar" role="group" aria-label={words.filtersOf}>
      {offered.map((filter) => (
        <button
          key={filter}
          type="button"
          aria-pressed={filter === value}
          data-filter={filter}
          onClick={() => onChange(filter)}
        >
          {words.filters[filter]}
          <span className="filter-count">{many[filter].toLocaleString('zh-CN')}</span>
        </button>
      ))}
    </div>
  )
}
