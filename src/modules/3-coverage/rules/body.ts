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
  members: number
  /** members of whom a day is known since which nobody could reach them */
  lost: number
  /** people who hold a post in it */
  holders: number
}

interface Asked {
  code: SpotCode
  reachable: RuleId
  officer: RuleId
}

const asked: Partial<Record<KindCode, Asked>> = {
  'party.branch': { code: 'party-hollow', reachable: 'coverage.party.reachable-min', officer: 'coverage.party.officer-min' },
  'league.branch': { code: 'league-hollow', reachable: 'coverage.league.reachable-min', officer: 'coverage.league.officer-min' },
}

/** 空心支部: no member at all, none of whom anybody is in touch with, or nobody who holds a post. */
export function hollowSpots(body: BodyToJudge, rules: readonly Regulation[]): Spot[] {
  const ask = asked[body.kind]
  if (!ask || body.flags.temporary) return []
  const place = { day: body.day, kind: body.kind, line: kindOf(body.kind).line, flags: flagsOf(body.flags) }
  const reachable = body.members - body.lost
  const short = (id: RuleId, given: number): Spot[] => {
    const rule = ruleOn(rules, id, place)
    return rule && !holds(rule, given) ? [{ code: ask.code, rule, given }] : []
  }
  return [...short(ask.reachable, reachable), ...short(ask.officer, body.holders)].slice(0, 1)
}
