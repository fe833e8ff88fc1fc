import { sql } from 'kysely'
import { many, one, run, type Db } from '#base/sql.ts'
import { rememberEvent } from '#access/events.ts'

/** One look at what is masked: unmasking a field, exporting a roster. The person concerned can read these. */
export interface Look {
  realm: number
  accountId: number
  doer: string
  kind: 'unmask' | 'export'
  refIds: string[]
  detail: string
}

export async function rememberLook(tx: Db, look: Look, now: Date): Promise<void> {
  await run(
    tx,
    sql`insert into access_looks (realm_id, account_id, doer, kind, ref_id, detail, at)
      select ${look.realm}, ${look.accountId}, ${look.doer}, ${look.kind}, id, ${look.detail}, ${now} from unnest(${look.refIds}::uuid[]) id`,
  )
  // the auditor reads how many and what of, not whom nor the reason, which may name somebody
  const { kind, accountId, doer, realm, detail, refIds } = look
  await rememberEvent(tx, { kind, accountId, doer, realm, detail: detail.split('：')[0]!, amount: refIds.length }, now)
}

export const looksAt = (db: Db, realm: number, refId: string) =>
  many(
    db,
    sql<{ at: Date; doer: string; kind: 'unmask' | 'export'; detail: string }>`select at, doer, kind, detail from access_looks
      where realm_id = ${realm} and ref_id = ${refId} order by at desc limit 200`,
  )

/** How often an account looked; looks at once wait for each other, so that a cap holds for them too. */
export async function unmaskedSince(tx: Db, accountId: number, since: Date): Promise<number> {
  await run(tx, sql`select from access_accounts where id = ${accountId} for update`)
  const counted = await one(
    tx,
    sql<{ n: number }>`select count(*)::int n from access_looks where account_id = ${accountId} and kind = 'unmask' and at > ${since}`,
  )
  return counted.n
}
