import { seal, place } from '#base/seal.ts'
import { reading, sentAtOnce, within, withoutWaiting } from '#database/scope.ts'
import { Breath } from '#exchange/breath.ts'
import type { SheetView } from '#exchange/contract.ts'
import { skipper } from '#exchange/guess/skip.ts'
import { readInWorker } from '#exchange/read/in-worker.ts'
import type { Cell, SheetRow } from '#exchange/read/cell.ts'
import { Doubles } from '#exchange/check/doubles.ts'
import { judgeRow, markDouble, type Checking, type JudgedRow } from '#exchange/check/judging.ts'
import { matchRows, type Subjects } from '#exchange/check/matching.ts'
import { sampleSize, type SheetPlan } from '#exchange/check/plan.ts'
import type { Job } from '#exchange/jobs.ts'
import type { Batch } from '#exchange/store/batches.ts'
import { savePlaces } from '#exchange/store/places.ts'
import { insertRows, type Row } from '#exchange/store/rows.ts'

/** What a person did to rows before the file was read again, by sheet and row. */
export type Kept = Map<string, Pick<Row, 'skip' | 'decision'> & { typed?: Record<string, string> }>
export const keptKey = (sheet: number, row: number): string => `${sheet}/${row}`

/** How each sheet is to be read, decided when its first rows are there; null: it is not read. */
export interface Director {
  plan(sheet: number, sample: readonly SheetRow[]): Promise<SheetPlan | null>
  /** the rows' judge, opened once the first plan stands */
  checking(plan: SheetPlan, names: Map<number, string>): Promise<Checking>
}

export interface Sample {
  [sheet: number]: { row: number; cells: Cell[] }[]
}
export const samplePlace = (batch: Batch) => place('exchange_batches', 'sample', String(batch.id))
export const sealedSample = (checking: { world: Checking['world']; batch: Batch }, sample: Sample): Buffer =>
  seal(checking.world.keys, samplePlace(checking.batch), JSON.stringify(sample))

/** small enough that sealing a block is a short stretch */
const block = 250

/** Half a character pair, which no database takes, becomes the sign for a lost one. */
const wellFormed = (cell: Cell): Cell => (typeof cell === 'string' && !cell.isWellFormed() ? cell.toWellFormed() : cell)

/** One reading of the file: finds the sheets, judges the rows of those that are planned, stores them block by block. */
export class Pass {
  readonly sheets: SheetView[] = []
  readonly sample: Sample = {}
  checking: Checking | null = null
  readonly #director: Director
  readonly #job: Job
  readonly #breath: Breath
  readonly #kept: Kept
  readonly #names = new Map<number, string>()
  #doubles: Doubles | null = null
  readonly #subjects: Subjects = new Map()
  #current: { view: SheetView; plan: SheetPlan | null | undefined; waiting: SheetRow[]; skip: ReturnType<typeof skipper> | null } | null = null
  #rows: JudgedRow[] = []
  #seq = 0
  /** the last block being compared with the register, and the last two being stored, while the next one is judged */
  #matching: Promise<void> = Promise.resolve()
  #storing: Promise<void> = Promise.resolve()
  #before: Promise<void> = Promise.resolve()

  constructor(director: Director, job: Job, kept: Kept) {
    this.#director = director
    this.#job = job
    this.#breath = new Breath(job.signal)
    this.#kept = kept
  }

  async read(path: string, name: string): Promise<void> {
    try {
      for await (const rows of readInWorker(path, { name, signal: this.#job.signal })) {
        for (const row of rows) {
          if (row.hidden) continue
          await this.#take(row)
          if (this.#breath.due) await this.#breath.take()
        }
        this.#job.progress.rows = this.#seq
      }
      await this.#endSheet()
      await this.#store()
      await this.#storing
    } finally {
      // whoever drops the batch next must not meet a block that still comes in
      await Promise.allSettled([this.#before, this.#storing])
    }
    this.#job.progress.rows = this.#seq
  }

  async #take(row: SheetRow): Promise<void> {
    if (this.#current?.view.name !== row.sheet) await this.#beginSheet(row.sheet)
    const current = this.#current!
    current.view.rows++
    if (current.plan === undefined) {
      current.waiting.push(row)
      if (current.waiting.length === sampleSize) await this.#decide()
    } else if (current.plan !== null) await this.#judge(row)
  }

  async #beginSheet(name: string): Promise<void> {
    await this.#endSheet()
    const no = this.sheets.length
    const view: SheetView = { no, name, rows: 0, headerRow: null, dataFrom: 1, chosen: false }
    this.sheets.push(view)
    this.#names.set(no, name)
    this.#current = { view, plan: undefined, waiting: [], skip: null }
  }

  async #endSheet(): Promise<void> {
    if (this.#current?.plan === undefined && this.#current) await this.#decide()
  }

  /** The first rows of a sheet are there: how to read it, or not at all. */
  async #decide(): Promise<void> {
    const current = this.#current!
    const { view, waiting } = current
    this.sample[view.no] = waiting.map(({ row, cells }) => ({ row, cells }))
    const plan = await this.#director.plan(view.no, waiting)
    current.plan = plan
    current.waiting = []
    if (plan === null) return
    Object.assign(view, { headerRow: plan.headerRow, dataFrom: plan.dataFrom, chosen: true })
    current.skip = skipper(plan)
    this.checking ??= await this.#director.checking(plan, this.#names)
    const { judge } = this.checking
    this.#doubles ??= new Doubles((one, other) => judge.isSame(one, other))
    for (const row of waiting) await this.#judge(row)
  }

  async #judge({ row, cells: given }: SheetRow): Promise<void> {
    const cells = given.map(wellFormed)
    const { view, skip } = this.#current!
    const kept = this.#kept.get(keptKey(view.no, row))
    const reason: string | null = kept ? kept.skip : skip!({ row, cells })
    // what stands above the header is no content that somebody might miss
    if (reason === 'above-header') return
    const raw = { seq: ++this.#seq, sheet: view.no, row, cells, skip: reason, decision: kept?.decision ?? null, touched: kept !== undefined }
    const judged = judgeRow(this.checking!, kept?.typed ? { ...raw, typed: kept.typed } : raw)
    markDouble(this.checking!, this.#doubles!, judged)
    if (this.#rows.push(judged) >= block) await this.#store()
  }

  /** Blocks are compared one after the other and stored one after the other; one may be compared while another is stored. */
  async #store(): Promise<void> {
    const rows = this.#rows
    this.#rows = []
    await this.#before
    this.#before = this.#storing
    this.#matching = this.#matching.then(() => this.#match(rows))
    this.#storing = Promise.all([this.#storing, this.#matching]).then(() => this.#save(rows))
    // told to whoever awaits them next; not to be called unhandled until then
    for (const going of [this.#matching, this.#storing]) going.catch(() => undefined)
  }

  async #match(rows: JudgedRow[]): Promise<void> {
    const { checking } = this
    if (checking && rows.length > 0) await reading(checking.world.db, checking.actor, (tx) => matchRows(tx, checking, rows, this.#subjects))
  }

  async #save(rows: Row[]): Promise<void> {
    const { checking } = this
    if (!checking || rows.length === 0) return
    await within(checking.world.db, checking.actor, async (tx) => {
      const line = await sentAtOnce(tx)
      const places = savePlaces(line, checking.batch, checking.places.takeFresh())
      await Promise.all([withoutWaiting(line), places, insertRows(line, checking.world.keys, checking.batch, rows)])
    })
  }
}
