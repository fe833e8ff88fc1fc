import { addDays, addMonths, type Day } from '#base/day.ts'
import { allow, refuse, type Decision } from '#base/decision.ts'
import type { RuleId } from '#regulations/packs/national.ts'
import { ruleOn, type HoldingRegulation, type Regulation } from '#regulations/rules.ts'
import { kindOf, lineOf, type KindCode, type Line } from '#organisations/kinds.ts'
import { statusOf } from '#people/statuses.ts'

export const transferRefusals = [
  'people.transfer-pending',
  'people.transfer-settled',
  'people.transfer-elsewhere',
  'people.transfer-same-place',
  'people.transfer-other-line',
  'people.transfer-to-temporary',
  'people.transfer-lost',
  'people.transfer-suspended',
  'people.transfer-not-member',
  'people.transfer-destination',
  'people.transfer-no-line',
  'people.transfer-remark-missing',
  'people.transfer-dues-month',
  'people.transfer-stale',
  'people.transfer-letter-only',
  'people.floating-already',
  'people.floating-ended',
  'people.floating-nowhere',
] as const
export type TransferRefusal = (typeof transferRefusals)[number]
/** refusals of the roster that a transfer may meet too */
type Known =
  | 'people.membership-ended' | 'people.organisation-dissolved' | 'people.organisation-without-members' | 'people.dates-not-lawful'
type Verdict<T> = Decision<T, TransferRefusal | Known>

/** An organisation as a transfer sees it. */
export interface Place {
  id: number
  parentId: number | null
  kind: KindCode
  dissolved: Day | null
  temporary: boolean
}

export interface Sending {
  line: Line
  status: string
  /** since when the person stands in the sending organisation */
  since: Day
  ended: Day | null
  /** 失联 */
  lost: boolean
  /** another transfer of the same line is under way */
  pending: boolean
  from: Place
  /** null: to an organisation outside the system, by letter */
  to: Place | null
  duesUntil: string | null
  on: Day
}

/** Lines with a letter of transfer; the women's line has no individual membership. */
export const lettered: readonly Line[] = ['party', 'league', 'union', 'pioneers']

/** Whether somebody may be sent from one organisation to another, or away by letter. */
export function maySend(sending: Sending, today: Day): Verdict<Sending> {
  const { line, from, to } = sending
  if (!lettered.includes(line)) return refuse('people.transfer-no-line')
  if (sending.ended) return refuse('people.membership-ended', { day: sending.ended })
  if (sending.pending) return refuse('people.transfer-pending')
  if (sending.on < sending.since) {
    return refuse('people.dates-not-lawful', { why: `转出日期 ${sending.on} 早于进入本组织的日期 ${sending.since}` })
  }
  const month = sending.duesUntil
  if (month !== null && !isMonthLawful(month, today)) return refuse('people.transfer-dues-month', { month })
  const place = to && mayStand(line, from, to)
  if (place && !place.ok) return place
  return standing(sending) ?? allow(sending)
}

/** A year at most is paid ahead; older than ten years is a slip of the pen. */
const isMonthLawful = (month: string, today: Day): boolean =>
  /^\d{4}-(0[1-9]|1[0-2])$/.test(month) && month <= addMonths(today, 12).slice(0, 7) && month >= addMonths(today, -120).slice(0, 7)

/**
 * 失联 and 停止党籍 do not leave their superior: there is nobody to hand the letter to, or no right to hand over. Within
 * the same superior they may be placed elsewhere, or a class branch could never be dissolved.
 */
function standing({ line, status, lost, from, to }: Sending): Verdict<never> | null {
  const isNear = to !== null && to.parentId !== null && to.parentId === from.parentId
  if (lost && !isNear) return refuse('people.transfer-lost')
  if (status === 'suspended' && !isNear) return refuse('people.transfer-suspended')
  // 入党申请人, 积极分子: no membership yet that a letter could carry
  if (to === null && !statusOf(line, status)?.member) return refuse('people.transfer-not-member', { line, status })
  return null
}

/** Whether members of a line may come to stand in an organisation. A temporary branch takes no formal membership. */
export function mayStand(line: Line, from: Place | null, to: Place): Verdict<Place> {
  if (to.dissolved) return refuse('people.organisation-dissolved', { dissolved: to.dissolved })
  if (lineOf(to.kind) !== line) return refuse('people.transfer-other-line', { kind: to.kind })
  if (!kindOf(to.kind).holdsMembers) return refuse('people.organisation-without-members', { kind: to.kind })
  if (from && from.id === to.id) return refuse('people.transfer-same-place')
  if (to.temporary) return refuse('people.transfer-to-temporary')
  return allow(to)
}

export interface Receiving {
  line: Line
  /** where the person stands now in this line; null: nowhere any more */
  standsIn: number | null
  since: Day
  from: Place
  to: Place
  sentOn: Day
  on: Day
}

/** Whether the person can come over on that day. */
export function mayArrive({ line, standsIn, since, from, to, sentOn, on }: Receiving): Verdict<Place> {
  if (standsIn !== from.id) return refuse('people.transfer-stale')
  const first = sentOn > since ? sentOn : since
  if (on < first) return refuse('people.dates-not-lawful', { why: `接收日期 ${on} 早于转出日期 ${first}` })
  return mayStand(line, from, to)
}

/** Why a transfer comes back; `remark`: the words must say more. `clock`: only time gives it. */
export const returnReasons = {
  'not-ours': { remark: false },
  'not-reported': { remark: false },
  'facts-differ': { remark: true },
  'dues-unclear': { remark: false },
  'file-missing': { remark: false },
  'already-here': { remark: false },
  other: { remark: true },
  'no-answer': { remark: false, clock: true },
} as const satisfies Record<string, { remark: boolean; clock?: true }>
export type ReturnReason = keyof typeof returnReasons
export const givenReasons = ['not-ours', 'not-reported', 'facts-differ', 'dues-unclear', 'file-missing', 'already-here', 'other'] as const

export const sendReasons = ['work', 'graduation', 'study', 'residence', 'adjustment', 'retirement', 'kept', 'other'] as const
export type SendReason = (typeof sendReasons)[number]

export const mayReturn = (reason: ReturnReason, remark: string | null): Verdict<ReturnReason> =>
  returnReasons[reason].remark && !remark ? refuse('people.transfer-remark-missing') : allow(reason)

const answerRules: Partial<Record<Line, RuleId>> = {
  party: 'party.transfer.answer-days',
  league: 'league.transfer.answer-days',
  union: 'union.transfer.answer-days',
  pioneers: 'pioneers.transfer.answer-days',
}
const letterRules: Partial<Record<Line, RuleId>> = { party: 'party.transfer.letter-months', league: 'league.transfer.letter-months' }

/** The rule that gives the day of answer: days for an organisation inside, the letter's validity for one outside. */
export function ruleOfAnswer(
  regulations: readonly Regulation[], from: { line: Line; kind: string; region: string | null }, inside: boolean, on: Day,
): HoldingRegulation | null {
  const id = (inside ? answerRules : letterRules)[from.line]
  return id ? ruleOn(regulations, id, { day: on, ...from }) : null
}

/** The last day of the answer; after it the case climbs. */
export function answerDueOn(rule: HoldingRegulation | null, sentOn: Day): Day | null {
  if (!rule) return null
  return rule.unit === '个月' ? addMonths(sentOn, rule.value) : addDays(sentOn, rule.value)
}

/** The ids of a path from the top down. */
const idsOf = (path: string): number[] => path.split('/').slice(0, -1).map((id) => parseInt(id, 36))

/** Who decides when the receiver does not answer: the lowest common superior, else the receiver's; null: nobody in the system. */
export function deciderOf(fromPath: string, toPath: string): number | null {
  const [from, to] = [idsOf(fromPath).slice(0, -1), idsOf(toPath).slice(0, -1)]
  const common = to.filter((id, at) => from[at] === id)
  return common.at(-1) ?? to.at(-1) ?? null
}

export interface Stay {
  line: Line
  ended: Day | null
  /** looked after somewhere already */
  floating: boolean
  from: Place
  to: Place | null
  outside: string | null
  since: Day
  until: Day | null
}

/** 流动: a second branch of the line, or a place outside, looks after the person; a temporary branch may. */
export function mayFloat(stay: Stay): Verdict<Stay> {
  const { line, to, since, until } = stay
  if (stay.ended) return refuse('people.membership-ended', { day: stay.ended })
  if (stay.floating) return refuse('people.floating-already')
  if (to === null && !stay.outside) return refuse('people.floating-nowhere')
  if (until !== null && until < since) return refuse('people.dates-not-lawful', { why: `预计返回日期 ${until} 早于外出日期 ${since}` })
  const place = to && mayStand(line, stay.from, { ...to, temporary: false })
  if (place && !place.ok) return place
  return allow(stay)
}

/** How a stay ends; the last three come of other acts. */
export const floatingEnds = ['back', 'moved-on', 'lost', 'other', 'transferred', 'dissolved', 'left'] as const
export type FloatingEnd = (typeof floatingEnds)[number]
export const givenEnds = ['back', 'moved-on', 'lost', 'other'] as const
