import { sql } from 'kysely'
import { many, one, run } from '#base/sql.ts'
import type { World } from '#database/world.ts'

interface Line {
  tx: string
  id: number
  public_id: string
  at: Date
  kind: string
  account: string | null
  realm_id: number | null
  permission: string | null
  amount: number | null
  address: string | null
  act_id: string | null
}

/**
 * Writes what is new in the audit log to the server's log, one line each, for a log host: no names, no reasons. Only
 * events whose transaction, and every one before it, has ended; each at least once, by one process at a time.
 */
export function shipEvents(world: World, most = 500): Promise<number> {
  return world.db.transaction().execute(async (tx) => {
    const { alone } = await one(tx, sql<{ alone: boolean }>`select pg_try_advisory_xact_lock(7310006) as alone`)
    if (!alone) return 0
    const lines = await many(
      tx,
      sql<Line>`select e.tx::text as tx, e.id, e.public_id, e.at, e.kind, a.public_id as account, e.realm_id, e.permission, e.amount, e.address, e.act_id
        from access_shipped s, access_events e left join access_accounts a on a.id = e.account_id
        where (e.tx > s.tx or (e.tx = s.tx and e.id > s.event_id)) and e.tx < pg_snapshot_xmin(pg_current_snapshot())
        order by e.tx, e.id limit ${most}`,
    )
    for (const { public_id: id, at, kind, account, realm_id: realm, permission, amount, address: from, act_id: act } of lines) {
      world.log.info({ audit: { id, at, kind, account, realm, permission, amount, from, act } }, 'audit')
    }
    const last = lines.at(-1)
    if (last) await run(tx, sql`update access_shipped set tx = ${last.tx}::xid8, event_id = ${last.id}`)
    return lines.length
  })
}

/** Ships now and then; answers how to stop, when the last of it is written. */
export function keepShipping(world: World, every = 2000): () => Promise<void> {
  let shipping: Promise<unknown> = Promise.resolve()
  const ship = () => shipEvents(world).catch((error: Error) => world.log.error({ error: error.message }, 'the audit log could not be shipped'))
  const timer = setInterval(() => void (shipping = shipping.then(ship)), every)
  return async () => {
    clearInterval(timer)
    await shipping
    await ship()
  }
}
