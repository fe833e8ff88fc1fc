import { sql } from 'kysely'
import { many, one, run, type Db } from '#base/sql.ts'
import { rememberEvent } from '#access/events.ts'
import { within } from '#database/scope.ts'
import type { World } from '#database/world.ts'
import type { Actor } from '#access/actor.ts'

/** How somebody looked; a kind another room adds is shown by its detail. */
export type LookKind = 'open' | 'unmask' | 'export' | 'print' | 'copy'

/** One look at a person's data. The person concerned can read these. */
export interface Look {
  realm: number
  accountId: number
  doer: string
  kind: LookKind
  refIds: string[]
  detail: string
}

/** A page opened twice on one day is one look: the unique index knows. */
export async function rememberLook(tx: Db, look: Look, now: Date): Promise<void> {
  await run(
    tx,
    sql`insert into access_looks (realm_id, account_id, doer, kind, ref_id, detail, at)
      select ${look.realm}, ${look.accountId}, ${look.doer}, ${look.kind}, id, ${look.detail}, ${now} from unnest(${look.refIds}::uuid[]) id
      on conflict do nothing`,
  )
  // the auditor reads how many and what of, not whom nor the reason, which may name somebody
  const { kind, accountId, doer, realm, detail, refIds } = look
  if (kind === 'open') return
  await rememberEvent(tx, { kind, accountId, doer, realm, detail: detail.split('：')[0]!, amount: refIds.length }, now)
}

const most = 20_000
/** What this process has written down today already, so that a page opened again costs nothing; by database and day. */
const opened = new WeakMap<object, { day: string; seen: Set<string> }>()

function seenToday(world: World): Set<string> {
  const day = world.clock.today()
  const held = opened.get(world.db)
  if (held?.day === day && held.seen.size < most) return held.seen
  const fresh = { day, seen: new Set<string>() }
  opened.set(world.db, fresh)
  return fresh.seen
}

/**
 * Writes down that a person's page was opened, before it is shown: once for an account, a person and a day. Whoever opens
 * their own page looked at nobody.
 */
export async function rememberOpening(world: World, actor: Actor, personId: string, detail: string): Promise<void> {
  if (actor.account.personId === personId) return
  const seen = seenToday(world)
  const key = `${actor.realm} ${actor.accountId} ${personId}`
  if (seen.has(key)) return
  const doer = `${actor.postWords} ${actor.name}`
  const look = { realm: actor.realm, accountId: actor.accountId, doer, kind: 'open' as const, refIds: [personId], detail }
  await within(world.db, actor, (tx) => rememberLook(tx, look, world.clock.now()))
  seen.add(key)
}

export interface LookRow {
  at: Date
  doer: string
  kind: LookKind
  detail: string
}

/** The looks at some records of one person, newest first, as far as the scope shows them. */
export const looksAt = (tx: Db, realm: number, refIds: readonly string[], limit = 200): Promise<LookRow[]> =>
  many(
    tx,
    sql<LookRow>`select at, doer, kind, detail from access_looks
      where realm_id = ${realm} and ref_id = any(${refIds}::uuid[]) order by at desc, id desc limit ${limit}`,
  )

/** How often an account looked in one way; looks at once wait for each other, so that a cap holds for them too. */
export async function looksSince(tx: Db, accountId: number, kind: LookKind, since: Date): Promise<number> {
  await run(tx, sql`select from access_accounts where id = ${accountId} for update`)
  const counted = await one(
    tx,
    sql<{ n: number }>`select count(*)::int n from access_looks where account_id = ${accountId} and kind = ${kind} and at > ${since}`,
  )
  return counted.n
}
