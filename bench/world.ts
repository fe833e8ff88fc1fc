import { daysBetween, type Day } from '#base/day.ts'
import { mixed, seeded, type Seeded } from '#base/seeded.ts'
import { idNumber, phoneNumber } from '#app/samples/identity.ts'
import { inventPerson, type Sex } from '#app/samples/names.ts'
import type { KindCode, Line } from '#organisations/kinds.ts'
import { branchLine, largeTree, type BranchLine, type LargeTree } from './tree.ts'

/**
 * A country to measure with: real place names, invented people. Nothing is kept but a number per branch, so that two
 * million memberships stream through; the same size and seed give the same rows, in whatever order they are read.
 * One simplification: League branches and unions hang below the village's party organisation, not in their own trees.
 */
export interface LargeWorld {
  counts: { organisations: number, persons: number, memberships: number, levels: number[] }
  organisations(): Generator<OrganisationRow>
  persons(): Generator<PersonRow>
  memberships(): Generator<MembershipRow>
  /** any person, without reading those before */
  person(id: number): PersonRow
}

export interface WorldSize {
  organisations: number
  memberships: number
  seed?: number
  today?: Day
  /** the first id of organisations, persons and memberships is this one plus 1 */
  idsAfter?: { persons: number, memberships: number }
}

export interface OrganisationRow {
  id: number
  parentId: number | null
  path: string
  depth: number
  kind: KindCode
  line: Line
  name: string
  founded: Day
}

export interface PersonRow {
  id: number
  name: string
  sex: Sex
  nation: string
  born: Day
  idNumber: string
  phone: string
  education: string
  /** the branch that answers for the person */
  organisationId: number
}

export interface MembershipRow {
  id: number
  personId: number
  organisationId: number
  /** path of the organisation; cut it for the ancestor columns */
  path: string
  line: Line
  status: 'activist' | 'probationary' | 'full' | 'member'
  since: Day
}

/** One membership in five is somebody's second one: 1.6 million people hold two million. */
const secondShare = 0.2

export function largeWorld(size: WorldSize): LargeWorld {
  const { seed = 1, today = '2026-11-23', memberships } = size
  const tree = largeTree(size.organisations)
  const second = Math.floor(memberships * secondShare)
  const people = memberships - second
  const homes = homesOf(tree.levels[6]!.count, people, seed)
  const ids = { persons: 0, memberships: 0, ...size.idsAfter }
  const makers = { tree, homes, ids, today, seed, people, second, day: dayCache() }
  return {
    counts: { organisations: tree.size, persons: people, memberships, levels: tree.levels.map((level) => level.count) },
    organisations: () => organisationRows(tree),
    persons: () => personRows(makers),
    memberships: () => membershipRows(makers),
    person: (id) => personOf(makers, id - ids.persons - 1, homeOf(homes, id - ids.persons - 1)),
  }
}

interface Makers {
  tree: LargeTree
  homes: Homes
  ids: { persons: number, memberships: number }
  today: Day
  seed: number
  people: number
  second: number
  day: (number: number) => Day
}

/** homes[b] is the first person of branch b; one number more at the end. */
type Homes = Uint32Array

/** Branches differ in size as they do: from a handful to fifteen times as many. */
function homesOf(branches: number, people: number, seed: number): Homes {
  const weight = (branch: number) => 3 + (mixed(branch * 31 + seed) % 43)
  let total = 0
  for (let branch = 0; branch < branches; branch++) total += weight(branch)
  const homes = new Uint32Array(branches + 1)
  let sum = 0
  for (let branch = 0; branch < branches; branch++) {
    homes[branch] = Math.floor((people * sum) / total)
    sum += weight(branch)
  }
  homes[branches] = people
  return homes
}

function homeOf(homes: Homes, person: number): number {
  let [low, high] = [0, homes.length - 2]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (homes[middle]! <= person) low = middle
    else high = middle - 1
  }
  return low
}

const upperKinds: KindCode[] = [
  'party.local-committee', 'party.local-committee', 'party.local-committee', 'party.local-committee', 'party.committee',
  'party.general-branch',
]
const branchKinds: Record<BranchLine, KindCode> = {
  party: 'party.branch',
  league: 'league.branch',
  union: 'union.base',
}

function* organisationRows(tree: LargeTree): Generator<OrganisationRow> {
  const firstBranch = tree.levels[6]!.first
  for (let id = 1; id <= tree.size; id++) {
    const line = id < firstBranch ? 'party' : branchLine(id - firstBranch)
    yield {
      id,
      parentId: tree.parentOf(id),
      path: tree.pathOf(id),
      depth: tree.depthOf(id),
      kind: id < firstBranch ? upperKinds[tree.depthOf(id) - 1]! : branchKinds[line as BranchLine],
      line,
      name: tree.nameOf(id),
      founded: '2010-07-01',
    }
  }
}

/** Ages and the part of the ID numbers' orders that each line may use, so that no two people share a number. */
const ranges: Record<BranchLine, { ages: [number, number], orders: [number, number] }> = {
  party: { ages: [24, 80], orders: [0, 249] },
  league: { ages: [17, 27], orders: [250, 374] },
  union: { ages: [20, 59], orders: [375, 499] },
}
const firstArea = 990100
/** Prime and far from any number of days: neighbours in a branch have far apart birthdays. */
const stride = 1_000_003

function personOf({ tree, ids, today, seed, day }: Makers, person: number, branch: number): PersonRow {
  const { ages, orders } = ranges[branchLine(branch)]
  const chance = seeded(person * 2 + seed)
  const { name, sex, nation } = inventPerson(chance)
  const span = (ages[1] - ages[0]) * 365
  const room = span * (orders[1] - orders[0] + 1)
  const slot = (person * stride) % room
  const born = day(dayNumber(today) - ages[0] * 366 - (slot % span))
  const area = String(firstArea + Math.floor(person / room))
  return {
    id: ids.persons + person + 1,
    name,
    sex,
    nation,
    born,
    idNumber: idNumber(born, sex, orders[0] + Math.floor(slot / span), area),
    phone: phoneNumber(person),
    education: chance.pick(['初中', '普通高中', '大学专科', '大学本科', '大学本科', '硕士研究生']),
    organisationId: tree.levels[6]!.first + branch,
  }
}

function* personRows(makers: Makers): Generator<PersonRow> {
  for (let branch = 0, person = 0; person < makers.people; branch++) {
    for (; person < makers.homes[branch + 1]!; person++) yield personOf(makers, person, branch)
  }
}

/** A person's own branch, and for one in four the nearest branch of another line after it. */
function* membershipRows(makers: Makers): Generator<MembershipRow> {
  const { homes, people, second, ids, tree, today } = makers
  const { first, count } = tree.levels[6]!
  let id = ids.memberships
  for (let branch = 0, person = 0; person < people; branch++) {
    const own = { organisationId: first + branch, path: tree.pathOf(first + branch), line: branchLine(branch) }
    const other = nextOf(branch, own.line === 'union' ? 'party' : 'union', count)
    const also = { organisationId: first + other, path: tree.pathOf(first + other), line: branchLine(other) }
    for (; person < homes[branch + 1]!; person++) {
      const personId = ids.persons + person + 1
      const chance = seeded(person * 2 + 1 + makers.seed)
      const born = bornOf(makers, person, own.line)
      yield { id: ++id, personId, ...own, ...standing(own.line, born, today, chance, makers.day) }
      // Spreads the second memberships evenly and gives exactly `second` of them.
      const hasSecond = Math.floor(((person + 1) * second) / people) > Math.floor((person * second) / people)
      if (hasSecond) yield { id: ++id, personId, ...also, ...standing(also.line, born, today, chance, makers.day) }
    }
  }
}

function nextOf(branch: number, line: BranchLine, count: number): number {
  for (let next = branch + 1; next < branch + count; next++) if (branchLine(next % count) === line) return next % count
  throw new RangeError(`no branch of the line ${line}`)
}

/** The birthday as a number of days, without making the whole person. */
function bornOf({ today }: Makers, person: number, line: BranchLine): number {
  const { ages } = ranges[line]
  const span = (ages[1] - ages[0]) * 365
  const room = span * (ranges[line].orders[1] - ranges[line].orders[0] + 1)
  return dayNumber(today) - ages[0] * 366 - (((person * stride) % room) % span)
}

type Standing = Pick<MembershipRow, 'status' | 'since'>

/** Joined at a lawful age and before today. */
function standing(line: BranchLine, born: number, today: Day, chance: Seeded, day: Makers['day']): Standing {
  const now = dayNumber(today)
  const [from, latest] = line === 'league' ? [14, 16] : line === 'union' ? [18, 40] : [20, 40]
  const earliest = born + from * 366
  const room = Math.min(now - 1 - earliest, (latest - from) * 365)
  const since = day(Math.min(now - 1, earliest + chance.whole(0, Math.max(0, room))))
  if (line !== 'party') return { status: 'member', since }
  const lot = chance.next()
  if (lot > 0.06) return { status: 'full', since }
  return { status: lot < 0.02 ? 'probationary' : 'activist', since: day(now - chance.whole(20, 300)) }
}

const epoch = '1970-01-01'
const dayNumbers = new Map<Day, number>()

function dayNumber(day: Day): number {
  const known = dayNumbers.get(day) ?? daysBetween(epoch, day)
  dayNumbers.set(day, known)
  return known
}

/** Day texts are made once: there are some 30,000 different ones and millions of uses. */
function dayCache(): (number: number) => Day {
  const texts = new Map<number, Day>()
  return (number) => {
    const known = texts.get(number)
    if (known !== undefined) return known
    const text = new Date(number * 86_400_000).toISOString().slice(0, 10)
    texts.set(number, text)
    return text
  }
}
