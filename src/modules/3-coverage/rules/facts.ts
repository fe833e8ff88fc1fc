import type { Day } from '#base/day.ts'
import type { FactName, Priority, Standing } from '#coverage/codes.ts'

/** A number about a unit and where it comes from; an unknown number is null and never guessed. */
export interface Fact {
  value: number | null
  source: 'registry' | 'reported' | null
  /** the day the number holds for; the registry's holds today */
  on: Day | null
}

export type Facts = Record<FactName, Fact>

export interface Reported {
  staff: number | null
  young: number | null
  migrant: number | null
  fullMembers: number | null
  leagueMembers: number | null
  women: number | null
  on: Day | null
}

/** What the rosters of the organisations that stand in this unit alone hold; null where they cannot tell. */
export interface Registry {
  fullMembers: number | null
  leagueMembers: number | null
  women: number | null
}

/**
 * The registry's number goes before the reported one, but only where it can be whole: where the line's organisations
 * stand in this unit alone, and not while the roster is still empty: what founded an organisation is not forgotten with
 * its founding. The women of a union are counted from its roster when everybody's sex is known.
 */
export function factsOf(reported: Reported, registry: Registry, today: Day): Facts {
  const told = (value: number | null): Fact =>
    value === null ? { value, source: null, on: null } : { value, source: 'reported', on: reported.on }
  const held = (kept: number | null, value: number | null): Fact =>
    kept === null || (kept === 0 && value !== null) ? told(value) : { value: kept, source: 'registry', on: today }
  return {
    staff: told(reported.staff),
    young: told(reported.young),
    migrant: told(reported.migrant),
    fullMembers: held(registry.fullMembers, reported.fullMembers),
    leagueMembers: held(registry.leagueMembers, reported.leagueMembers),
    women: held(registry.women, reported.women),
  }
}

/** What puts a unit before others: a party organisation stands there, it is 两新, migrant workers work there. */
export function prioritiesOf(unit: { party: Standing; twoNew: boolean; migrant: number | null }): Priority[] {
  return [
    ...(unit.party === 'none' ? [] : ['has-party' as const]),
    ...(unit.twoNew ? ['two-new' as const] : []),
    ...((unit.migrant ?? 0) > 0 ? ['migrant' as const] : []),
  ]
}

/** A line stands alone in a unit as soon as one body of it stands there and nowhere else. */
export function standingOf(bodies: readonly { alone: boolean }[]): Standing {
  if (bodies.length === 0) return 'none'
  return bodies.some((body) => body.alone) ? 'own' : 'joint'
}
