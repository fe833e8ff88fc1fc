import { allow, refuse, type Decision } from '#base/decision.ts'
import type { Day } from '#base/day.ts'
import { countFor, holdsShare, type HoldingRegulation } from '#regulations/rules.ts'
import type { Mark } from '#org-life/kinds.ts'

export interface Attendee {
  entitled: boolean
  mark: Mark | null
}

export interface Counted {
  /** who must attend, with a vote or without */
  expected: number
  /** of them with a vote: the base of quorum and majority */
  entitled: number
  present: number
  presentEntitled: number
  leave: number
  absent: number
}

/** On a screen is there too: the texts ask for being at the meeting, and a vote from afar is the branch's own decision. */
export const isThere = (mark: Mark | null): boolean => mark === 'present' || mark === 'online'

export function count(roll: readonly Attendee[]): Counted {
  const there = roll.filter(({ mark }) => isThere(mark))
  return {
    expected: roll.length,
    entitled: roll.filter(({ entitled }) => entitled).length,
    present: there.length,
    presentEntitled: there.filter(({ entitled }) => entitled).length,
    leave: roll.filter(({ mark }) => mark === 'leave').length,
    absent: roll.filter(({ mark }) => mark === 'absent').length,
  }
}

/** How many with a vote must be there, by the strictest of the rules that hold; null: no rule asks. */
export function quorumOf(rules: readonly HoldingRegulation[], entitled: number): { rule: HoldingRegulation; needed: number } | null {
  const all = rules.map((rule) => ({ rule, needed: countFor(rule, entitled) }))
  return all.sort((a, b) => b.needed - a.needed)[0] ?? null
}

export const isQuorate = (rules: readonly HoldingRegulation[], counted: Counted): boolean =>
  counted.entitled > 0 && rules.every((rule) => holdsShare(rule, counted.presentEntitled, counted.entitled))

/** A meeting that has not been held has no roll and no record. */
export function mayHold(on: Day, today: Day): Decision<Day, 'org-life.in-the-future'> {
  return on > today ? refuse('org-life.in-the-future', { day: on, today }) : allow(on)
}

export interface Closing {
  on: Day
  today: Day
  roll: readonly Attendee[]
  matters: readonly { title: string; record: string; vote: string }[]
  chair: string | null
  recorder: string | null
  quorum: readonly HoldingRegulation[]
}

export type ClosingRefusal =
  | 'org-life.in-the-future' | 'org-life.roll-missing' | 'org-life.nobody-there' | 'org-life.no-quorum' | 'org-life.vote-open'
  | 'org-life.nothing-dealt' | 'org-life.nobody-signs' | 'org-life.same-signer'

/** Whether the record is whole: roll, matters, votes, and two who will sign it. */
export function mayClose({ on, today, roll, matters, chair, recorder, quorum }: Closing): Decision<Counted, ClosingRefusal> {
  const held = mayHold(on, today)
  if (!held.ok) return held
  const unmarked = roll.filter(({ mark }) => mark === null).length
  if (roll.length === 0 || unmarked > 0) return refuse('org-life.roll-missing', { unmarked })
  const counted = count(roll)
  if (counted.present === 0) return refuse('org-life.nobody-there')
  if (!isQuorate(quorum, counted) && quorum.length > 0) return refuse('org-life.no-quorum', quorumFacts(quorum, counted))
  if (matters.length === 0) return refuse('org-life.nothing-dealt')
  const open = matters.find(({ vote }) => vote === 'open')
  if (open) return refuse('org-life.vote-open', { title: open.title })
  if (!chair || !recorder) return refuse('org-life.nobody-signs', { who: chair ? '记录人' : '主持人' })
  return chair === recorder ? refuse('org-life.same-signer') : allow(counted)
}

/** What a sentence about a missing quorum needs. */
export function quorumFacts(rules: readonly HoldingRegulation[], counted: Counted) {
  const quorum = quorumOf(rules, counted.entitled)
  return { needed: quorum?.needed ?? 0, present: counted.presentEntitled, entitled: counted.entitled, article: quorum?.rule.article ?? '' }
}
