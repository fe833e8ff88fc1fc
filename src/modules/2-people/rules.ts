import { ageOn, addYears, type Day } from '#base/day.ts'
import { allow, refuse, type Decision, type Refused } from '#base/decision.ts'
import type { RuleId } from '#regulations/packs/national.ts'
import { holds, ruleOn, type Regulation } from '#regulations/rules.ts'
import { kindOf, lineOf, type KindCode, type Line } from '#organisations/kinds.ts'
import { isPost, postByCode, type Post } from '#organisations/posts.ts'
import { statusOf } from '#people/statuses.ts'

export const peopleRefusals = [
  'people.id-number-wrong',
  'people.phone-wrong',
  'people.id-number-taken',
  'people.born-differs',
  'people.sex-differs',
  'people.guardian-missing',
  'people.status-unknown',
  'people.status-not-next',
  'people.organisation-without-members',
  'people.age-not-lawful',
  'people.dates-not-lawful',
  'people.perhaps-known',
  'people.merged',
  'people.already-in-line',
  'people.membership-ended',
  'people.post-unknown',
  'people.post-held',
  'people.post-full',
  'people.posts-apart',
  'people.post-ended',
  'people.minor',
  'people.too-many-unmasked',
  'people.reason-too-short',
  'people.same-person',
  'people.id-numbers-differ',
  'people.reason-missing',
  'people.organisation-dissolved',
  'people.before-founding',
  'people.day-in-future',
  'people.slip-already-printed',
  'people.look-again',
  'people.merge-beyond-reach',
  'people.account-beyond-reach',
  'people.own-account',
  'people.no-account',
  'people.clear-reason-missing',
] as const
export type PeopleRefusal = (typeof peopleRefusals)[number]
type Verdict<T> = Decision<T, PeopleRefusal>

/** PIPL: under 14 is a minor whose data needs a guardian; no account is made for a child (field-notes 21). */
export const minorBelow = 14
export const isMinor = (born: Day | null, day: Day): boolean => born !== null && ageOn(born, day) < minorBelow

/** Taking somebody's second factor away is weighty: it wants a reason that the ledger keeps. */
export const mayClear = ({ clears, reason }: { clears: boolean; reason: string }): Verdict<boolean> =>
  clears && reason.length < 2 ? refuse('people.clear-reason-missing') : allow(clears)

/** The age a status asks for on the day it was reached, by line. Nobody's age is guessed when the birth date is unknown. */
const ages: Partial<Record<Line, readonly RuleId[]>> = {
  party: ['party.member.age-min'],
  league: ['league.member.age-min', 'league.member.age-below'],
  pioneers: ['pioneers.member.age-min'],
}

export interface Entry {
  kind: KindCode
  status: string
  born: Day | null
  /** first day of the status, or the day of joining when known */
  since: Day
  /** the code that holds at the organisation */
  region: string | null
}

/** Whether someone may stand in an organisation with a status. */
export function mayEnter(entry: Entry, regulations: readonly Regulation[]): Verdict<{ line: Line }> {
  const line = lineOf(entry.kind)
  if (!kindOf(entry.kind).holdsMembers) return refuse('people.organisation-without-members', { kind: entry.kind })
  if (!statusOf(line, entry.status)) return refuse('people.status-unknown', { status: entry.status, line })
  return ageRefusal(entry, line, regulations) ?? allow({ line })
}

/**
 * Nobody stands in an organisation before it stands. Asked once, not refused for good: what an import founded bears the
 * day of the import until the true one is entered, and its members were there before.
 */
export function mayStandFrom({ on, founded, earlier }: { on: Day; founded: Day; earlier: boolean }): Verdict<Day> {
  return on < founded && !earlier ? refuse('people.before-founding', { day: on, founded }) : allow(on)
}

function ageRefusal(entry: Entry, line: Line, regulations: readonly Regulation[]): Refused<PeopleRefusal> | null {
  if (entry.born === null) return null
  const age = ageOn(entry.born, entry.since)
  const place = { kind: entry.kind, line, day: entry.since, region: entry.region }
  const broken = (ages[line] ?? []).map((id) => ruleOn(regulations, id, place)).find((rule) => rule && rule.force === 'must' && !holds(rule, age))
  return broken ? refuse('people.age-not-lawful', { age, rule: broken.id, limit: broken.value, article: broken.article, comparator: broken.comparator }) : null
}

export interface Dates {
  born: Day | null
  joined: Day | null
  full: Day | null
}

/** 入党 before 转正, both after birth and not in the future; probation is one year (党章), so full is a year later or more. */
export function areDatesLawful({ born, joined, full }: Dates, today: Day): Verdict<Dates> {
  const wrong = (why: string) => refuse('people.dates-not-lawful' as const, { why })
  if (born && born > today) return wrong(`出生日期 ${born} 还没有到`)
  if (joined && joined > today) return wrong(`加入日期 ${joined} 还没有到`)
  if (full && full > today) return wrong(`转正日期 ${full} 还没有到`)
  if (born && joined && joined <= born) return wrong(`加入日期 ${joined} 不晚于出生日期 ${born}`)
  if (joined && full && full < joined) return wrong(`转正日期 ${full} 早于加入日期 ${joined}`)
  return allow({ born, joined, full })
}

/** 预备期 is one year: the earliest day of becoming full. Shown as a finding, never refused: old rosters differ. */
export const fullDueOn = (joined: Day): Day => addYears(joined, 1)

export interface StatusChange {
  line: Line
  from: string
  to: string
  since: Day | null
  on: Day
  ended: Day | null
}

export function mayChangeStatus(change: StatusChange, today: Day): Verdict<StatusChange> {
  if (change.ended) return refuse('people.membership-ended', { day: change.ended })
  if (!statusOf(change.line, change.to)) return refuse('people.status-unknown', { status: change.to, line: change.line })
  const next: readonly string[] = statusOf(change.line, change.from)?.next ?? []
  if (!next.includes(change.to)) return refuse('people.status-not-next', { line: change.line, from: change.from, to: change.to })
  if (change.on > today) return refuse('people.day-in-future', { day: change.on, today })
  if (change.since && change.on < change.since) {
    return refuse('people.dates-not-lawful', { why: `变化日期 ${change.on} 早于现在身份的开始日期 ${change.since}` })
  }
  return allow(change)
}

export interface PostWish {
  post: string
  kind: KindCode
  dissolved: Day | null
  held: boolean
  /** holds the post in this body that must be somebody else's (会计、出纳) */
  heldApart?: boolean
  holders: number
  born: Day | null
  on: Day
}

/** A post of the organisation's kind, with a seat left; a pupil's post is for children, every other one is not. */
export function mayHoldPost(wish: PostWish, today: Day): Verdict<Post> {
  if (!isPost(wish.post) || postByCode(wish.post).kind !== wish.kind) return refuse('people.post-unknown', { post: wish.post, kind: wish.kind })
  if (wish.dissolved) return refuse('people.organisation-dissolved', { dissolved: wish.dissolved })
  if (wish.on > today) return refuse('people.day-in-future', { day: wish.on, today })
  const post = postByCode(wish.post)
  if (wish.held) return refuse('people.post-held', { post: post.title })
  if (wish.heldApart && post.apart) return refuse('people.posts-apart', { post: post.title, other: postByCode(post.apart).title })
  if (post.max !== undefined && wish.holders >= post.max) return refuse('people.post-full', { post: post.title, max: post.max })
  if (!post.pupil && isMinor(wish.born, wish.on)) return refuse('people.minor', { what: post.title })
  return allow(post)
}

/** Unmasking is rare work: a cap a day per account (security.md ). */
export const unmaskedPerDay = 30
