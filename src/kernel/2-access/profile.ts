import { sql } from 'kysely'
import { one, run, type Db } from '#base/sql.ts'

/** How large the installation is: what is guarded follows from it (field note 17). Smallest first. */
export const profiles = ['one-branch', 'committee', 'region'] as const
export type Profile = (typeof profiles)[number]

export interface Guards {
  /** who must sign in with a second factor: nobody, the administrators, or also whoever runs a subtree */
  secondFactor: 'optional' | 'administrators' | 'wide'
  /** system, security and audit administrators are three people, none of whom holds another post */
  threeAdministrators: boolean
  /** a grant of an administrator's post waits for another person */
  secondGrantor: boolean
  /** an emergency seat is opened by two people */
  breakGlassTwo: boolean
}

const guards: Record<Profile, Guards> = {
  'one-branch': { secondFactor: 'optional', threeAdministrators: false, secondGrantor: false, breakGlassTwo: false },
  committee: { secondFactor: 'administrators', threeAdministrators: true, secondGrantor: true, breakGlassTwo: true },
  region: { secondFactor: 'wide', threeAdministrators: true, secondGrantor: true, breakGlassTwo: true },
}

export const guardsOf = (profile: Profile): Guards => guards[profile]

/** How long each waits or lasts. */
export const waits = { proposalDays: 7, emergencyAskMinutes: 240, emergencyMinutes: 60 } as const

export const isHigher = (profile: Profile, than: Profile): boolean => profiles.indexOf(profile) > profiles.indexOf(than)

export const profileOf = async (db: Db): Promise<Profile> =>
  (await one(db, sql<{ profile: Profile }>`select profile from access_installation`)).profile

/** Seats given meanwhile wait, so that none slips in between the check of the holders and the change. */
export const holdSeats = (tx: Db): Promise<number> => run(tx, sql`select pg_advisory_xact_lock(7310004)`)

/** `apart` is what the seats' trigger demands; see schema/0004. */
export const saveProfile = (tx: Db, profile: Profile, now: Date): Promise<number> =>
  run(tx, sql`update access_installation set profile = ${profile}, apart = ${guards[profile].threeAdministrators}, changed_at = ${now}`)
