import type { Db } from '#base/sql.ts'
import { idsOfPath } from '#organisations/actions/lookup.ts'
import { addToStats, carriedTo, insertAdditions, lockSums, movePaths, takeAdditions, type Addition } from '#coverage/store/stats.ts'

/** Adds what changed to every superior: a page at any level then reads a few rows. Answers how many additions there were. */
export async function carryUp(tx: Db, realm: number, most: number): Promise<number> {
  const taken = await takeAdditions(tx, realm, most)
  const sums = new Map<string, Addition>()
  for (const { path, measure, n } of taken) {
    for (const one of superiorsOf(path)) {
      const key = `${one.organisation_id} ${measure}`
      const sum = sums.get(key) ?? { ...one, measure, n: 0 }
      sums.set(key, { ...sum, n: sum.n + n })
    }
  }
  // one order for all: two jobs never wait for each other crosswise
  const rows = [...sums.values()].filter(({ n }) => n !== 0)
  rows.sort((one, other) => one.organisation_id - other.organisation_id || (one.measure < other.measure ? -1 : 1))
  await addToStats(tx, realm, rows)
  return taken.length
}

/** The organisation itself and all above it. */
const superiorsOf = (path: string): { organisation_id: number; path: string }[] =>
  idsOfPath(path).map((id, at) => ({ organisation_id: id, path: `${path.split('/').slice(0, at + 1).join('/')}/` }))

const parentOf = (path: string): string | null => {
  const parts = path.split('/').slice(0, -2)
  return parts.length === 0 ? null : `${parts.join('/')}/`
}

/** A subtree goes over with its sums: out of those above it before, into those above it now. */
export async function carryMove(tx: Db, realm: number, from: string, to: string): Promise<void> {
  await lockSums(tx, realm)
  const carried = await carriedTo(tx, realm, idsOfPath(from).at(-1)!)
  await movePaths(tx, realm, from, to)
  const ends = [[parentOf(from), -1], [parentOf(to), 1]] as const
  await insertAdditions(tx, realm, ends.flatMap(([path, sign]) =>
    (path === null ? [] : carried.map(({ measure, n }) => ({ organisation_id: idsOfPath(path).at(-1)!, measure, path, n: sign * n })))))
}
