import { sql } from 'kysely'
import { newId } from '#base/id.ts'
import { many, maybe, one, run, type Db } from '#base/sql.ts'
import { everywhere, within } from '#database/scope.ts'
import type { World } from '#database/world.ts'
import { goesAt, type Hours, type Way } from '#notices/sending/when.ts'

interface Unrouted {
  id: number
  account_id: number
  class: 'act' | 'know' | 'read'
  link: string | null
  group_organisation: string | null
  group_title: string | null
}

interface Wish {
  account_id: number
  mail_mask: string
  act_by: Way
  know_by: Way
  read_by: Way
  digest_hour: number
  quiet_from: number | null
  quiet_until: number | null
}

/** A group hears of what comes within this while in one message. */
const gatherMinutes = 1

/** Decides how new notices go out: by whose letter, to which group. In one transaction with what it queues. */
export function routeNotices(world: World, realm: number, most = 500): Promise<number> {
  const now = world.clock.now()
  return within(world.db, everywhere(realm), async (tx) => {
    const notices = await many(
      tx,
      sql<Unrouted>`select id, account_id, class, link, group_organisation, group_title from notices
        where realm_id = ${realm} and routed_at is null order by id limit ${most} for update skip locked`,
    )
    if (notices.length === 0) return 0
    if (world.outward?.smtp) await toLetters(tx, realm, notices, now)
    await toGroups(tx, realm, notices, now)
    await run(tx, sql`update notices set routed_at = ${now} where realm_id = ${realm} and id = any(${notices.map(({ id }) => id)}::bigint[])`)
    return notices.length
  }, `notices route ${realm}`)
}

async function toLetters(tx: Db, realm: number, notices: Unrouted[], now: Date): Promise<void> {
  const wishes = await many(
    tx,
    sql<Wish>`select account_id, mail_mask, act_by, know_by, read_by, digest_hour, quiet_from, quiet_until from notices_settings
      where account_id = any(${[...new Set(notices.map((one) => one.account_id))]}::bigint[]) and confirmed_at is not null`,
  )
  for (const wish of wishes) {
    const own = notices.filter((one) => one.account_id === wish.account_id)
    for (const way of ['at-once', 'digest'] as const) {
      const some = own.filter((one) => wish[`${one.class}_by`] === way)
      if (some.length > 0) await intoLetter(tx, realm, wish, way, some, now)
    }
  }
}

const hoursOf = (wish: Wish): Hours => ({ digestHour: wish.digest_hour, quietFrom: wish.quiet_from, quietUntil: wish.quiet_until })

/** Into the letter that waits already, or a new one. */
async function intoLetter(tx: Db, realm: number, wish: Wish, way: Exclude<Way, 'app'>, notices: Unrouted[], now: Date): Promise<void> {
  const kind = way === 'digest' ? 'digest' : 'notice'
  const waiting = await maybe(
    tx,
    sql<{ id: number }>`select id from notices_mails where realm_id = ${realm} and account_id = ${wish.account_id} and kind = ${kind}
      and state = 'waiting' and tries = 0 order by id desc limit 1 for update`,
  )
  const { id } = waiting ?? (await one(
    tx,
    sql<{ id: number }>`insert into notices_mails (realm_id, public_id, account_id, kind, to_mask, made_at, due_at)
      values (${realm}, ${newId()}, ${wish.account_id}, ${kind}, ${wish.mail_mask}, ${now}, ${goesAt(now, way, hoursOf(wish))}) returning id`,
  ))
  await run(tx, sql`update notices set mail_id = ${id} where realm_id = ${realm} and id = any(${notices.map((notice) => notice.id)}::bigint[])`)
}

export interface GroupItem {
  class: 'act' | 'know' | 'read'
  title: string
  link: string | null
}

async function toGroups(tx: Db, realm: number, notices: Unrouted[], now: Date): Promise<void> {
  const told = notices.filter((one) => one.group_organisation !== null && one.group_title !== null)
  if (told.length === 0) return
  const hooks = await many(
    tx,
    sql<{ id: number; organisation_id: string; path: string }>`select id, organisation_id, path from notices_hooks where realm_id = ${realm}
      and ended_at is null and organisation_id = any(${told.map((one) => one.group_organisation)}::uuid[])`,
  )
  for (const hook of hooks) {
    const items = told.filter((one) => one.group_organisation === hook.organisation_id)
      .map((one): GroupItem => ({ class: one.class, title: one.group_title!, link: one.link }))
    await intoDelivery(tx, realm, hook, items, now)
  }
}

/** One thing told to three officers is one thing for their group. */
const merged = (items: GroupItem[]): GroupItem[] =>
  [...new Map(items.map((item) => [[item.class, item.title, item.link].join('\n'), item])).values()]

async function intoDelivery(tx: Db, realm: number, hook: { id: number; path: string }, items: GroupItem[], now: Date): Promise<void> {
  const waiting = await maybe(
    tx,
    sql<{ id: number; items: GroupItem[] }>`select id, items from notices_deliveries where realm_id = ${realm} and hook_id = ${hook.id}
      and kind = 'notice' and state = 'waiting' and tries = 0 order by id desc limit 1 for update`,
  )
  const all = JSON.stringify(merged([...(waiting?.items ?? []), ...items]))
  const due = new Date(now.getTime() + gatherMinutes * 60_000)
  await run(tx, waiting
    ? sql`update notices_deliveries set items = ${all} where realm_id = ${realm} and id = ${waiting.id}`
    : sql`insert into notices_deliveries (realm_id, public_id, hook_id, path, kind, items, made_at, due_at)
        values (${realm}, ${newId()}, ${hook.id}, ${hook.path}, 'notice', ${all}, ${now}, ${due})`)
}
