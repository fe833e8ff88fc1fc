import { sql } from 'kysely'
import { instantAt, type Day } from '#base/day.ts'
import { many, type Db } from '#base/sql.ts'
import { noticeClasses } from '#notices/contract.ts'

export interface ToldCount {
  class: 'act' | 'know' | 'read'
  words: string
  /** how many were told */
  notices: number
  /** to how many readers together: one notice to nine people has nine */
  readers: number
}

/** What an organisation told others in its own name on the days `from` <= day < `to`, what must be acted on first. */
export async function toldBy(tx: Db, organisation: string, { from, to }: { from: Day; to: Day }): Promise<ToldCount[]> {
  const rows = await many(tx, sql<Omit<ToldCount, 'words'>>`select class, notices::int, readers::int
    from notices_told(${organisation}, ${instantAt(from, '0:00')}, ${instantAt(to, '0:00')})`)
  return (['act', 'know', 'read'] as const).flatMap((one) =>
    rows.filter((row) => row.class === one).map((row) => ({ ...row, words: noticeClasses[one] })))
}
