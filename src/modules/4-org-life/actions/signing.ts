import { must, refuse, Refusal, type Decision } from '#base/decision.ts'
import type { ParsedOf } from '#base/contract.ts'
import type { Db } from '#base/sql.ts'
import type { Account } from '#access/actor.ts'
import type { World } from '#database/world.ts'
import { perform, type Deed, type Doer } from '#ledger/act.ts'
import { settle, unsettle } from '#obligations/actions.ts'
import { ownDoer } from '#people/actions/standing.ts'
import { deed, ground, organisationOf, quorumRules, rulesOf, saved, type Ground } from '#org-life/actions/known.ts'
import type * as contract from '#org-life/contract.ts'
import type * as mine from '#org-life/contract/own.ts'
import { meetingDuties } from '#org-life/duties.ts'
import { recordOf } from '#org-life/present/record.ts'
import { mayClose } from '#org-life/rules/attendance.ts'
import { insertRevision, meetingByPublicId, type Meeting } from '#org-life/store/meetings.ts'
import { mattersOf } from '#org-life/store/matters.ts'
import { ownLine, rollOf, saveReply } from '#org-life/store/roll.ts'

type Acted = Promise<Decision<{ id: string; version: number }>>

/** The record is whole: it goes to the recorder and the chair. */
export function close(world: World, doer: Doer, input: ParsedOf<typeof contract.close>): Acted {
  const today = world.clock.today()
  return perform(world, doer, { id: input.act, kind: 'org-life.close', input }, async (tx) => {
    const at = await ground(tx, doer.realm, input.id, 'close')
    const { meeting, organisation } = at
    const on = meeting.occurred_on!
    const [roll, matters] = [await rollOf(tx, doer.realm, meeting.id), await mattersOf(tx, doer.realm, meeting.id)]
    const quorum = quorumRules(await rulesOf(tx, organisation), organisation, meeting.kinds, on)
    const counted = must(mayClose({ on, today, roll, matters, chair: meeting.chair_id, recorder: meeting.recorder_id, quorum }))
    return saved(tx, doer, at, { state: at.to, closed_on: today }, { ...counted })
  })
}

const unsigned = { recorder_signed_on: null, recorder_signed_how: null, chair_signed_on: null, chair_signed_how: null, locked_by: null }

/** Back to the desk before it is locked; what was signed is signed anew. */
export function reopen(world: World, doer: Doer, input: ParsedOf<typeof contract.reopen>): Acted {
  return perform(world, doer, { id: input.act, kind: 'org-life.reopen', input }, async (tx) => {
    const at = await ground(tx, doer.realm, input.id, 'reopen')
    return saved(tx, doer, at, { state: at.to, closed_on: null, ...unsigned }, {})
  })
}

type Role = 'recorder' | 'chair'

/** Recorder first, then the chair checks; with the chair's signature the record is locked and what it was owed for is met. */
async function signed(tx: Db, world: World, doer: Doer, at: Ground & { to: Meeting['state'] }, role: Role, how: 'self' | 'paper'): Promise<Deed<{ id: string; version: number }>> {
  const today = world.clock.today()
  const name = role === 'recorder' ? at.meeting.recorder_name : at.meeting.chair_name
  if (role === 'recorder') {
    return saved(tx, doer, at, { state: at.to, recorder_signed_on: today, recorder_signed_how: how }, { role, how, name })
  }
  await settleAll(tx, world, doer.realm, at)
  return saved(tx, doer, at, { state: at.to, chair_signed_on: today, chair_signed_how: how, locked_by: doer.accountId }, { role, how, name })
}

async function settleAll(tx: Db, world: World, realm: number, { meeting, organisation }: Ground): Promise<void> {
  for (const kind of meeting.kinds) {
    const duty = meetingDuties.get(kind)
    if (!duty) continue
    const ref = { kind: 'meeting', id: meeting.public_id }
    await settle(tx, world, realm, {
      duty, organisationId: organisation.public_id, occurredOn: meeting.occurred_on!, ...(meeting.for_day && { forDay: meeting.for_day }), ref,
    })
  }
}

const actOf = (role: Role) => (role === 'recorder' ? 'sign' : 'check')

/** A signature on paper counts: whoever keeps the book says that it is there. */
export function signPaper(world: World, doer: Doer, input: ParsedOf<typeof contract.signPaper>): Acted {
  return perform(world, doer, { id: input.act, kind: 'org-life.sign', input }, async (tx) =>
    signed(tx, world, doer, await ground(tx, doer.realm, input.id, actOf(input.role)), input.role, 'paper'))
}

/** Whose signature is wanted of these persons now. */
export function wantedOf(meeting: Pick<Meeting, 'state' | 'recorder_id' | 'chair_id'>, persons: readonly string[]): Role | null {
  if (meeting.state === 'closed' && persons.includes(meeting.recorder_id ?? '')) return 'recorder'
  return meeting.state === 'signed' && persons.includes(meeting.chair_id ?? '') ? 'chair' : null
}

/** One's own signature: only for the meeting one recorded or chaired. */
export async function sign(world: World, account: Account, input: ParsedOf<typeof mine.sign>): Acted {
  const { doer } = await ownDoer(world, account)
  return perform(world, doer, { id: input.act, kind: 'org-life.sign', input }, async (tx) => {
    const seen = await meetingByPublicId(tx, doer.realm, input.id)
    const persons = doer.persons ?? []
    if (!seen || ![seen.recorder_id, seen.chair_id].some((id) => id !== null && persons.includes(id))) throw new Refusal(refuse('org-life.not-yours'))
    const role = wantedOf(seen, persons)
    if (!role) throw new Refusal(refuse('org-life.not-yours'))
    return signed(tx, world, doer, await ground(tx, doer.realm, input.id, actOf(role)), role, 'self')
  })
}

/** A locked record is opened again by a second person, with a reason; what it said is kept, and what it had met is open again. */
export function revise(world: World, doer: Doer, input: ParsedOf<typeof contract.revise>): Acted {
  return perform(world, doer, { id: input.act, kind: 'org-life.revise', input }, async (tx) => {
    const at = await ground(tx, doer.realm, input.id, 'revise')
    const { meeting } = at
    if (meeting.locked_by === doer.accountId) throw new Refusal(refuse('org-life.second-person'))
    const content = { minutes: await recordOf(tx, at) }
    const made = { revision: meeting.revision, reason: input.reason, asked_by: `${doer.postWords} ${doer.name}`, asked_at: world.clock.now(), content }
    await insertRevision(tx, doer.realm, meeting, made)
    await unsettle(tx, doer.realm, { kind: 'meeting', id: meeting.public_id })
    const next = { revision: meeting.revision + 1, revision_reason: input.reason, closed_on: null, ...unsigned }
    return saved(tx, doer, at, { state: at.to, ...next }, { reason: input.reason, revision: next.revision })
  })
}

/** A member answers the notice: a reply, never a check-in. */
export async function reply(world: World, account: Account, input: ParsedOf<typeof mine.reply>): Promise<Decision<{ id: string }>> {
  const { doer } = await ownDoer(world, account)
  return perform(world, doer, { id: input.act, kind: 'org-life.reply', input }, async (tx) => {
    const meeting = await meetingByPublicId(tx, doer.realm, input.id)
    const line = meeting && (await ownLine(tx, doer.realm, meeting.id, doer.persons ?? []))
    if (!meeting || !line) throw new Refusal(refuse('org-life.not-expected'))
    if (meeting.state !== 'noticed') throw new Refusal(refuse('org-life.not-now', { state: meeting.state, act: 'reply' }))
    if (input.reply === 'leave' && input.reason === null) throw new Refusal(refuse('org-life.leave-reason-missing', { name: line.name }))
    await saveReply(tx, doer.realm, line.id, input.reply, input.reply === 'leave' ? input.reason : null)
    const organisation = await organisationOf(tx, doer.realm, meeting)
    return deed({ meeting, organisation }, { id: input.id }, { ...input, name: line.name })
  })
}
