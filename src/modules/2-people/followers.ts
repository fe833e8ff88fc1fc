import { sql } from 'kysely'
import { refuse, Refusal } from '#base/decision.ts'
import { follow, type Follower } from '#base/event.ts'
import { many, run } from '#base/sql.ts'
import { dissolved, merged, pathMoved } from '#organisations/events.ts'
import type { World } from '#database/world.ts'
import { beyondReach } from '#database/scope.ts'
import { rosterChanged } from '#people/events.ts'
import { tellCommittees } from '#people/actions/committees.ts'
import { carryTransfers, releaseTransfers } from '#people/actions/transfers/follow.ts'
import { recount } from '#people/actions/known.ts'
import { ancestorsOf } from '#people/store/memberships.ts'
import { moveTransferPaths } from '#people/store/transfers.ts'
import { refreshPaths } from '#people/store/persons.ts'

/** A tree moved: memberships, posts and persons keep standing where their organisation stands. */
const movePaths = follow(pathMoved, async (tx, { realm, from, to }) => {
  const moved = sql`${to} || substr(path, ${from.length + 1}::int)`
  const under = sql`realm_id = ${realm} and path >= ${from} and path < ${`${from}~`}`
  const persons = await many(
    tx,
    sql<{ person_id: number }>`select distinct person_id from people_memberships where ${under}
      union select distinct person_id from people_posts where ${under}`,
  )
  const cut = (at: number) => sql`app_path_id(path, ${at}::int)`
  await run(tx, sql`update people_memberships set path = ${moved} where ${under}`)
  const now = sql`realm_id = ${realm} and path >= ${to} and path < ${`${to}~`}`
  await run(tx, sql`update people_memberships set a1 = ${cut(1)}, a2 = ${cut(2)}, a3 = ${cut(3)}, a4 = ${cut(4)} where ${now}`)
  await run(tx, sql`update people_posts set path = ${moved} where ${under}`)
  const floating = await beyondReach(tx, () => moveTransferPaths(tx, realm, from, to))
  await refreshPaths(tx, realm, [...floating, ...persons.map((one) => one.person_id)])
})

/** An organisation was merged: its members go over on that day, posts in it end. */
const carryMembers = (world: World) =>
  follow(merged, async (tx, { realm, from, into, on }) => {
    const [a1, a2, a3, a4] = ancestorsOf(into.path)
    const open = sql`realm_id = ${realm} and organisation_id = ${from.id} and to_on is null`
    const persons = await many(
      tx,
      sql<{ person_id: number }>`select person_id from people_memberships where ${open} union select person_id from people_posts where ${open}`,
    )
    await run(
      tx,
      sql`with ended as (
          update people_memberships set to_on = greatest(from_on, ${on}::date), end_reason = '组织合并' where ${open} returning *
        ), made as (
        insert into people_memberships (realm_id, public_id, person_id, organisation_id, line, status, status_on, joined_on, full_on, from_on,
          path, a1, a2, a3, a4, name, name_key)
        select realm_id, app_uuidv7(), person_id, ${into.id}, line, status, status_on, joined_on, full_on, ${on}::date, ${into.path}, ${a1}::bigint,
          ${a2}::bigint, ${a3}::bigint, ${a4}::bigint, name, name_key from ended returning id, status, coalesce(status_on, from_on) as since
        )
        insert into people_statuses (realm_id, membership_id, status, since) select ${realm}, id, status, since from made`,
    )
    await run(tx, sql`update people_posts set to_on = greatest(from_on, ${on}::date) where ${open}`)
    await refreshPaths(tx, realm, persons.map((one) => one.person_id))
    await recount(tx, world, realm, [from.id, into.id])
    await beyondReach(tx, () => carryTransfers(tx, realm, from, into, on))
  })

/** An organisation is dissolved: nobody is left behind in it, applicants neither, and its posts end. */
const endPosts = (world: World) => follow(dissolved, async (tx, { realm, organisation, on }) => {
  const open = sql`realm_id = ${realm} and organisation_id = ${organisation.id} and to_on is null`
  const left = await many(tx, sql`select 1 from people_memberships where ${open}`)
  if (left.length > 0) throw new Refusal(refuse('organisations.members-open', { members: left.length }))
  const persons = await many(tx, sql<{ person_id: number }>`select person_id from people_posts where ${open}`)
  await run(tx, sql`update people_posts set to_on = greatest(from_on, ${on}::date) where ${open}`)
  await refreshPaths(tx, realm, persons.map((one) => one.person_id))
  await beyondReach(tx, () => releaseTransfers(tx, world, realm, organisation, on))
})

/** Whether a branch has a committee decides what it owes. */
const tellOfCommittees = follow(rosterChanged, (tx, { realm, organisations }) => tellCommittees(tx, realm, organisations))

export const followersOf = (world: World): Follower[] => [tellOfCommittees, movePaths, carryMembers(world), endPosts(world)]
