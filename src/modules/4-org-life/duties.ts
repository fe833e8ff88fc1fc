import type { Duty } from '#obligations/duty.ts'
import type { Period } from '#obligations/periods.ts'
import { meetingKindCodes, meetingKinds, type MeetingKindCode } from '#org-life/kinds.ts'

/** A month's business on the page of that month; what has a quarter or a year is planned in the month one is in. */
const month = (organisation: string, { every, from }: Period): string =>
  `/org-life?organisation=${organisation}${every === 'month' ? `&month=${from.slice(0, 7)}` : ''}`

const ofKind = (kind: MeetingKindCode): Duty => ({
  id: `org-life.${kind}`, words: meetingKinds[kind].words, rule: meetingKinds[kind].rule!, verb: '去安排', address: month,
})

/** By kind: the duty that a meeting of it settles. */
export const meetingDuties: ReadonlyMap<MeetingKindCode, Duty> =
  new Map(meetingKindCodes.filter((kind) => meetingKinds[kind].rule !== null).map((kind) => [kind, ofKind(kind)]))

const page = (at: string) => (organisation: string, { from }: { from: string }): string => `/org-life/${at}?organisation=${organisation}&year=${from.slice(0, 4)}`

export const appraisalDuties = {
  party: { id: 'org-life.appraisal', words: '民主评议党员', rule: 'party.branch.appraisal', verb: '去评议', address: page('appraisal') },
  league: { id: 'org-life.league-appraisal', words: '团员教育评议', rule: 'league.branch.appraisal', verb: '去评议', address: page('appraisal') },
} as const satisfies Record<string, Duty>

export const registrationDuty: Duty = {
  id: 'org-life.registration', words: '年度团籍注册', rule: 'league.branch.registration', verb: '去注册', address: page('appraisal'),
}
export const talksDuty: Duty = {
  id: 'org-life.talks', words: '谈心谈话', rule: 'party.branch.talks', verb: '去登记', address: page('talks'),
}

/** All that this module's acts settle. */
export const duties: readonly Duty[] = [...meetingDuties.values(), appraisalDuties.party, appraisalDuties.league, registrationDuty, talksDuty]
