import { sql } from 'kysely'
import { maybe, run, type Db } from '#base/sql.ts'

/** Who somebody is at the provider: issuer and subject together, never a name or a telephone alone. */
export interface Subject {
  issuer: string
  subject: string
}

/** The account of a subject; null when none is linked. */
export const accountOfSubject = async (db: Db, { issuer, subject }: Subject): Promise<number | null> =>
  (await maybe(db, sql<{ account_id: number }>`select account_id from access_sign_ons where issuer = ${issuer} and subject = ${subject}`))
    ?.account_id ?? null

export const rememberUse = (db: Db, { issuer, subject }: Subject, now: Date): Promise<number> =>
  run(db, sql`update access_sign_ons set used_at = ${now} where issuer = ${issuer} and subject = ${subject}`)

/** Links an account, in place of a subject it had before; false when the subject is somebody else's. */
export async function link(tx: Db, accountId: number, who: Subject & { label: string }, now: Date): Promise<boolean> {
  await run(tx, sql`delete from access_sign_ons where account_id = ${accountId} and issuer = ${who.issuer}`)
  const made = await run(
    tx,
    sql`insert into access_sign_ons (account_id, issuer, subject, label, made_at)
      values (${accountId}, ${who.issuer}, ${who.subject}, ${who.label}, ${now}) on conflict (issuer, subject) do nothing`,
  )
  return made === 1
}

export const linkOf = (db: Db, accountId: number, issuer: string): Promise<{ label: string; made_at: Date } | null> =>
  maybe(db, sql<{ label: string; made_at: Date }>`select label, made_at from access_sign_ons where account_id = ${accountId} and issuer = ${issuer}`)

export const unlink = async (tx: Db, accountId: number): Promise<string | null> =>
  (await maybe(tx, sql<{ label: string }>`delete from access_sign_ons where account_id = ${accountId} returning label`))?.label ?? null
