import type { Readable } from 'node:stream'
import { refuse, Refusal } from '#base/decision.ts'
import { newId } from '#base/id.ts'
import { canonical, keyedHash, type Keys } from '#base/seal.ts'
import type { Db } from '#base/sql.ts'
import { everywhere, reading, sentAtOnce, within } from '#database/scope.ts'
import type { World } from '#database/world.ts'
import { Breath } from '#exchange/breath.ts'
import { dropUpload, keepUpload, withUpload } from '#exchange/files.ts'
import { guessHeader } from '#exchange/guess/guess.ts'
import { skipper } from '#exchange/guess/skip.ts'
import { Stopped, type Job } from '#exchange/jobs.ts'
import type { Mapping } from '#exchange/columns.ts'
import type { SheetRow } from '#exchange/read/cell.ts'
import { SheetFault } from '#exchange/read/fault.ts'
import { readInWorker } from '#exchange/read/in-worker.ts'
import { accountAt, heldStatement, type Account, type Desk } from '#dues/statement/actions/known.ts'
import { proposalsOf } from '#dues/statement/actions/matching.ts'
import { lackingIn, statementColumns, statementRow, type Field, type StatementRow } from '#dues/statement/columns.ts'
import {
  dropOpen, insertLines, insertStatement, openLines, saveInterruptedStatements, saveProposals, saveRead, saveStatementState, statementById, statementsOf,
  type Line, type Statement,
} from '#dues/statement/store.ts'
import { realmsHere } from '#dues/store/month.ts'
import { statementFaults } from '#dues/statement/words.ts'

/** Unfinished statements of one account: uploads fill the disk. */
const mostOpen = 10
const mostRows = 200_000
const fileName = (given: string): string =>
  given.replace(/^.*[/\\]/, '').replace(/[\p{Cc}\p{Cf}]/gu, '').trim().slice(-120) || '未命名'

/** Takes a file in, sealed, and starts reading it. Nothing is written down as paid. */
export async function receiveStatement(
  desk: Desk, organisation: string, file: { name: string; stream: Readable & { truncated?: boolean } },
): Promise<Statement> {
  const { world, actor } = desk
  const account = await within(world.db, actor, async (tx) => {
    const found = await accountAt(tx, actor, organisation)
    const open = (await statementsOf(tx, actor.realm, organisation)).filter(({ state }) => state !== 'done').length
    if (open >= mostOpen) throw new Refusal(refuse('dues.statements-open', { open }))
    return found
  })
  const publicId = newId(world.clock.now().getTime())
  await keepUpload(world, publicId, file.stream)
  const made = { publicId, organisation, path: account.path, fileName: fileName(file.name), madeAt: world.clock.now() }
  const statement = await within(world.db, actor, async (tx) => {
    await insertStatement(tx, actor.realm, made, actor.accountId)
    return (await statementById(tx, actor.realm, publicId))!
  })
  startReading(desk, account, statement)
  return statement
}

function startReading(desk: Desk, account: Account, statement: Statement): void {
  startJob(desk, statement, async (job) => {
    try {
      const read = await withUpload(
        desk.world, statement.publicId, (path) => rowsOf(path, statement.fileName, job, desk.world),
      )
      if (!read) throw new SheetFault('gone')
      await keepRows(desk, account, statement, read, job)
    } finally {
      await dropUpload(desk.world, statement.publicId)
    }
  })
}

function startJob({ world, actor, jobs }: Desk, statement: Statement, work: (job: Job) => Promise<void>): void {
  jobs.start(actor.realm, statement.publicId, async (job) => {
    try {
      await work(job)
    } catch (error) {
      if (error instanceof Stopped) return
      const sentence = error instanceof SheetFault || error instanceof UnknownColumns ? error.message : statementFaults.broken
      await within(
        world.db, actor, (tx) => saveStatementState(tx, actor.realm, statement.publicId, 'failed', sentence),
      ).catch(() => undefined)
      if (sentence === statementFaults.broken) world.log.error(
        { statement: statement.publicId, error: (error as Error).stack ?? String(error) }, 'a statement was not read',
      )
    }
  })
}

class UnknownColumns extends Error {}

interface Read {
  rows: StatementRow[]
  outgoing: number
  unread: number[]
}

const sampleSize = 30

/** Takes rows as they come. The first rows of a sheet tell its columns; a sheet without them is no statement. */
class Sheets {
  readonly read: Read = { rows: [], outgoing: 0, unread: [] }
  readonly #today: string
  #name: string | null = null
  #waiting: SheetRow[] | null = null
  #take: ((row: SheetRow) => void) | null = null
  #lacking: string[] | null = null

  constructor(today: string) {
    this.#today = today
  }

  row(row: SheetRow): void {
    if (row.sheet !== this.#name) {
      this.#decide()
      this.#name = row.sheet
      this.#waiting = []
    }
    if (this.#waiting === null) this.#take?.(row)
    else if (this.#waiting.push(row) === sampleSize) this.#decide()
  }

  end(): Read {
    this.#decide()
    if (this.#lacking === null || this.#lacking.length > 0) throw new UnknownColumns(
      statementFaults.columns(this.#lacking ?? []),
    )
    return this.read
  }

  #decide(): void {
    const rows = this.#waiting
    if (rows === null) return
    this.#waiting = null
    const guess = guessHeader<Field>(rows, statementColumns)
    const lacking = lackingIn(guess.mapping)
    if (lacking.length > 0) {
      this.#take = null
      this.#lacking ??= lacking
      return
    }
    this.#lacking = []
    // titles above, repeated headers, sums and remarks at the end are no lines
    const skip = skipper(guess)
    this.#take = (row) => { if (skip(row) === null) this.#keep(guess.mapping, row) }
    rows.forEach(this.#take)
  }

  #keep(mapping: Mapping<Field>, row: SheetRow): void {
    const found = statementRow(mapping, row, this.#today)
    if (found === null) this.read.unread.push(row.row)
    else if (found.fen <= 0) this.read.outgoing++
    else this.read.rows.push(found)
  }
}

async function rowsOf(path: string, name: string, job: Job, world: World): Promise<Read> {
  const sheets = new Sheets(world.clock.today())
  const breath = new Breath(job.signal)
  for await (const rows of readInWorker(path, { name, signal: job.signal })) {
    for (const row of rows) {
      if (!row.hidden) sheets.row(row)
      if (breath.due) await breath.take()
    }
    job.progress.rows += rows.length
  }
  return sheets.end()
}

/** The last four of the account or telephone a payment came from, as the file or the remark tells. */
export function tailOf({ account, remark }: Pick<StatementRow, 'account' | 'remark'>): string {
  const said = /尾号\D{0,3}(\d{4})(?!\d)/.exec(remark) ?? /(?<!\d)1[3-9]\d{5}(\d{4})(?!\d)/.exec(remark)
  return /(\d{4})$/.exec(account.replace(/\D+$/, ''))?.[1] ?? said?.[1] ?? ''
}

const shown = 200

/** An id made of what a line says: the same line in another file has the same. Lines alike in all are told by their turn. */
export function linesOf(keys: Keys, organisation: string, rows: readonly StatementRow[]): Line[] {
  const turns = new Map<string, number>()
  return rows.map((row) => {
    const said = canonical([organisation, row.day, row.fen, row.name, row.serial])
    const turn = (turns.get(said) ?? 0) + 1
    turns.set(said, turn)
    const { row: no, day: paidOn, fen, name, remark } = row
    return { id: idOf(keyedHash(keys, 'dues-statement-line', `${said} ${turn}`)), row: no, paidOn, fen, name: name.slice(0, shown), tail: tailOf(row), remark: remark.slice(0, shown) }
  })
}

/** 16 bytes as a UUID of version 8, which is for ids of one's own making (RFC 9562). */
function idOf(hash: Buffer): string {
  const bytes = Buffer.from(hash.subarray(0, 16))
  bytes[6] = (bytes[6]! & 0x0f) | 0x80
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

const entryOf = ({ row, paidOn: day, fen, name, tail, remark }: Line) => ({ row, day, fen, name, tail, remark })
const block = 2_000

async function keepRows(
  { world, actor }: Desk, account: Account, statement: Statement, read: Read, job: Job,
): Promise<void> {
  const lines = linesOf(world.keys, statement.organisation, read.rows)
  const breath = new Breath(job.signal)
  const found = await reading(world.db, actor, (tx) => proposalsOf(tx, world, account, lines.map(entryOf), breath))
  await within(world.db, actor, async (tx) => {
    const line = await sentAtOnce(tx)
    let fresh = 0
    let last = Promise.resolve(0)
    for (let at = 0; at < lines.length; at += block) {
      const judged = lines.slice(at, at + block).map((one, offset) => ({ ...one, ...found[at + offset]! }))
      const before = last
      last = insertLines(line, actor.realm, statement, judged)
      last.catch(() => undefined)
      fresh += await before
      await breath.take()
    }
    fresh += await last
    await saveRead(tx, actor.realm, { publicId: statement.publicId, outgoing: read.outgoing, known: lines.length - fresh, unread: read.unread.slice(0, 50) })
  })
}

/** Looks once more at what is still open: somebody has paid otherwise, a base was laid down. */
export async function rematch(desk: Desk, publicId: string): Promise<Statement> {
  const { world, actor, jobs } = desk
  if (jobs.isBusy(publicId)) throw new Refusal(refuse('dues.statement-busy'))
  const { account, statement } = await within(world.db, actor, async (tx) => {
    const held = await heldStatement(tx, actor, publicId)
    if (held.statement.state !== 'ready') throw new Refusal(refuse('dues.statement-not-ready'))
    return held
  })
  startJob(desk, statement, async (job) => {
    await within(world.db, actor, async (tx) => {
      const lines = await openLines(tx, actor.realm, publicId, null, undefined, mostRows)
      const found = await proposalsOf(tx, world, account, lines.map(entryOf), new Breath(job.signal))
      await saveAll(tx, actor.realm, lines.map(({ id }, at) => ({ id, ...found[at]! })))
    })
  })
  return statement
}

async function saveAll(tx: Db, realm: number, lines: Parameters<typeof saveProposals>[2]): Promise<void> {
  for (let at = 0; at < lines.length; at += block) await saveProposals(tx, realm, lines.slice(at, at + block))
}

/** Stops what runs and puts a statement away: what was written down stays, the rest of it is forgotten. */
export async function dropStatement({ world, actor, jobs }: Desk, publicId: string): Promise<{ id: string }> {
  await within(world.db, actor, (tx) => heldStatement(tx, actor, publicId))
  await jobs.stop(publicId)?.ended
  await within(world.db, actor, (tx) => dropOpen(tx, actor.realm, publicId))
  await dropUpload(world, publicId)
  return { id: publicId }
}

/** At the server's start: what an earlier process left in the middle of its reading is told as failed. */
export async function recoverStatements(world: World): Promise<void> {
  for (const { id: realm } of await realmsHere(world.db)) {
    const left = await within(
      world.db, everywhere(realm), (tx) => saveInterruptedStatements(tx, realm, statementFaults.interrupted),
    )
    for (const id of left) await dropUpload(world, id)
  }
}
