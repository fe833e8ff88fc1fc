import type pg from 'pg'
import type { Check } from '#base/check.ts'
import type { Keys } from '#base/seal.ts'
import { inSession } from '#database/backup/session.ts'
import { auditLedger } from '#ledger/audit.ts'
import { openEntries } from '#ledger/openings.ts'
import { uploadsHeld } from '#exchange/files.ts'
import { checks } from '#app/modules.ts'

export interface Wish {
  ownerUrl: string
  keys: Keys
  /** where uploads wait; null for a copy that has none of its own */
  dataDir: string | null
  signal?: AbortSignal
}

export interface Finding {
  words: string
  faults: number
  /** the first few, by their ids */
  some: string[]
}

export interface Checked {
  entries: number
  erased: number
  references: number
  uploads: number
  findings: Finding[]
}

export const faultsIn = ({ findings }: Checked): number => findings.reduce((sum, { faults }) => sum + faults, 0)

/**
 * Whether everything stored fits together: every leaf and what it commits to, every answer and its entry, every reference,
 * and what each module says always holds. Reads one moment of a database in use, and writes nothing.
 */
export const checkBooks = (wish: Wish): Promise<Checked> =>
  inSession(wish.ownerUrl, wish.signal, async (client) => {
    await client.query('begin isolation level repeatable read, read only')
    return checkWithin(client, wish)
  })

/** The same in a transaction that has begun. */
export async function checkWithin(client: pg.Client, { keys, dataDir }: Pick<Wish, 'keys' | 'dataDir'>): Promise<Checked> {
  const ledger = await auditLedger(client)
  const openings = await openEntries(client, keys)
  const references = await referencesIn(client)
  const uploads = dataDir === null ? [] : await uploadsHeld({ dataDir })
  const findings: Finding[] = [
    { words: '台账每一条都与自己的校验值、栏目和前一条相符', faults: ledger.faults, some: [] },
    { words: '台账每一条的内容就是当时所记的', faults: openings.faults.length, some: openings.faults.slice(0, 3) },
  ]
  for (const check of [...references, ...checks]) findings.push(await found(client, check))
  if (dataDir !== null) findings.push(...(await uploadFindings(client, uploads)))
  return { entries: ledger.entries, erased: openings.erased, references: references.length, uploads: uploads.length, findings }
}

async function found(client: pg.Client, { words, sql }: Check): Promise<Finding> {
  const { rows } = await client.query<{ n: string; some: string[] | null }>(`select count(*) as n, (array_agg(what))[1:3] as some from (${sql}) found`)
  return { words, faults: Number(rows[0]!.n), some: rows[0]!.some ?? [] }
}

/** A check per foreign key: PostgreSQL keeps them, but not against a disk that forgets. */
async function referencesIn(client: pg.Client): Promise<Check[]> {
  const { rows } = await client.query<{ name: string; here: string; there: string; pairs: [string, string][] }>(`
    select c.conname as name, c.conrelid::regclass::text as here, c.confrelid::regclass::text as there,
      array(select array[quote_ident(h.attname), quote_ident(t.attname)] from unnest(c.conkey, c.confkey) k(h, t)
        join pg_attribute h on h.attrelid = c.conrelid and h.attnum = k.h
        join pg_attribute t on t.attrelid = c.confrelid and t.attnum = k.t) as pairs
    from pg_constraint c where c.contype = 'f' and c.connamespace = 'public'::regnamespace order by 1`)
  return rows.map(({ name, here, there, pairs }) => ({
    words: `没有断开的引用（${name}）`,
    sql: `select '${name}'::text as what from ${here} h where ${pairs.map(([from]) => `h.${from} is not null`).join(' and ')}
      and not exists (select from ${there} t where ${pairs.map(([from, to]) => `t.${to} = h.${from}`).join(' and ')})`,
  }))
}

/** Younger than this, a file may belong to an upload that is just coming in. */
const settledAfter = 60_000

async function uploadFindings(client: pg.Client, held: { id: string; since: Date }[]): Promise<Finding[]> {
  const { rows } = await client.query<{ id: string; state: string }>('select public_id as id, state from exchange_batches')
  const states = new Map(rows.map(({ id, state }) => [id, state]))
  const isOpen = (id: string) => ['reading', 'mapping', 'checking', 'ready', 'committing'].includes(states.get(id) ?? '')
  const orphans = held.filter(({ id, since }) => !isOpen(id) && Date.now() - since.getTime() > settledAfter)
  const some = orphans.slice(0, 3).map(({ id }) => id)
  return [{ words: '没有留着已经了结、或没有人要的上传文件', faults: orphans.length, some }]
}
