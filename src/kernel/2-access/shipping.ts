import { sql } from 'kysely'
import { many, one, run, type Db } from '#base/sql.ts'
import type { World } from '#database/world.ts'

interface Line {
  /** the oldest transaction that was still open */
  settled: string
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
 * Writes what is new in the audit log to the server's log, one line each, for a log host: no names, no reasons. An event
 * goes out once it is committed, however long a transaction that began before it lasts; each by one process, once.
 */
export function shipEvents(world: World, most = 500): Promise<number> {
  return world.db.transaction().execute(async (tx) => {
    const { alone } = await one(tx, sql<{ alone: boolean }>`select pg_try_advisory_xact_lock(7310006) as alone`)
    if (!alone) return 0
    await run(tx, restored)
    const lines = await many(
      tx,
      sql<Line>`select e.id, e.public_id, e.at, e.kind, a.public_id as account, e.realm_id, e.permission, e.amount, e.address, e.act_id,
          pg_snapshot_xmin(pg_current_snapshot())::text as settled
        from access_shipped s, access_events e left join access_accounts a on a.id = e.account_id
        where (e.tx > s.tx or (e.tx = s.tx and e.id > s.event_id)) and e.id <> all(s.ahead) and e.id > s.restored
        order by e.id limit ${most}`,
    )
    for (const { public_id: id, at, kind, account, realm_id: realm, permission, amount, address: from, act_id: act } of lines) {
      world.log.info({ audit: { id, at, kind, account, realm, permission, amount, from, act } }, 'audit')
    }
    if (lines.length > 0) await remember(tx, lines.map(({ id }) => id), lines.length < most ? lines[0]!.settled : '0')
    return lines.length
  })
}

/** After a restore transactions count from another beginning: the mark would wait for years. */
const restored = sql`update access_shipped set tx = '0', event_id = 0, ahead = '{}', restored = coalesce((select max(id) from access_events), 0)
  where tx > pg_snapshot_xmax(pg_current_snapshot())`

/** Of what was shipped, whatever lies before every open transaction becomes the mark; the rest is remembered one by one. */
const remember = (tx: Db, ids: number[], settled: string): Promise<number> =>
  run(
    tx,
    sql`with shipped as (select e.id, e.tx, e.tx < ${settled}::xid8 as done from access_shipped s
        join access_events e on e.id = any(s.ahead) or e.id = any(${ids}::bigint[])),
      mark as (select tx, id from shipped where done order by tx desc, id desc limit 1)
      update access_shipped s set tx = coalesce((select tx from mark), s.tx), event_id = coalesce((select id from mark), s.event_id),
        ahead = array(select id from shipped where not done order by id)`,
  )

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
