import { must, refuse, Refusal, type Decision } from '#base/decision.ts'
import type { ParsedOf } from '#base/contract.ts'
import type { Db } from '#base/sql.ts'
import { beyondReach } from '#database/scope.ts'
import type { World } from '#database/world.ts'
import { perform, type Doer } from '#ledger/act.ts'
import type { Organisation } from '#organisations/actions/lookup.ts'
import { tellPerson } from '#people/actions/known.ts'
import { carryOut, carryOver, caseOf, lockedCase, organisationOf, readCode, receiverOf, settle, tellDesk, type Case } from '#people/actions/transfers/known.ts'
import type * as contract from '#people/contract/transfers.ts'
import { mayReturn } from '#people/rules/transfers.ts'
import { stepOf, type TransferAct } from '#people/rules/transfer-states.ts'
import { transferByCode } from '#people/store/transfers.ts'
import { receivedNotice, returnedNotice, toldReceived, withdrawnNotice } from '#people/words/transfers.ts'

type Done = Promise<Decision<{ id: string }>>

const mayStep = ({ transfer }: Case, act: TransferAct) => must(stepOf(transfer.state, act))

/** What every settling leaves in the ledger: on the transfer, the person, and both organisations. */
function deedOf(held: Case, places: { from: Organisation; to: Organisation | null }, path: string, payload: object) {
  const { transfer, person } = held
  const both = [places.from, places.to].filter((one) => one !== null)
  return {
    answer: { id: transfer.public_id },
    ref: { kind: 'transfer', id: transfer.public_id },
    path,
    payload: { ...payload, name: person.name, line: transfer.line, from: places.from.name, where: places.to?.name ?? transfer.to_outside },
    touches: [{ kind: 'person', id: person.public_id }, ...both.map((one) => ({ kind: 'organisation', id: one.public_id }))],
  }
}

/** The receiver takes the person; for a letter that went outside, the sender enters the receipt that came back. */
export function receiveTransfer(world: World, doer: Doer, input: ParsedOf<typeof contract.receive>): Done {
  return perform(world, doer, { id: input.act, kind: 'people.transfer-receive', input, on: input.on }, async (tx) => {
    const held = await caseOf(tx, doer.realm, input.id)
    mayStep(held, 'receive')
    return held.transfer.way === 'letter' ? receipt(tx, world, doer, held, input) : arrival(tx, world, doer, held, null, input)
  })
}

async function receipt(tx: Db, world: World, doer: Doer, held: Case, input: { on: string }) {
  await carryOut(tx, world, held, input.on)
  await settle(tx, doer.realm, held.transfer, { state: 'received', on: input.on, by: doer.postWords })
  const from = await organisationOf(tx, doer.realm, held.transfer.from_id!)
  await tellPerson(tx, world, held.person, toldReceived(held.transfer.to_outside!))
  return deedOf(held, { from, to: null }, from.path, input)
}

async function arrival(tx: Db, world: World, doer: Doer, held: Case, chosen: Organisation | null, input: { on: string }) {
  const { transfer, person } = held
  const to = chosen ?? (await organisationOf(tx, doer.realm, transfer.to_id!))
  const from = await organisationOf(tx, doer.realm, transfer.from_id!)
  await carryOver(tx, world, held, to, input.on)
  await settle(tx, doer.realm, transfer, { state: 'received', on: input.on, by: doer.postWords, to })
  await beyondReach(tx, async () => {
    const link = `/transfers/${transfer.public_id}`
    for (const desk of [from, to]) await tellDesk(tx, world, desk, doer.accountId, receivedNotice(person.name, from.name, to.name, link))
    await tellPerson(tx, world, person, toldReceived(to.name))
  })
  return deedOf(held, { from, to }, to.path, input)
}

/** The superior decides a case that has climbed: the person goes to this organisation. */
export function assignTransfer(world: World, doer: Doer, input: ParsedOf<typeof contract.assign>): Done {
  return perform(world, doer, { id: input.act, kind: 'people.transfer-assign', input, on: input.on }, async (tx) => {
    const held = await caseOf(tx, doer.realm, input.id)
    mayStep(held, 'assign')
    return arrival(tx, world, doer, held, await receiverOf(tx, doer.realm, input.to), input)
  })
}

/** A letter to whom it may concern is taken up by an organisation here: its code proves that it lies on the table. */
export function claimTransfer(world: World, doer: Doer, input: ParsedOf<typeof contract.claim>): Done {
  return perform(world, doer, { id: input.act, kind: 'people.transfer-claim', input, on: input.on }, async (tx) => {
    const seen = await beyondReach(tx, () => transferByCode(tx, doer.realm, readCode(input.code)))
    if (!seen || seen.way !== 'letter') throw new Refusal(refuse('people.transfer-letter-only'))
    const held = await lockedCase(tx, doer.realm, seen)
    mayStep(held, 'claim')
    const to = await receiverOf(tx, doer.realm, input.organisation)
    return beyondReach(tx, () => arrival(tx, world, doer, held, to, input))
  })
}

/** Back to the sender with a reason: by the receiver, by the superior, or for a letter by the sender who had it back. */
export function returnTransfer(world: World, doer: Doer, input: ParsedOf<typeof contract.sendBack>): Done {
  return perform(world, doer, { id: input.act, kind: 'people.transfer-return', input }, async (tx) => {
    const held = await caseOf(tx, doer.realm, input.id)
    mayStep(held, 'return')
    const remark = input.remark || null
    must(mayReturn(input.reason, remark))
    const { transfer } = held
    await settle(tx, doer.realm, transfer, { state: 'returned', on: world.clock.today(), by: doer.postWords, reason: input.reason, remark })
    const [from, to] = await endsOf(tx, doer.realm, held)
    const link = `/transfers/${transfer.public_id}`
    const notice = returnedNotice(held.person.name, to?.name ?? transfer.to_outside!, input.reason, remark, link)
    await beyondReach(tx, () => tellDesk(tx, world, from, doer.accountId, { ...notice, ...(to && { from: to.public_id }) }))
    return deedOf(held, { from, to }, transfer.desk_path, input)
  })
}

async function endsOf(tx: Db, realm: number, { transfer }: Case): Promise<[Organisation, Organisation | null]> {
  const to = transfer.to_id === null ? null : await organisationOf(tx, realm, transfer.to_id)
  return [await organisationOf(tx, realm, transfer.from_id!), to]
}

/** The sender takes it back before it was decided. */
export function withdrawTransfer(world: World, doer: Doer, input: ParsedOf<typeof contract.withdraw>): Done {
  return perform(world, doer, { id: input.act, kind: 'people.transfer-withdraw', input }, async (tx) => {
    const held = await caseOf(tx, doer.realm, input.id)
    mayStep(held, 'withdraw')
    const remark = input.remark || null
    await settle(tx, doer.realm, held.transfer, { state: 'withdrawn', on: world.clock.today(), by: doer.postWords, remark })
    const [from, to] = await endsOf(tx, doer.realm, held)
    const link = `/transfers/${held.transfer.public_id}`
    if (to) await beyondReach(tx, () => tellDesk(tx, world, to, doer.accountId, withdrawnNotice(held.person.name, from.name, link)))
    return deedOf(held, { from, to }, from.path, input)
  })
}
