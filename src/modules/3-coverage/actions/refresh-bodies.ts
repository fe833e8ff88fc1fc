import type { Day } from '#base/day.ts'
import type { Db } from '#base/sql.ts'
import { beyondReach } from '#database/scope.ts'
import type { World } from '#database/world.ts'
import { rulesOfRealm } from '#regulations/actions.ts'
import type { Regulation } from '#regulations/rules.ts'
import { branchFindings, regionsOf } from '#organisations/actions/lookup.ts'
import { memberStatuses } from '#people/actions/known.ts'
import { hollowSpots } from '#coverage/rules/body.ts'
import { spotCodes, type Priority, type SpotCode } from '#coverage/codes.ts'
import { bodyMemoriesOf, branchesOf, lockBranches, saveBodyMemories, type BodyMemory, type BodyRow } from '#coverage/store/bodies.ts'
import { replaceSpots, spotsOf, type SpotRow } from '#coverage/store/spots.ts'
import { insertAdditions, type Addition } from '#coverage/store/stats.ts'

/** Judges some branches anew: too small, too large, without the committee they owe, or hollow. */
export const refreshBodies = (tx: Db, world: World, realm: number, ids: readonly number[]): Promise<void> =>
  ids.length === 0 ? Promise.resolve() : beyondReach(tx, () => refresh(tx, realm, ids, world.clock.today()))

const sizeCodes: Partial<Record<string, 'small' | 'large' | 'committee'>> = {
  'below-minimum': 'small', 'above-usual-size': 'large', 'committee-due': 'committee',
}

interface Found {
  code: SpotCode
  given: number
}

/** A hollow branch is told nothing else: it has nobody to make it larger or to hold a post. */
function spotsOfBranch(row: BodyRow, region: string | null, today: Day, rules: readonly Regulation[]): Found[] {
  const branch = { ...row, region }
  const flags = Object.fromEntries(branch.flags.map((flag) => [flag, true]))
  const manned = hollowSpots({ day: today, kind: branch.kind, flags, region, members: branch.members, lost: branch.lost, holders: branch.holders }, rules)
    .map(({ code, given }) => ({ code, given }))
  if (manned.some(({ code }) => code.endsWith('-hollow'))) return manned
  const line = branch.kind === 'party.branch' ? 'party' : 'league'
  const sized = branchFindings(branch, today, rules).flatMap(({ finding, given }) => {
    const size = sizeCodes[finding]
    return size ? [{ code: `${line}-${size}` as SpotCode, given }] : []
  })
  return [...manned, ...sized]
}

async function refresh(tx: Db, realm: number, ids: readonly number[], today: Day): Promise<void> {
  await lockBranches(tx, realm, ids)
  const before = new Map((await bodyMemoriesOf(tx, realm, ids)).map((one) => [one.organisation_id, one]))
  const since = new Map((await spotsOf(tx, realm, 'organisation', ids)).map((row) => [`${row.subject_id} ${row.code}`, row.since]))
  const branches = await branchesOf(tx, realm, ids, memberStatuses)
  const rules = await rulesOfRealm(tx, realm)
  const regionAt = await regionsOf(tx, realm, branches.map(({ id }) => id))
  const found = new Map(branches.map((branch) => [branch.id, { branch, spots: spotsOfBranch(branch, regionAt(branch.id), today, rules.at(branch.path)) }]))
  const rows: SpotRow[] = [...found.values()].flatMap(({ branch, spots }) => spots.map(({ code, given }) => ({
    subject: 'organisation', subject_id: branch.id, code, line: spotCodes[code].line, path: branch.path, previous: null, given, missing: [], first: firstOf(branch),
    since: since.get(`${branch.id} ${code}`) ?? today, aside_until: null, target_on: null,
  })))
  await replaceSpots(tx, realm, 'organisation', ids, rows)
  const memories = [...found.values()].flatMap(({ branch, spots }) =>
    (spots.length === 0 ? [] : [{ organisation_id: branch.id, path: branch.path, open: spots.map(({ code }) => code), two_new: branch.two_new }]))
  await saveBodyMemories(tx, realm, ids, memories)
  const after = new Map(memories.map((one) => [one.organisation_id, one]))
  await insertAdditions(tx, realm, ids.flatMap((id) => additionsOf(id, before.get(id), after.get(id))))
}

type Kept = Omit<BodyMemory, 'organisation_id'>

const firstOf = ({ two_new: twoNew }: { two_new: boolean }): Priority[] => (twoNew ? ['two-new'] : [])

/** What a branch adds to the numbers of those above it. */
const measuresOf = (kept: Kept | undefined): string[] =>
  (kept?.open ?? []).flatMap((code) => [`spot.${code}`, ...(kept!.two_new ? [`spot.${code}.new`, `first.${code}`] : [])])

function additionsOf(id: number, before: Kept | undefined, after: Kept | undefined): Addition[] {
  const [was, is] = [measuresOf(before), measuresOf(after)]
  return [...new Set([...was, ...is])].flatMap((measure) => {
    const n = Number(is.includes(measure)) - Number(was.includes(measure))
    return n === 0 ? [] : [{ organisation_id: id, measure, path: (after ?? before)!.path, n }]
  })
}
