import { reading } from '#database/scope.ts'
import { permissions } from '#organisations/contract.ts'
import { nodeOf } from '#organisations/present.ts'
import { membersBelow } from '#organisations/store/organisations.ts'
import { treeBelow } from '#organisations/store/tree.ts'
import type { Bench, BenchCase, Figure } from '../case.ts'
import type { Place } from '../load/places.ts'
import { compared } from '../measure.ts'

/** One level by its parent, and totals by the piece of the path that names the child. */
const rawLevel = `
  select o.id, o.public_id, o.name, o.kind, o.line, o.flags, o.path,
    (select count(*)::int from organisations k
      where k.realm_id = o.realm_id and k.parent_id = o.id and k.dissolved_on is null) as children
  from organisations o where o.realm_id = $1 and (o.id = $2 or o.parent_id = $2) and o.dissolved_on is null
  order by o.depth, o.position, o.id`
const rawSums = `
  select split_part(path, '/', $2) as child, sum(members)::int members from organisations_stats
  where path >= $1 and path < $1 || '~' group by 1`

async function treeAt(bench: Bench, at: string, place: Place): Promise<Figure> {
  const { world, owner, realm, rounds } = bench
  const actor = await bench.actorAt(place, permissions.view)
  const ours = () =>
    reading(world.db, actor, async (tx) => (await treeBelow(tx, realm, place.path, place.depth, 1)).map(nodeOf))
  const raw = async () => {
    const level = await owner.query({ name: 'tree-level', text: rawLevel, values: [realm, place.id] })
    const sums = await owner.query({ name: 'tree-sums', text: rawSums, values: [place.path, place.depth + 1] })
    const members = new Map((sums.rows as { child: string, members: number }[]).map((row) => [row.child, row.members]))
    const total = [...members.values()].reduce((sum, one) => sum + one, 0)
    const numberOf = (path: string) => (path === place.path ? total : (members.get(path.split('/')[place.depth]!) ?? 0))
    return (level.rows as { path: string }[]).map((row) => ({ ...row, members: numberOf(row.path) }))
  }
  const [mine, theirs] = [await ours(), await raw()]
  const plain = (rows: { members: number | null }[]) => rows.map((row) => row.members ?? 0).join()
  if (plain(mine) !== plain(theirs)) throw new Error(`the tree at ${place.name} is not the raw SQL's tree`)
  return compared(at, Math.ceil(rounds / 4), ours, raw, `${mine.length} 个节点，人数含全部下级`)
}

async function sumAt(bench: Bench, at: string, place: Place): Promise<Figure> {
  const { world, owner } = bench
  const actor = await bench.actorAt(place, permissions.view)
  const text = `select sum(members)::bigint n from organisations_stats where path >= $1 and path < $1 || '~'`
  const raw = () => owner.query({ name: 'sum', text, values: [place.path] })
  const ours = () => reading(world.db, actor, (tx) => membersBelow(tx, place.path))
  return compared(`${at}·总人数`, Math.ceil(bench.rounds / 4), ours, raw, '按路径区间求和')
}

export const benchCase: BenchCase = {
  name: 'tree',
  words: '组织树一层',
  goal: '≤ 2× 或 ≤ 10 ms',
  async run(bench) {
    const { nation, province, county } = bench.places
    const figures: Figure[] = []
    for (const [at, place] of [['全国', nation], ['省', province], ['县', county]] as const) {
      figures.push(await treeAt(bench, at, place), await sumAt(bench, at, place))
    }
    return figures
  },
}
