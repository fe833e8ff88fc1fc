import { sql } from 'kysely'
import { newId } from '#base/id.ts'
import { many, maybe, one, run, type Db } from '#base/sql.ts'
import type { Way } from '#notices/sending/when.ts'

export interface SettingsRow {
  realm_id: number
  account_id: number
  public_id: string
  mail: Buffer | null
  mail_mask: string | null
  confirmed_at: Date | null
  wished: Buffer | null
  wished_mask: string | null
  code_hash: Buffer | null
  code_ends_at: Date | null
  code_tries: number
  act_by: Way
  know_by: Way
  read_by: Way
  digest_hour: number
  quiet_from: number | null
  quiet_until: number | null
}

export const settingsOf = (db: Db, accountId: number): Promise<SettingsRow | null> =>
  maybe(db, sql<SettingsRow>`select * from notices_settings where account_id = ${accountId}`)

interface Whose {
  realm: number
  id: number
}

/** The row is there from here on, and nobody else changes it before the transaction is over. */
export async function lockSettings(tx: Db, { realm, id }: Whose, now: Date): Promise<SettingsRow> {
  await run(tx, sql`insert into notices_settings (realm_id, account_id, public_id, changed_at) values (${realm}, ${id}, ${newId()}, ${now}) on conflict do nothing`)
  return one(tx, sql<SettingsRow>`select * from notices_settings where account_id = ${id} for update`)
}

export interface Ways {
  actBy: Way
  knowBy: Way
  readBy: Way
  digestHour: number
  quietFrom: number | null
  quietUntil: number | null
}

export const saveWays = (tx: Db, accountId: number, ways: Ways, now: Date): Promise<number> =>
  run(
    tx,
    sql`update notices_settings set act_by = ${ways.actBy}, know_by = ${ways.knowBy}, read_by = ${ways.readBy}, digest_hour = ${ways.digestHour},
      quiet_from = ${ways.quietFrom}, quiet_until = ${ways.quietUntil}, changed_at = ${now} where account_id = ${accountId}`,
  )

export interface Wished {
  sealed: Buffer
  mask: string
  codeHash: Buffer
  ends: Date
}

export const saveWished = (tx: Db, accountId: number, { sealed, mask, codeHash, ends }: Wished, now: Date): Promise<number> =>
  run(
    tx,
    sql`update notices_settings set wished = ${sealed}, wished_mask = ${mask}, code_hash = ${codeHash}, code_ends_at = ${ends}, code_tries = 0,
      changed_at = ${now} where account_id = ${accountId}`,
  )

export const countTry = (db: Db, accountId: number): Promise<number> =>
  run(db, sql`update notices_settings set code_tries = code_tries + 1 where account_id = ${accountId}`)

const unwished = sql`wished = null, wished_mask = null, code_hash = null, code_ends_at = null, code_tries = 0`

export const saveConfirmed = (tx: Db, accountId: number, mail: Buffer, now: Date): Promise<number> =>
  run(
    tx,
    sql`update notices_settings set mail = ${mail}, mail_mask = wished_mask, confirmed_at = ${now}, changed_at = ${now}, ${unwished} where account_id = ${accountId}`,
  )

/** Letters that wait go to the address confirmed last. */
export const redirectWaiting = (tx: Db, accountId: number, mask: string): Promise<number> =>
  run(
    tx,
    sql`update notices_mails set to_mask = ${mask} where account_id = ${accountId} and kind in ('notice', 'digest') and state in ('waiting', 'sending')`,
  )

export const removeMail = (tx: Db, accountId: number, now: Date): Promise<number> =>
  run(tx, sql`update notices_settings set mail = null, mail_mask = null, confirmed_at = null, changed_at = ${now}, ${unwished} where account_id = ${accountId}`)

/** Waits no longer: the address is gone, or a newer code replaces it. */
export const dropWaiting = (tx: Db, accountId: number, kinds: string[], now: Date): Promise<number> =>
  run(
    tx,
    sql`update notices_mails set state = 'dropped', ended_at = ${now}, secret = null
      where account_id = ${accountId} and kind = any(${kinds}::text[]) and state = 'waiting'`,
  )

export const countMails = async (tx: Db, accountId: number, kind: string, since: Date): Promise<number> =>
  (await one(tx, sql<{ n: number }>`select count(*) n from notices_mails where account_id = ${accountId} and kind = ${kind} and made_at > ${since}`)).n

export interface NewMail {
  realm: number
  publicId: string
  accountId: number
  kind: 'code' | 'test'
  mask: string
  secret: Buffer
}

export const insertMail = (tx: Db, { realm, publicId, accountId, kind, mask, secret }: NewMail, now: Date): Promise<number> =>
  run(
    tx,
    sql`insert into notices_mails (realm_id, public_id, account_id, kind, to_mask, secret, made_at, due_at)
      values (${realm}, ${publicId}, ${accountId}, ${kind}, ${mask}, ${secret}, ${now}, ${now})`,
  )

export interface MailRow {
  id: number
  public_id: string
  kind: 'notice' | 'digest' | 'code' | 'test'
  to_mask: string
  titles: string[]
  state: 'waiting' | 'sending' | 'sent' | 'given-up' | 'dropped'
  made_at: Date
  due_at: Date
  tries: number
  ended_at: Date | null
  fault: string | null
  answer: string | null
}

export const mailsOf = (db: Db, accountId: number, before: number | null, limit: number, kind: string | null = null): Promise<MailRow[]> =>
  many(
    db,
    sql<MailRow>`select m.id, m.public_id, m.kind, m.to_mask, m.state, m.made_at, m.due_at, m.tries, m.ended_at, m.fault, m.answer,
        array(select n.title from notices n where n.realm_id = m.realm_id and n.mail_id = m.id and n.account_id = m.account_id order by n.id limit 20) as titles
      from notices_mails m where m.account_id = ${accountId} and (${before}::bigint is null or m.id < ${before})
        and (${kind}::text is null or m.kind = ${kind}) order by m.id desc limit ${limit}`,
  )
