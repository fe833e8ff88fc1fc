import { allow, refuse, type Decision, type Refused } from '#base/decision.ts'
import type { Day } from '#base/day.ts'
import { canStandAbove, lineOf, type KindCode, type Line } from '#organisations/kinds.ts'
import type { Standing } from '#organisations/rules/changes.ts'
import type { OrganisationRefusal } from '#organisations/rules/refusals.ts'

/** 带/领导: the organisation of the same unit leads; 业务指导: the line's superior guides. Subordination is the tree. */
export type LinkKind = 'leads' | 'guides'

export interface LinkEnd extends Standing {
  /** ids of the units it covers; empty for committees of a place, which have none */
  units: readonly string[]
}

export interface Link {
  kind: LinkKind
  from: LinkEnd
  to: LinkEnd
  start: Day
  /** links between bodies that have not ended */
  open: readonly { kind: LinkKind; from: string; to: string }[]
}

/** The chain 党→团→队: the party leads every mass organisation, the League leads the Pioneers (全团带队). */
const leading: Partial<Record<Line, readonly Line[]>> = {
  party: ['league', 'union', 'pioneers', 'women'],
  league: ['pioneers'],
}
/** Parts of a body that lead nobody and are led by nobody but their own body */
const parts: readonly KindCode[] = [
  'party.group', 'party.joint-meeting', 'league.group', 'union.group', 'pioneers.squad', 'women.group',
]

/** Guidance that does not follow the line's own tree */
const guidedFromBeside: readonly (readonly [from: KindCode, to: KindCode])[] = [
  ['women.federation', 'union.women-committee'],
  ['party.leading-group', 'party.agency-committee'],
]

export function mayLink(link: Link, today: Day): Decision<Link, OrganisationRefusal> {
  const ends = link.kind === 'leads' ? leadsRefusal : guidesRefusal
  return sameEndsRefusal(link) ?? ends(link) ?? dayRefusal(link, today) ?? allow(link)
}

export function mayEndLink(link: Dated, end: Day, today: Day): Decision<Day, OrganisationRefusal> {
  if (link.end !== null) return refuse('organisations.link-ended', { end: link.end })
  if (end > today) return refuse('organisations.day-in-future', { day: end, today })
  if (link.leadsDoer) return refuse('organisations.own-leader')
  if (end < link.start) return refuse('organisations.link-ends-before-start', { day: end, start: link.start })
  return allow(end)
}

interface Dated {
  start: Day
  end: Day | null
  /** 带, and the post stands in the body that is led: it cannot shake its leader off */
  leadsDoer: boolean
}

type Refusal = Refused<OrganisationRefusal> | null

function sameEndsRefusal({ kind, from, to, open }: Link): Refusal {
  if (from.id === to.id) return refuse('organisations.link-to-itself')
  const twice = open.some((one) => one.kind === kind && one.from === from.id && one.to === to.id)
  return twice ? refuse('organisations.link-double') : null
}

function leadsRefusal({ from, to }: Link): Refusal {
  const [leader, led] = [lineOf(from.kind), lineOf(to.kind)]
  // A mass organisation has no authority over any party organisation, also not a lower one.
  if (led === 'party' && leader !== 'party') return refuse('organisations.link-leads-party', { from: from.kind })
  const isPart = parts.includes(from.kind) || parts.includes(to.kind)
  const facts = { from: from.kind, to: to.kind }
  if (isPart || !leading[leader]?.includes(led)) return refuse('organisations.link-not-leading', facts)
  const isApart = from.units.length > 0 && to.units.length > 0 && !from.units.some((unit) => to.units.includes(unit))
  return isApart ? refuse('organisations.link-other-unit') : null
}

function guidesRefusal({ from, to }: Link): Refusal {
  if (guidedFromBeside.some(([upper, lower]) => upper === from.kind && lower === to.kind)) return null
  const facts = { from: from.kind, to: to.kind }
  if (lineOf(from.kind) !== lineOf(to.kind)) return refuse('organisations.link-other-line', facts)
  return canStandAbove(from.kind, to.kind) ? null : refuse('organisations.link-not-superior', facts)
}

function dayRefusal({ from, to, start }: Link, today: Day): Refusal {
  const ended = from.dissolved ?? to.dissolved
  if (ended !== null) return refuse('organisations.dissolved', { dissolved: ended })
  if (start > today) return refuse('organisations.day-in-future', { day: start, today })
  const founded = from.founded > to.founded ? from.founded : to.founded
  return start < founded ? refuse('organisations.link-before-founding', { day: start, founded }) : null
}
