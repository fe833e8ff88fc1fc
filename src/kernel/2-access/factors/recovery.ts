import { randomInt } from 'node:crypto'
import { sql } from 'kysely'
import { keyedHash, type Keys } from '#base/seal.ts'
import { one, run, type Db } from '#base/sql.ts'

export const recoveryCount = 10
/** Without look-alikes; 12 signs are 59 bits, and their hash needs a key that is not in the database. */
const letters = '23456789abcdefghjkmnpqrstuvwxyz'
const signs = 12

const newRecoveryCode = (): string =>
  (Array.from({ length: signs }, () => letters[randomInt(letters.length)]!).join('').match(/.{4}/g) ?? []).join('-')

const hashOf = (keys: Keys, accountId: number, code: string) =>
  keyedHash(keys, 'recovery-code', `${accountId} ${code.toLowerCase().replace(/[^0-9a-z]/g, '')}`)

/** Ten new codes, answered in clear this once; the ones before are void. */
export async function makeRecoveryCodes(tx: Db, keys: Keys, accountId: number, now: Date): Promise<string[]> {
  const codes = Array.from({ length: recoveryCount }, newRecoveryCode)
  await run(tx, sql`delete from access_recovery_codes where account_id = ${accountId}`)
  await run(
    tx,
    sql`insert into access_recovery_codes (account_id, code_hash, made_at)
      select ${accountId}, hash, ${now} from unnest(${codes.map((code) => hashOf(keys, accountId, code))}::bytea[]) hash`,
  )
  return codes
}

/** Uses a code up; of two with the same code one is let in. */
export const spendRecoveryCode = async (tx: Db, keys: Keys, accountId: number | null, code: string, now: Date): Promise<boolean> =>
  (await run(
    tx,
    sql`update access_recovery_codes set used_at = ${now}
      where account_id = ${accountId ?? 0} and code_hash = ${hashOf(keys, accountId ?? 0, code)} and used_at is null`,
  )) === 1

export const recoveryLeft = async (db: Db, accountId: number): Promise<number> =>
  (await one(db, sql<{ n: number }>`select count(*)::int n from access_recovery_codes where account_id = ${accountId} and used_at is null`)).n

export const removeRecoveryCodes = (tx: Db, accountId: number): Promise<number> =>
  run(tx, sql`delete from access_recovery_codes where account_id = ${accountId}`)
