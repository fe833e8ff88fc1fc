import { refuse, Refusal, type Decision } from '#base/decision.ts'
import type { ParsedOf } from '#base/contract.ts'
import { script } from '#base/sql.ts'
import { perform } from '#ledger/act.ts'
import { entryOfAct, touchedAfter } from '#ledger/touched.ts'
import { within } from '#database/scope.ts'
import { Breath } from '#exchange/breath.ts'
import type * as contract from '#exchange/contract.ts'
import { kindNamed, mustPermit, notReady, settingOf } from '#exchange/exchange.ts'
import { heldBatch, type Desk } from '#exchange/actions/known.ts'
import { batchForChange, forgetContents, saveUndone, undoneBatches } from '#exchange/store/batches.ts'
import { changesOf, deleteChanges } from '#exchange/store/changes.ts'
import { stateWords } from '#exchange/words.ts'

/** Takes a whole import back as one act; refused with names when anything was built on it. */
export async function undoBatch(desk: Desk, wish: ParsedOf<typeof contract.undo>): Promise<Decision<{ id: string }>> {
  const { world, actor, exchange } = desk
  await within(world.db, actor, (tx) => heldBatch(tx, desk, wish.batch))
  if (exchange.jobs.isBusy(wish.batch)) return refuse('exchange.busy')
  return perform(world, actor, { id: wish.act, kind: 'exchange.undo', input: wish }, async (tx) => {
    const batch = await batchForChange(tx, actor.realm, wish.batch)
    if (batch?.state !== 'done') throw new Refusal(refuse('exchange.not-done', { state: stateWords[batch?.state ?? 'cancelled'] }))
    const kind = kindNamed(exchange, batch.kind)
    mustPermit(actor, kind)
    const target = kind && (await kind.target(tx, actor.realm, batch.organisation_id))
    const entry = await entryOfAct(tx, actor.realm, batch.commit_act!)
    if (!kind || !target || entry === null) throw notReady(batch.state)
    const takenBack = await undoneBatches(tx, actor.realm)
    const breath = new Breath()
    // what was built on the import may lie beyond the reach: it must be seen to be respected
    await script(tx, "set local app.reach = ','")
    const { touches } = await kind.undo(tx, {
      ...settingOf(world, actor, target),
      batch: { id: batch.id, publicId: batch.public_id },
      actId: wish.act,
      breathe: async () => {
        if (breath.due) await breath.take()
      },
      changes: (what) => changesOf(tx, world.keys, batch, what),
      touchedLater: (about, ids, ignoring = []) => touchedAfter(tx, actor.realm, { kind: about, ids, entry }, { kinds: ignoring, refs: takenBack }),
    })
    await deleteChanges(tx, batch)
    await forgetContents(tx, batch)
    await saveUndone(tx, batch, wish.act)
    const payload = { file: batch.file_name, organisation: batch.organisation_name }
    const organisation = { kind: 'organisation', id: batch.organisation_id }
    return { answer: { id: batch.public_id }, ref: { kind: 'batch', id: batch.public_id }, path: batch.path, payload, touches: [...touches, organisation] }
  })
}
