import { Readable } from 'node:stream'
import pg from 'pg'
import type { Decision } from '#base/decision.ts'
import { newId } from '#base/id.ts'
import type { Actor } from '#access/actor.ts'
import { within } from '#database/scope.ts'
import type { World } from '#database/world.ts'
import { permissions as exchange } from '#exchange/contract.ts'
import { exchangeOf, type Exchange } from '#exchange/exchange.ts'
import type { Desk } from '#exchange/actions/known.ts'
import { commitBatch } from '#exchange/actions/commit.ts'
import { undoBatch } from '#exchange/actions/undo.ts'
import { receive } from '#exchange/actions/upload.ts'
import { presentRow } from '#exchange/present.ts'
import type { RowView } from '#exchange/contract.ts'
import { batchByPublicId, type Batch } from '#exchange/store/batches.ts'
import { rowsWhere } from '#exchange/store/rows.ts'
import { permissions as organisations } from '#organisations/contract.ts'
import { permissions as people } from '#people/contract.ts'
import type { Office } from './office.ts'

/** Whoever runs a subtree: founds, seats, imports. */
export const everything = [exchange.use, ...Object.values(people), ...Object.values(organisations)]

/** The desk of somebody who imports, as a post of an organisation. */
export async function deskAt(
  world: World, office: Office, kinds: Exchange['kinds'], at: { organisation?: string; permissions?: readonly string[] } = {},
): Promise<Desk> {
  const doer = await office.doerAt(at.organisation ?? office.top)
  const actor = { ...doer, permissions: new Set(at.permissions ?? everything) } as unknown as Actor
  return { exchange: exchangeOf(kinds), world, actor }
}

/** Uploads a file and waits until it has been looked at. */
export async function upload(desk: Desk, organisation: string, file: { name: string; bytes: Buffer | string; kind?: string }): Promise<Batch> {
  const stream = Readable.from([Buffer.from(file.bytes)])
  const { public_id: id } = await receive(desk, { organisation, kind: file.kind }, { name: file.name, stream })
  await desk.exchange.jobs.idle()
  return batchOf(desk, id)
}

export const batchOf = (desk: Desk, id: string): Promise<Batch> =>
  within(desk.world.db, desk.actor, async (tx) => (await batchByPublicId(tx, desk.actor.realm, id))!)

/** The rows of a batch as the page shows them. */
export async function rowsOf(desk: Desk, id: string): Promise<RowView[]> {
  const batch = await batchOf(desk, id)
  const kind = desk.exchange.kinds.find((one) => one.kind === batch.kind)!
  const part = { kind, mapping: batch.mapping!, sheetNames: new Map(batch.sheets.map(({ no, name }) => [no, name])) }
  const rows = await within(desk.world.db, desk.actor, (tx) => rowsWhere(tx, desk.world.keys, batch, [], 10_000))
  return rows.map((row) => presentRow(part, row))
}

export const commit = (desk: Desk, batch: string, leaveOut = false, act = newId()): ReturnType<typeof commitBatch> =>
  commitBatch(desk, { act, batch, leaveOut })

export const undo = (desk: Desk, batch: string): Promise<Decision<{ id: string }>> => undoBatch(desk, { act: newId(), batch })

/** A sheet as an office sends it by mail. */
export const csv = (rows: readonly (readonly string[])[]): string => rows.map((row) => row.join(',')).join('\r\n')

const books = [
  'people_persons', 'people_memberships', 'people_statuses', 'people_posts', 'organisations', 'organisations_versions', 'organisations_stats',
  'organisations_links', 'organisations_terms', 'organisations_units', 'organisations_places', 'obligations_subjects', 'access_accounts', 'access_seats',
]

/** Every row of the books as text, seen from behind the walls: what an undo must bring back. A version only counts up, also then. */
export async function booksOf(superuserUrl: string): Promise<Record<string, string[]>> {
  const client = new pg.Client({ connectionString: superuserUrl })
  await client.connect()
  try {
    const dump: Record<string, string[]> = {}
    for (const table of books) {
      const columns = "select string_agg(quote_ident(attname), ', ' order by attnum) as list from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped and attname <> 'version'"
      const { list } = (await client.query<{ list: string }>(columns, [table])).rows[0]!
      dump[table] = (await client.query<{ row: string }>(`select row(${list})::text as row from ${table} t order by 1`)).rows.map(({ row }) => row)
    }
    return dump
  } finally {
    await client.end()
  }
}
