import { addDays, addYears, type Day } from '#base/day.ts'
import { earlier, type Draft } from '#app/samples/draft.ts'
import { joinLeague, joinPioneers, onProbation } from '#app/samples/lives.ts'
import { inventPerson, unusualNames } from '#app/samples/names.ts'
import type { SamplePerson } from '#app/samples/sample-world.ts'
import { electBranch, fillLeague, fillParty, seatInOrder, times, unionise } from '#app/samples/staffing.ts'

const unit = 'u-school'
const companiesPerGrade = 3
const pupilsInCompany = 24

/** 晨光学校, nine years of schooling: one party branch that leads union, League, Pioneers and women's committee. */
export function buildSchool(draft: Draft): void {
  foundSchool(draft)
  const before = draft.world.persons.length
  const party = buildPartyBranch(draft)
  const league = buildLeague(draft)
  const others = times(55, () => draft.person({ ...teacher(draft), ages: [28, 59] }))
  const staff = draft.world.persons.slice(before)
  unionise(draft, 'school-union', staff)
  leadSchool(draft, party, league, others)
  buildPupilsLeague(draft)
  buildPioneers(draft)
}

function foundSchool(draft: Draft): void {
  const founded = '2004-09-01'
  draft.unit({
    key: unit, name: '同心区晨光学校', kind: 'school', sector: 'school', trade: '教育', responsible: 'party-education',
    staff: 121, young: 25, migrant: 0,
  })
  const here = { units: [unit], founded }
  draft.found({
    key: 'school-party', kind: 'party.branch', name: '晨光学校党支部', parent: 'party-education', termEndsIn: 38, ...here,
  })
  const led = { ledBy: 'school-party', ...here }
  draft.found({
    key: 'school-league', kind: 'league.committee', name: '共青团晨光学校委员会', parent: 'league-education', ...led,
  })
  draft.found({ key: 'school-union', kind: 'union.base', name: '晨光学校工会', parent: 'union-district', ...led })
  draft.found({ key: 'school-women', kind: 'women.committee', name: '晨光学校妇委会', parent: 'women-district', ...led })
  draft.found({
    key: 'school-pioneers', kind: 'pioneers.brigade', name: '少先队晨光学校大队', parent: 'pioneers-district', ...led,
  })
  draft.link('leads', 'school-league', 'school-pioneers')
}

const subjects = ['语文', '数学', '英语', '科学', '历史', '体育', '音乐', '美术', '信息科技', '道德与法治']

const teacher = (draft: Draft) => ({
  category: '教师',
  job: `${draft.seeded.pick(subjects)}教师`,
  education: draft.seeded.pick(['大学本科', '大学本科', '大学本科', '硕士研究生']),
  unit,
})

function buildPartyBranch(draft: Draft): SamplePerson[] {
  // Everyone who meets the sample meets this name first: the one with the most posts.
  const head = draft.person({
    ...teacher(draft), named: { name: '沈书宁', sex: '女', nation: '汉族' }, ages: [41, 41], job: '副校长',
  })
  const members = fillParty(draft, 'school-party', { full: 41, candidate: 1, activist: 3, applicant: 3 }, () => ({
    ...teacher(draft), ages: [29, 58],
  }))
  joinHead(draft, head)
  const probationer = draft.person({ ...teacher(draft), ages: [25, 26] })
  onProbation(draft, probationer, 'school-party', 18)
  draft.world.planted.probationEnding.push(probationer.key)
  electBranch(draft, 'school-party', members)
  draft.world.planted.manyPosts = head.key
  return [head, ...members]
}

function joinHead(draft: Draft, head: SamplePerson): void {
  const admitted = addYears(head.born, 24)
  const history = [{ status: 'probationary' as const, since: admitted }]
  const since = addYears(admitted, 1)
  head.memberships.push({
    organisation: 'school-party', line: 'party', status: 'full', since, history, arrived: since,
  })
}

function buildLeague(draft: Draft): SamplePerson[] {
  draft.found({
    key: 'school-league-staff', kind: 'league.branch', name: '晨光学校教工团支部', parent: 'school-league',
    founded: '2004-10-10', units: [unit],
  })
  const staff = fillLeague(draft, 'school-league-staff', 15, () => ({ ...teacher(draft), ages: [23, 26] }))
  // Admitted to the Party before 28: keeps 团籍.
  for (const person of draft.world.persons.filter(isYoungProbationer)) joinLeague(draft, person, 'school-league-staff')
  seatInOrder(draft, 'school-league-staff', ['secretary', 'organisation-member', 'publicity-member'], staff)
  return staff
}

const isYoungProbationer = (person: SamplePerson): boolean =>
  person.unit === unit && person.memberships.some((one) => one.line === 'party' && one.status === 'probationary')

function leadSchool(draft: Draft, party: SamplePerson[], league: SamplePerson[], others: SamplePerson[]): void {
  const head = party[0]!
  // 党组织领导的校长负责制: the secretary leads, the principal is the deputy secretary.
  party.find((person) => person.posts.some((post) => post.post === 'party.branch.secretary'))!.job = '党支部书记'
  party.find((person) => person.posts.some((post) => post.post === 'party.branch.deputy-secretary'))!.job = '校长'
  for (const [organisation, role] of headPosts) draft.seat(head, organisation, role)
  seatInOrder(draft, 'school-league', ['secretary', 'deputy-secretary'], [league[0]!, league[3]!])
  seatInOrder(draft, 'school-union', ['organisation-member', 'audit-member'], others)
  const counsellor = league[3]!
  counsellor.job = '少先队大队辅导员'
  draft.seat(counsellor, 'school-pioneers', 'counsellor')
}

/** One person, many posts. */
const headPosts: [organisation: string, role: string][] = [
  ['school-party', 'committee-member'],
  ['school-union', 'chair'],
  ['school-women', 'director'],
  ['women-district', 'committee-member'],
  ['union-district', 'committee-member'],
]

/** Pupils of 14 and 15: one branch in grade 8, two in grade 9; a year's term each. */
function buildPupilsLeague(draft: Draft): void {
  const branches: [key: string, name: string, count: number, age: number][] = [
    ['school-league-8', '八年级学生团支部', 18, 14],
    ['school-league-91', '九（1）班团支部', 22, 15],
    ['school-league-92', '九（2）班团支部', 21, 15],
  ]
  for (const [key, name, count, age] of branches) {
    const founding = { key, name, parent: 'school-league', founded: '2015-10-10', units: [unit], student: true }
    draft.found({ kind: 'league.branch', ...founding })
    const members = times(count, () => pupilOf(draft, age, age === 14 ? '八年级学生' : '九年级学生'))
    for (const pupil of members) joinLeague(draft, pupil, key)
    seatInOrder(draft, key, ['secretary', 'organisation-member', 'publicity-member'], members)
  }
}

function pupilOf(draft: Draft, age: number, job: string): SamplePerson {
  // Nobody joins the League before 14, whatever the day on which the world is built.
  const born = earlier(draft.birthday([age, age]), addDays(addYears(draft.today, -14), -120))
  return draft.person({ born, category: '学生', job, education: '初中', unit, phone: false })
}

/** Three companies in each of the grades 2 to 7; pupils are under 14, have guardians and no account. */
function buildPioneers(draft: Draft): void {
  for (const grade of [2, 3, 4, 5, 6, 7]) {
    for (let company = 1; company <= companiesPerGrade; company++) buildCompany(draft, grade, company)
  }
}

function buildCompany(draft: Draft, grade: number, company: number): void {
  const key = `school-company-${grade}${company}`
  const name = `${'一二三四五六七'[grade - 1]}（${company}）中队`
  draft.found({ key, kind: 'pioneers.company', name, parent: 'school-pioneers', founded: '2004-10-13' })
  const counsellor = draft.world.persons.filter((person) => person.category === '教师')[grade * 7 + company]
  if (counsellor !== undefined) draft.seat(counsellor, key, 'counsellor')
  const pupils = times(pupilsInCompany, (i) => {
    const named = grade === 4 && company === 2 ? unusualNames[i] : undefined
    const pupil = draft.person({
      born: bornInGrade(draft, grade), category: '学生', job: `${'一二三四五六七'[grade - 1]}年级学生`,
      education: grade < 7 ? '小学' : '初中', unit, phone: false, guardian: guardianOf(draft), ...(named && { named }),
    })
    joinPioneers(draft, pupil, key)
    return pupil
  })
  seatInOrder(draft, key, ['pupil-leader', 'pupil-deputy', 'pupil-member'], pupils)
}

/** Grade 2 is 7 to 8 years old; the oldest of grade 7 are kept just under 14. */
function bornInGrade(draft: Draft, grade: number): Day {
  const born = draft.birthday([grade + 5, grade + 6])
  const youngestOfFourteen = addYears(draft.today, -14)
  return born > youngestOfFourteen ? born : addDays(youngestOfFourteen, draft.seeded.whole(40, 200))
}

function guardianOf(draft: Draft): SamplePerson['guardian'] {
  const relation = draft.seeded.pick(['母亲', '母亲', '父亲', '父亲', '祖母'] as const)
  const { name } = inventPerson(draft.seeded, relation === '父亲' ? '男' : '女')
  return { name, relation, phone: `1990009${String(draft.world.persons.length + 1).padStart(4, '0')}` }
}
