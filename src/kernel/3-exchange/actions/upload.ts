import { Readable } from 'node:stream'
import { refuse, Refusal } from '#base/decision.ts'
import { newId } from '#base/id.ts'
import { within } from '#database/scope.ts'
import { kindNamed, kindsFor } from '#exchange/exchange.ts'
import { dropUpload, keepUpload } from '#exchange/files.ts'
import type { Target } from '#exchange/kind.ts'
import { startCheck } from '#exchange/actions/check.ts'
import type { Desk } from '#exchange/actions/known.ts'
import { countOpen, insertBatch, type Batch } from '#exchange/store/batches.ts'

interface Wish {
  organisation: string
  kind?: string | undefined
}

/** Each account may have so many imports unfinished: uploads fill the disk. */
const mostOpen = 20

/** Takes a file in, sealed, and starts reading it. Nothing but the import itself is written. */
export async function receive(desk: Desk, wish: Wish, file: { name: string; stream: Readable & { truncated?: boolean } }): Promise<Batch> {
  const { world, actor } = desk
  const target = await targetOf(desk, wish)
  const id = newId(world.clock.now().getTime())
  const size = await keepUpload(world, id, file.stream)
  try {
    const batch = await within(world.db, actor, (tx) =>
      insertBatch(tx, {
        realm_id: actor.realm, public_id: id, kind: wish.kind ?? null, account_id: actor.accountId,
        doer_name: `${actor.postWords} ${actor.name}`, organisation_id: target.publicId, organisation_name: target.name,
        path: target.path, file_name: fileName(file.name), size, made_at: world.clock.now(),
      }))
    startCheck(desk, batch, null)
    return batch
  } catch (error) {
    await dropUpload(world, id)
    throw error
  }
}

/** Shown, never a path: no slashes, no control or direction characters. */
const fileName = (given: string): string =>
  given.replace(/^.*[/\\]/, '').replace(/[\p{Cc}\p{Cf}]/gu, '').trim().slice(-120) || '未命名'

/** What is pasted out of a sheet is a file of tab-separated text. */
export const receivePasted = (desk: Desk, wish: Wish & { text: string }): Promise<Batch> =>
  receive(desk, wish, { name: '粘贴的内容.txt', stream: Readable.from([Buffer.from(wish.text)]) })

async function targetOf(desk: Desk, wish: Wish): Promise<Target> {
  const { world, actor, exchange } = desk
  return within(world.db, actor, async (tx) => {
    const open = await countOpen(tx, actor.realm, actor.accountId)
    if (open >= mostOpen) throw new Refusal(refuse('exchange.too-many-open', { open }))
    const fitting = await kindsFor(tx, exchange, actor, wish.organisation)
    const found = fitting.find(({ kind }) => wish.kind === undefined || kind.kind === wish.kind)
    if (found) return found.target
    const words = kindNamed(exchange, wish.kind ?? null)?.words ?? '这种表'
    throw new Refusal(refuse('exchange.kind-not-here', { words, organisation: '这个组织' }))
  })
}
