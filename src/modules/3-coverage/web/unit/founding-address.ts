import { isKind, lineOf } from '#organisations/kinds.ts'
import type { UnitCoverage, UnitSpotView } from '#coverage/contract.ts'

type Founding = NonNullable<UnitSpotView['founding']>

/** The founding form with the unit, kind, superior, leader and number of members filled in; null where none can be here. */
export function foundingAddress({ unit, facts }: Pick<UnitCoverage, 'unit' | 'facts'>, founding: Founding, code: string): string | null {
  const { kind, parent, leader, leaderInReach } = founding
  if (!isKind(kind)) return null
  const query = new URLSearchParams({ unit: unit.id, line: lineOf(kind), kind })
  const led = leader && leaderInReach ? leader.id : null
  if (parent) query.set('parent', parent.id)
  else if (led) query.set('leader', led)
  else return null
  if (parent && led) query.set('led', led)
  if (code === 'league-joint') query.set('flags', 'joint')
  const count = facts.find(({ name }) => name === countOf(kind))?.value
  if (count !== null && count !== undefined) query.set(kind === 'party.branch' ? 'full' : 'all', String(count))
  return `/organisations/new?${query}`
}

function countOf(kind: string): string {
  if (kind === 'party.branch') return 'fullMembers'
  return kind === 'league.branch' ? 'leagueMembers' : ''
}
