import { must, refuse, Refusal } from '#base/decision.ts'
import type { Day } from '#base/day.ts'
import type { Db } from '#base/sql.ts'
import type { Deed, Doer } from '#ledger/act.ts'
import type { RuleId } from '#regulations/packs/national.ts'
import { factsEver } from '#obligations/subjects.ts'
import { rulesAt } from '#regulations/actions.ts'
import { ruleOn, type HoldingRegulation, type Regulation } from '#regulations/rules.ts'
import { organisationsByIds, type Organisation } from '#organisations/actions/lookup.ts'
import { isPost, postByCode } from '#organisations/posts.ts'
import { holdersOn, membersOn } from '#people/actions/standing.ts'
import { kindsWords, meetingKind, type MeetingKindCode } from '#org-life/kinds.ts'
import { stepOf, type MeetingAct } from '#org-life/rules/states.ts'
import { lastOfGroup, meetingForChange, saveMeeting, type Meeting } from '#org-life/store/meetings.ts'
import { rollOf, type Expected } from '#org-life/store/roll.ts'

export interface Ground {
  meeting: Meeting
  organisation: Organisation
}

/** The organisation of a meeting. */
export const organisationOf = async (tx: Db, realm: number, { organisation_id }: Pick<Meeting, 'organisation_id'>): Promise<Organisation> =>
  (await organisationsByIds(tx, realm, [organisation_id]))[0]!

/** The meeting, locked, in a state that lets the act be done, and the state it leads to. */
export async function ground(tx: Db, realm: number, id: string, act: MeetingAct): Promise<Ground & { to: Meeting['state'] }> {
  const meeting = await meetingForChange(tx, realm, id)
  if (!meeting) throw new Refusal(refuse('access.not-found'))
  const to = must(stepOf(meeting.state, act))
  return { meeting, to, organisation: await organisationOf(tx, realm, meeting) }
}

/** The same for what is written into a record while it is open. */
export async function openGround(tx: Db, realm: number, id: string): Promise<Ground> {
  const meeting = await meetingForChange(tx, realm, id)
  if (!meeting) throw new Refusal(refuse('access.not-found'))
  if (meeting.state !== 'open') throw new Refusal(refuse(meeting.state === 'locked' ? 'org-life.locked' : 'org-life.not-now', { state: meeting.state, act: 'write' }))
  return { meeting, organisation: await organisationOf(tx, realm, meeting) }
}

/** The same, also before it is held: agenda and facts can be prepared. */
export async function writableGround(tx: Db, realm: number, id: string): Promise<Ground> {
  const meeting = await meetingForChange(tx, realm, id)
  if (!meeting) throw new Refusal(refuse('access.not-found'))
  if (!['planned', 'noticed', 'open'].includes(meeting.state)) {
    throw new Refusal(refuse(meeting.state === 'locked' ? 'org-life.locked' : 'org-life.not-now', { state: meeting.state, act: 'write' }))
  }
  return { meeting, organisation: await organisationOf(tx, realm, meeting) }
}

/** What holds at an organisation, with what it and those above it laid down, and in which region it stood on which day. */
export interface Rules {
  laid: readonly Regulation[]
  regionOn: (day: Day) => string | null
}

export async function rulesOf(tx: Db, { realm_id: realm, public_id: id, path }: Organisation): Promise<Rules> {
  const facts = await factsEver(tx, realm, id)
  return { laid: await rulesAt(tx, realm, path), regionOn: (day) => facts(day).region }
}

export const ruleAt = ({ laid, regionOn }: Rules, organisation: Organisation, id: RuleId, day: Day): HoldingRegulation | null =>
  ruleOn(laid, id, { kind: organisation.kind, line: organisation.line, flags: organisation.flags, sector: organisation.sector, region: regionOn(day), day })

/** The rules about how many must be there, of every kind the session is. */
export const quorumRules = (rules: Rules, organisation: Organisation, kinds: readonly MeetingKindCode[], day: Day): HoldingRegulation[] =>
  kinds.flatMap((kind) => {
    const { quorum } = meetingKind(kind)
    return (quorum && ruleAt(rules, organisation, quorum, day)) ?? []
  })

/** Who must attend a session on a day: the members, the committee, or the group as it was set last. */
export async function expectedAt(tx: Db, organisation: Organisation, meeting: Pick<Meeting, 'id' | 'kinds' | 'group_id'>, day: Day): Promise<Expected[]> {
  const members = await membersOn(tx, organisation, day)
  const { attending } = meetingKind(meeting.kinds[0]!)
  const asMember = ({ id, name, nameKey, statusWords, voting }: (typeof members)[number]): Expected => ({ id, name, nameKey, status: statusWords, entitled: voting })
  if (attending === 'members') return members.map(asMember)
  if (attending === 'group') return members.filter(await inGroup(tx, organisation.realm_id, meeting)).map(asMember)
  return committeeOn(tx, organisation, day)
}

/** The branch's committee on a day: whoever holds a post of it, by name. */
export async function committeeOn(tx: Db, organisation: Organisation, day: Day): Promise<Expected[]> {
  const holders = (await holdersOn(tx, organisation, day)).filter(({ post }) => isPost(post) && !postByCode(post).office && !postByCode(post).pupil)
  const committee = [...Map.groupBy(holders, ({ id }) => id).values()].map((posts) => {
    const { id, name, nameKey } = posts[0]!
    return { id, name, nameKey, status: posts.map(({ post }) => (isPost(post) ? postByCode(post).words : post)).join('、'), entitled: true }
  })
  return committee.sort((a, b) => (a.nameKey < b.nameKey ? -1 : 1))
}

async function inGroup(tx: Db, realm: number, meeting: Pick<Meeting, 'id' | 'group_id'>): Promise<(one: { id: string }) => boolean> {
  const own = await rollOf(tx, realm, meeting.id)
  const last = own.length === 0 && meeting.group_id ? await lastOfGroup(tx, realm, meeting.group_id, meeting.id) : null
  const ids = new Set((last ? await rollOf(tx, realm, last.id) : own).map(({ person_id }) => person_id))
  return ({ id }) => ids.has(id)
}

/** What an act on a meeting leaves in the ledger. */
export function deed<T>({ meeting, organisation }: Ground, answer: T, payload: Record<string, unknown>): Deed<T> {
  return {
    answer,
    ref: { kind: 'meeting', id: meeting.public_id },
    path: meeting.path,
    payload: { ...payload, words: kindsWords(meeting.kinds), day: meeting.occurred_on ?? meeting.planned_on, organisation: organisation.name },
    touches: [{ kind: 'organisation', id: organisation.public_id }],
  }
}

/** Saves a meeting changed and answers its new version. */
export async function saved(tx: Db, doer: Pick<Doer, 'realm'>, at: Ground, changed: Partial<Meeting>, payload: Record<string, unknown>) {
  const meeting = await saveMeeting(tx, doer.realm, { ...at.meeting, ...changed })
  return deed({ ...at, meeting }, { id: meeting.public_id, version: meeting.version }, payload)
}
