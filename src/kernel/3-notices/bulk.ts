import { sql } from 'kysely'
import { run, type Db } from '#base/sql.ts'
import type { NewNotice } from '#notices/send.ts'

/** Many notices in one statement: what a job tells a whole tree. */
export async function notifyAll(tx: Db, realm: number, made: readonly (Omit<NewNotice, 'realm'> & { accountId: number })[], now: Date): Promise<void> {
  if (made.length === 0) return
  await run(tx, sql`insert into notices (public_id, realm_id, account_id, class, title, body, link, made_at)
    select app_uuidv7(), ${realm}, n."accountId", n.class, n.title, n.body, n.link, ${now}
    from jsonb_to_recordset(${JSON.stringify(made)}::jsonb) as n("accountId" bigint, class text, title text, body text, link text)`)
}
