import { Secret, TOTP } from 'otpauth'
import { sql } from 'kysely'
import { newId } from '#base/id.ts'
import { place, seal, unseal, type Keys } from '#base/seal.ts'
import { maybe, run, type Db } from '#base/sql.ts'

const period = 30
/** A telephone's clock may be one step off to either side. */
const window = 1
/** 160 bits, as RFC 4226 recommends. */
const secretSize = 20

export const newTotpSecret = (): string => new Secret({ size: secretSize }).base32

const totpOf = (secret: string, login = '') =>
  new TOTP({ issuer: '同心', label: login, secret: Secret.fromBase32(secret), digits: 6, period })

/** What the telephone reads from the square. */
export const totpAddress = (secret: string, login: string): string => totpOf(secret, login).toString()

/** The code a telephone shows at a moment: for tests, and for whoever must compare by hand. */
export const totpCode = (secret: string, at: Date): string => totpOf(secret).generate({ timestamp: at.getTime() })

/** The step a code belongs to, within the window; null when it is wrong. */
export function stepOf(secret: string, code: string, now: Date): number | null {
  // the library throws at signs that are not one byte each
  if (!/^[0-9]{6}$/.test(code)) return null
  const delta = totpOf(secret).validate({ token: code, timestamp: now.getTime(), window })
  return delta === null ? null : Math.floor(now.getTime() / (period * 1000)) + delta
}

interface TotpRow {
  id: number
  public_id: string
  secret: Buffer
  made_at: Date
}

const secretPlace = (publicId: string) => place('access_totp', 'secret', publicId)

/** A secret that waits for its first code; one that waited before is forgotten. */
export async function offerTotp(tx: Db, keys: Keys, accountId: number, now: Date): Promise<string> {
  const [publicId, secret] = [newId(), newTotpSecret()]
  await run(tx, sql`delete from access_totp where account_id = ${accountId} and confirmed_at is null`)
  await run(
    tx,
    sql`insert into access_totp (public_id, account_id, secret, made_at)
      values (${publicId}, ${accountId}, ${seal(keys, secretPlace(publicId), secret)}, ${now})`,
  )
  return secret
}

/** A secret is offered for a quarter of an hour: a page left open is no standing invitation. */
const offerMinutes = 15

/** The first code makes the waiting secret hold, in place of one that held before; false when it is wrong. */
export async function confirmTotp(tx: Db, keys: Keys, accountId: number, code: string, now: Date): Promise<boolean> {
  const row = await maybe(
    tx,
    sql<TotpRow>`select id, public_id, secret, made_at from access_totp where account_id = ${accountId} and confirmed_at is null
      and made_at > ${new Date(now.getTime() - offerMinutes * 60_000)} for update`,
  )
  const step = row && stepOf(unseal(keys, secretPlace(row.public_id), row.secret), code, now)
  if (row === null || step === null) return false
  await run(tx, sql`delete from access_totp where account_id = ${accountId} and confirmed_at is not null`)
  await run(tx, sql`update access_totp set confirmed_at = ${now}, last_step = ${step} where id = ${row.id}`)
  return true
}

/** No account has this secret: a code is compared with it where there is none to compare with, so that both take the same work. */
const nobodys = newTotpSecret()

/** Whether the code is right and was not used before; of two with the same code one is let in. */
export async function spendTotp(tx: Db, keys: Keys, accountId: number | null, code: string, now: Date): Promise<boolean> {
  const row = await maybe(
    tx,
    sql<TotpRow>`select id, public_id, secret, made_at from access_totp where account_id = ${accountId ?? 0} and confirmed_at is not null`,
  )
  const step = stepOf(row ? unseal(keys, secretPlace(row.public_id), row.secret) : nobodys, code, now)
  if (row === null || step === null) return false
  return (await run(tx, sql`update access_totp set last_step = ${step} where id = ${row.id} and last_step < ${step}`)) === 1
}

export const totpSince = async (db: Db, accountId: number): Promise<Date | null> =>
  (await maybe(
    db,
    sql<{ confirmed_at: Date }>`select confirmed_at from access_totp where account_id = ${accountId} and confirmed_at is not null`,
  ))?.confirmed_at ?? null

export const removeTotp = async (tx: Db, accountId: number): Promise<boolean> =>
  (await run(tx, sql`delete from access_totp where account_id = ${accountId}`)) > 0
