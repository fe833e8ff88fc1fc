import type { Draft } from '#app/samples/draft.ts'
import { joinLeague, onProbation } from '#app/samples/lives.ts'
import type { SamplePerson } from '#app/samples/sample-world.ts'
import {
  electBranch, fillLeague, fillParty, seatInOrder, times, unionise, type Headcount,
} from '#app/samples/staffing.ts'

const unit = 'u-bank'

/**
 * 远山银行同心支行, 条 and 块 at once: it stands under the bank's own committee in the city, outside the district, and the
 * district has the locality's relation to it (a `guides` link), as the text on bank committees takes for granted.
 */
export function buildBank(draft: Draft): void {
  foundHeadOffice(draft)
  foundBank(draft)
  const before = draft.world.persons.length
  const party = bankBranches.map((branch) => buildBranch(draft, branch))
  const [office, risk, counter] = party
  buildLeague(draft)
  times(86, () => draft.person({ ...clerk(draft), ages: [28, 54] }))
  const working = draft.world.persons.slice(before).filter((person) => person.category !== '离退休人员')
  unionise(draft, 'bank-union', working)
  leadBank(draft, office!, risk!, counter!, working)
}

const founded = '1998-07-01'

function foundHeadOffice(draft: Draft): void {
  draft.unit({
    key: 'u-bank-city', name: '远山银行云江分行', kind: 'enterprise', sector: 'state-enterprise', trade: '金融业',
    responsible: 'bank-city-party', staff: 1860, young: 610, migrant: 0,
  })
  const there = { founded: '1995-07-01', units: ['u-bank-city'] }
  draft.found({ key: 'bank-city-party', kind: 'party.committee', name: '中共远山银行云江分行委员会', ...there })
  const led = { ledBy: 'bank-city-party', ...there }
  draft.found({ key: 'bank-city-league', kind: 'league.committee', name: '共青团远山银行云江分行委员会', ...led })
  draft.found({ key: 'bank-city-union', kind: 'union.base', name: '远山银行云江分行工会委员会', ...led })
}

function foundBank(draft: Draft): void {
  draft.unit({
    key: unit, name: '远山银行同心支行', kind: 'enterprise', sector: 'state-enterprise', trade: '金融业',
    responsible: 'bank-party', staff: 218, young: 79, migrant: 0,
  })
  const here = { founded, units: [unit] }
  draft.found({
    key: 'bank-party', kind: 'party.committee', name: '中共远山银行同心支行委员会', parent: 'bank-city-party',
    guidedBy: 'party-district', ...here,
  })
  const led = { ledBy: 'bank-party', ...here }
  draft.found({
    key: 'bank-league', kind: 'league.committee', name: '共青团远山银行同心支行委员会', parent: 'bank-city-league',
    guidedBy: 'league-district', ...led,
  })
  draft.found({
    key: 'bank-union', kind: 'union.base', name: '远山银行同心支行工会委员会', parent: 'bank-city-union',
    guidedBy: 'union-district', ...led,
  })
  draft.found({
    key: 'bank-union-women', kind: 'union.women-committee', name: '远山银行同心支行女职工委员会', parent: 'bank-union',
    guidedBy: 'women-district', ...here,
  })
}

interface Branch {
  key: string
  name: string
  count: Headcount
  retired?: boolean
  /** days until the term ends */
  termEndsIn?: number
}

const bankBranches: Branch[] = [
  { key: 'bank-party-office', name: '支行机关党支部', count: { full: 24, probationary: 1, activist: 2 } },
  { key: 'bank-party-risk', name: '风险合规党支部', count: { full: 16, candidate: 1, applicant: 1 } },
  { key: 'bank-party-counter', name: '营业部党支部', count: { full: 21, probationary: 1, applicant: 2 }, termEndsIn: 52 },
  { key: 'bank-party-outlets', name: '城东网点党支部', count: { full: 17, activist: 2 } },
  { key: 'bank-party-retired', name: '离退休人员党支部', count: { full: 31 }, retired: true, termEndsIn: -210 },
]

const jobs = ['客户经理', '柜员', '会计主管', '风险经理', '合规经理', '运营主管', '理财经理', '信贷审批员']
const clerk = (draft: Draft) => ({ category: '企业职工', job: draft.seeded.pick(jobs), unit })
const retired = { category: '离退休人员', job: '退休', ages: [61, 84] as [number, number] }

function buildBranch(draft: Draft, branch: Branch): SamplePerson[] {
  draft.found({ ...branch, kind: 'party.branch', parent: 'bank-party', founded, units: [unit] })
  const arrival = branch.retired === true
    ? () => ({ ...retired })
    : () => ({ ...clerk(draft), ages: [27, 58] as [number, number] })
  const members = fillParty(draft, branch.key, branch.count, arrival)
  // Of the retired, one of the youngest takes the work on.
  electBranch(draft, branch.key, branch.retired === true ? members.toReversed() : members)
  return members
}

function buildLeague(draft: Draft): void {
  const branches: [key: string, name: string, count: number][] = [
    ['bank-league-office', '支行机关团支部', 13],
    ['bank-league-counter', '营业部团支部', 16],
    ['bank-league-outlets', '城东网点团支部', 11],
  ]
  for (const [key, name, count] of branches) {
    draft.found({ key, kind: 'league.branch', name, parent: 'bank-league', founded: '2001-05-04', units: [unit] })
    const members = fillLeague(draft, key, count, () => ({ ...clerk(draft), ages: [22, 26] }))
    seatInOrder(draft, key, ['secretary', 'organisation-member', 'publicity-member'], members)
  }
  keepLeagueMembership(draft)
  turnTwentyEight(draft)
}

/** Probationary members under 28 keep 团籍 beside the party membership. */
function keepLeagueMembership(draft: Draft): void {
  for (let i = 0; i < 3; i++) {
    const person = draft.person({ ...clerk(draft), ages: [25, 26] })
    const from = ['bank-party-office', 'bank-party-counter', 'bank-party-outlets'][i]!
    const branch = ['bank-league-office', 'bank-league-counter', 'bank-league-outlets'][i]!
    onProbation(draft, person, from, 90 + i * 70)
    joinLeague(draft, person, branch)
  }
}

/** Two are 28 within 60 days, one has been 28 for 40 days; none of them holds a League post. */
function turnTwentyEight(draft: Draft): void {
  const { leavingLeague, leagueOverAge } = draft.world.planted
  for (const days of [21, 55, -40]) {
    const person = draft.person({ ...clerk(draft), born: draft.bornToBe(28, days) })
    joinLeague(draft, person, days < 0 ? 'bank-league-outlets' : 'bank-league-counter')
    const list = days < 0 ? leagueOverAge : leavingLeague
    list.push(person.key)
  }
}

function leadBank(
  draft: Draft, office: SamplePerson[], risk: SamplePerson[], counter: SamplePerson[], working: SamplePerson[],
): void {
  const leaders = [office[2]!, office[4]!, risk[3]!, counter[5]!, risk[5]!]
  const roles = ['secretary', 'deputy-secretary', 'discipline-member', 'organisation-member', 'publicity-member']
  seatInOrder(draft, 'bank-party', roles, leaders)
  leaders[0]!.job = '行长'
  leaders[1]!.job = '副行长'
  const young = working.filter((person) => person.memberships.some((membership) => membership.line === 'league'))
  seatInOrder(draft, 'bank-league', ['secretary', 'deputy-secretary'], [young[0]!, young[15]!])
  seatInOrder(draft, 'bank-union', ['chair', 'deputy-chair', 'audit-member'], [leaders[1]!, counter[8]!, risk[7]!])
  const women = working.filter((person) => person.sex === '女')
  seatInOrder(draft, 'bank-union-women', ['director', 'committee-member'], women.slice(4))
}
