import { sql } from 'kysely'
import { refuse, Refusal, type Decision } from '#base/decision.ts'
import type { ParsedOf, OutputOf } from '#base/contract.ts'
import { isDatabaseAway, isDiskFull } from '#base/http/away.ts'
import type { Db } from '#base/sql.ts'
import { perform } from '#ledger/act.ts'
import { sentAtOnce, within } from '#database/scope.ts'
import { renewStatistics } from '#database/statistics.ts'
import { ahead, inPieces } from '#exchange/ahead.ts'
import { Breath } from '#exchange/breath.ts'
import type * as contract from '#exchange/contract.ts'
import { notReady } from '#exchange/exchange.ts'
import { dropUpload } from '#exchange/files.ts'
import { Stopped, type Job } from '#exchange/jobs.ts'
import type { Commit, Deed, Founding, RowToCommit } from '#exchange/kind.ts'
import type { Checking } from '#exchange/check/judging.ts'
import { toMatch } from '#exchange/check/matching.ts'
import { rememberFilled } from '#exchange/actions/filled.ts'
import { checkingOf, heldBatch, type Desk } from '#exchange/actions/known.ts'
import { batchForChange, recountBatch, saveDone, saveNotWritten, saveState, type Batch } from '#exchange/store/batches.ts'
import { insertChanges } from '#exchange/store/changes.ts'
import { deleteWritten, placesToWrite, rowsInBlocks, type Row } from '#exchange/store/rows.ts'

type Wish = ParsedOf<typeof contract.commit>
type Answer = OutputOf<typeof contract.commit>

/** Writes a checked batch into the books as one act: all of it or nothing. A retry of the act gets the first answer. */
export async function commitBatch(desk: Desk, wish: Wish): Promise<Decision<Answer>> {
  const { exchange, world, actor } = desk
  const { batch } = await within(world.db, actor, (tx) => heldBatch(tx, desk, wish.batch))
  const running = exchange.jobs.of(wish.batch)
  if (running && running.act !== wish.act) return refuse('exchange.busy')
  if (running) {
    // the same act once more: its first answer
    await running.ended
    // It may have come to nothing, the database being away: then this is the next attempt
    return running.signal.aborted ? written(desk, wish, null) : commitBatch(desk, wish)
  }
  if (batch.state !== 'ready') return written(desk, wish, null)
  let result: Promise<Decision<Answer>> = Promise.resolve(refuse('exchange.stopped'))
  const job = exchange.jobs.start(actor.realm, wish.batch, async (held) => {
    result = whileCommitting(desk, batch, () => written(desk, wish, held))
    await result
  }, wish.act)
  await job.ended
  return result
}

/** Shows to others that it is being written; whatever goes wrong, the batch is as ready as before. */
async function whileCommitting(desk: Desk, batch: Batch, work: () => Promise<Decision<Answer>>): Promise<Decision<Answer>> {
  const inBatch = (save: (tx: Db) => Promise<number>) => within(desk.world.db, desk.actor, save)
  // Where the database is away, whoever looks next sets it right: see `settled`
  const giveBack = () => inBatch((tx) => saveNotWritten(tx, batch)).catch(() => undefined)
  await inBatch((tx) => saveState(tx, batch, 'committing'))
  try {
    const result = await work()
    if (result.ok) await dropUpload(desk.world, batch.public_id).catch(() => undefined)
    else await giveBack()
    return result
  } catch (error) {
    await giveBack()
    // Whether it was kept, the same act tells when it is asked again
    if (isDatabaseAway(error) || isDiskFull(error)) throw error
    if (error instanceof Stopped) return refuse('exchange.stopped')
    // somebody registered one of these people a moment ago
    if ((error as { code?: string }).code === '23505') return refuse('exchange.changed-meanwhile')
    desk.world.log.error({ batch: batch.public_id, error: (error as Error).stack ?? String(error) }, 'an import could not be written')
    return refuse('exchange.failed')
  }
}

function written(desk: Desk, wish: Wish, job: Job | null): Promise<Decision<Answer>> {
  const { world, actor } = desk
  return perform(world, actor, { id: wish.act, kind: 'exchange.commit', input: wish }, async (tx) => {
    const batch = await batchForChange(tx, actor.realm, wish.batch)
    if (!batch || !job || (batch.state !== 'ready' && batch.state !== 'committing')) throw notReady(batch?.state ?? 'cancelled')
    const checking = await checkingOf(tx, desk, batch)
    const counts = await recountBatch(tx, batch)
    mustBeDecided(counts, wish.leaveOut)
    job.progress.total = counts.new + counts.change + counts.conflict
    const line = await sentAtOnce(tx)
    const deed = await checking.kind.commit(line, await workOf(line, checking, wish.act, job))
    await rememberFilled(tx, checking)
    await deleteWritten(tx, world.keys, batch)
    await saveDone(tx, batch, wish.act, world.clock.now())
    return deedOf(batch, checking, deed, counts.fault)
  })
}

function mustBeDecided(counts: contract.Counts, leaveOut: boolean): void {
  if (counts.fault > 0 && !leaveOut) throw new Refusal(refuse('exchange.faults-left', { rows: counts.fault }))
  if (counts.undecided > 0) throw new Refusal(refuse('exchange.conflicts-open', { rows: counts.undecided }))
  if (counts.new + counts.change + counts.conflict === 0) throw new Refusal(refuse('exchange.nothing-to-do'))
}

function deedOf(batch: Batch, { kind }: Checking, { made, changed, founded, touches }: Deed, leftOut: number) {
  const payload = { file: batch.file_name, kind: kind.kind, organisation: batch.organisation_name, made, changed, founded, leftOut }
  const answer: Answer = { id: batch.public_id, made, changed, founded, leftOut }
  const ref = { kind: 'batch', id: batch.public_id }
  return { answer, ref, path: batch.path, payload, touches: [...touches, { kind: 'organisation', id: batch.organisation_id }] }
}

async function workOf(tx: Db, checking: Checking, actId: string, job: Job): Promise<Commit> {
  const { world, batch, setting, places } = checking
  const named = await placesToWrite(tx, batch)
  const breath = new Breath(job.signal)
  return {
    ...setting,
    batch: { id: batch.id, publicId: batch.public_id },
    actId,
    breathe: async () => {
      if (breath.due) await breath.take()
    },
    rows: () => rowsToCommit(tx, checking),
    foundings: places.all().flatMap(({ no, founding }): Founding[] => (founding && named.has(no) ? [founding] : [])),
    remember: (changes) => insertChanges(tx, world.keys, batch, changes),
    progress: (rows) => void (job.progress.rows += rows),
  }
}

/** Where a statement sent before has failed, whoever waits for that one tells why. */
const renewed = (tx: Db): Promise<void> =>
  renewStatistics(tx).catch((error: { code?: string }) => {
    if (error.code !== '25P02') throw error as Error
  })

/**
 * Read in large blocks, well before they are wanted: a read waits in line behind all that is being written. While tables
 * grow, and when all is written and about to be counted, what the planner believes of them is renewed.
 */
async function* rowsToCommit(tx: Db, checking: Checking): AsyncGenerator<RowToCommit[]> {
  const wanted = sql`verdict in ('new', 'change', 'conflict')`
  const read = rowsInBlocks(tx, checking.world.keys, checking.batch, [wanted], 1_000)
  let blocks = 0
  for await (const rows of inPieces(ahead(read), 250)) {
    const isPowerOfTwo = (blocks & (blocks - 1)) === 0
    if (isPowerOfTwo) await renewed(tx)
    blocks++
    yield rows.map((row) => toCommit(checking, row))
  }
  await renewed(tx)
}

const toCommit = (checking: Checking, row: Row): RowToCommit => ({
  ...toMatch(checking, row),
  row: row.row,
  verdict: row.verdict as RowToCommit['verdict'],
  subject: row.subject,
  version: row.version,
  take: row.decision === 'take',
})
