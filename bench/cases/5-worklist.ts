import { addDays } from '#base/day.ts'
import { reading } from '#database/scope.ts'
import { permissions } from '#app/contract.ts'
import { workProviders } from '#app/modules.ts'
import type { Bench, BenchCase, Figure } from '../case.ts'
import type { Place } from '../load/places.ts'
import { compared } from '../measure.ts'

const most = 100

/** What any list of this work must read: terms about to end, … */
const rawTerms = `
  select o.public_id, o.name, t.due_on
  from organisations_terms t join organisations o on o.realm_id = t.realm_id and o.id = t.organisation_id
  where t.realm_id = $1 and t.ended_on is null and t.due_on <= $3
    and o.path >= $2 and o.path < $2 || '~' and o.dissolved_on is null
  order by t.due_on, o.path limit ${most}`

const below = `
  from organisations_stats s join organisations o on o.realm_id = s.realm_id and o.id = s.organisation_id
  where s.path >= $2 and s.path < $2 || '~' and o.realm_id = $1 and o.dissolved_on is null`

/** … branches of a size that breaks a rule, … */
const rawSizes = `
  select o.public_id, o.name, s.members, s.voting ${below} and o.kind in ('party.branch', 'league.branch', 'union.base')
    and (s.voting < 3 or s.members > 50) order by s.path limit ${most}`

/** … and branches large enough for a committee that have only a secretary. */
const rawCommittees = `
  select o.public_id, o.name, s.members ${below} and o.kind in ('party.branch', 'league.branch') and s.members >= 7
    and not exists (select from people_posts p
      where p.realm_id = o.realm_id and p.organisation_id = o.id and p.to_on is null and p.post !~ 'secretary$')
  order by s.path limit ${most}`

async function workAt(bench: Bench, at: string, place: Place): Promise<Figure> {
  const { world, owner, realm, rounds } = bench
  const actor = await bench.actorAt(place, permissions.worklist)
  const today = world.clock.today()
  let items = 0
  const ours = () =>
    reading(world.db, actor, async (tx) => {
      items = 0
      for (const provider of workProviders) items += (await provider(tx, actor, today)).length
    })
  const raw = async () => {
    await owner.query({ name: 'work-terms', text: rawTerms, values: [realm, place.path, addDays(today, 90)] })
    await owner.query({ name: 'work-sizes', text: rawSizes, values: [realm, place.path] })
    await owner.query({ name: 'work-committees', text: rawCommittees, values: [realm, place.path] })
  }
  const figure = await compared(at, Math.ceil(rounds / 8), ours, raw, '')
  return { ...figure, detail: `${items} 项` }
}

export const benchCase: BenchCase = {
  name: 'worklist',
  words: '工作清单',
  goal: '≤ 2× 或 ≤ 10 ms',
  async run(bench) {
    return [await workAt(bench, '全国', bench.places.nation), await workAt(bench, '县', bench.places.county)]
  },
}
