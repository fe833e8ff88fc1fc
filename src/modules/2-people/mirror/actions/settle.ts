import { must, refuse, Refusal, type Decision } from '#base/decision.ts'
import type { ParsedOf } from '#base/contract.ts'
import type { Db } from '#base/sql.ts'
import { perform, type Doer } from '#ledger/act.ts'
import type { World } from '#database/world.ts'
import { livingPerson, placeOf, tellPerson } from '#people/actions/known.ts'
import { layOver, mustHaveSeen } from '#people/actions/register.ts'
import type * as contract from '#people/mirror/contract.ts'
import { maySettle, other } from '#people/mirror/rules.ts'
import { correctionForChange, saveItems, saveSettled, type Correction } from '#people/mirror/store/corrections.ts'
import { fieldList, settledNotice } from '#people/mirror/words.ts'
import { personById, type Person } from '#people/store/persons.ts'

async function correctionOf(tx: Db, world: World, realm: number, publicId: string): Promise<{ correction: Correction; person: Person }> {
  const correction = await correctionForChange(tx, world.keys, realm, publicId)
  const held = correction && (await personById(tx, realm, correction.person_id))
  if (!correction || !held) throw new Refusal(refuse('access.not-found'))
  return { correction, person: await livingPerson(tx, realm, held.public_id) }
}

/** What of the accepted can be written by itself; what was said in free words has been dealt with by other acts. */
const writable = (correction: Correction, accepted: readonly string[]): Record<string, string | null> =>
  Object.fromEntries(correction.items
    .filter((item) => item.state === 'open' && item.field !== other && accepted.includes(item.field))
    .map((item) => [item.field, item.value]))

/** Answers a request as a whole: what is accepted is written as a correction of the register, the rest declined with a reason. */
export function settleCorrection(world: World, doer: Doer, input: ParsedOf<typeof contract.settle>): Promise<Decision<{ id: string }>> {
  return perform(world, doer, { id: input.act, kind: 'people.settle-correction', input }, async (tx) => {
    const { correction, person } = await correctionOf(tx, world, doer.realm, input.id)
    const open = correction.items.filter((item) => item.state === 'open').map((item) => item.field)
    const accepted = [...new Set(input.accepted)]
    const { declined } = must(maySettle({ open, accepted, answer: input.answer }))
    const changes = writable(correction, accepted)
    const writes = Object.keys(changes).length > 0
    if (writes) await mustHaveSeen(tx, world, doer, person, input.version)
    const written = writes ? await layOver(tx, world, person, changes) : {}
    await saveItems(tx, doer.realm, correction.id, accepted, 'accepted')
    await saveItems(tx, doer.realm, correction.id, declined, 'declined')
    const who = `${doer.postWords} ${doer.name}`
    await saveSettled(tx, world.keys, doer.realm, correction, { who, answer: input.answer, at: world.clock.now() })
    await tellPerson(tx, world, person, settledNotice(who, fieldList(accepted), fieldList(declined), input.answer))
    const payload = { name: person.name, ...written, accepted, declined, answer: input.answer }
    const touches = [{ kind: 'correction', id: input.id }]
    return { answer: { id: input.id }, ref: { kind: 'person', id: person.public_id }, path: placeOf(person, doer), payload, touches }
  })
}
