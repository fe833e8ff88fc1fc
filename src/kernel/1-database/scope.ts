import { createHash } from 'node:crypto'
import { CompiledQuery, sql } from 'kysely'
import { one, run, script, type Db } from '#base/sql.ts'
import { readingBegins } from '#database/pools.ts'

/**
 * What row-level security lets a transaction see: one realm for the shared books, and path prefixes for people's data.
 * The empty prefix is everything (jobs and the operator's command line only).
 */
export interface Scope {
  realm: number
  reach: readonly string[]
  /** whose own things (looks, notices) are seen too */
  accountId?: number
  /** the public ids of the person this account is: what is kept about oneself is one's own too */
  persons?: readonly string[]
}

export const everywhere = (realm: number): Scope => ({ realm, reach: [''] })

const pathShape = /^([0-9a-z]+\/)*$/

/** `,` splits into two empty prefixes: everything. The empty text splits into none: nothing. */
export function reachSetting(reach: readonly string[]): string {
  if (reach.some((path) => !pathShape.test(path))) throw new Error('a reach must be made of paths')
  return reach.includes('') ? ',' : reach.join(',')
}

const idShape = /^[0-9a-f-]{36}$/

function personsSetting(persons: readonly string[]): string {
  if (persons.some((id) => !idShape.test(id))) throw new Error('persons are given by their public ids')
  return persons.join(',')
}

/** All four are always set, so that a scope never inherits what another one was given. */
const settingsOf = ({ realm, reach, accountId, persons = [] }: Scope): string =>
  `set local app.realm = '${Math.trunc(realm)}'; set local app.reach = '${reachSetting(reach)}'; ` +
  `set local app.account = '${accountId === undefined ? '' : Math.trunc(accountId)}'; set local app.persons = '${personsSetting(persons)}'`

/** PostgreSQL answers the commit of a failed transaction with a rollback, not with an error: nothing of it was kept. */
async function commit(tx: Db): Promise<void> {
  const { rows } = await tx.executeQuery<{ command: string }>(CompiledQuery.raw('commit'))
  if (rows[0]?.command === 'ROLLBACK') throw new Error('a statement of this transaction had failed, so nothing of it was kept')
}

/** One at a time: whoever names the same thing waits, before the first query, until the other's transaction is over. */
const turnAt = (thing: string): string => {
  const key = createHash('sha256').update(thing).digest().readBigInt64BE()
  return `; select pg_advisory_xact_lock(${key})`
}

/**
 * Runs `work` in one transaction under a scope. Settings are local to the transaction, so nothing of them
 * survives on a pooled connection; `begin`, they and the turn to wait for travel in one round trip.
 */
export async function within<T>(db: Db, scope: Scope, work: (tx: Db) => Promise<T>, turn?: string): Promise<T> {
  const settings = settingsOf(scope) + (turn === undefined ? '' : turnAt(turn))
  return db.connection().execute(async (tx) => {
    await script(tx, `begin; ${settings}`)
    try {
      const value = await work(tx)
      await commit(tx)
      return value
    } catch (error) {
      await script(tx, 'rollback').catch(() => undefined)
      throw error
    }
  })
}

/**
 * The same for work that only reads, answered without waiting for the end of the transaction: one trip to the server
 * less. PostgreSQL refuses a write in it, since nobody would learn whether it was kept.
 */
export function reading<T>(db: Db, scope: Scope, work: (tx: Db) => Promise<T>): Promise<T> {
  const begin = readingBegins + settingsOf(scope)
  return new Promise((resolve, reject) => {
    const run = async (tx: Db) => {
      await script(tx, begin)
      try {
        resolve(await work(tx))
      } catch (error) {
        reject(error as Error)
      }
      await script(tx, 'rollback')
    }
    db.connection().execute(run).catch(reject)
  })
}

/**
 * The same transaction, its statements sent the moment they are made: the server has the next one at hand when it has
 * done one. Otherwise each waits here for the answer to the last, which in a long run of writes is a third of the time.
 */
export async function sentAtOnce(tx: Db): Promise<Db> {
  const queued = tx.getExecutor()
  const connection = await queued.provideConnection((held) => Promise.resolve(held))
  const executor = queued.withConnectionProvider({ provideConnection: (consumer) => consumer(connection) })
  const executeQuery = (query: CompiledQuery) => executor.executeQuery(query)
  // all that stores ask of a transaction
  return { getExecutor: () => executor, executeQuery } as unknown as Db
}

/**
 * The commit of this transaction does not wait for the disk. For work in many steps of which only the last is told to
 * anybody: that one waits, and whatever was committed before it is on the disk by then.
 */
export const withoutWaiting = (tx: Db): Promise<void> => script(tx, 'set local synchronous_commit = off')

/**
 * Lets `work` act beyond the reach: for what must follow a change wherever it stands, such as a person's name on every
 * membership, and for asking whether something is so, never for what is shown. Afterwards the reach is what it was.
 */
export async function beyondReach<T>(tx: Db, work: () => Promise<T>): Promise<T> {
  const widen = sql<{ reach: string }>`with held as materialized (select current_setting('app.reach', true) as reach)
    select reach, set_config('app.reach', ',', true) from held`
  const { reach } = await one(tx, widen)
  const value = await work()
  await run(tx, sql`select set_config('app.reach', ${reach}, true)`)
  return value
}
