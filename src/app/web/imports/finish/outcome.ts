import type { BatchView, Counts } from '#exchange/contract.ts'
import { words } from '../words.ts'

/** What a commit would do, or did, in as many parts as there is something to say. */
export function outcomeOf(counts: Counts, unit: string): string[] {
  const kept = counts.conflict - counts.undecided - counts.take
  return [
    counts.new > 0 && words.add(counts.new, unit),
    counts.change > 0 && words.change(counts.change, unit),
    counts.take > 0 && words.taken(counts.take),
    kept > 0 && words.kept(kept),
    counts.foundings > 0 && words.found(counts.foundings),
    counts.fault + counts.skip > 0 && words.leave(counts.fault + counts.skip),
  ].filter((part) => part !== false)
}

export type Hindrance = { what: 'places' | 'faults' | 'conflicts'; count: number }

/** What still stands in the way, in the order one works; a name mended mends its rows. */
export function hindrancesOf({ unknownPlaces, fault, undecided }: Counts): Hindrance[] {
  const all: Hindrance[] = [
    { what: 'places', count: unknownPlaces },
    { what: 'faults', count: fault },
    { what: 'conflicts', count: undecided },
  ]
  return all.filter(({ count }) => count > 0)
}

/** Whether there is anything that a commit would write. */
export const writesSomething = ({ new: added, change, conflict }: Counts): boolean => added + change + conflict > 0

/** The row of an import in the list: what it did, or what is left to do. */
export function listedOutcome({ state, counts, unit }: Pick<BatchView, 'state' | 'counts' | 'unit'>): string {
  if (state === 'failed' || state === 'cancelled' || state === 'reading') return ''
  const [first] = state === 'ready' ? hindrancesOf(counts) : []
  if (first) return hindranceWords(first)
  const parts = outcomeOf(counts, unit)
  if (parts.length === 0 && counts.same > 0) return words.same(counts.same)
  return parts.join('、')
}

const sentences = { places: words.openPlaces, faults: words.openFaults, conflicts: words.openConflicts }
export const hindranceWords = ({ what, count }: Hindrance): string => sentences[what](count)
