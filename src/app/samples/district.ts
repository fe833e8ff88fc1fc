import type { Draft } from '#app/samples/draft.ts'
import { onProbation } from '#app/samples/lives.ts'
import type { SamplePerson } from '#app/samples/sample-world.ts'
import { electBranch, fillLeague, fillParty, seatInOrder, unionise, type Headcount } from '#app/samples/staffing.ts'

/** 同心区: there is a 同心县 in the country and no 同心区, so nobody real is meant. */
export function buildDistrict(draft: Draft): void {
  foundLines(draft)
  const ages: [number, number] = [23, 26]
  const agencies: Record<string, SamplePerson[]> = {}
  for (const agency of agencyBranches) agencies[agency.key] = buildAgency(draft, agency)
  const young = () => ({ ages, ...officer, job: '科员', unit: draft.seeded.pick(agencyUnits)[0] })
  const league = fillLeague(draft, 'league-agencies', 11, young)
  seatInOrder(draft, 'league-agencies', ['secretary', 'organisation-member', 'publicity-member'], league)
  const clerk = () => ({ ages, ...officer, job: '科员', unit: 'u-education' })
  seatInOrder(draft, 'education-office-league', ['secretary'], fillLeague(draft, 'education-office-league', 4, clerk))
  const units = new Set<string | null>(agencyUnits.map(([key]) => key))
  unionise(draft, 'union-agencies', draft.world.persons.filter((person) => units.has(person.unit)))
  leadDistrict(draft, agencies)
}

const officer = { category: '公务员', education: '大学本科' } as const

function foundLines(draft: Draft): void {
  const old = { founded: '1984-05-20' }
  draft.found({ key: 'party-district', kind: 'party.local-committee', name: '中共同心区委员会', ...old })
  const under = { parent: 'party-district', ...old }
  const workingCommittee = { kind: 'party.working-committee' as const, ...under }
  draft.found({ key: 'party-agencies', name: '中共同心区直属机关工作委员会', ...workingCommittee })
  draft.found({ key: 'party-education', name: '中共同心区委教育工作委员会', ...workingCommittee, founded: '2001-09-01' })
  foundDistrictMassBodies(draft)
  foundEducation(draft)
  for (const [key, name] of agencyUnits) {
    draft.unit({
      key, name, kind: 'agency', sector: 'agency', trade: '公共管理', responsible: 'party-agencies',
      staff: 18, young: 4, migrant: 0,
    })
  }
}

function foundDistrictMassBodies(draft: Draft): void {
  const led = { ledBy: 'party-district', founded: '1984-09-01' }
  draft.found({ key: 'league-district', kind: 'league.local-committee', name: '共青团同心区委员会', ...led })
  draft.found({ key: 'union-district', kind: 'union.federation', name: '同心区总工会', ...led })
  draft.found({ key: 'women-district', kind: 'women.federation', name: '同心区妇女联合会', ...led })
  draft.found({
    key: 'pioneers-district', kind: 'pioneers.working-committee', name: '中国少年先锋队同心区工作委员会',
    founded: '1990-06-01', ledBy: 'league-district',
  })
  const leagueBelow = { kind: 'league.working-committee' as const, parent: 'league-district', founded: '2002-05-04' }
  draft.found({ key: 'league-education', name: '共青团同心区教育工作委员会', ...leagueBelow, ledBy: 'party-education' })
  draft.found({
    key: 'league-agencies', kind: 'league.branch', name: '同心区直机关团支部', parent: 'league-district',
    founded: '2005-05-04', ledBy: 'party-agencies', units: agencyUnits.map(([key]) => key),
  })
  draft.found({
    key: 'union-agencies', kind: 'union.base', name: '同心区直机关工会', parent: 'union-district',
    founded: '1995-03-01', ledBy: 'party-agencies', units: agencyUnits.map(([key]) => key),
  })
  draft.found({
    key: 'women-agencies', kind: 'women.committee', name: '同心区直机关妇委会', parent: 'women-district',
    founded: '1998-03-08', ledBy: 'party-agencies',
  })
}

function foundEducation(draft: Draft): void {
  const unit = { responsible: 'party-education', migrant: 0 }
  draft.unit({
    key: 'u-education', name: '同心区教育局', kind: 'agency', sector: 'agency', trade: '教育管理',
    staff: 42, young: 9, ...unit,
  })
  draft.unit({
    key: 'u-kindergarten', name: '同心区实验幼儿园', kind: 'school', sector: 'school', trade: '学前教育',
    staff: 24, young: 11, leagueMembers: 0, ...unit,
  })
  draft.found({
    key: 'education-office-league', kind: 'league.branch', name: '区教育局机关团支部', parent: 'league-education',
    founded: '2008-05-04', ledBy: 'party-education', units: ['u-education'],
  })
}

const agencyUnits: readonly [key: string, name: string][] = [
  ['u-office', '同心区委办公室'],
  ['u-organisation', '同心区委组织部'],
  ['u-league', '共青团同心区委机关'],
  ['u-union', '同心区总工会机关'],
  ['u-women', '同心区妇联机关'],
]

interface Agency {
  key: string
  name: string
  unit: string
  parent?: string
  count: Headcount
  committee?: boolean
  termEndsIn?: number
}

const agencyBranches: Agency[] = [
  // Nine full members and nobody but a secretary elected: a committee is due (支部工作条例).
  { key: 'party-office', name: '区委办公室党支部', unit: 'u-office', count: { full: 9 }, committee: false },
  { key: 'party-organisation', name: '区委组织部党支部', unit: 'u-organisation', count: { full: 14, activist: 1 } },
  { key: 'party-league', name: '团区委机关党支部', unit: 'u-league', count: { full: 6, probationary: 1 }, termEndsIn: -75 },
  { key: 'party-union', name: '区总工会机关党支部', unit: 'u-union', count: { full: 8, candidate: 1 } },
  // Two left after a transfer: below three.
  { key: 'party-women', name: '区妇联机关党支部', unit: 'u-women', count: { full: 2, applicant: 1 } },
  {
    key: 'education-office', name: '区教育局机关党支部', unit: 'u-education', parent: 'party-education',
    count: { full: 17, probationary: 1, applicant: 1 },
  },
  // Three members, of whom two are full: below three as well.
  {
    key: 'kindergarten-party', name: '实验幼儿园党支部', unit: 'u-kindergarten', parent: 'party-education',
    count: { full: 2, probationary: 1, activist: 2 },
  },
]

function buildAgency(draft: Draft, agency: Agency): SamplePerson[] {
  draft.found({
    parent: 'party-agencies', ...agency, kind: 'party.branch', founded: '2006-07-01', units: [agency.unit],
  })
  const jobs = ['科长', '副科长', '一级科员', '二级主任科员', '四级调研员']
  const arrival = () => ({ 
    ages: [28, 58] as [number, number], ...officer, job: draft.seeded.pick(jobs), unit: agency.unit,
    // The women's federation is led by women.
    ...(agency.key === 'party-women' && { sex: '女' as const }),
  })
  const members = fillParty(draft, agency.key, agency.count, arrival)
  electBranch(draft, agency.key, members, agency.committee)
  if (agency.key === 'party-union') forgetProbation(draft, agency.key)
  return members
}

/** The probation ended 95 days ago and no meeting has decided. */
function forgetProbation(draft: Draft, branch: string): void {
  const person = draft.person({ ...officer, ages: [25, 30], job: '一级科员', unit: 'u-union' })
  onProbation(draft, person, branch, -95)
  draft.world.planted.probationOverdue.push(person.key)
}

function leadDistrict(draft: Draft, agencies: Record<string, SamplePerson[]>): void {
  const { 'party-office': office, 'party-organisation': organisation, 'party-league': league } = agencies
  const { 'party-union': union, 'party-women': women } = agencies
  const leaders = [office![4]!, office![5]!, organisation![5]!, organisation![9]!]
  const roles = ['secretary', 'deputy-secretary', 'standing-member', 'organisation-officer']
  seatInOrder(draft, 'party-district', roles, leaders)
  seatInOrder(draft, 'party-agencies', ['secretary', 'deputy-secretary'], organisation!.slice(6))
  seatInOrder(draft, 'league-district', ['secretary', 'deputy-secretary', 'office-officer'], league!.slice(2))
  seatInOrder(draft, 'pioneers-district', ['director', 'deputy-director'], league!.slice(2))
  seatInOrder(draft, 'union-district', ['chair', 'deputy-chair', 'office-officer'], union!.slice(2))
  seatInOrder(draft, 'union-agencies', ['chair', 'audit-member'], union!.slice(4))
  seatInOrder(draft, 'women-district', ['chair', 'deputy-chair'], women!)
  seatInOrder(draft, 'women-agencies', ['director'], women!.slice(1))
}
