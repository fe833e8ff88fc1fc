import type { Draft } from '#app/samples/draft.ts'
import { firms, type Firm } from '#app/samples/firm-table.ts'
import type { SamplePerson } from '#app/samples/sample-world.ts'
import { electBranch, fillLeague, fillParty, seatInOrder, times, unionise } from '#app/samples/staffing.ts'
import { keepInCommunity } from '#app/samples/street.ts'

/** Thirty small firms with every state of coverage among them (firm-table.ts). */
export function buildFirms(draft: Draft): void {
  foundStreetBodies(draft)
  for (const firm of firms) buildFirm(draft, firm)
  seatJointBodies(draft)
}

const unitOf = (firm: Firm): string => `u-${firm.key}`
const unitsWhere = (fits: (firm: Firm) => boolean): string[] => firms.filter(fits).map(unitOf)

function foundStreetBodies(draft: Draft): void {
  draft.found({
    key: 'street-party-new', kind: 'party.committee', name: '中共翠湖街道两新组织综合委员会', parent: 'street-party',
    founded: '2016-07-01', termEndsIn: 58,
  })
  for (const firm of firms) buildUnit(draft, firm)
  const under = { parent: 'street-party-new', kind: 'party.branch' as const }
  draft.found({
    ...under, key: 'xinghe-party', name: '星河科技联合党支部', founded: draft.yearsAgo(4),
    units: unitsWhere((firm) => firm.party === 'joint'),
  })
  const led = { ledBy: 'street-party-new' }
  draft.found({
    ...led, key: 'lane-league', kind: 'league.branch', name: '柳桥巷小店联合团支部', parent: 'street-league',
    founded: draft.yearsAgo(2), units: unitsWhere((firm) => firm.leagueBranch === 'joint'),
  })
  draft.found({
    ...led, key: 'street-joint-union', kind: 'union.base', name: '翠湖街道小微企业工会联合会', parent: 'street-union',
    founded: '2017-09-01', units: unitsWhere((firm) => firm.jointUnion !== undefined),
  })
}

function buildUnit(draft: Draft, firm: Firm): void {
  const social = firm.social === true
  draft.unit({
    key: unitOf(firm), name: firm.name, trade: firm.trade, responsible: 'street-party-new',
    kind: social ? 'association' : firm.name.endsWith('有限公司') ? 'enterprise' : 'sole-trader',
    sector: social ? 'social-organisation' : 'private-enterprise',
    staff: firm.staff, young: firm.young, migrant: firm.migrant, ...membersIn(firm),
  })
}

/** Who never reported its staff did not report members either; a firm that did knows its own. */
function membersIn({ staff, young, league = 0, party, neighbours = 0 }: Firm) {
  if (staff === null) return {}
  const full = typeof party === 'object' ? (party.full ?? 0) : party === 'joint' ? 2 : 0
  return { fullMembers: full + neighbours, leagueMembers: young === null ? null : league, women: Math.round(staff * 0.4) }
}

const jobs = ['业务主管', '技术员', '操作工', '财务', '行政专员', '仓库管理员', '销售', '质检员', '班组长']
const worker = (draft: Draft, firm: Firm) => ({ category: '企业职工', job: draft.seeded.pick(jobs), unit: unitOf(firm) })

function buildFirm(draft: Draft, firm: Firm): void {
  const party = buildParty(draft, firm)
  const league = buildLeague(draft, firm)
  buildUnion(draft, firm, [...party, ...league])
}

const shortName = (firm: Firm): string => firm.name.replace(/(服务)?有限公司$/, '')

function buildParty(draft: Draft, firm: Firm): SamplePerson[] {
  const arrival = () => ({ ...worker(draft, firm), ages: [28, 55] as [number, number] })
  times(firm.neighbours ?? 0, () => keepInCommunity(draft, arrival()))
  if (firm.party === undefined) return []
  if (firm.party === 'joint') return fillParty(draft, 'xinghe-party', { full: 2, applicant: 1 }, arrival)
  const key = draft.found({
    key: `${firm.key}-party`, kind: 'party.branch', name: `${shortName(firm)}党支部`, parent: 'street-party-new',
    founded: firm.partyDays === undefined ? draft.yearsAgo(6) : draft.ago(firm.partyDays), units: [unitOf(firm)],
  })
  const members = fillParty(draft, key, firm.party, arrival)
  electBranch(draft, key, members)
  return members
}

function buildLeague(draft: Draft, firm: Firm): SamplePerson[] {
  const arrival = () => ({ ...worker(draft, firm), ages: [19, 26] as [number, number] })
  return fillLeague(draft, leagueBranchOf(draft, firm), firm.league ?? 0, arrival)
}

function leagueBranchOf(draft: Draft, firm: Firm): string {
  if (firm.leagueBranch === undefined) return 'street-league-direct'
  if (firm.leagueBranch === 'joint') return 'lane-league'
  return draft.found({
    key: `${firm.key}-league`, kind: 'league.branch', name: `${shortName(firm)}团支部`, parent: 'street-league',
    founded: draft.yearsAgo(3), units: [unitOf(firm)], ledBy: `${firm.key}-party`,
  })
}

/** Party and League members are union members too; the rest of the number is made up by others. */
function buildUnion(draft: Draft, firm: Firm, organised: SamplePerson[]): void {
  const count = firm.union ?? firm.jointUnion
  if (count === undefined) return
  const key = firm.union === undefined ? 'street-joint-union' : ownUnion(draft, firm)
  const rest = Math.max(0, count - organised.length)
  const others = times(rest, () => draft.person({ ...worker(draft, firm), ages: [22, 57] }))
  const members = [...organised, ...others].slice(0, count)
  unionise(draft, key, members)
  if (firm.union !== undefined) seatUnion(draft, key, others)
  if (firm.leagueBranch === 'own') {
    const league = organised.filter((person) => person.memberships[0]!.line === 'league')
    seatInOrder(draft, `${firm.key}-league`, ['secretary', 'organisation-member', 'publicity-member'], league)
  }
}

function seatUnion(draft: Draft, union: string, members: SamplePerson[]): void {
  seatInOrder(draft, union, ['chair', 'audit-member'], members)
  draft.seat(members.slice(2).find((person) => person.sex === '女')!, union, 'women-member')
}

function ownUnion(draft: Draft, firm: Firm): string {
  return draft.found({
    key: `${firm.key}-union`, kind: 'union.base', name: `${shortName(firm)}工会`, parent: 'street-union',
    founded: draft.yearsAgo(5), units: [unitOf(firm)],
    ledBy: firm.partyDays === undefined ? `${firm.key}-party` : 'street-party-new',
  })
}

function seatJointBodies(draft: Draft): void {
  const of = (key: string) =>
    draft.world.persons.filter((person) => person.memberships.some((one) => one.organisation === key))
  const office = of('street-party-office')
  const leaders = [office[5]!, office[8]!, office[11]!]
  const three = ['secretary', 'organisation-member', 'publicity-member']
  seatInOrder(draft, 'street-party-new', three, leaders)
  const members = of('xinghe-party').filter((person) => person.memberships[0]!.status === 'full')
  electBranch(draft, 'xinghe-party', members)
  seatInOrder(draft, 'lane-league', ['secretary'], of('lane-league'))
  seatInOrder(draft, 'street-league-direct', three, of('street-league-direct'))
  seatInOrder(draft, 'street-joint-union', ['chair', 'deputy-chair', 'audit-member'], of('street-joint-union'))
}
