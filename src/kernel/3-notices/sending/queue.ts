import { sql } from 'kysely'
import { many, run, type Db, type Sql } from '#base/sql.ts'
import { againAt } from '#notices/sending/when.ts'
import type { Outcome } from '#notices/sending/smtp.ts'

export type Queue = 'notices_mails' | 'notices_deliveries'

/** How long a sending that was begun is left alone: whoever began it may have been killed. */
export const leaseMinutes = 3

/** Begins what is due: nobody else takes it while the lease lasts. */
export const claim = <R>(tx: Db, queue: Queue, realm: number, now: Date, most: number): Promise<R[]> =>
  many(
    tx,
    sql<R>`update ${sql.table(queue)} set state = 'sending', tries = tries + 1, due_at = ${new Date(now.getTime() + leaseMinutes * 60_000)}
      where realm_id = ${realm} and id in (select id from ${sql.table(queue)}
        where realm_id = ${realm} and state in ('waiting', 'sending') and due_at <= ${now} order by due_at, id limit ${most} for update skip locked)
      returning *`,
  )

interface Begun {
  realm_id: number
  id: number
  tries: number
}

const save = (tx: Db, queue: Queue, { realm_id, id, tries }: Begun, set: Sql): Promise<number> =>
  // a lease that ran out was given to another: its word counts
  run(tx, sql`update ${sql.table(queue)} set ${set} where realm_id = ${realm_id} and id = ${id} and state = 'sending' and tries = ${tries}`)

const cleared = (queue: Queue): Sql => (queue === 'notices_mails' ? sql`, secret = null` : sql``)

/** Writes down how it went: over, to be tried again later, or given up. */
export async function settle(tx: Db, queue: Queue, begun: Begun, outcome: Outcome, now: Date): Promise<void> {
  const { answer } = outcome
  if (outcome.ok) {
    await save(tx, queue, begun, sql`state = 'sent', ended_at = ${now}, fault = null, answer = ${answer}${cleared(queue)}`)
    return
  }
  const again = outcome.final ? null : againAt(now, begun.tries)
  const next = again ? sql`state = 'waiting', due_at = ${again}` : sql`state = 'given-up', ended_at = ${now}${cleared(queue)}`
  await save(tx, queue, begun, sql`${next}, fault = ${outcome.fault}, answer = ${answer}`)
}

/** There is nothing left to say: all of it was read meanwhile, or the address is gone. */
export const drop = (tx: Db, queue: Queue, begun: Begun, now: Date): Promise<number> =>
  save(tx, queue, begun, sql`state = 'dropped', ended_at = ${now}${cleared(queue)}`)
