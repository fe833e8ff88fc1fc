import { sql } from 'kysely'
import { many, maybe, one, run, type Db } from '#base/sql.ts'
import { visible } from '#access/visible.ts'
import type { Format } from '#notices/hooks/presets.ts'
import type { MailRow } from '#notices/settings/store.ts'

export interface Hook {
  id: number
  public_id: string
  realm_id: number
  organisation_id: string
  organisation_name: string
  path: string
  format: Format
  host: string
  made_at: Date
  made_by: string
  ended_at: Date | null
}

const columns = sql.raw('h.id, h.public_id, h.realm_id, h.organisation_id, h.organisation_name, h.path, h.format, h.host, h.made_at, h.made_by, h.ended_at')

export interface HookSeen extends Hook {
  last_state: MailRow['state'] | null
  last_at: Date | null
  last_fault: string | null
}

export const hooksSeen = (db: Db, realm: number, reach: readonly string[]): Promise<HookSeen[]> =>
  many(
    db,
    sql<HookSeen>`select ${columns}, d.state as last_state, coalesce(d.ended_at, d.made_at) as last_at, d.fault as last_fault
      from notices_hooks h left join lateral (select state, ended_at, made_at, fault from notices_deliveries
        where realm_id = h.realm_id and hook_id = h.id order by id desc limit 1) d on true
      where h.realm_id = ${realm} and h.ended_at is null and ${visible(reach, sql`h.path`)} order by h.path, h.id limit 200`,
  )

export const hookByPublicId = (db: Db, realm: number, publicId: string): Promise<Hook | null> =>
  maybe(db, sql<Hook>`select ${columns} from notices_hooks h where h.realm_id = ${realm} and h.public_id = ${publicId}`)

export const hookLocked = (tx: Db, realm: number, publicId: string): Promise<Hook> =>
  one(tx, sql<Hook>`select ${columns} from notices_hooks h where h.realm_id = ${realm} and h.public_id = ${publicId} for update`)

export const countHooks = async (tx: Db, realm: number, organisation: string): Promise<number> =>
  (await one(tx, sql<{ n: number }>`select count(*) n from notices_hooks
    where realm_id = ${realm} and organisation_id = ${organisation} and ended_at is null`)).n

export interface NewHook extends Pick<Hook, 'public_id' | 'realm_id' | 'organisation_id' | 'organisation_name' | 'path' | 'format' | 'host' | 'made_at' | 'made_by'> {
  address: Buffer
  secret: Buffer | null
}

export const insertHook = (tx: Db, made: NewHook): Promise<number> =>
  run(
    tx,
    sql`insert into notices_hooks (realm_id, public_id, organisation_id, organisation_name, path, format, host, address, secret, made_at, made_by)
      values (${made.realm_id}, ${made.public_id}, ${made.organisation_id}, ${made.organisation_name}, ${made.path}, ${made.format}, ${made.host},
        ${made.address}, ${made.secret}, ${made.made_at}, ${made.made_by})`,
  )

/** The address and its key are of no use any more: nothing of them stays. */
export async function saveEnd(tx: Db, { realm_id, id }: Hook, now: Date): Promise<void> {
  await run(tx, sql`update notices_hooks set ended_at = ${now}, address = '', secret = null where realm_id = ${realm_id} and id = ${id}`)
  await run(
    tx,
    sql`update notices_deliveries set state = 'dropped', ended_at = ${now} where realm_id = ${realm_id} and hook_id = ${id} and state = 'waiting'`,
  )
}

export const insertTest = (tx: Db, { realm_id, id, path }: Hook, publicId: string, now: Date): Promise<number> =>
  run(
    tx,
    sql`insert into notices_deliveries (realm_id, public_id, hook_id, path, kind, made_at, due_at)
      values (${realm_id}, ${publicId}, ${id}, ${path}, 'test', ${now}, ${now})`,
  )

type Delivery = Omit<MailRow, 'kind' | 'to_mask'> & { kind: 'notice' | 'test' }

export const deliveriesOf = (db: Db, { realm_id, id }: Hook, before: number | null, limit: number): Promise<Delivery[]> =>
  many(
    db,
    sql<Delivery>`select id, public_id, kind, state, made_at, due_at, tries, ended_at, fault, answer,
        array(select item ->> 'title' from jsonb_array_elements(items) item) as titles
      from notices_deliveries where realm_id = ${realm_id} and hook_id = ${id} and (${before}::bigint is null or id < ${before})
      order by id desc limit ${limit}`,
  )

export interface OutwardRow {
  channel: 'mail' | 'hook'
  waiting: number
  late: number
  sent: number
  given_up: number
}

export const outwardNumbers = (db: Db, now: Date): Promise<OutwardRow[]> =>
  many(db, sql<OutwardRow>`select channel, waiting, late, sent, given_up from notices_outward(${now})`)
