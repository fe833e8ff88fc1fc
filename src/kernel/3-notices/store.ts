import { sql } from 'kysely'
import { many, one, run, type Db } from '#base/sql.ts'

export interface NoticeRow {
  id: number
  public_id: string
  class: 'act' | 'know' | 'read'
  title: string
  body: string
  link: string | null
  made_at: Date
  read_at: Date | null
}

export const noticesOf = (db: Db, accountId: number, before: number | null, limit: number): Promise<NoticeRow[]> =>
  many(
    db,
    sql<NoticeRow>`select id, public_id, class, title, body, link, made_at, read_at from notices
      where account_id = ${accountId} and (${before}::bigint is null or id < ${before}) order by id desc limit ${limit}`,
  )

export const unreadOf = async (db: Db, accountId: number): Promise<number> =>
  (await one(db, sql<{ n: number }>`select count(*) n from notices where account_id = ${accountId} and read_at is null`)).n

export const saveRead = (db: Db, accountId: number, publicId: string | null, now: Date): Promise<number> =>
  run(
    db,
    sql`update notices set read_at = ${now} where account_id = ${accountId} and read_at is null
      and (${publicId}::uuid is null or public_id = ${publicId})`,
  )
