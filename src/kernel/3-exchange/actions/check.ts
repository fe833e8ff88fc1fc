import { sql } from 'kysely'
import { isDatabaseAway, isDiskFull } from '#base/http/away.ts'
import type { Db } from '#base/sql.ts'
import { within } from '#database/scope.ts'
import { SheetFault } from '#exchange/read/fault.ts'
import { dropUpload, withUpload } from '#exchange/files.ts'
import { kindsFor, settingOf } from '#exchange/exchange.ts'
import { Stopped, type Job } from '#exchange/jobs.ts'
import type { Checking } from '#exchange/check/judging.ts'
import { keptKey, Pass, sealedSample, type Director, type Kept } from '#exchange/check/pass.ts'
import { fixedPlan, planOf, type Fixed, type SheetPlan } from '#exchange/check/plan.ts'
import { PlaceBook } from '#exchange/check/places.ts'
import { Breath } from '#exchange/breath.ts'
import { checkingOf, type Desk } from '#exchange/actions/known.ts'
import { eachBlock } from '#exchange/actions/repair.ts'
import { batchByPublicId, forgetContents, recountBatch, savePlan, saveSheets, saveState, type Batch } from '#exchange/store/batches.ts'
import { deletePlaces, placesOf, type PlaceRow } from '#exchange/store/places.ts'
import { deleteRows, rowsInBlocks } from '#exchange/store/rows.ts'
import { diskFullWords, failureWords, refusalWords } from '#exchange/words.ts'

/** Reads the file in the background, from the first byte to a batch that a person can look at. */
export function startCheck(desk: Desk, batch: Batch, fixed: Fixed | null): Job {
  const { exchange, world } = desk
  return exchange.jobs.start(batch.realm_id, batch.public_id, async (job) => {
    try {
      await checkFile(desk, batch, fixed, job)
    } catch (error) {
      if (error instanceof Stopped) return
      // Where even this cannot be written down, whoever looks next does it: see `settled`
      await fail(desk, batch, sentenceOf(error)).catch(() => undefined)
      if (!(error instanceof SheetFault)) world.log.error({ batch: batch.public_id, error: (error as Error).stack ?? String(error) }, 'an import failed')
    }
  })
}

function sentenceOf(error: unknown): string {
  if (error instanceof SheetFault) return error.message
  if (isDiskFull(error)) return diskFullWords
  return isDatabaseAway(error) ? refusalWords['exchange.interrupted']!({}) : failureWords
}

async function fail(desk: Desk, batch: Batch, sentence: string): Promise<void> {
  await dropUpload(desk.world, batch.public_id)
  await within(desk.world.db, desk.actor, async (tx) => {
    await forgetContents(tx, batch)
    await saveState(tx, batch, 'failed', sentence)
  })
}

async function checkFile(desk: Desk, batch: Batch, fixed: Fixed | null, job: Job): Promise<void> {
  const { world, actor } = desk
  const before = await within(world.db, actor, async (tx) => {
    await saveState(tx, batch, 'reading')
    const kept = await keptOf(tx, desk, batch)
    const places = (await placesOf(tx, batch)).filter(({ how }) => how === 'chosen' || how === 'founding')
    await deleteRows(tx, batch)
    await deletePlaces(tx, batch)
    return { kept, places }
  })
  job.progress.total = fixed ? rowsIn(batch) : null
  const guide = new Guide(desk, batch, fixed, before.places)
  const pass = new Pass(guide, job, before.kept)
  const read = await withUpload(world, batch.public_id, async (path) => {
    await pass.read(path, batch.file_name)
    return true
  })
  if (!read) throw new SheetFault('gone')
  await finish(desk, batch, pass, guide)
}

const rowsIn = (batch: Batch): number => batch.sheets.reduce((sum, sheet) => sum + (sheet.chosen ? sheet.rows : 0), 0)

async function finish(desk: Desk, batch: Batch, pass: Pass, guide: Guide): Promise<void> {
  const { world, actor } = desk
  await within(world.db, actor, async (tx) => {
    await saveSheets(tx, batch, pass.sheets, sealedSample({ world, batch }, pass.sample))
    await savePlan(tx, batch, guide.first ?? guide.best)
    if (pass.checking?.kind.refersToRows) await judgeReferring(tx, desk, batch)
    const { rows } = await recountBatch(tx, batch)
    const nothing = guide.first !== null && rows === 0
    await saveState(tx, batch, guide.first === null || nothing ? 'mapping' : 'ready', nothing ? refusalWords['exchange.nothing-read']!({}) : null)
  })
}

/** A row may name one that stands below it: now that all are known, the doubtful ones are judged again. */
async function judgeReferring(tx: Db, desk: Desk, batch: Batch): Promise<void> {
  const saved = (await batchByPublicId(tx, batch.realm_id, batch.public_id))!
  await eachBlock(tx, await checkingOf(tx, desk, saved), [sql`verdict = 'fault'`], new Breath(), (row) => row)
}

/** What a person typed, skipped and decided outlives another reading of the file. */
async function keptOf(tx: Db, { world }: Desk, batch: Batch): Promise<Kept> {
  const kept: Kept = new Map()
  for await (const rows of rowsInBlocks(tx, world.keys, batch, [sql`touched`])) {
    for (const { sheet, row, skip, decision, body } of rows) kept.set(keptKey(sheet, row), { skip, decision, ...(body.typed && { typed: body.typed }) })
  }
  return kept
}

/** Decides which sheets are read and how: as a person said, or as the first sheet that leaves no doubt. */
class Guide implements Director {
  /** how the sheets are read */
  first: SheetPlan | null = null
  /** the best guess where none is sure */
  best: SheetPlan | null = null
  readonly #desk: Desk
  readonly #batch: Batch
  readonly #fixed: Fixed | null
  readonly #chosenPlaces: PlaceRow[]

  constructor(desk: Desk, batch: Batch, fixed: Fixed | null, chosenPlaces: PlaceRow[]) {
    this.#desk = desk
    this.#batch = batch
    this.#fixed = fixed
    this.#chosenPlaces = chosenPlaces
    if (fixed) this.first = fixedPlan(fixed, [...fixed.sheets.values()][0]!)
  }

  async plan(sheet: number, sample: Parameters<Director['plan']>[1]): Promise<SheetPlan | null> {
    const place = this.#fixed?.sheets.get(sheet)
    if (place) return fixedPlan(this.#fixed!, place)
    if (this.#fixed && !this.#fixed.alikeToo) return null
    const guessed = await this.#guess(sample)
    if (!guessed || !this.first) return guessed && this.#judgeFirst(guessed)
    const isAlike = guessed.signature !== '' && guessed.signature === this.first.signature
    return isAlike ? { ...this.first, headerRow: guessed.headerRow, dataFrom: guessed.dataFrom } : null
  }

  #judgeFirst(guessed: SheetPlan): SheetPlan | null {
    if (guessed.confident) return (this.first = guessed)
    if (guessed.confidence > (this.best?.confidence ?? -1)) this.best = guessed
    return null
  }

  #guess(sample: Parameters<Director['plan']>[1]): Promise<SheetPlan | null> {
    const { world, actor, exchange } = this.#desk
    return within(world.db, actor, async (tx) => {
      const fitting = await kindsFor(tx, exchange, actor, this.#batch.organisation_id)
      const wanted = this.#fixed?.kind.kind ?? this.#batch.kind
      const kinds = fitting.map(({ kind }) => kind).filter(({ kind }) => wanted === null || kind === wanted)
      return planOf(tx, actor.realm, sample, kinds)
    })
  }

  checking(plan: SheetPlan, sheetNames: Map<number, string>): Promise<Checking> {
    const { world, actor, exchange } = this.#desk
    return within(world.db, actor, async (tx) => {
      await savePlan(tx, this.#batch, plan)
      await saveState(tx, this.#batch, 'checking')
      const batch = (await batchByPublicId(tx, actor.realm, this.#batch.public_id))!
      const { kind, target } = (await kindsFor(tx, exchange, actor, batch.organisation_id)).find((one) => one.kind.kind === plan.kind)!
      const setting = settingOf(world, actor, target)
      const judge = await kind.open(tx, setting)
      await judge.prepare?.(new Breath())
      const places = new PlaceBook(judge, [])
      places.keep(this.#chosenPlaces)
      return { world, actor, batch, kind, setting, judge, mapping: plan.mapping, sheetNames, places }
    })
  }
}
