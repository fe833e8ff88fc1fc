import { sql } from 'kysely'
import { newId } from '#base/id.ts'
import { run, type Db } from '#base/sql.ts'

export interface NewNotice {
  realm: number
  class: 'act' | 'know' | 'read'
  title: string
  body: string
  /** address inside the application */
  link: string | null
}

/** Sends a notice to accounts, inside the act's transaction: no act, no notice. */
export async function notify(tx: Db, accountIds: number[], made: NewNotice, now: Date): Promise<void> {
  for (const accountId of new Set(accountIds)) {
    await run(
      tx,
      sql`insert into notices (public_id, realm_id, account_id, class, title, body, link, made_at)
        values (${newId()}, ${made.realm}, ${accountId}, ${made.class}, ${made.title}, ${made.body}, ${made.link}, ${now})`,
    )
  }
}
