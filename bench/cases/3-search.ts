import { reading } from '#database/scope.ts'
import { permissions } from '#people/contract.ts'
import { searchPeople } from '#people/search.ts'
import type { Bench, BenchCase, Figure } from '../case.ts'
import type { Place } from '../load/places.ts'
import { realm } from '../load/rows.ts'
import { compared } from '../measure.ts'

const most = 8

/** As ours, but as the owner: along the index of names in a province, from those who stand there in a county. */
const rawSearch = (column: Column, small: boolean) => `
  select p.public_id, p.name, p.phone_mask, (
    select o.name from people_memberships m join organisations o on o.realm_id = m.realm_id and o.id = m.organisation_id
    where m.realm_id = p.realm_id and m.person_id = p.id and m.to_on is null order by m.id limit 1) as organisation
  from people_persons p
  where p.merged_into is null and p.realm_id = ${realm} and p.${column} >= $2 and p.${column} < $2 || chr(1114111)
    and ${small ? standing(column) : `exists (select from unnest(p.paths) path where path >= $1 and path < $1 || '~')`}
  order by p.${column}, p.id limit ${most}`

const standing = (column: Column) => `p.id = any(array(
    select m.person_id from people_memberships m where m.path >= $1 and m.path < $1 || '~' and ${ahead[column]}))`

type Column = 'name' | 'name_key' | 'initials'
const ahead: Record<Column, string> = {
  name: `m.name >= $2 and m.name < $2 || chr(1114111)`,
  name_key: `m.name_key >= $2 and m.name_key < $2 || chr(1114111)`,
  initials: `m.name_key >= left($2, 1) and m.name_key < left($2, 1) || chr(1114111)`,
}

async function searchAt(bench: Bench, at: string, place: Place, column: Column, words: string[]): Promise<Figure> {
  const { world, owner, rounds } = bench
  const actor = await bench.actorAt(place, permissions.view)
  const wordOf = (round: number) => words[round % words.length]!
  const ours = (round: number) => reading(world.db, actor, (tx) => searchPeople.find(tx, actor, wordOf(round), most, world))
  const columns: Column[] = column === 'name' ? ['name'] : ['initials', 'name_key']
  const raw = async (round: number) => {
    for (const one of columns) await owner.query({ text: rawSearch(one, place.depth >= 4), values: [place.path, wordOf(round)] })
  }
  return compared(at, Math.ceil(rounds / 4), ours, raw, `${words.join('、')}；前 ${most} 人`)
}

export const benchCase: BenchCase = {
  name: 'search',
  words: '找人',
  goal: '≤ 2× 或 ≤ 10 ms',
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
