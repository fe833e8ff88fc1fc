import { sql } from 'kysely'
import { all, many, run, type Db, type Sql } from '#base/sql.ts'
import type { Actor } from '#access/actor.ts'
import type { EventKind } from '#access/event-groups.ts'

export interface AccessEvent {
  kind: EventKind
  accountId?: number | null
  doer: string
  realm?: number | null
  organisation?: string | null
  permission?: string
  detail?: string
  amount?: number
  address?: string
  act?: string
}

/** Adds to the audit log; in an act's transaction where there is one: no act, no event. */
export const rememberEvent = (db: Db, event: AccessEvent, now: Date): Promise<number> =>
  run(
    db,
    sql`insert into access_events (at, kind, account_id, login, doer, realm_id, organisation, permission, detail, amount, address, act_id)
      values (${now}, ${event.kind}, ${event.accountId ?? null}, (select login from access_accounts where id = ${event.accountId ?? null}),
        ${event.doer}, ${event.realm ?? null}, ${event.organisation ?? null}, ${event.permission ?? null}, ${event.detail ?? ''},
        ${event.amount ?? null}, ${event.address ?? null}, ${event.act ?? null})`,
  )

/** The same, unless the same was written a moment ago: what a page asks again and again. */
export async function rememberOnce(db: Db, event: AccessEvent, now: Date, minutes: number): Promise<void> {
  const since = new Date(now.getTime() - minutes * 60_000)
  const before = await many(
    db,
    sql`select from access_events where account_id = ${event.accountId} and kind = ${event.kind} and detail = ${event.detail ?? ''} and at > ${since} limit 1`,
  )
  if (before.length === 0) await rememberEvent(db, event, now)
}

/** Who acted, for an event: never more than account, post and realm. */
export const byActor = (actor: Actor) =>
  ({ accountId: actor.accountId, doer: `${actor.postWords} ${actor.name}`, realm: actor.realm, organisation: actor.seat.organisationName })

/** About an account by its id: signing in and out, setting a password. */
export const rememberSignIn = (db: Db, kind: EventKind, accountId: number, address: string | null, now: Date): Promise<number> =>
  run(
    db,
    sql`insert into access_events (at, kind, account_id, login, doer, realm_id, address)
      select ${now}, ${kind}, id, login, name, realm_id, ${address} from access_accounts where id = ${accountId}`,
  )

/** A wrong guess. What was typed as a login is kept only when it is one: a password typed into the wrong field is not. */
export const rememberFailure = (db: Db, kind: EventKind, login: string | null, detail: string, from: { address: string; now: Date }): Promise<number> =>
  run(
    db,
    sql`insert into access_events (at, kind, account_id, login, doer, realm_id, detail, address)
      select ${from.now}, ${kind}, a.id, a.login, coalesce(a.name, ''), a.realm_id, ${detail}, ${from.address}
      from (select 1) as once left join access_accounts a on a.login = ${login}`,
  )

export interface EventRow {
  id: number
  /** when in microseconds: the sort key */
  key: number
  public_id: string
  at: Date
  kind: EventKind
  login: string | null
  doer: string
  organisation: string | null
  permission: string | null
  detail: string
  amount: number | null
  address: string | null
  act_id: string | null
}

export interface EventFilter {
  kinds: readonly EventKind[]
  from?: Date
  /** not included */
  until?: Date
  login?: string
  /** of one realm only */
  realm?: number
  /** found in who, where and what */
  q?: string
  before?: { key: number; id: number }
}

const like = (text: string) => `%${text.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`

function wanted({ kinds, from, until, login, realm, q, before }: EventFilter): Sql {
  const conditions: Sql[] = [sql`e.kind = any(${[...kinds]}::text[])`]
  if (from) conditions.push(sql`e.at >= ${from}`)
  if (until) conditions.push(sql`e.at < ${until}`)
  if (login) conditions.push(sql`e.login = ${login}`)
  if (realm !== undefined) conditions.push(sql`e.realm_id = ${realm}`)
  if (q) conditions.push(sql`concat_ws(' ', e.login, e.doer, e.organisation, e.permission, e.detail, e.address) ilike ${like(q)}`)
  if (before) conditions.push(sql`(e.at, e.id) < (timestamptz 'epoch' + ${before.key}::bigint * interval '1 microsecond', ${before.id}::bigint)`)
  return all(conditions)
}

/** The audit log, newest first. */
export const eventsWhere = (db: Db, filter: EventFilter, limit: number): Promise<EventRow[]> =>
  many(
    db,
    sql<EventRow>`select e.id, (extract(epoch from e.at) * 1000000)::bigint as key, e.public_id, e.at, e.kind, e.login, e.doer, e.organisation, e.permission, e.detail, e.amount, e.address, e.act_id
      from access_events e where ${wanted(filter)} order by e.at desc, e.id desc limit ${limit}`,
  )

/** How many of each kind there are. */
export const countEvents = (db: Db, filter: EventFilter): Promise<{ kind: EventKind; n: number }[]> =>
  many(db, sql<{ kind: EventKind; n: number }>`select e.kind, count(*)::int n from access_events e where ${wanted(filter)} group by e.kind`)
