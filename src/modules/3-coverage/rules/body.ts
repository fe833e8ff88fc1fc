import type { Day } from '#base/day.ts'
import type { RuleId } from '#regulations/packs/national.ts'
import { holds, ruleOn, type Regulation } from '#regulations/rules.ts'
import { flagsOf, kindOf, type Flags, type KindCode } from '#organisations/kinds.ts'
import type { SpotCode } from '#coverage/codes.ts'
import type { Spot } from '#coverage/rules/unit.ts'

export interface BodyToJudge {
  day: Day
  kind: KindCode
  flags: Flags
  region: string | null
  members: number
  /** members of whom a day is known since which nobody could reach them */
  lost: number
  /** people who hold a post in it */
  holders: number
}

interface Asked {
  line: 'party' | 'league'
  reachable: RuleId
  officer: RuleId
}

const asked: Partial<Record<KindCode, Asked>> = {
  'party.branch': { line: 'party', reachable: 'coverage.party.reachable-min', officer: 'coverage.party.officer-min' },
  'league.branch': { line: 'league', reachable: 'coverage.league.reachable-min', officer: 'coverage.league.officer-min' },
}

/**
 * 空心支部: no member at all, or none of whom anybody is in touch with. That nobody holds a post is another thing
 * (有团干): a roster without posts makes no branch hollow. Each tells the number of its members.
 */
export function hollowSpots(body: BodyToJudge, rules: readonly Regulation[]): Spot[] {
  const ask = asked[body.kind]
  if (!ask || body.flags.temporary) return []
  const place = { day: body.day, kind: body.kind, line: kindOf(body.kind).line, flags: flagsOf(body.flags), region: body.region }
  const reachable = body.members - body.lost
  const short = (code: SpotCode, id: RuleId, given: number): Spot[] => {
    const rule = ruleOn(rules, id, place)
    return rule && !holds(rule, given) ? [{ code, rule, given: body.members }] : []
  }
  return [...short(`${ask.line}-hollow`, ask.reachable, reachable), ...short(`${ask.line}-officer`, ask.officer, body.holders)].slice(0, 1)
}
