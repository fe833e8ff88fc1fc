import { must, refuse, Refusal, type Decision } from '#base/decision.ts'
import type { Day } from '#base/day.ts'
import type { ParsedOf } from '#base/contract.ts'
import type { Db } from '#base/sql.ts'
import { accountOfPerson } from '#access/accounts.ts'
import type { World } from '#database/world.ts'
import { perform, type Doer } from '#ledger/act.ts'
import { notify as tell } from '#notices/send.ts'
import { organisationByPublicId, organisationForChange, type Organisation } from '#organisations/actions/lookup.ts'
import { holdersOn, membersOn } from '#people/actions/standing.ts'
import { expectedAt, ground, organisationOf, saved, type Ground } from '#org-life/actions/known.ts'
import type * as contract from '#org-life/contract.ts'
import { kindsWords, meetingKinds, type MeetingKindCode } from '#org-life/kinds.ts'
import { maySession } from '#org-life/rules/sessions.ts'
import { mayHold } from '#org-life/rules/attendance.ts'
import { insertMeeting, lastOfEachKind, meetingForChange, plannedTwin, type Meeting, type NewMeeting } from '#org-life/store/meetings.ts'
import { expectOnly, markAll, rollOf } from '#org-life/store/roll.ts'
import { excuseLines } from '#org-life/store/talks.ts'
import { mattersOf } from '#org-life/store/matters.ts'
import { noticeOf } from '#org-life/words.ts'

interface Usual {
  starts: string | null
  place: string | null
  chair: { id: string; name: string } | null
  recorder: { id: string; name: string } | null
}

/** How such a meeting usually is: as the last of its kind, else as the last of any, chaired by the head of the branch. */
export async function usualOf(tx: Db, organisation: Organisation, kind: MeetingKindCode | null, day: Day): Promise<Usual> {
  const all = await lastOfEachKind(tx, organisation.realm_id, organisation.id)
  const last = all.find((one) => one.kind === kind) ?? all.toSorted((a, b) => (a.day < b.day ? 1 : -1))[0]
  const holders = await holdersOn(tx, organisation, day)
  const still = new Set([...holders, ...(await membersOn(tx, organisation, day))].map(({ id }) => id))
  const held = (role: string) => holders.find(({ post }) => post.endsWith(`.${role}`))
  const person = (id: string | null | undefined, name: string | null | undefined) => (id && name && still.has(id) ? { id, name } : null)
  const chair = person(last?.chair_id, last?.chair_name) ?? held('secretary') ?? held('deputy-secretary') ?? null
  const roles = ['organisation-member', 'publicity-member', 'committee-member', 'discipline-member', 'deputy-secretary']
  const recorder = person(last?.recorder_id, last?.recorder_name) ?? roles.map(held).find((one) => one !== undefined && one.id !== chair?.id) ?? null
  const brief = (one: { id: string; name: string } | null) => one && { id: one.id, name: one.name }
  return { starts: last?.starts ?? null, place: last?.place ?? null, chair: brief(chair), recorder: brief(recorder) }
}

/** Chair and recorder must have been members, or held a post there, on the day. */
async function nameOf(tx: Db, organisation: Organisation, id: string | null, day: Day): Promise<string | null> {
  if (id === null) return null
  const known = [...(await membersOn(tx, organisation, day)), ...(await holdersOn(tx, organisation, day))].find((one) => one.id === id)
  if (!known) throw new Refusal(refuse('org-life.not-a-member-then', { day, name: null }))
  return known.name
}

const isBranch = ({ line, kind }: Organisation): boolean => (line === 'party' || line === 'league') && kind === `${line}.branch`

type Session = ParsedOf<typeof contract.plan>['sessions'][number]

async function planned(tx: Db, organisation: Organisation, one: Session, today: Day): Promise<NewMeeting> {
  must(maySession(one.kinds, organisation.line, one.group !== null))
  const usual = await usualOf(tx, organisation, one.kinds[0]!, one.on)
  const [chairId, recorderId] = [one.chair ?? usual.chair?.id ?? null, one.recorder ?? usual.recorder?.id ?? null]
  if (chairId !== null && chairId === recorderId) throw new Refusal(refuse('org-life.same-signer'))
  return {
    organisation_id: organisation.id, path: organisation.path, kinds: [...new Set(one.kinds)], group_id: one.group, planned_on: one.on,
    starts: one.starts?.replace('：', ':') ?? usual.starts, place: one.place ?? usual.place, topic: one.topic, for_day: one.forDay,
    chair_id: chairId, chair_name: await nameOf(tx, organisation, chairId, one.on), recorder_id: recorderId,
    recorder_name: await nameOf(tx, organisation, recorderId, one.on), on_paper: one.onPaper, entered_on: today,
  }
}

/** Plans sessions; what is not said is as it was last time. */
export function plan(world: World, doer: Doer, input: ParsedOf<typeof contract.plan>): Promise<Decision<{ ids: string[] }>> {
  const today = world.clock.today()
  return perform(world, doer, { id: input.act, kind: 'org-life.plan', input }, async (tx) => {
    await organisationForChange(tx, doer.realm, input.organisation)
    const organisation = (await organisationByPublicId(tx, doer.realm, input.organisation))!
    if (!isBranch(organisation)) throw new Refusal(refuse('org-life.not-a-branch'))
    const made: Meeting[] = []
    for (const session of input.sessions) {
      const one = await planned(tx, organisation, session, today)
      if (await plannedTwin(tx, doer.realm, one)) throw new Refusal(refuse('org-life.planned-already', { day: one.planned_on, words: kindsWords(one.kinds) }))
      const meeting = await insertMeeting(tx, doer.realm, one)
      await expectOnly(tx, doer.realm, meeting, await expectedAt(tx, organisation, meeting, meeting.planned_on))
      made.push(meeting)
    }
    const words = made.map((one) => `${one.planned_on} ${kindsWords(one.kinds)}`).join('；')
    return {
      answer: { ids: made.map((one) => one.public_id) }, ref: { kind: 'meeting', id: made[0]!.public_id }, path: organisation.path,
      payload: { ...input, words, organisation: organisation.name },
      touches: [{ kind: 'organisation', id: organisation.public_id }, ...made.slice(1).map((one) => ({ kind: 'meeting', id: one.public_id }))],
    }
  })
}

type Acted = Promise<Decision<{ id: string; version: number }>>

const mustBeSeen = (meeting: Meeting, version: number): void => {
  if (meeting.version !== version) throw new Refusal(refuse('ledger.changed-meanwhile'))
}

/** Changes the facts of a session; with another day the roll is that day's, and before it is held the notice is sent anew. */
export function change(world: World, doer: Doer, input: ParsedOf<typeof contract.change>): Acted {
  const { act, id, version, ...facts } = input
  return perform(world, doer, { id: act, kind: 'org-life.change', input }, async (tx) => {
    const seen = await meetingForChange(tx, doer.realm, id)
    const isOpen = seen?.state === 'open'
    const at: Ground = isOpen ? { meeting: seen, organisation: await organisationOf(tx, doer.realm, seen) } : await ground(tx, doer.realm, id, 'change')
    const { meeting, organisation } = at
    mustBeSeen(meeting, version)
    must(maySession(facts.kinds, organisation.line, meeting.group_id !== null))
    if (isOpen) must(mayHold(facts.on, world.clock.today()))
    if (facts.chair !== null && facts.chair === facts.recorder) throw new Refusal(refuse('org-life.same-signer'))
    const changed = {
      kinds: [...new Set(facts.kinds)], planned_on: isOpen ? meeting.planned_on : facts.on, occurred_on: isOpen ? facts.on : null,
      starts: facts.starts?.replace('：', ':') ?? null, place: facts.place, topic: facts.topic, guests: facts.guests, chair_id: facts.chair, recorder_id: facts.recorder,
      chair_name: await nameOf(tx, organisation, facts.chair, facts.on), recorder_name: await nameOf(tx, organisation, facts.recorder, facts.on),
    }
    const isMoved = changed.planned_on !== meeting.planned_on || changed.occurred_on !== meeting.occurred_on
    const isOther = changed.kinds.join() !== meeting.kinds.join()
    if (isMoved || isOther) await follow(tx, { organisation, meeting: { ...meeting, ...changed } }, facts.on)
    const state = isOpen ? 'open' : isMoved ? 'planned' : meeting.state
    return saved(tx, doer, at, { ...changed, state }, { ...facts, before: meeting.occurred_on ?? meeting.planned_on })
  })
}

/** The roll becomes that of the day; while a vote is being taken it may not change under it. */
async function follow(tx: Db, { organisation, meeting }: Ground, day: Day): Promise<void> {
  const open = (await mattersOf(tx, organisation.realm_id, meeting.id)).find(({ vote }) => vote === 'open')
  if (open) throw new Refusal(refuse('org-life.vote-open', { title: open.title }))
  await expectOnly(tx, organisation.realm_id, meeting, await expectedAt(tx, organisation, meeting, day))
  if (meeting.state !== 'open') return
  await excuseLines(tx, organisation.realm_id, meeting.id, organisation.id, day)
  await markAll(tx, organisation.realm_id, meeting.id)
}

/** Tells everyone expected who has an account, with the page where they reply. */
export function notify(world: World, doer: Doer, input: ParsedOf<typeof contract.notify>): Promise<Decision<{ id: string; told: number; expected: number }>> {
  return perform(world, doer, { id: input.act, kind: 'org-life.notify', input }, async (tx) => {
    const at = await ground(tx, doer.realm, input.id, 'notify')
    const { meeting, organisation, to } = at
    if (meeting.planned_on < world.clock.today()) throw new Refusal(refuse('org-life.date-gone', { day: meeting.planned_on }))
    await expectOnly(tx, doer.realm, meeting, await expectedAt(tx, organisation, meeting, meeting.planned_on))
    const roll = await rollOf(tx, doer.realm, meeting.id)
    const accounts = []
    for (const { person_id } of roll) accounts.push(await accountOfPerson(tx, doer.realm, person_id))
    const ids = accounts.flatMap((account) => account?.id ?? []).filter((id) => id !== doer.accountId)
    await tell(tx, ids, { realm: doer.realm, class: 'act', link: '/me/meetings', from: organisation.public_id, ...noticeOf(meeting, organisation.name) }, world.clock.now())
    const done = await saved(tx, doer, at, { state: to }, { told: ids.length })
    return { ...done, answer: { id: meeting.public_id, told: ids.length, expected: roll.length } }
  })
}

/** The meeting is being held, or is entered from paper: the roll of that day, everyone there unless known otherwise. */
export function open(world: World, doer: Doer, input: ParsedOf<typeof contract.open>): Acted {
  const today = world.clock.today()
  return perform(world, doer, { id: input.act, kind: 'org-life.open', input }, async (tx) => {
    const at = await ground(tx, doer.realm, input.id, 'open')
    const { meeting, organisation, to } = at
    const on = must(mayHold(input.on ?? meeting.planned_on, today))
    const expected = await expectedAt(tx, organisation, meeting, on)
    if (expected.length === 0) throw new Refusal(refuse('org-life.roll-missing', { unmarked: 0 }))
    await expectOnly(tx, doer.realm, meeting, expected)
    await excuseLines(tx, doer.realm, meeting.id, organisation.id, on)
    await markAll(tx, doer.realm, meeting.id)
    return saved(tx, doer, at, { state: to, occurred_on: on }, { on })
  })
}

export function cancel(world: World, doer: Doer, input: ParsedOf<typeof contract.cancel>): Acted {
  return perform(world, doer, { id: input.act, kind: 'org-life.cancel', input }, async (tx) => {
    const at = await ground(tx, doer.realm, input.id, 'cancel')
    return saved(tx, doer, at, { state: at.to, cancel_reason: input.reason }, { reason: input.reason })
  })
}

export const ofLine = (line: string): MeetingKindCode[] =>
  (Object.keys(meetingKinds) as MeetingKindCode[]).filter((kind) => meetingKinds[kind].line === line)
