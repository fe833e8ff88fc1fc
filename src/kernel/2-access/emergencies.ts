import { sql } from 'kysely'
import { newId } from '#base/id.ts'
import { many, maybe, run, type Db } from '#base/sql.ts'
import type { World } from '#database/world.ts'
import { emergencyPost } from '#access/administrators/posts.ts'
import { waits } from '#access/profile.ts'
import { seat } from '#access/seats.ts'

export interface Place {
  realm: number
  organisationId: string
  organisationName: string
  path: string
  reach: string[]
}

export interface NewEmergency {
  accountId: number
  /** in words: who holds it, and who agreed */
  holder: string
  second: string | null
  place: Place
  reason: string
}

export interface EmergencyRow {
  public_id: string
  seat_id: string
  account_id: number
  holder: string
  second: string | null
  realm_id: number
  organisation_id: string
  organisation_name: string
  reason: string
  opened_at: Date
  ends_at: Date
  ended_at: Date | null
  /** where the organisation stands now */
  path: string
}

const columns = sql.raw(`e.public_id, e.seat_id, e.account_id, e.holder, e.second, e.realm_id, e.organisation_id, e.organisation_name, e.reason,
  e.opened_at, e.ends_at, e.ended_at, coalesce(s.path, '') as path`)
const source = sql.raw('access_emergencies e left join access_seats s on s.public_id = e.seat_id')

/** Opens a seat for one hour over an organisation; it ends by the clock, whatever else stops. */
export async function openEmergency(tx: Db, world: World, made: NewEmergency): Promise<{ id: string; ends: Date }> {
  const now = world.clock.now()
  const ends = new Date(now.getTime() + waits.emergencyMinutes * 60_000)
  const id = newId()
  const seatId = await seat(tx, { ...made.place, accountId: made.accountId, post: emergencyPost, starts: world.clock.today(), ends: null, until: ends })
  const { realm, organisationId, organisationName } = made.place
  await run(
    tx,
    sql`insert into access_emergencies (public_id, seat_id, account_id, holder, second, realm_id, organisation_id, organisation_name, reason, opened_at, ends_at)
      values (${id}, ${seatId}, ${made.accountId}, ${made.holder}, ${made.second}, ${realm}, ${organisationId}, ${organisationName}, ${made.reason}, ${now}, ${ends})`,
  )
  return { id, ends }
}

/** Ends one before its hour; false when it had ended. */
export async function closeEmergency(tx: Db, publicId: string, now: Date): Promise<boolean> {
  const closed = await run(tx, sql`update access_emergencies set ended_at = ${now} where public_id = ${publicId} and ended_at is null and ends_at > ${now}`)
  await run(tx, sql`update access_seats s set until = ${now} from access_emergencies e where e.public_id = ${publicId} and s.public_id = e.seat_id and s.until > ${now}`)
  return closed > 0
}

export const emergencyByPublicId = (db: Db, publicId: string): Promise<EmergencyRow | null> =>
  maybe(db, sql<EmergencyRow>`select ${columns} from ${source} where e.public_id = ${publicId}`)

/** Those open now. */
export const openEmergencies = (db: Db, now: Date): Promise<EmergencyRow[]> =>
  many(db, sql<EmergencyRow>`select ${columns} from ${source} where e.ended_at is null and e.ends_at > ${now} order by e.id`)

export const emergenciesBetween = (db: Db, from: Date | null, until: Date | null, limit: number): Promise<EmergencyRow[]> =>
  many(
    db,
    sql<EmergencyRow>`select ${columns} from ${source} where (${from}::timestamptz is null or e.ends_at >= ${from})
      and (${until}::timestamptz is null or e.opened_at < ${until}) order by e.id desc limit ${limit}`,
  )
