import type { Day } from '#base/day.ts'
import type { Db } from '#base/sql.ts'
import type { World } from '#database/world.ts'
import type { Line } from '#organisations/kinds.ts'
import { handUp } from '#people/actions/transfers/climb.ts'
import { endStays } from '#people/actions/transfers/stays.ts'
import { floatingAt, moveFloating, openFloating, saveFloatingEnd, saveFloatingEnds, saveFloatingFlag } from '#people/store/floating.ts'
import { refreshPaths, type Person } from '#people/store/persons.ts'
import { moveTransfers, pendingAt, pendingOf, saveEnds, saveSettled, type Transfer } from '#people/store/transfers.ts'
import { closedWords } from '#people/words/transfers.ts'

/* What transfers and stays elsewhere must follow; all of it beyond the reach of whoever acted. */

interface End {
  id: number
  path: string
}

/** The membership ended (left, died, merged away): what was under way ends with it. */
export async function closeWith(tx: Db, person: Pick<Person, 'realm_id' | 'id'>, line: Line, on: Day, why: keyof typeof closedWords): Promise<void> {
  const pending = await pendingOf(tx, person.realm_id, person.id, line)
  if (pending) await close(tx, person.realm_id, pending, on, why)
  await endStays(tx, person, line, on, 'left')
}

const close = (tx: Db, realm: number, transfer: Transfer, on: Day, why: keyof typeof closedWords): Promise<void> =>
  saveSettled(tx, realm, transfer, { state: 'withdrawn', on, by: closedWords[why] })

/** A double was merged: its transfers and stays are those of the record that stays, at most one a line. */
export async function mergeTransfers(tx: Db, from: Person, into: Person, on: Day): Promise<void> {
  const realm = from.realm_id
  const kept = new Set((await openFloating(tx, realm, into.id)).map((stay) => stay.line))
  for (const stay of await openFloating(tx, realm, from.id)) if (kept.has(stay.line)) await saveFloatingEnd(tx, realm, stay.id, on, 'other')
  await moveTransfers(tx, realm, from.id, into.id)
  await moveFloating(tx, realm, from.id, into.id)
}

/** An organisation was merged into another: what was under way from or to it goes on from or to that one. */
export async function carryTransfers(tx: Db, realm: number, from: End, into: End, on: Day): Promise<void> {
  const end = (id: number | null, path: string | null) => (id === from.id ? into : { id, path })
  for (const transfer of await pendingAt(tx, realm, from.id)) {
    const [sender, receiver, desk] = [end(transfer.from_id, transfer.from_path), end(transfer.to_id, transfer.to_path), end(transfer.desk_id, transfer.desk_path)]
    const ends = { from_id: sender.id, from_path: sender.path, to_id: receiver.id, to_path: receiver.path, desk_id: desk.id!, desk_path: desk.path! }
    await saveEnds(tx, realm, transfer, ends)
    if (sender.id === receiver.id) await close(tx, realm, { ...transfer, ...ends }, on, 'merged')
  }
  for (const stay of await floatingAt(tx, realm, from.id)) {
    const [stands, stays] = [end(stay.from_id, stay.from_path), end(stay.to_id, stay.to_path)]
    await saveFloatingEnds(tx, realm, stay.id, { from_id: stands.id!, from_path: stands.path!, to_id: stays.id, to_path: stays.path })
    if (stands.id === stays.id) await saveFloatingEnd(tx, realm, stay.id, on, 'dissolved')
    await saveFloatingFlag(tx, realm, stay.person_id)
    await refreshPaths(tx, realm, [stay.person_id])
  }
}

/** An organisation is dissolved: what was sent to it is decided above it, who floated there is looked after by none. */
export async function releaseTransfers(tx: Db, world: World, realm: number, gone: End, on: Day): Promise<void> {
  for (const transfer of await pendingAt(tx, realm, gone.id)) {
    if (transfer.desk_id === gone.id && transfer.way === 'inside') await handUp(tx, world, realm, transfer)
  }
  for (const stay of await floatingAt(tx, realm, gone.id)) {
    if (stay.to_id !== gone.id) continue
    await saveFloatingEnd(tx, realm, stay.id, on, 'dissolved')
    await saveFloatingFlag(tx, realm, stay.person_id)
    await refreshPaths(tx, realm, [stay.person_id])
  }
}
