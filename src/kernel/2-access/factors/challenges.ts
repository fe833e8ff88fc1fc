import { sql } from 'kysely'
import { refuse, Refusal } from '#base/decision.ts'
import { place, seal, sha256, unseal, type Keys } from '#base/seal.ts'
import { maybe, one, run, type Db } from '#base/sql.ts'
import { guessLimits } from '#access/guesses.ts'

export const challengeMinutes = 5

export interface Challenge {
  purpose: 'passkey-add' | 'passkey-sign-in' | 'sign-on' | 'sign-on-link'
  accountId: number | null
  /** kept for the answer, sealed */
  secret?: object
  address: string
}

const hashOf = (token: string) => sha256(token)
const secretPlace = (hash: Buffer) => place('access_challenges', 'secret', hash.toString('hex'))

/** Asks: whoever answers brings the token back. Too many unanswered ones of one address are refused. */
export async function ask(db: Db, keys: Keys, token: string, asked: Challenge, now: Date): Promise<void> {
  const hash = hashOf(token)
  await run(db, sql`delete from access_challenges where ends_at <= ${now}`)
  const { n } = await one(db, sql<{ n: number }>`select count(*)::int n from access_challenges where address = ${asked.address}`)
  if (n >= guessLimits.perAddress) throw new Refusal(refuse('access.too-many-guesses', { minutes: challengeMinutes }))
  const secret = asked.secret === undefined ? null : seal(keys, secretPlace(hash), JSON.stringify(asked.secret))
  const ends = new Date(now.getTime() + challengeMinutes * 60_000)
  await run(
    db,
    sql`insert into access_challenges (token_hash, purpose, account_id, secret, address, ends_at)
      values (${hash}, ${asked.purpose}, ${asked.accountId}, ${secret}, ${asked.address}, ${ends})`,
  )
}

export interface Asked {
  purpose: Challenge['purpose']
  accountId: number | null
  secret: unknown
}

/** Takes the question away with its first answer, right or wrong; null when it was never asked, answered or is too old. */
export async function answered(db: Db, keys: Keys, token: string, purposes: Challenge['purpose'][], now: Date): Promise<Asked | null> {
  const hash = hashOf(token)
  const row = await maybe(
    db,
    sql<{ purpose: Challenge['purpose']; account_id: number | null; secret: Buffer | null }>`delete from access_challenges
      where token_hash = ${hash} and ends_at > ${now} and purpose = any(${purposes}::text[]) returning purpose, account_id, secret`,
  )
  if (!row) return null
  const secret: unknown = row.secret && JSON.parse(unseal(keys, secretPlace(hash), row.secret))
  return { purpose: row.purpose, accountId: row.account_id, secret }
}
