import type { Day } from '#base/day.ts'
import type { Db } from '#base/sql.ts'
import type { Subject } from '#obligations/owed.ts'
import { deleteSubjects, endSubjects, insertSubjects, movePaths, openSubjects, organisationAt, saveGone, saveMembers, saveSubjects, subjectsOf } from '#obligations/store/books.ts'
import { uncountAfter } from '#obligations/tally.ts'
import { carryUp, noteSubjects, shiftSums } from '#obligations/store/sums.ts'

/** What an organisation is from a day on, as whoever registers organisations knows it. */
export type Facts = Omit<Subject, 'from' | 'to' | 'knownOn'>

export interface Told {
  facts: Facts
  from: Day
  /** for one that is told of for the first time: since when it is known. Null: always. */
  knownOn: Day | null
}

/** Flags that somebody above the register of organisations tells; the register leaves them as they are. */
const toldByOthers: readonly string[] = ['with-committee']

const sorted = (flags: readonly string[]): string => [...flags].sort().join()
const same = (one: Facts, other: Facts): boolean =>
  one.kind === other.kind && one.line === other.line && one.sector === other.sector && one.region === other.region
  && sorted(one.flags) === sorted(other.flags)

/**
 * Tells the engine what organisations are from a day on; called by whoever changes them, in the same transaction and
 * beyond the reach where it may be exceeded. A change of what rules ask for begins a new version; a new name, path or number
 * of members only overwrites.
 */
export async function tellSubjects(tx: Db, realm: number, told: readonly Told[]): Promise<void> {
  if (told.length === 0) return
  const held = new Map((await openSubjects(tx, realm, told.map(({ facts }) => facts.organisationId))).map((one) => [one.organisationId, one]))
  const versions = told.map(({ facts, from, knownOn }) => versionOf(facts, from, knownOn, held.get(facts.organisationId)))
  await write(tx, realm, versions)
}

interface Flagged {
  organisationId: string
  on: boolean
  /** since when it holds, or no longer does; null: it never did, what was told of it was taken back */
  from: Day | null
}

/** A flag that holds for some organisations from a day on, or no longer. */
export async function tellFlag(tx: Db, realm: number, flag: string, told: readonly Flagged[]): Promise<void> {
  if (told.length === 0) return
  const held = new Map((await openSubjects(tx, realm, told.map((one) => one.organisationId))).map((one) => [one.organisationId, one]))
  const differing = told.filter(({ organisationId, on }) => held.has(organisationId) && held.get(organisationId)!.flags.includes(flag) !== on)
  await write(tx, realm, differing.flatMap(({ organisationId, on, from }) => {
    const one = held.get(organisationId)!
    const flags = on ? [...one.flags, flag] : one.flags.filter((other) => other !== flag)
    return from === null ? [] : [versionFrom({ ...one, flags }, from, one)]
  }))
  await takeBack(tx, realm, flag, differing.filter(({ from }) => from === null).map((one) => one.organisationId))
}

/** In which region organisations stand from a day on. */
export async function tellRegion(tx: Db, realm: number, organisationIds: readonly string[], region: string | null, from: Day): Promise<void> {
  const differing = (await openSubjects(tx, realm, organisationIds)).filter((one) => one.region !== region)
  await write(tx, realm, differing.map((one) => versionFrom({ ...one, region }, from, one)))
}

/** As if the flag had never been: versions that only it told apart become one again. */
async function takeBack(tx: Db, realm: number, flag: string, organisationIds: readonly string[]): Promise<void> {
  if (organisationIds.length === 0) return
  const versions = await subjectsOf(tx, realm, organisationIds)
  const without = versions.map((one) => ({ ...one, flags: one.flags.filter((other) => other !== flag) }))
  const joined: Subject[] = []
  for (const one of without) {
    const last = joined.at(-1)
    if (last && last.organisationId === one.organisationId && last.to === one.from && same(last, one)) joined[joined.length - 1] = { ...one, from: last.from }
    else joined.push(one)
  }
  await noting(tx, realm, organisationIds, async () => {
    await deleteSubjects(tx, realm, organisationIds)
    await insertSubjects(tx, realm, joined)
  })
}

interface Version {
  row: Omit<Subject, 'to'>
  way: 'first' | 'overwrites' | 'follows'
}

function versionOf(facts: Facts, from: Day, knownOn: Day | null, held: Subject | undefined): Version {
  if (!held) return { row: { ...facts, from, knownOn }, way: 'first' }
  const flags = [...facts.flags, ...held.flags.filter((flag) => toldByOthers.includes(flag))]
  return versionFrom({ ...facts, flags }, from, held)
}

const versionFrom = (facts: Facts, from: Day, held: Subject): Version => ({
  row: { ...facts, from, knownOn: held.knownOn },
  way: same(held, facts) || held.from >= from ? 'overwrites' : 'follows',
})

/** Does what changes organisations, with what it was before and is after noted for the sums of those above. */
async function noting(tx: Db, realm: number, ids: readonly string[], change: () => Promise<unknown>): Promise<void> {
  if (ids.length === 0) return
  await noteSubjects(tx, realm, ids, -1)
  await change()
  await noteSubjects(tx, realm, ids, 1)
}

const write = (tx: Db, realm: number, versions: readonly Version[]): Promise<void> =>
  noting(tx, realm, versions.map(({ row }) => row.organisationId), () => save(tx, realm, versions))

async function save(tx: Db, realm: number, versions: readonly Version[]): Promise<void> {
  const rows = (way: Version['way']) => versions.filter((one) => one.way === way).map(({ row }) => row)
  const [overwritten, following] = [rows('overwrites'), rows('follows')]
  if (overwritten.length > 0) await saveSubjects(tx, realm, overwritten)
  for (const [from, later] of Map.groupBy(following, (row) => row.from)) {
    await endSubjects(tx, realm, later.map((row) => row.organisationId), from)
  }
  const made = [...rows('first'), ...following]
  if (made.length > 0) await insertSubjects(tx, realm, made)
}

/** The organisation is no more from this day on. */
export const endFacts = (tx: Db, realm: number, organisationId: string, on: Day): Promise<void> =>
  noting(tx, realm, [organisationId], async () => {
    await endSubjects(tx, realm, [organisationId], on)
    await saveGone(tx, realm, organisationId, on)
    await uncountAfter(tx, realm, organisationId, on)
  })

/** They were founded by mistake: as if they had never been. */
export async function forgetSubjects(tx: Db, realm: number, organisationIds: readonly string[]): Promise<void> {
  if (organisationIds.length === 0) return
  await noteSubjects(tx, realm, organisationIds, -1)
  await deleteSubjects(tx, realm, organisationIds)
}

/** Whatever changed below is carried up first; then the sums leave the old superiors and come to the new ones. */
export async function followPaths(tx: Db, realm: number, from: string, to: string): Promise<void> {
  while ((await carryUp(tx, realm, 20_000, from)) > 0);
  const own = await organisationAt(tx, realm, from)
  if (own) await noteSubjects(tx, realm, [own], -1)
  await shiftSums(tx, realm, from, -1)
  await movePaths(tx, realm, from, to)
  await shiftSums(tx, realm, to, 1)
  if (own) await noteSubjects(tx, realm, [own], 1)
}

export const tellMembers = (tx: Db, realm: number, rows: readonly { organisationId: string; members: number }[]): Promise<number> => saveMembers(tx, realm, rows)

type Asked = Pick<Facts, 'flags' | 'members' | 'region'>

/** The facts of an organisation on a day, as rules ask for them; before its founding those of its first day. */
export const factsOn = async (tx: Db, realm: number, organisationId: string, day: Day): Promise<Asked> => (await factsEver(tx, realm, organisationId))(day)

/** The same for many days, read once. */
export async function factsEver(tx: Db, realm: number, organisationId: string): Promise<(day: Day) => Asked> {
  const versions = await subjectsOf(tx, realm, [organisationId])
  return (day) => {
    const { flags, members, region } = versions.findLast(({ from }) => from <= day) ?? versions[0] ?? { flags: [], members: 0, region: null }
    return { flags, members, region }
  }
}
