import type { Day } from '#base/day.ts'
import type { Db } from '#base/sql.ts'
import type { Work } from '#kernel/manifest.ts'
import type { Actor } from '#access/actor.ts'
import { organisationByPublicId } from '#organisations/actions/lookup.ts'
import { permissions } from '#coverage/contract.ts'
import { countsOf, linesOf, numbersOf } from '#coverage/present.ts'
import { spotCodes, type SpotCode } from '#coverage/codes.ts'
import { spotsUnder } from '#coverage/store/spots.ts'
import { spotWords } from '#coverage/words.ts'

/** Sizes and committees of branches are on the work list already, by the registry itself. */
const isOwn = (code: SpotCode): boolean => spotCodes[code].subject === 'unit' || /-(hollow|officer)$/.test(code)
const named = 2

/** One line for each kind of finding: how many there are, the first of them by name, and the way to them. */
export async function workOfCoverage(tx: Db, actor: Actor, today: Day): Promise<Work[]> {
  if (!actor.permissions.has(permissions.decide)) return []
  const top = await organisationByPublicId(tx, actor.realm, actor.seat.organisationId)
  if (!top) return []
  const numbers = (await numbersOf(tx, actor.realm, top)).of(top.id)
  const lines = linesOf(top)
  const counts = (await countsOf(tx, actor, top, { numbers, twoNew: false, today })).filter(({ code, n }) => n > 0 && isOwn(code) && lines.includes(spotCodes[code].line))
  const work: Work[] = []
  for (const { code, n } of counts) work.push(await workOf(tx, actor, top, code, n, today))
  return work
}

async function workOf(tx: Db, actor: Actor, top: { path: string; public_id: string }, code: SpotCode, n: number, today: Day): Promise<Work> {
  const spots = await spotsUnder(tx, actor.realm, top.path, actor.reach, { codes: [code], aside: false, today }, named)
  const names = spots.flatMap((spot) => spot.unit_name ?? spot.body_name ?? []).join('、')
  const only = n === 1 ? spots[0] : undefined
  const one = only?.unit ? `/coverage/units/${only.unit}` : only?.body ? `/organisations/${only.body}` : null
  return {
    id: `coverage-${code}`,
    title: n === 1 ? spotWords[code] : `${spotWords[code]} ${n} 个`,
    about: n > named ? `${names}等` : names,
    dueOn: null,
    daysLeft: null,
    why: null,
    address: one ?? `/coverage/spots?organisation=${top.public_id}&code=${code}`,
    verb: '去处理',
  }
}
