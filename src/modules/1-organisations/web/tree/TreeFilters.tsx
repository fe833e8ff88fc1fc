import { Select } from 'antd'
import { addDays, isDay } from '#base/day.ts'
import { useNarrow } from '#base/web/device.ts'
import { DayField } from '#base/web/kit/DayField.tsx'
import { SearchField } from '#base/web/kit/SearchField.tsx'
import { today } from '#base/web/today.ts'
import { words } from '#organisations/web/words.ts'
import { lineWords } from '#organisations/words.ts'

interface Props {
  text: string
  line: string | undefined
  on: string | undefined
  change: (next: Record<string, string | undefined>) => void
}

const lines = [
  { value: '', label: words.allLines },
  ...Object.entries(lineWords).map(([value, label]) => ({ value, label })),
]

function DayGone({ on, change }: Pick<Props, 'on' | 'change'>) {
  const pick = (day: string) => {
    if (day === '' || day === today()) change({ on: undefined })
    else if (isDay(day) && day < today()) change({ on: day })
  }
  return <DayField label={words.onDay} value={on ?? ''} max={addDays(today(), -1)} onChange={pick} />
}

/** What of the tree is shown: a name, one line, a day gone by. */
export function TreeFilters({ text, line, on, change }: Props) {
  const narrow = useNarrow()
  const day = <DayGone on={on} change={change} />
  const search = (q: string) => change({ q: q || undefined })
  return (
    <>
      <SearchField label={words.searchTree} value={text} onChange={search} width={narrow ? '100%' : '14.5rem'} />
      <Select
        aria-label={words.line} value={line ?? ''} options={lines} style={{ width: '8.5rem' }}
        onChange={(value) => change({ line: value || undefined })}
      />
      {narrow
        ? <details className="tree-day" open={on !== undefined}><summary>{words.onDay}</summary>{day}</details>
        : <><span className="quiet" aria-hidden>{words.onDay}</span>{day}</>}
    </>
  )
}
