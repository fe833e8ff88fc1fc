import { must } from '#base/decision.ts'
import { newId } from '#base/id.ts'
import type { FastifyInstance } from 'fastify'
import { invite, openWithoutPassword } from '#access/accounts.ts'
import { seat } from '#access/seats.ts'
import { openSession } from '#access/sessions.ts'
import { everywhere, within } from '#database/scope.ts'
import { paste } from '#exchange/contract.ts'
import { assess, close as closeMonth, collect } from '#dues/contract.ts'
import { draw } from '#dues/contract/journal.ts'
import { beginTerm } from '#organisations/actions/terms.ts'
import { placeInUnits, registerUnit } from '#organisations/actions/units.ts'
import { reachOf } from '#organisations/store/links.ts'
import { beginPost } from '#people/actions/posts.ts'
import { exchange } from '#app/modules.ts'
import { idNumber } from '#app/samples/identity.ts'
import { openOffice, type Office } from '../office.ts'
import { clientOf } from '../serving.ts'
import type { TestWorld } from '../world.ts'
import { canaries, type Canaries } from './canary.ts'

/** Someone who calls: their headers, and the post they hold, if any. */
export interface Caller {
  who: string
  realm: number
  headers: Record<string, string>
  accountId: number
  post: string | null
  /** public id of the organisation of the post */
  at: string | null
  /** public id of the person the account belongs to */
  person: string | null
  seatId: string | null
}

export interface Twin {
  office: Office
  leagueTop: string
  subs: { committee: string; branches: string[]; league: string; leagueBranch: string; unit: string }[]
  persons: string[]
}

/** Two realms of the same shape with nothing in common, each with two subtrees of the same shape, and everyone who calls. */
export interface Twins {
  world: TestWorld
  twins: Twin[]
  callers: Caller[]
  canaries: Canaries
  /** phone and ID numbers, by the public id of whom they belong to */
  numbers: Map<string, string>
}

/** Phone and ID numbers of one's own each. */
function numbering() {
  let no = 0
  return () => {
    no++
    return { phone: `199${String(10_000_000 + no)}`, idNumber: idNumber('1980-01-01', '男', no % 999, '990009') }
  }
}
type Numbering = ReturnType<typeof numbering>

interface Parents {
  top: string
  leagueTop: string
  persons: string[]
  numbers: Map<string, string>
  numbersOf: Numbering
}

async function plantSub(world: TestWorld, office: Office, marks: Canaries, parents: Parents) {
  const { found } = office
  const committee = await found('party.working-committee', `中共${marks.next()}街道工作委员会`, parents.top)
  const league = await found('league.working-committee', `共青团${marks.next()}街道工作委员会`, parents.leagueTop, { leader: committee })
  const facts = { code: null, kind: 'enterprise', sector: 'private-enterprise', staff: 30, young: 9, migrant: 3, factsOn: null } as const
  const unit = must(await registerUnit(world, office.doer, { act: newId(), responsible: committee, name: `${marks.next()}工贸公司`, ...facts } as never)).id
  const branches = []
  for (let no = 0; no < 2; no++) branches.push(await found('party.branch', `${marks.next()}社区党支部`, committee))
  must(await placeInUnits(world, office.doer, { act: newId(), id: branches[0]!, units: [unit], on: '2021-01-01' }))
  const leagueBranch = await found('league.branch', `${marks.next()}社区团支部`, league, { leader: branches[0]! })
  const enter = async (name: string, at: string, more: NonNullable<Parameters<Office['register']>[2]>) => {
    const id = await office.register(name, at, more)
    parents.persons.push(id)
    for (const number of [more.phone, more.idNumber]) if (number) parents.numbers.set(number.toLowerCase(), id)
  }
  for (const branch of branches) {
    for (let no = 0; no < 4; no++) await enter(`${marks.next()}党员`, branch, { ...parents.numbersOf(), job: `${marks.next()}工` })
  }
  must(await beginTerm(world, office.doer, { act: newId(), id: branches[0]!, startsOn: '2026-01-10', confirmed: true }))
  must(await beginPost(world, office.doer, { act: newId(), id: parents.persons.at(-1)!, organisation: branches[1]!, post: 'party.branch.secretary', on: '2026-01-10' }))
  const young = { status: 'member', born: '2005-01-01', joinedOn: '2021-05-04', on: '2021-05-04' }
  for (let no = 0; no < 2; no++) await enter(`${marks.next()}团员`, leagueBranch, { ...young, phone: parents.numbersOf().phone })
  return { committee, branches, league, leagueBranch, unit }
}

async function plantTwin(world: TestWorld, marks: Canaries, numbered: Pick<Parents, 'numbers' | 'numbersOf'>): Promise<Twin> {
  const office = await openOffice(world, 'party.local-committee', `中共${marks.next()}县委员会`)
  const leagueTop = await office.found('league.local-committee', `共青团${marks.next()}县委员会`, null, { leader: office.top })
  const persons: string[] = []
  const subs = []
  for (let no = 0; no < 2; no++) subs.push(await plantSub(world, office, marks, { top: office.top, leagueTop, persons, ...numbered }))
  return { office, leagueTop, subs, persons }
}

async function account(world: TestWorld, realm: number, personId: string | null) {
  const now = world.clock.now()
  const { id } = await invite(world.db, { login: `t${newId().slice(-12)}`, name: '测试', realm, personId, now })
  await openWithoutPassword(world.db, id)
  const token = await openSession(world.db, id, { address: '127.0.0.1', agent: 'test' }, now)
  return { accountId: id, headers: { cookie: `__Host-tongxin=${token}` } }
}

async function seated(world: TestWorld, office: Office, post: string, at: string): Promise<Caller> {
  const organisation = await office.organisation(at)
  const { accountId, headers } = await account(world, office.realm, null)
  const { realm } = office
  const reach = post === 'system.administrator' ? [] : await within(world.db, everywhere(realm), (tx) => reachOf(tx, realm, organisation.id))
  const where = { organisationId: at, organisationName: organisation.name, path: organisation.path }
  const seatId = await seat(world.db, { realm, accountId, post, ...where, reach, starts: '2000-01-01', ends: null })
  return { who: `${post} ${organisation.name}`, realm, accountId, headers: { ...headers, 'x-seat': seatId }, post, at, person: null, seatId }
}

/** A second account in the same post. */
export const seatAnother = (world: TestWorld, { twins }: Twins, { realm, post, at }: Caller): Promise<Caller> =>
  seated(world, twins.find(({ office }) => office.realm === realm)!.office, post!, at!)

async function callersOf(world: TestWorld, { office, leagueTop, subs, persons }: Twin): Promise<Caller[]> {
  const posts: [string, string][] = [
    ['party.local-committee.organisation-officer', office.top],
    ['league.local-committee.secretary', leagueTop],
    ['party.local-committee.accountant', office.top],
    ['system.administrator', office.top],
    ...subs.flatMap(({ committee, branches, league, leagueBranch }): [string, string][] => [
      ['party.working-committee.secretary', committee],
      ['party.working-committee.committee-member', committee],
      ['league.working-committee.secretary', league],
      ['party.branch.secretary', branches[0]!],
      ['party.branch.organisation-member', branches[1]!],
      ['league.branch.secretary', leagueBranch],
    ]),
  ]
  const callers = []
  for (const [post, at] of posts) callers.push(await seated(world, office, post, at))
  for (const person of [persons[0]!, persons.at(-1)!]) {
    const mine = await account(world, office.realm, person)
    callers.push({ who: 'a member without a post', realm: office.realm, ...mine, post: null, at: null, person, seatId: null })
  }
  return callers
}

const roster = (marks: Canaries) =>
  ['姓名,性别,所在党支部', ...[1, 2, 3].map(() => `${marks.next()}新人,男,${marks.next()}不存在党支部`)].join('\n')

/** An import that waits with its rows, faults and names to be settled, in every branch. */
async function plantImports(app: FastifyInstance, { callers, canaries: marks }: Twins): Promise<void> {
  for (const { headers, at, post } of callers) {
    if (!post || !at || !/branch\.|committee\.(secretary|organisation)/.test(post)) continue
    await clientOf(app, headers).call(paste, { organisation: at, text: roster(marks).replaceAll(',', '\t') })
    await exchange.jobs.idle()
  }
}

/** A month collected and closed in each second branch, and a voucher that waits at the top. */
async function plantDues(app: FastifyInstance, { twins, callers }: Twins): Promise<void> {
  for (const { office, subs } of twins) {
    const clientAs = (post: string) => clientOf(app, callers.find((one) => one.realm === office.realm && one.post === post)!.headers)
    const officer = clientAs('party.local-committee.organisation-officer')
    for (const { branches: [, organisation] } of subs) {
      const person = await office.register(`费${newId().slice(-6)}`, organisation!)
      const at = { organisation: organisation!, person }
      await officer.call(assess, { act: newId(), ...at, from: '2026-01', payer: 'student', slip: 'none', items: [] })
      await officer.call(collect, { act: newId(), ...at, months: ['2026-09'], fen: 20, way: 'cash', paidOn: '2026-09-20' })
      await officer.call(closeMonth, { act: newId(), organisation: organisation!, month: '2026-09' })
    }
    await clientAs('party.local-committee.accountant').call(draw, { act: newId(), organisation: office.top, kind: 'interest', on: '2026-11-01', fen: 100 })
  }
}

export async function plantTwins(world: TestWorld, app: FastifyInstance): Promise<Twins> {
  const marks = canaries()
  const numbered = { numbers: new Map<string, string>(), numbersOf: numbering() }
  const twins = [await plantTwin(world, marks, numbered), await plantTwin(world, marks, numbered)]
  const callers: Caller[] = []
  for (const twin of twins) callers.push(...(await callersOf(world, twin)))
  callers.push({ who: 'a stranger', realm: 0, headers: {}, accountId: 0, post: null, at: null, person: null, seatId: null })
  const planted = { world, twins, callers, canaries: marks, numbers: numbered.numbers }
  await plantImports(app, planted)
  await plantDues(app, planted)
  return planted
}
