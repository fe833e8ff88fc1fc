import { sql } from 'kysely'
import { one, type Db } from '#base/sql.ts'
import type { Powers, Seat } from '#access/actor.ts'

/** Of whom the installation demands a second step: of nobody, of administrators, or also of whoever runs a subtree. */
export type Demand = 'optional' | 'administrators' | 'wide'

/** Whether these posts may be held only by somebody who signs in with two steps. */
export function needsSecondFactor(demand: Demand, seats: readonly Pick<Seat, 'post'>[], powers: Pick<Powers, 'weightOf'>): boolean {
  if (demand === 'optional') return false
  return seats.some(({ post }) => {
    const weight = powers.weightOf(post)
    return weight === 'administrator' || (weight === 'committee' && demand === 'wide')
  })
}

/** How somebody showed who they are; a session is opened by one or two of these. */
export type Opening = 'password' | 'slip' | 'totp' | 'recovery' | 'passkey' | 'sign-on'

/** A passkey is two factors in one: the device, and the finger, face or PIN that unlocks it. */
const strong: readonly Opening[] = ['totp', 'recovery', 'passkey']

/** Whether a session was opened with two factors; the unit's own sign-on counts where the operator says it asks for two. */
export const isStrong = (by: readonly Opening[], signOnIsStrong: boolean): boolean =>
  by.some((one) => strong.includes(one) || (one === 'sign-on' && signOnIsStrong))

export interface Factors {
  totp: boolean
  passkeys: number
  recovery: number
}

export const factorsOf = (db: Db, accountId: number): Promise<Factors> =>
  one(
    db,
    sql<Factors>`select
      exists (select from access_totp where account_id = ${accountId} and confirmed_at is not null) totp,
      (select count(*)::int from access_passkeys where account_id = ${accountId}) passkeys,
      (select count(*)::int from access_recovery_codes where account_id = ${accountId} and used_at is null) recovery`,
  )

export const hasFactor = ({ totp, passkeys }: Factors): boolean => totp || passkeys > 0
