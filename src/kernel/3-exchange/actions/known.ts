import { refuse, Refusal } from '#base/decision.ts'
import type { Db } from '#base/sql.ts'
import type { Actor } from '#access/actor.ts'
import type { Ref } from '#ledger/act.ts'
import { within } from '#database/scope.ts'
import type { World } from '#database/world.ts'
import { Breath } from '#exchange/breath.ts'
import type { Checking } from '#exchange/check/judging.ts'
import { PlaceBook } from '#exchange/check/places.ts'
import type { State } from '#exchange/contract.ts'
import { kindNamed, mustPermit, notReady, settingOf, type Exchange } from '#exchange/exchange.ts'
import type { ImportKind } from '#exchange/kind.ts'
import {
  batchByPublicId, batchForChange, forgetContents, publicIdsOf, saveNotRead, saveNotWritten, type Batch,
} from '#exchange/store/batches.ts'
import { placesOf } from '#exchange/store/places.ts'
import { valuesOf } from '#exchange/store/rows.ts'
import { refusalWords } from '#exchange/words.ts'

/** Who does what in which world: the first argument of every action. */
export interface Desk {
  exchange: Exchange
  world: World
  actor: Actor
}

export interface Held {
  batch: Batch
  kind: ImportKind | null
}

/** The batch, which the gate has found, and its kind, whose own permission is asked for here. */
export async function heldBatch(tx: Db, { exchange, actor }: Desk, publicId: string): Promise<Held> {
  const found = await batchByPublicId(tx, actor.realm, publicId)
  if (!found) throw new Refusal(refuse('access.not-found'))
  const batch = (await settled(tx, exchange, found)) ? (await batchByPublicId(tx, actor.realm, publicId))! : found
  const kind = kindNamed(exchange, batch.kind)
  mustPermit(actor, kind)
  return { batch, kind }
}

/** The import that made a row, for its history: 100,000 people who came in one act are not each written down with it. */
export const importOf = async (tx: Db, realm: number, batchId: number | null): Promise<Ref[]> =>
  batchId === null ? [] : (await publicIdsOf(tx, realm, batchId)).map((id) => ({ kind: 'batch', id }))
/**
 * The database may be away just when a job would write down how it ended: then the batch looks busy and nothing runs on it.
 * Whoever looks at it next sets that right; nothing was written but by a transaction that came through.
 */
async function settled(tx: Db, { jobs }: Exchange, batch: Batch): Promise<boolean> {
  if (jobs.isBusy(batch.public_id)) return false
  if (batch.state === 'committing') {
    await saveNotWritten(tx, batch)
    return true
  }
  if ((batch.state !== 'reading' && batch.state !== 'checking') || !jobs.isForgotten(batch.public_id)) return false
  if ((await saveNotRead(tx, batch, refusalWords['exchange.interrupted']!({}))) > 0) await forgetContents(tx, batch)
  return true
}

/** The same outside a transaction, in one of the given states and with nothing running on it. */
export async function idleBatch(desk: Desk, publicId: string, states: readonly State[]): Promise<Held> {
  const held = await within(desk.world.db, desk.actor, (tx) => heldBatch(tx, desk, publicId))
  if (desk.exchange.jobs.isBusy(publicId)) throw new Refusal(refuse('exchange.busy'))
  if (!states.includes(held.batch.state)) throw notReady(held.batch.state)
  return held
}

export async function checkingOf(tx: Db, desk: Desk, batch: Batch): Promise<Checking> {
  const { world, actor } = desk
  const kind = kindNamed(desk.exchange, batch.kind)
  const target = kind && (await kind.target(tx, actor.realm, batch.organisation_id))
  if (!kind || !target || !batch.mapping) throw notReady(batch.state)
  const setting = settingOf(world, actor, target, kind.refersToRows ? await valuesOf(tx, world.keys, batch) : [])
  const judge = await kind.open(tx, setting)
  const sheetNames = new Map(batch.sheets.map(({ no, name }) => [no, name]))
  const places = new PlaceBook(judge, await placesOf(tx, batch))
  return { world, actor, batch, kind, setting, judge, mapping: batch.mapping, sheetNames, places }
}

/** One edit of a checked batch: edits of one batch follow each other, and none runs beside a job. */
export function edit<T>(desk: Desk, publicId: string, work: (tx: Db, checking: Checking, breath: Breath) => Promise<T>): Promise<T> {
  return desk.exchange.jobs.inLine(`batch ${publicId}`, async () => {
    await idleBatch(desk, publicId, ['ready'])
    return within(desk.world.db, desk.actor, async (tx) => {
      const batch = await batchForChange(tx, desk.actor.realm, publicId)
      if (batch?.state !== 'ready') throw notReady(batch?.state ?? 'cancelled')
      return work(tx, await checkingOf(tx, desk, batch), new Breath())
    })
  })
}
