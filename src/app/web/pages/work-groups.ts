import { words } from '../words.ts'

interface Dated {
  daysLeft: number | null
}

/** The work list in the order one works: late, within thirty days, later, without a date; empty groups fall away. */
export function groupsOf<T extends Dated>(items: T[]): { title: string; items: T[] }[] {
  const sorted = [...items].sort((a, b) => (a.daysLeft ?? Infinity) - (b.daysLeft ?? Infinity))
  const groups = [
    { title: words.late, items: sorted.filter(({ daysLeft }) => daysLeft !== null && daysLeft < 0) },
    { title: words.soon, items: sorted.filter(({ daysLeft }) => daysLeft !== null && daysLeft >= 0 && daysLeft <= 30) },
    { title: words.later, items: sorted.filter(({ daysLeft }) => daysLeft !== null && daysLeft > 30) },
    { title: words.undated, items: sorted.filter(({ daysLeft }) => daysLeft === null) },
  ]
  return groups.filter((group) => group.items.length > 0)
}
