import { sql } from 'kysely'
import { one, run, type Db } from '#base/sql.ts'
import { guardsOf, type Profile } from '#access/profile-guards.ts'

export { guardsOf, isHigher, profiles, waits, type Guards, type Profile } from '#access/profile-guards.ts'

export const profileOf = async (db: Db): Promise<Profile> =>
  (await one(db, sql<{ profile: Profile }>`select profile from access_installation`)).profile

/** Seats given meanwhile wait, so that none slips in between the check of the holders and the change. */
export const holdSeats = (tx: Db): Promise<number> => run(tx, sql`select pg_advisory_xact_lock(7310004)`)

/** `apart` is what the seats' trigger demands; see schema/0004. */
export const saveProfile = (tx: Db, profile: Profile, now: Date): Promise<number> =>
  run(tx, sql`update access_installation set profile = ${profile}, apart = ${guardsOf(profile).threeAdministrators}, changed_at = ${now}`)
