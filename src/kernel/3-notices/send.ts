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
  /**
   * what the group of an organisation may hear of it, outside the application: a title without anybody's name. Without
   * it nothing of the notice leaves for a group.
   */
  group?: { organisation: string; title: string }
  /** the organisation that asks this of the reader: counted in what its requests cost (`told.ts`) */
  from?: string
}

/** Sends a notice to accounts, inside the act's transaction: no act, no notice. A job takes it further (`sending/`). */
export async function notify(tx: Db, accountIds: number[], made: NewNotice, now: Date): Promise<void> {
  const { realm, title, body, link, group, from = null } = made
  const telling = from && newId()
  for (const accountId of new Set(accountIds)) {
    await run(
      tx,
      sql`insert into notices (public_id, realm_id, account_id, class, title, body, link, made_at, group_organisation, group_title,
          from_organisation, telling)
        values (${newId()}, ${realm}, ${accountId}, ${made.class}, ${title}, ${body}, ${link}, ${now}, ${group?.organisation ?? null},
          ${group?.title ?? null}, ${from}, ${telling})`,
    )
  }
}
