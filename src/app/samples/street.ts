import { addMonths } from '#base/day.ts'
import { type Arrival, type Draft } from '#app/samples/draft.ts'
import { joinParty } from '#app/samples/lives.ts'
import { unusualNames } from '#app/samples/names.ts'
import type { SamplePerson } from '#app/samples/sample-world.ts'
import {
  electBranch, fillLeague, fillParty, seatInOrder, times, unionise, type Headcount,
} from '#app/samples/staffing.ts'

/** 翠湖街道 with its two communities; the small firms stand under its committee for new organisations (firms.ts). */
export function buildStreet(draft: Draft): void {
  foundStreet(draft)
  const office = buildOffice(draft)
  const communities = communityBranches.map((community) => buildCommunity(draft, community))
  buildTemporaryBranch(draft, office, communities.flat())
  buildDirectLeagueBranch(draft)
}

function foundStreet(draft: Draft): void {
  const founded = '2003-06-01'
  draft.found({
    key: 'street-party', kind: 'party.working-committee', name: '中共同心区翠湖街道工作委员会', parent: 'party-district', founded,
  })
  const led = { ledBy: 'street-party', founded }
  draft.found({
    key: 'street-league', kind: 'league.working-committee', name: '共青团翠湖街道工作委员会', parent: 'league-district', ...led,
  })
  draft.found({ key: 'street-union', kind: 'union.federation', name: '翠湖街道总工会', parent: 'union-district', ...led })
  draft.found({ key: 'street-women', kind: 'women.federation', name: '翠湖街道妇女联合会', parent: 'women-district', ...led })
  draft.unit({
    key: 'u-street', name: '翠湖街道办事处', kind: 'agency', sector: 'agency', trade: '公共管理', responsible: 'street-party',
    staff: 34, young: 12, migrant: 0,
  })
}

const official = { category: '公务员', unit: 'u-street' }

function buildOffice(draft: Draft): SamplePerson[] {
  const here = { founded: '2003-07-01', units: ['u-street'] }
  draft.found({ key: 'street-party-office', kind: 'party.branch', name: '翠湖街道机关党支部', parent: 'street-party', ...here })
  draft.found({
    key: 'street-office-union', kind: 'union.base', name: '翠湖街道机关工会', parent: 'street-union',
    ledBy: 'street-party-office', ...here,
  })
  draft.found({
    key: 'street-office-league', kind: 'league.branch', name: '翠湖街道机关团支部', parent: 'street-league',
    ledBy: 'street-party-office', ...here,
  })
  const jobs = ['党建办主任', '组织员', '综治干事', '民政干事', '城管干事', '经济办主任']
  const members = fillParty(draft, 'street-party-office', { full: 18, probationary: 1, activist: 1 }, () => ({
    ...official, ages: [26, 57], job: draft.seeded.pick(jobs),
  }))
  electBranch(draft, 'street-party-office', members)
  const league = fillLeague(draft, 'street-office-league', 5, () => ({ ...official, job: '科员', ages: [23, 26] }))
  const others = times(9, () => draft.person({ ...official, category: '事业单位工作人员', job: '网格员', ages: [25, 50] }))
  unionise(draft, 'street-office-union', [...members, ...league, ...others])
  leadStreet(draft, members, league)
  return members
}

function leadStreet(draft: Draft, members: SamplePerson[], league: SamplePerson[]): void {
  const party = ['secretary', 'deputy-secretary', 'organisation-member', 'discipline-member', 'organisation-officer']
  seatInOrder(draft, 'street-party', party, members.slice(3))
  seatInOrder(draft, 'street-league', ['secretary', 'deputy-secretary'], [members[16]!, league[0]!])
  seatInOrder(draft, 'street-union', ['chair', 'deputy-chair', 'office-officer'], members.slice(9))
  seatInOrder(draft, 'street-office-union', ['chair'], members.slice(12))
  seatInOrder(draft, 'street-office-league', ['secretary'], league)
  const women = members.filter((person) => person.sex === '女')
  seatInOrder(draft, 'street-women', ['chair', 'deputy-chair', 'committee-member'], women)
}

interface Community {
  key: string
  name: string
  count: Headcount
  young: number
  termEndsIn?: number
}

const communityBranches: Community[] = [
  // 56 members stand in one branch: above fifty, a general branch would be due.
  { key: 'lakeside', name: '湖滨社区', count: { full: 55, probationary: 1, applicant: 3, activist: 2 }, young: 10 },
  { key: 'willow', name: '柳桥社区', count: { full: 33, applicant: 1, candidate: 1 }, young: 6, termEndsIn: 45 },
]

const resident = (draft: Draft, ages: [number, number] = [30, 82]): Arrival => {
  const born = draft.birthday(ages)
  const old = born < draft.yearsAgo(60)
  const job = old ? '退休' : draft.seeded.pick(['社区工作者', '个体经营', '自由职业', '待业', '物业管理员', '保安'])
  return { born, category: old ? '离退休人员' : '社区居民', job }
}

function buildCommunity(draft: Draft, community: Community): SamplePerson[] {
  const { key, name, count, young, termEndsIn } = community
  const unit = draft.unit({
    key: `u-${key}`, name: `${name}居民委员会`, kind: 'community', sector: 'community', trade: '基层群众自治',
    responsible: 'street-party', staff: 14, young: 5, migrant: 0,
  })
  const here = { founded: '2004-03-01', units: [unit], village: true }
  draft.found({
    key: `${key}-party`, kind: 'party.branch', name: `${name}党支部`, parent: 'street-party', ...here,
    ...(termEndsIn !== undefined && { termEndsIn }),
  })
  const led = { ledBy: `${key}-party`, ...here }
  draft.found({ key: `${key}-league`, kind: 'league.branch', name: `${name}团支部`, parent: 'street-league', ...led })
  draft.found({ key: `${key}-women`, kind: 'women.federation', name: `${name}妇女联合会`, parent: 'street-women', ...led })
  const members = fillParty(draft, `${key}-party`, count, () => resident(draft))
  electBranch(draft, `${key}-party`, members.toReversed())
  const league = fillLeague(draft, `${key}-league`, young, () => ({ ...resident(draft, [19, 26]), job: '社区工作者', unit }))
  seatInOrder(draft, `${key}-league`, ['secretary'], league)
  const women = members.filter((person) => person.sex === '女').toReversed()
  seatInOrder(draft, `${key}-women`, ['chair', 'deputy-chair', 'committee-member', 'committee-member'], women)
  nameUnusually(members, key === 'lakeside' ? 0 : 9)
  loseSome(draft, key, members)
  return members
}

/** Rare characters, compound surnames and names of other nations stand among the neighbours. */
function nameUnusually(members: SamplePerson[], from: number): void {
  const free = members.filter((person) => person.posts.length === 0)
  for (const named of unusualNames.slice(from, from + 9)) {
    const place = free.findIndex((person) => person.sex === named.sex)
    if (place >= 0) Object.assign(free.splice(place, 1)[0]!, { name: named.name, nation: named.nation })
  }
}

/** 失联 and 流动: nobody who holds a post. */
function loseSome(draft: Draft, key: string, members: SamplePerson[]): void {
  const free = members.filter((person) => person.posts.length === 0).slice(-8)
  const { planted } = draft.world
  const lost = key === 'lakeside' ? free.slice(0, 1) : free.slice(0, 2)
  const floating = key === 'lakeside' ? free.slice(2, 5) : free.slice(2, 4)
  for (const person of lost) {
    person.lost = draft.ago(draft.seeded.whole(200, 320))
    planted.lost.push(person.key)
  }
  if (key === 'willow') suspend(lost[1]!)
  for (const person of floating) {
    const since = draft.ago(draft.seeded.whole(70, 400))
    person.floating = { since, to: draft.seeded.pick(['云江市', '海州市', '临川省江北市']) }
    planted.floating.push(person.key)
  }
  if (key === 'lakeside') shareName(draft, members.filter((person) => person.posts.length === 0).slice(-18, -8))
}

/** 停止党籍: six months without contact, then the decision; no longer counted as a member. */
function suspend(person: SamplePerson): void {
  const membership = person.memberships[0]!
  membership.history.push({ status: membership.status, since: membership.since })
  membership.status = 'suspended'
  membership.since = addMonths(person.lost!, 6)
}

/** Two people of one name in one branch: only the number tells them apart. */
function shareName(draft: Draft, neighbours: SamplePerson[]): void {
  const one = neighbours[0]!
  const other = neighbours.slice(1).find((person) => person.sex === one.sex)!
  other.name = one.name
  other.nation = one.nation
  draft.world.planted.sameName = [one.key, other.key]
}

/** A temporary branch has posts and no memberships: no dues, no election, no admission. */
function buildTemporaryBranch(draft: Draft, office: SamplePerson[], residents: SamplePerson[]): void {
  const branch = draft.found({
    key: 'street-party-temporary', kind: 'party.branch', name: '湖滨片区旧改临时党支部', parent: 'street-party',
    founded: draft.ago(140), temporary: true,
  })
  draft.seat(office[8]!, branch, 'secretary')
  draft.seat(residents.find((person) => person.posts.length === 0)!, branch, 'committee-member')
}

/** 团员 who work where no League branch stands are kept here; it is where the 空白点 become visible. */
function buildDirectLeagueBranch(draft: Draft): void {
  draft.found({
    key: 'street-league-direct', kind: 'league.branch', name: '翠湖街道新业态流动团员团支部', parent: 'street-league',
    founded: '2019-05-04', ledBy: 'street-party',
  })
}

/** A full member who works in a unit without any party organisation, kept by the community. */
export function keepInCommunity(draft: Draft, arrival: Arrival): SamplePerson {
  const person = draft.person(arrival)
  joinParty(draft, person, 'willow-party', 'full')
  return person
}
