import { addMonths, type Day } from '#base/day.ts'
import type { Db } from '#base/sql.ts'
import type { Actor } from '#access/actor.ts'
import { owedBy } from '#obligations/actions.ts'
import type { Obligation } from '#obligations/owed.ts'
import { lastDay, periodWords } from '#obligations/periods.ts'
import { stateWords } from '#obligations/state.ts'
import { childrenOf, organisationByPublicId, type Organisation } from '#organisations/actions/lookup.ts'
import { usualOf, ofLine } from '#org-life/actions/planning.ts'
import type { DutyView, ProposalView } from '#org-life/contract.ts'
import { duties, meetingDuties } from '#org-life/duties.ts'
import { kindsWords, meetingKind, type MeetingKindCode } from '#org-life/kinds.ts'
import { presentRow, whyOf } from '#org-life/present/meeting.ts'
import { proposeMonth, type Habits, type Owing } from '#org-life/rules/propose.ts'
import { lastOfEachKind, meetingsBetween, type ListedMeeting } from '#org-life/store/meetings.ts'

const kindOfDuty = new Map([...meetingDuties].map(([kind, duty]) => [duty.id, kind]))

/** Sessions planned or held in a period that have not settled anything yet. */
const underWay = (kind: MeetingKindCode | undefined, one: Obligation, meetings: readonly ListedMeeting[]): number =>
  meetings.filter((meeting) => kind !== undefined && meeting.kinds.includes(kind) && meeting.state !== 'locked'
    && (meeting.for_day ?? meeting.day) >= one.period.from && (meeting.for_day ?? meeting.day) < one.period.to).length

/** What a branch's month looks like: what it owes, what it has planned, and what is proposed for the rest. */
export async function presentMonth(tx: Db, actor: Actor, organisationId: string, asked: string | undefined, today: Day) {
  const organisation = (await organisationByPublicId(tx, actor.realm, organisationId))!
  const month = asked ?? today.slice(0, 7)
  const range = { from: `${month}-01`, to: addMonths(`${month}-01`, 1) }
  const all = (await owedBy(tx, actor.realm, duties, [organisationId], range, today)).get(organisationId)!
  const year = await meetingsBetween(tx, actor.realm, organisation.id, { from: addMonths(range.from, -12), to: addMonths(range.to, 12) })
  const open = all.map((one) => ({ one, kind: kindOfDuty.get(one.duty.id), planned: underWay(kindOfDuty.get(one.duty.id), one, year) }))
  const owing = open.flatMap(({ one, kind, planned }): Owing[] =>
    kind && isOpen(one) && isThisMonth(kind, one, range.to, today) ? [{ kind, to: one.period.to, left: one.rule.value - one.done.length - planned }] : [])
  const branch = organisation.kind === `${organisation.line}.branch`
  const groups = (await childrenOf(tx, actor.realm, organisation.id)).filter(({ kind }) => kind.endsWith('.group'))
  return {
    month,
    organisation: { id: organisation.public_id, name: organisation.name, line: organisation.line, branch },
    kinds: branch ? ofLine(organisation.line).map((kind) => ({ kind, words: meetingKind(kind).words, attending: meetingKind(kind).attending })) : [],
    groups: groups.map(({ public_id, name }) => ({ id: public_id, name })),
    duties: open.map(({ one, kind, planned }) => dutyOf(one, kind, planned)),
    meetings: year.filter(({ day }) => day >= range.from && day < range.to).map(presentRow),
    proposals: branch && range.to > today ? await proposalsOf(tx, organisation, groups, owing, range.from, today) : [],
    usual: branch ? await proposalOf(tx, organisation, { kinds: ofLine(organisation.line).slice(0, 1), on: today < range.from ? range.from : today }, null) : null,
  }
}

const isOpen = ({ state }: Obligation): boolean => state === 'due' || state === 'not-due' || state === 'missed'

/** What is due within a month is this month's; what has longer is proposed in its last third, or for the members' meeting at once. */
function isThisMonth(kind: MeetingKindCode, { period }: Obligation, end: Day, today: Day): boolean {
  if (period.every === 'month') return true
  if (period.to <= end) return true
  if (period.every !== 'quarter') return addMonths(period.to, -2) < end
  return kind.includes('members-meeting') && addMonths(period.to, -1) <= end && today < end
}

const dutyOf = (one: Obligation, kind: MeetingKindCode | undefined, planned: number): DutyView => ({
  kind: kind ?? one.duty.id, words: one.duty.words, period: periodWords(one.period), dueOn: lastDay(one.period), times: one.rule.value, done: one.done.length,
  planned, state: one.state, stateWords: stateWords[one.state], why: whyOf(one.rule),
})

async function proposalsOf(tx: Db, organisation: Organisation, groups: readonly Organisation[], owing: readonly Owing[], month: Day, today: Day): Promise<ProposalView[]> {
  const habits: Habits = Object.fromEntries((await lastOfEachKind(tx, organisation.realm_id, organisation.id)).map(({ kind, day }) => [kind, day]))
  const made: ProposalView[] = []
  for (const one of proposeMonth(owing, month, habits, today)) {
    const inGroups = meetingKind(one.kinds[0]!).attending === 'group'
    for (const group of inGroups ? groups : [null]) made.push(await proposalOf(tx, organisation, one, group))
  }
  return made
}

async function proposalOf(tx: Db, organisation: Organisation, one: { kinds: MeetingKindCode[]; on: Day }, group: Organisation | null): Promise<ProposalView> {
  const usual = await usualOf(tx, organisation, one.kinds[0]!, one.on)
  return { kinds: one.kinds, words: kindsWords(one.kinds), on: one.on, ...usual, group: group && { id: group.public_id, name: group.name } }
}

