import { newId } from '#base/id.ts'
import { refuse, Refusal } from '#base/decision.ts'
import type { Db } from '#base/sql.ts'
import { everywhere, within } from '#database/scope.ts'
import type { World } from '#database/world.ts'
import { perform, type Doer } from '#ledger/act.ts'
import { chainOf, organisationsByIds, type Organisation } from '#organisations/actions/lookup.ts'
import { lockedCase, tellDesk } from '#people/actions/transfers/known.ts'
import { deciderOf } from '#people/rules/transfers.ts'
import { overdueOf, saveClimbed, saveSettled, type Transfer } from '#people/store/transfers.ts'
import { byClock, climbedNotice, lapsedNotice } from '#people/words/transfers.ts'

/** Nobody's hand: the day that was due. */
const clock = (realm: number): Doer => ({ ...everywhere(realm), accountId: 0, name: '系统', postWords: byClock, seatId: newId() })
const atOnce = 200

/** Lets every case climb whose last day of answer is over; answers how many. Run again it finds nothing to do. */
export async function climbOverdue(world: World, realm: number): Promise<number> {
  let [all, climbed] = [0, 0]
  do {
    climbed = 0
    const overdue = await within(world.db, everywhere(realm), (tx) => overdueOf(tx, realm, world.clock.today(), atOnce))
    for (const transfer of overdue) climbed += await climb(world, realm, transfer)
    all += climbed
  } while (climbed === atOnce)
  return all
}

async function climb(world: World, realm: number, seen: Transfer): Promise<0 | 1> {
  const done = await perform(world, clock(realm), { id: newId(), kind: 'people.transfer-climb', input: { id: seen.public_id } }, async (tx) => {
    const { transfer, person } = await lockedCase(tx, realm, seen)
    // answered at the last moment: there is nothing to write down
    if (transfer.state !== 'sent') throw new Refusal(refuse('people.transfer-settled', { state: transfer.state }))
    const desk = await handUp(tx, world, realm, transfer)
    const payload = { name: person.name, line: transfer.line, desk: desk?.name ?? null }
    const ref = { kind: 'transfer', id: transfer.public_id }
    return { answer: { id: transfer.public_id }, ref, path: transfer.from_path!, payload, touches: [{ kind: 'person', id: person.public_id }] }
  })
  return done.ok ? 1 : 0
}

/** To the desk of whoever decides; where the system knows nobody above the receiver, back to the sender. */
export async function handUp(tx: Db, world: World, realm: number, transfer: Transfer): Promise<Organisation | null> {
  const [from, to] = await endsOf(tx, realm, transfer)
  const desk = await deskAbove(tx, realm, transfer)
  const link = `/transfers/${transfer.public_id}`
  const today = world.clock.today()
  if (!desk) {
    await saveSettled(tx, realm, transfer, { state: 'returned', on: today, by: byClock, reason: 'no-answer' })
    await tellDesk(tx, world, from, 0, lapsedNotice(transfer.name, to.name, link))
    return null
  }
  await saveClimbed(tx, realm, transfer, desk, today)
  for (const one of [from, to, desk]) {
    await tellDesk(tx, world, one, 0, climbedNotice({ name: transfer.name, from: from.name, to: to.name, desk: desk.name }, one === desk, link))
  }
  return desk
}

async function endsOf(tx: Db, realm: number, { from_id, to_id }: Transfer): Promise<[Organisation, Organisation]> {
  const both = await organisationsByIds(tx, realm, [from_id!, to_id!])
  return [both.find((one) => one.id === from_id)!, both.find((one) => one.id === to_id)!]
}

/** The lowest living superior that decides; of a desk that is no more, whoever stands above it. */
async function deskAbove(tx: Db, realm: number, transfer: Transfer): Promise<Organisation | null> {
  const first = transfer.state === 'climbed' ? transfer.desk_id : deciderOf(transfer.from_path!, transfer.to_path!)
  const [nearest] = first === null ? [] : await organisationsByIds(tx, realm, [first])
  if (!nearest) return null
  const upwards = [nearest, ...(await chainOf(tx, nearest)).reverse()]
  return upwards.find((one) => one.dissolved_on === null && (transfer.state !== 'climbed' || one.id !== transfer.desk_id)) ?? null
}
