import type { Db } from '#base/sql.ts'
import { holdersOf } from '#access/seats.ts'
import type { World } from '#database/world.ts'
import { chainOf, organisationsByIds, type Organisation } from '#organisations/actions/lookup.ts'
import { postsOf } from '#organisations/posts.ts'
import { notify } from '#notices/send.ts'
import type { Builders, Judged } from '#coverage/actions/judging.ts'
import type { Memory } from '#coverage/store/units.ts'
import { groupTitle, newSpotNotice } from '#coverage/words.ts'

/**
 * Where a party organisation has just been founded in a unit, the body that builds the League there is told at once what is
 * missing (field note 1). Nobody holds a post in that body: its superior is told.
 */
export async function tellBuilders(
  tx: Db, world: World, realm: number, judged: Judged, before: Memory, after: Memory, builders: Builders,
): Promise<void> {
  const isNew = before.party === 'none' && after.party !== 'none'
  const spot = judged.spots.find(({ code }) => code.startsWith('league-') && after.open.includes(code))
  if (!isNew || !spot || !builders.league) return
  const [body] = await organisationsByIds(tx, realm, [builders.league.id])
  if (!body) return
  const accounts = await accountsAtOrAbove(tx, world, realm, body)
  const notice = newSpotNotice(judged.unit.name, spot)
  await notify(tx, accounts, { realm, class: 'act', link: `/coverage/units/${judged.unit.public_id}`, group: { organisation: body.public_id, title: groupTitle }, ...notice }, world.clock.now())
}

async function accountsAtOrAbove(tx: Db, world: World, realm: number, body: Organisation): Promise<number[]> {
  for (const one of [body, ...(await chainOf(tx, body)).toReversed()]) {
    const posts = postsOf(one.kind).filter((post) => post.head || post.office || /\.(deputy-secretary|organisation-member)$/.test(post.code)).map((post) => post.code)
    const holders = await holdersOf(tx, realm, one.public_id, posts, world.clock.today())
    if (holders.length > 0) return holders.map((holder) => holder.account_id)
  }
  return []
}
