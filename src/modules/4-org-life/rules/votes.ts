import { allow, refuse, type Decision } from '#base/decision.ts'
import type { RuleId } from '#regulations/packs/national.ts'
import { countFor, holdsShare, type HoldingRegulation } from '#regulations/rules.ts'
import { matterKinds, meetingKind, type MatterKind, type MeetingKindCode } from '#org-life/kinds.ts'
import { isQuorate, quorumFacts, type Counted } from '#org-life/rules/attendance.ts'

export interface VoteRules {
  quorum: RuleId
  majority: RuleId
}

/** Which rules a vote on such a matter follows in such a session; null: this session decides nothing of the kind. */
export function voteRules(kinds: readonly MeetingKindCode[], matter: MatterKind): VoteRules | null {
  const { votes } = matterKinds[matter]
  if (votes === null) return null
  const deciding = kinds.map(meetingKind).find(({ majority }) => majority !== null)
  if (!deciding) return null
  if (votes === 'ordinary') return { quorum: deciding.quorum!, majority: deciding.majority! }
  // 接收、转正、推优 are the members' own to decide
  if (votes === 'admission' && kinds.includes('members-meeting')) return { quorum: 'party.branch.admission.quorum', majority: 'party.branch.admission.majority' }
  if (votes === 'recommend' && kinds.includes('league-members-meeting')) return { quorum: 'league.branch.recommend.quorum', majority: 'league.branch.recommend.majority' }
  return null
}

export interface Opening {
  quorum: HoldingRegulation
  majority: HoldingRegulation
  counted: Counted
  /** opinions in writing handed in before the meeting: a vote where the rule says so */
  written: number
  takesWritten: boolean
}

export interface Opened {
  base: number
  present: number
  needed: number
  written: number
}

/** A vote opens with the numbers of that moment: latecomers change the roll, not the vote. */
export function mayOpenVote(one: Opening): Decision<Opened, 'org-life.no-quorum' | 'org-life.written-not-counted' | 'org-life.written-too-many'> {
  const { quorum, majority, counted, written, takesWritten } = one
  if (!isQuorate([quorum], counted)) return refuse('org-life.no-quorum', quorumFacts([quorum], counted))
  if (written > 0 && !takesWritten) return refuse('org-life.written-not-counted')
  if (written > counted.entitled - counted.presentEntitled) return refuse('org-life.written-too-many', { away: counted.entitled - counted.presentEntitled })
  return allow({ base: counted.entitled, present: counted.presentEntitled, needed: countFor(majority, counted.entitled), written })
}

export interface Ballots {
  for: number
  against: number
  abstain: number
}

/** Counts must balance with those entitled who are there (and the opinions in writing); then the rule decides. */
export function tally(opened: Opened, ballots: Ballots, majority: HoldingRegulation): Decision<{ passed: boolean }, 'org-life.votes-do-not-balance'> {
  const given = ballots.for + ballots.against + ballots.abstain
  const wanted = opened.present + opened.written
  if (given !== wanted) return refuse('org-life.votes-do-not-balance', { given, wanted })
  return allow({ passed: holdsShare(majority, ballots.for, opened.base) })
}
