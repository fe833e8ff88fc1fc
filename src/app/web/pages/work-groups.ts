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

/** From this many on, things of one kind stand in one line that opens. */
const many = 3

export type Folded<T> = { item: T } | { words: string; items: T[] }

/** Things of one kind become one line where the first of them stood; the others keep their places. */
export function folded<T extends { group?: string | undefined }>(items: readonly T[]): Folded<T>[] {
  const kinds = Map.groupBy(items.filter((item) => item.group !== undefined), (item) => item.group!)
  return items.flatMap((item): Folded<T>[] => {
    const alike = item.group === undefined ? [] : kinds.get(item.group)!
    if (alike.length < many) return [{ item }]
    return alike[0] === item ? [{ words: item.group!, items: alike }] : []
  })
}
