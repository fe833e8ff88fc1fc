import { reading } from '#database/scope.ts'
import { permissions } from '#people/contract.ts'
import { searchPeople } from '#people/search.ts'
import type { Bench, BenchCase, Figure } from '../case.ts'
import type { Place } from '../load/places.ts'
import { compared } from '../measure.ts'

const most = 8

/** People below a place whose name, pinyin or initials begin so: by the index of that column, then where they stand. */
const rawSearch = (column: string) => `
  select p.public_id, p.name, p.phone_mask, o.name as organisation
  from people_persons p
  join lateral (select m.organisation_id from people_memberships m where m.realm_id = p.realm_id and m.person_id = p.id and m.to_on is null
    and m.path >= $1 and m.path < $1 || '~' order by m.id limit 1) m on true
  join organisations o on o.realm_id = p.realm_id and o.id = m.organisation_id
  where p.merged_into is null and p.${column} >= $2 and p.${column} < $2 || chr(1114111)
  order by p.name_key, p.id limit ${most}`

async function searchAt(bench: Bench, at: string, place: Place, column: 'name' | 'name_key' | 'initials', words: string[]): Promise<Figure> {
  const { world, owner, rounds } = bench
  const actor = await bench.actorAt(place, permissions.view)
  const wordOf = (round: number) => words[round % words.length]!
  const ours = (round: number) => reading(world.db, actor, (tx) => searchPeople.find(tx, actor, wordOf(round), most, world))
  const raw = (round: number) => owner.query({ name: `search-${column}`, text: rawSearch(column), values: [place.path, wordOf(round)] })
  return compared(at, Math.ceil(rounds / 4), ours, raw, `${words.join('、')}；前 ${most} 人`)
}

export const benchCase: BenchCase = {
  name: 'search',
  words: '找人',
  goal: '≤ 2×',
  async run(bench) {
    const { province, county } = bench.places
    return [
      await searchAt(bench, '省·姓名', province, 'name', ['王伟', '李秀英', '欧阳', '张']),
      await searchAt(bench, '省·简拼', province, 'initials', ['wxy', 'lj', 'oy']),
      await searchAt(bench, '省·全拼', province, 'name_key', ['wangwei', 'zhangl', 'ouyang']),
      await searchAt(bench, '县·姓名', county, 'name', ['王', '李秀英', '欧阳']),
      await searchAt(bench, '县·简拼', county, 'initials', ['wxy', 'l', 'oy']),
    ]
  },
}
