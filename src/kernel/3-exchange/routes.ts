import { setTimeout } from 'node:timers/promises'
import { sql } from 'kysely'
import { nextOf, readCursor } from '#base/cursor.ts'
import { on, type Route } from '#base/http/serve.ts'
import type { Sql } from '#base/sql.ts'
import type { Caller, Finder } from '#access/gate.ts'
import { within } from '#database/scope.ts'
import { cancelBatch } from '#exchange/actions/stop.ts'
import { mapColumns, readSample, recheck } from '#exchange/actions/columns.ts'
import { commitBatch } from '#exchange/actions/commit.ts'
import { heldBatch, type Desk } from '#exchange/actions/known.ts'
import { presentPlaces } from '#exchange/actions/filled.ts'
import { setPlaces } from '#exchange/actions/places.ts'
import { decideConflicts, fixAll, fixCell, skipRow } from '#exchange/actions/repair.ts'
import { undoBatch } from '#exchange/actions/undo.ts'
import { receive, receivePasted } from '#exchange/actions/upload.ts'
import * as contract from '#exchange/contract.ts'
import { kindNamed, kindsFor, type Exchange } from '#exchange/exchange.ts'
import { presentBatch, presentColumns, presentKind, presentRow, totalSentence } from '#exchange/present.ts'
import { leftOutFile, templateFile } from '#exchange/sheets.ts'
import { batchByPublicId, batchesSeen } from '#exchange/store/batches.ts'
import { faultTotals, rowsWhere } from '#exchange/store/rows.ts'

/** A batch stands where the organisation it goes to stands; row-level security hides it from everybody beside. */
export const finders: Record<string, Finder> = {
  batch: async (tx, actor, id) => {
    const batch = await batchByPublicId(tx, actor.realm, id)
    return batch && [batch.path]
  },
}

const filters: Record<(typeof contract.filters)[number], Sql> = {
  all: sql`true`,
  faults: sql`verdict = 'fault'`,
  conflicts: sql`verdict = 'conflict'`,
  new: sql`verdict = 'new'`,
  changed: sql`verdict = 'change'`,
  same: sql`verdict = 'same'`,
  skipped: sql`verdict = 'skip'`,
}

const ended: readonly contract.State[] = ['mapping', 'ready', 'done', 'undone', 'failed', 'cancelled']

export const routesOf = (exchange: Exchange): Route<Caller>[] => {
  const deskOf = ({ world, actor }: Caller): Desk => ({ exchange, world, actor })
  const viewOf = (desk: Desk, id: string) =>
    within(desk.world.db, desk.actor, async (tx) => presentBatch(exchange, (await heldBatch(tx, desk, id)).batch))

  /** A state three times a second while something runs, and the last one. */
  async function* following(desk: Desk, id: string, signal: AbortSignal): AsyncGenerator<contract.BatchView> {
    for (;;) {
      const view = await viewOf(desk, id)
      yield view
      if (ended.includes(view.state) && !exchange.jobs.isBusy(id)) return
      await setTimeout(300, undefined, { signal }).catch(() => undefined)
      if (signal.aborted) return
    }
  }

  return [
    on<Caller, typeof contract.kinds>(contract.kinds, (call) =>
      within(call.world.db, call.actor, async (tx) => ({
        kinds: (await kindsFor(tx, exchange, call.actor, call.input.organisation)).map(({ kind }) => presentKind(kind)),
      })),
    ),
    on<Caller, typeof contract.template>(contract.template, (call) => templateFile(deskOf(call), call.input)),
    on<Caller, typeof contract.upload>(contract.upload, async (call) => presentBatch(exchange, await receive(deskOf(call), call.input, call.file!))),
    on<Caller, typeof contract.paste>(contract.paste, async (call) => presentBatch(exchange, await receivePasted(deskOf(call), call.input))),
    on<Caller, typeof contract.list>(contract.list, ({ world, actor, input }) =>
      within(world.db, actor, async (tx) => {
        const batches = await batchesSeen(tx, actor.realm, actor.reach, input.open, readCursor(input.after)?.id ?? null, input.limit)
        const mine = batches.filter(({ kind }) => kind === null || actor.permissions.has(kindNamed(exchange, kind)?.permission ?? ''))
        const last = batches.at(-1)
        return { rows: mine.map((one) => presentBatch(exchange, one)), next: nextOf(last && { key: '', id: last.id }, batches.length, input.limit) }
      }),
    ),
    on<Caller, typeof contract.read>(contract.read, (call) => viewOf(deskOf(call), call.input.batch)),
    on<Caller, typeof contract.progress>(contract.progress, async (call) => {
      await viewOf(deskOf(call), call.input.batch)
      return following(deskOf(call), call.input.batch, call.signal)
    }),
    on<Caller, typeof contract.columns>(contract.columns, (call) =>
      within(call.world.db, call.actor, async (tx) => {
        const { batch } = await heldBatch(tx, deskOf(call), call.input.batch)
        return presentColumns(exchange, batch, await readSample(tx, deskOf(call), batch))
      }),
    ),
    on<Caller, typeof contract.map>(contract.map, async (call) => presentBatch(exchange, await mapColumns(deskOf(call), call.input))),
    on<Caller, typeof contract.rows>(contract.rows, (call) =>
      within(call.world.db, call.actor, async (tx) => {
        const { input, world } = call
        const { batch, kind } = await heldBatch(tx, deskOf(call), input.batch)
        if (!kind || !batch.mapping) return { rows: [], next: null }
        const from = Math.max(input.from ?? 1, (readCursor(input.after)?.id ?? 0) + 1)
        const rows = await rowsWhere(tx, world.keys, batch, [sql`seq >= ${from}`, filters[input.filter]], input.limit)
        const part = { kind, mapping: batch.mapping, sheetNames: new Map(batch.sheets.map(({ no, name }) => [no, name])) }
        const last = rows.at(-1)
        return { rows: rows.map((row) => presentRow(part, row)), next: nextOf(last && { key: '', id: last.seq }, rows.length, input.limit) }
      }),
    ),
    on<Caller, typeof contract.faults>(contract.faults, (call) =>
      within(call.world.db, call.actor, async (tx) => {
        const { batch, kind } = await heldBatch(tx, deskOf(call), call.input.batch)
        const totals = kind ? await faultTotals(tx, batch) : []
        const words = (field: string) => kind!.columns.find((one) => one.field === field)?.words ?? field
        return { faults: totals.map((one) => ({ ...one, words: words(one.field), sentence: totalSentence(kind!, one.code) })) }
      }),
    ),
    on<Caller, typeof contract.fix>(contract.fix, async (call) => {
      const { checking, row, counts, alike } = await fixCell(deskOf(call), call.input)
      return { row: presentRow(checking, row), counts, alike }
    }),
    on<Caller, typeof contract.skip>(contract.skip, async (call) => {
      const { checking, row, counts } = await skipRow(deskOf(call), call.input)
      return { row: presentRow(checking, row), counts }
    }),
    on<Caller, typeof contract.fixAll>(contract.fixAll, async (call) => {
      const { changed } = await fixAll(deskOf(call), call.input)
      return { changed, batch: await viewOf(deskOf(call), call.input.batch) }
    }),
    on<Caller, typeof contract.places>(contract.places, (call) =>
      within(call.world.db, call.actor, async (tx) => {
        const { batch, kind } = await heldBatch(tx, deskOf(call), call.input.batch)
        return kind ? presentPlaces(tx, { world: call.world, batch, kind }) : { places: [], here: 0, founded: [] }
      }),
    ),
    on<Caller, typeof contract.setPlaces>(contract.setPlaces, async (call) => {
      await setPlaces(deskOf(call), call.input.batch, call.input.places)
      return viewOf(deskOf(call), call.input.batch)
    }),
    on<Caller, typeof contract.decideRow>(contract.decideRow, async (call) => {
      await decideConflicts(deskOf(call), call.input)
      return viewOf(deskOf(call), call.input.batch)
    }),
    on<Caller, typeof contract.recheck>(contract.recheck, async (call) => presentBatch(exchange, await recheck(deskOf(call), call.input.batch))),
    on<Caller, typeof contract.commit>(contract.commit, (call) => commitBatch(deskOf(call), call.input)),
    on<Caller, typeof contract.undo>(contract.undo, (call) => undoBatch(deskOf(call), call.input)),
    on<Caller, typeof contract.cancel>(contract.cancel, async (call) => presentBatch(exchange, await cancelBatch(deskOf(call), call.input.batch))),
    on<Caller, typeof contract.leftOut>(contract.leftOut, (call) => leftOutFile(deskOf(call), call.input.batch)),
  ]
}
