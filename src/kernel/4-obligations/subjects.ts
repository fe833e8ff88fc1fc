import type { Day } from '#base/day.ts'
import type { Db } from '#base/sql.ts'
import type { Subject } from '#obligations/owed.ts'
import { deleteSubjects, endSubjects, insertSubjects, movePaths, openSubjects, saveMembers, saveSubjects } from '#obligations/store.ts'

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

/** A flag that holds for some organisations from a day on, or no longer. */
export async function tellFlag(tx: Db, realm: number, flag: string, told: readonly { organisationId: string; on: boolean; from: Day }[]): Promise<void> {
  if (told.length === 0) return
  const held = new Map((await openSubjects(tx, realm, told.map((one) => one.organisationId))).map((one) => [one.organisationId, one]))
  const changed = told.flatMap(({ organisationId, on, from }) => {
    const one = held.get(organisationId)
    if (!one || one.flags.includes(flag) === on) return []
    const flags = on ? [...one.flags, flag] : one.flags.filter((other) => other !== flag)
    return [versionFrom({ ...one, flags }, from, one)]
  })
  await write(tx, realm, changed)
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

async function write(tx: Db, realm: number, versions: readonly Version[]): Promise<void> {
  const rows = (way: Version['way']) => versions.filter((one) => one.way === way).map(({ row }) => row)
  const [overwritten, following] = [rows('overwrites'), rows('follows')]
  if (overwritten.length > 0) await saveSubjects(tx, realm, overwritten)
  for (const [from, later] of Map.groupBy(following, (row) => row.from)) {
    await endSubjects(tx, realm, later.map((row) => row.organisationId), from)
  }
  const made = [...rows('first'), ...following]
  if (made.length > 0) await insertSubjects(tx, realm, made)
}

/** The organisations are no more from this day on. */
export const endFacts = (tx: Db, realm: number, organisationId: string, on: Day): Promise<void> => endSubjects(tx, realm, [organisationId], on)
/** They were founded by mistake: as if they had never been. */
export const forgetSubjects = (tx: Db, realm: number, organisationIds: readonly string[]): Promise<number> => deleteSubjects(tx, realm, organisationIds)
export const followPaths = (tx: Db, realm: number, from: string, to: string): Promise<void> => movePaths(tx, realm, from, to)
export const tellMembers = (tx: Db, realm: number, rows: readonly { organisationId: string; members: number }[]): Promise<number> => saveMembers(tx, realm, rows)
