import { sql } from 'kysely'
import { many } from '#base/sql.ts'
import { everywhere, within } from '#database/scope.ts'
import type { World } from '#database/world.ts'
import { notReady } from '#exchange/exchange.ts'
import { dropUpload, removePlainCopies, uploadsHeld } from '#exchange/files.ts'
import { heldBatch, type Desk } from '#exchange/actions/known.ts'
import { batchByPublicId, finishedOf, forgetContents, forgetLeftovers, saveInterrupted, saveState, unfinishedBefore, type Batch } from '#exchange/store/batches.ts'
import { refusalWords } from '#exchange/words.ts'

/** Stops what runs. A batch being written goes back to ready, with nothing written; any other is dropped. */
export async function cancelBatch(desk: Desk, publicId: string): Promise<Batch> {
  const { exchange, world, actor } = desk
  const { batch } = await within(world.db, actor, (tx) => heldBatch(tx, desk, publicId))
  const stopped = exchange.jobs.stop(publicId)
  await stopped?.ended
  const isWritten = stopped !== undefined && batch.state === 'committing'
  if (!isWritten) await drop(desk, batch)
  return within(world.db, actor, async (tx) => (await batchByPublicId(tx, actor.realm, publicId))!)
}

async function drop({ world, actor }: Desk, { realm_id: realm, public_id: publicId }: Batch): Promise<void> {
  await within(world.db, actor, async (tx) => {
    const batch = (await batchByPublicId(tx, realm, publicId))!
    if (batch.state === 'done' || batch.state === 'undone') throw notReady(batch.state)
    await forgetContents(tx, batch)
    await saveState(tx, batch, 'cancelled')
  })
  await dropUpload(world, publicId)
}

/** Sheets hold personal data: an import that nobody finished is dropped after so many days. */
const keptDays = 30

/** At the server's start: what an earlier process left in the middle is told as failed, never as half done. */
export async function recoverImports(world: World): Promise<number> {
  await removePlainCopies(world)
  const uploads = await uploadsHeld(world)
  const over = new Set<string>()
  const before = new Date(world.clock.now().getTime() - keptDays * 86_400_000)
  let failed = 0
  for (const { id } of await many(world.db, sql<{ id: number }>`select id from realms where id > 0`)) {
    failed += await within(world.db, everywhere(id), async (tx) => {
      for (const batch of await unfinishedBefore(tx, id, before)) {
        await forgetContents(tx, batch)
        await saveState(tx, batch, 'cancelled')
        await dropUpload(world, batch.public_id)
      }
      const interrupted = await saveInterrupted(tx, id, refusalWords['exchange.interrupted']!({}))
      await forgetLeftovers(tx, id)
      for (const upload of await finishedOf(tx, id, uploads.map((one) => one.id))) over.add(upload)
      return interrupted
    })
  }
  // Killed between the last commit and removing the file; one that nobody knows was never acknowledged
  for (const { id, since } of uploads) if (over.has(id) || since < before) await dropUpload(world, id)
  return failed
}
