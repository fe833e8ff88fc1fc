import { follow, type Follower } from '#base/event.ts'
import type { Db } from '#base/sql.ts'
import { administratorsOn } from '#access/administrators/store.ts'
import { administrationTold, type Told } from '#access/administrators/told.ts'
import { holdersOf } from '#access/seats.ts'
import type { World } from '#database/world.ts'
import { notify } from '#notices/send.ts'
import { organisationByPublicId } from '#organisations/actions/lookup.ts'
import { postsOf } from '#organisations/posts.ts'
import { noticeOf } from '#app/administration/words.ts'

/** Whoever must act or know hears of it in the act's own transaction. */
export const followersOf = (world: World): Follower[] => [follow(administrationTold, (tx, told) => tell(tx, world, told))]

async function tell(tx: Db, world: World, told: Told): Promise<void> {
  const administrators = await administratorsOn(tx, world.clock.today())
  const second = told.kind === 'lower' ? 'system.administrator' : 'system.security'
  const asks = told.what === 'proposed'
  const guards = administrators.filter((one) => !asks || one.post === second).map(({ accountId }) => accountId)
  const whom = [...guards, ...(await peopleOf(tx, world, told))].filter((id) => id !== told.by.accountId)
  const notice = { realm: told.place?.realm ?? 0, class: asks ? ('act' as const) : ('know' as const), ...noticeOf(told), link: null }
  await notify(tx, guards.filter((id) => whom.includes(id)), { ...notice, link: '/administration' }, world.clock.now())
  await notify(tx, whom.filter((id) => !guards.includes(id)), notice, world.clock.now())
}

/** The head and everybody else who acts for the organisation an emergency seat stands over. */
async function peopleOf(tx: Db, world: World, { what, place }: Told): Promise<number[]> {
  if (!place || (what !== 'emergency-opened' && what !== 'emergency-ended')) return []
  const organisation = await organisationByPublicId(tx, place.realm, place.organisationId)
  if (!organisation) return []
  const posts = postsOf(organisation.kind).map(({ code }) => code)
  return (await holdersOf(tx, place.realm, place.organisationId, posts, world.clock.today())).map((row) => row.account_id)
}
