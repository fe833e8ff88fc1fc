import { Button } from 'antd'
import { useState } from 'react'
import { useFilters } from '#base/web/route.ts'
import { useImport } from '../import/held.tsx'
import { words } from '../words.ts'
import { CommitDialog } from './CommitDialog.tsx'
import { hindranceWords, hindrancesOf, outcomeOf, writesSomething, type Hindrance } from './outcome.ts'

const goWords = { places: words.toPlacesGo, faults: words.toFaultsGo, conflicts: words.toConflictsGo }

/** Goes to where a hindrance is removed. */
function useGoMend() {
  const [, change] = useFilters()
  return (what: Hindrance['what']) => {
    if (what !== 'places') change({ show: what })
    const place = document.getElementById(what === 'places' ? 'places' : 'check')
    place?.scrollIntoView({ block: 'start' })
    place?.focus({ preventScroll: true })
  }
}

/** Always in sight: what a commit would do, what stands in the way, and the button. */
export function CommitBar() {
  const { batch } = useImport()
  const [open, setOpen] = useState(false)
  const goMend = useGoMend()
  const { counts, unit } = batch
  const hindrances = hindrancesOf(counts)
  const [next] = hindrances
  const parts = outcomeOf(counts, unit)
  const writes = writesSomething(counts)
  const clear = writes && hindrances.every(({ what }) => what === 'faults')
  return (
    <section className="commit-bar no-print" aria-label={words.outcome}>
      <div className="grow" role="status">
        <strong>{writes ? words.will(parts) : next ? words.nothingYet : words.nothingToDo}</strong>
        {hindrances.length > 0 && <div className="quiet">{hindrances.map(hindranceWords).join('；')}</div>}
      </div>
      {next && (
        <Button type={clear ? 'default' : 'primary'} onClick={() => goMend(next.what)}>
          {goWords[next.what]}
        </Button>
      )}
      <Button
        type={next ? 'default' : 'primary'}
        disabled={!writes || counts.undecided > 0}
        onClick={() => setOpen(true)}
      >
        {words.commit}
      </Button>
      <CommitDialog open={open} onClose={() => setOpen(false)} />
    </section>
  )
}
