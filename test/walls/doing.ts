import { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import type { AnyEndpoint } from '#base/contract.ts'
import { addDays } from '#base/day.ts'
import { must } from '#base/decision.ts'
import { newId } from '#base/id.ts'
import type { Actor } from '#access/actor.ts'
import { paste, commit as commitImport } from '#exchange/contract.ts'
import { arrange, assess, collect } from '#dues/contract.ts'
import { draw } from '#dues/actions/journal.ts'
import { receiveStatement } from '#dues/statement/actions/reading.ts'
import { addHook } from '#notices/hooks/contract.ts'
import { addLink, found } from '#organisations/contract.ts'
import { plan as planMeetings } from '#org-life/contract.ts'
import { paperCode } from '#org-life/print/rules.ts'
import { beginFloating } from '#people/contract/floating.ts'
import { send as sendTransfer } from '#people/contract/transfers.ts'
import { contracts, exchange } from '#app/modules.ts'
import { powers } from '#app/powers.ts'
import { loadSample } from '#app/sample-loader.ts'
import { once } from '../cluster.ts'
import { idFields, inputOf, schemaOf } from '../inputs.ts'
import { clientOf, type Client } from '../serving.ts'
import { seatAnother, type Caller, type Twin, type Twins } from './twins.ts'

/** One realm of the two, and whoever runs it. */
export interface Stage {
  twins: Twins
  twin: Twin
  officer: Client
  caller: Caller
  /** one value out of the database, read behind the walls */
  ask(statement: string): Promise<string>
}

export function stageOf(twins: Twins, no: number, app: FastifyInstance): Stage {
  const twin = twins.twins[no]!
  const caller = twins.callers.find((one) => one.realm === twin.office.realm && one.post === 'party.local-committee.organisation-officer')!
  const ask = async (statement: string) => String(Object.values((await once(twins.world.superuserUrl, statement)).rows[0] as object)[0])
  return { twins, twin, caller, officer: clientOf(app, caller.headers), ask }
}

const on = '2026-03-01'
/** What whoever changes a thing saw of it: its version. */
const seen = async ({ ask }: Stage, table: string, id: string) => ({ id, version: Number(await ask(`select version from ${table} where public_id = '${id}'`)) })
const open = ({ twin, ask }: Stage, table: string, at: string) =>
  ask(`select t.public_id from ${table} t join organisations o on o.id = t.organisation_id where o.public_id = '${at}' and t.to_on is null and t.realm_id = ${twin.office.realm} order by t.id limit 1`)
const someone = (stage: Stage, sub = 0, branch = 0): Promise<string> => {
  const at = stage.twin.subs[sub]!.branches[branch]!
  return stage.ask(`select p.public_id from people_persons p join people_memberships m on m.person_id = p.id join organisations o on o.id = m.organisation_id
    where o.public_id = '${at}' and m.to_on is null and p.merged_into is null order by p.id desc limit 1`)
}
const another = (stage: Stage) => stage.twin.office.register(`某${newId().slice(-6)}`, stage.twin.subs[0]!.branches[0]!)
const facts = { code: null, kind: 'enterprise', sector: 'private-enterprise', staff: 30, young: 9, migrant: 3, factsOn: null }

const student = ({ twin }: Stage, person: string) =>
  ({ organisation: twin.subs[0]!.branches[0]!, person, from: '2026-01', payer: 'student', slip: 'none', items: [] })
const paying = ({ twin }: Stage, person: string) =>
  ({ organisation: twin.subs[0]!.branches[0]!, person, months: ['2026-11'], fen: 20, way: 'cash', paidOn: '2026-11-20' })
const asking = ({ twin }: Stage, person: string) =>
  ({ organisation: twin.subs[0]!.branches[0]!, person, kind: 'exempt', from: '2026-11', to: '2026-12', reason: '家人重病', decidedOn: '2026-11-20' })

const ofBranch = ({ twin }: Stage) => ({ organisation: twin.subs[0]!.branches[0]! })
/** Who has been in the first branch longest: on every roll of it. */
const eldest = (stage: Stage) => stage.ask(`select p.public_id from people_persons p join people_memberships m on m.person_id = p.id join organisations o on o.id = m.organisation_id
  where o.public_id = '${stage.twin.subs[0]!.branches[0]!}' and m.to_on is null order by p.id limit 1`)

/** A statement with one line of somebody new, read to its end. */
async function readStatement(stage: Stage): Promise<string> {
  const { twin: { office, subs }, twins: { world } } = stage
  const at = subs[0]!.branches[0]!
  const name = await stage.ask(`select name from people_persons where public_id = '${await assessed(stage)}'`)
  const [doer, { path, public_id: organisationId }] = [await office.doerAt(at), await office.organisation(at)]
  const actor = { ...doer, seat: { path, organisationId } } as unknown as Actor
  const file = { name: '对账单.csv', stream: Readable.from([Buffer.from(`交易日期,金额,对方户名\r\n2026-11-20,0.20,${name}`)]) }
  const { publicId } = await receiveStatement({ world, actor, jobs: exchange.jobs }, at, file)
  await exchange.jobs.idle()
  return publicId
}

/** Somebody new whose dues are laid down. */
async function assessed(stage: Stage): Promise<string> {
  const person = await another(stage)
  await stage.officer.call(assess, { act: newId(), ...student(stage, person) } as never)
  return person
}

const drawing = ({ twin }: Stage) => ({ organisation: twin.office.top, kind: 'interest', on: '2026-11-20', fen: 100 })
/** A voucher of interest that a cashier of the county has drawn up, for its accountant to confirm. */
async function drawn({ twin, twins }: Stage): Promise<string> {
  const accountant = twins.callers.find(({ realm, post }) => realm === twin.office.realm && post === 'party.local-committee.accountant')!
  const cashier = await seatAnother(twins.world, twins, { ...accountant, post: 'party.local-committee.cashier' })
  const actor = { ...twin.office.doer, accountId: cashier.accountId, seat: { organisationId: twin.office.top, path: (await twin.office.organisation(twin.office.top)).path }, permissions: new Set() }
  return must(await draw(twins.world, actor as never, { act: newId(), ...drawing({ twin } as Stage), money: 'bank', about: '' } as never)).id
}

/** The membership of somebody who has just come into the first branch. */
async function newMember(stage: Stage): Promise<string> {
  const id = await another(stage)
  return stage.ask(`select m.public_id from people_memberships m join people_persons p on p.id = m.person_id where p.public_id = '${id}'`)
}
const sending = async (stage: Stage) => ({ id: await newMember(stage), to: stage.twin.subs[1]!.branches[0]!, reason: 'work' as const, duesUntil: '2026-02' })
const sent = async (stage: Stage): Promise<string> => (await stage.officer.call(sendTransfer, { act: newId(), ...(await sending(stage)), on: '2026-02-01' } as never)).id
/** A finding about the unit that is not planned or set aside yet. */
const spot = async ({ twin, ask }: Stage) => ({
  id: twin.subs[1]!.unit,
  code: await ask(`select min(s.code) from coverage_spots s join organisations_units u on u.id = s.subject_id and s.subject = 'unit' where u.public_id = '${twin.subs[1]!.unit}' and s.aside_until is null`),
})

async function readyImport({ officer, twin, twins }: Stage): Promise<string> {
  const text = `姓名\t性别\t政治面貌\t入党日期\n赵${twins.canaries.next()}\t男\t中共党员\t2015-07-01`
  const { id } = await officer.call(paste, { organisation: twin.subs[1]!.branches[0]!, text, kind: 'people.party-roster' })
  await exchange.jobs.idle()
  return id
}

/**
 * Inputs that really do something, without the act's id: one row per act. An act without a row is tried with what its
 * contract alone gives, and is mostly refused; the test prints which those are.
 */
export const doing: Record<string, (stage: Stage) => Promise<Record<string, unknown>> | Record<string, unknown>> = {
  'organisations.found': ({ twin }) => ({ kind: 'party.branch', name: '新成立的党支部', parent: twin.subs[0]!.committee, on, flags: [], units: [], approved: true, confirmed: true }),
  'organisations.rename': async (stage) => ({ ...(await seen(stage, 'organisations', stage.twin.subs[0]!.branches[1]!)), name: '改了名的党支部', on }),
  'organisations.move': async (stage) => {
    const { office, subs } = stage.twin
    const id = await office.found('party.branch', '要搬的党支部', subs[0]!.committee)
    return { ...(await seen(stage, 'organisations', id)), parent: subs[1]!.committee, on }
  },
  'organisations.merge': async ({ twin }) => ({ id: await twin.office.found('party.branch', '要并的党支部', twin.subs[0]!.committee), into: twin.subs[0]!.branches[0]!, on, confirmed: true }),
  'organisations.dissolve': async ({ twin }) => ({ id: await twin.office.found('party.branch', '要撤的党支部', twin.subs[0]!.committee), on, reason: '没有成员' }),
  'organisations.add-link': ({ twin }) => ({ kind: 'guides', from: twin.subs[0]!.league, to: twin.subs[1]!.leagueBranch, on }),
  'organisations.end-link': async ({ officer, twin }) => ({
    id: (await officer.call(addLink, { act: newId(), kind: 'guides', from: twin.subs[1]!.league, to: twin.subs[0]!.leagueBranch, on: '2026-01-05' })).id, on,
  }),
  'organisations.begin-term': async (stage) => ({ ...(await seen(stage, 'organisations', stage.twin.subs[0]!.branches[1]!)), startsOn: on, confirmed: true }),
  'organisations.register-unit': ({ twin }) => ({ responsible: twin.subs[0]!.committee, name: '新登记的公司', ...facts }),
  'organisations.change-unit': async (stage) => ({ ...(await seen(stage, 'organisations_units', stage.twin.subs[0]!.unit)), name: '改了名的公司', ...facts, staff: 31 }),
  'organisations.place-in-unit': async (stage) => ({ ...(await seen(stage, 'organisations', stage.twin.subs[0]!.branches[1]!)), units: [stage.twin.subs[0]!.unit], on }),
  'organisations.set-region': async (stage) => ({ ...(await seen(stage, 'organisations', stage.twin.subs[0]!.branches[1]!)), region: '990102', on }),
  'people.register': ({ twin }) => ({ organisation: twin.subs[0]!.branches[0]!, name: '钱新', status: 'full', joinedOn: '2015-07-01', on: '2026-01-10', confirmed: true }),
  'people.change': async (stage) => {
    return { ...(await seen(stage, 'people_persons', await another(stage))), changes: { job: '车工' } }
  },
  'people.join': async (stage) => ({ id: await someone(stage, 0, 1), organisation: await unionOf(stage), status: 'member', on }),
  'people.set-status': async (stage) => ({ id: await open(stage, 'people_memberships', stage.twin.subs[1]!.leagueBranch), status: 'retained', on }),
  'people.leave': async (stage) => {
    const id = await another(stage)
    return { id: await stage.ask(`select m.public_id from people_memberships m join people_persons p on p.id = m.person_id where p.public_id = '${id}'`), on, reason: '调离' }
  },
  'people.begin-post': async (stage) => ({ id: await another(stage), organisation: stage.twin.subs[0]!.branches[0]!, post: 'party.branch.organisation-member', on }),
  'people.end-post': async (stage) => ({ id: await open(stage, 'people_posts', stage.twin.subs[0]!.branches[1]!), on }),
  'people.export': ({ twin }) => ({ organisation: twin.subs[0]!.branches[0]!, below: true, columns: 'shown', format: 'csv' }),
  'people.unmask': async (stage) => ({ id: stage.twin.persons[0]!, field: 'phone', reason: '核对号码' }),
  'people.merge': async (stage) => ({ id: await another(stage), into: await another(stage), reason: '同一个人' }),
  'people.invite': async (stage) => ({ id: await another(stage) }),
  'people.send-transfer': async (stage) => ({ ...(await sending(stage)), on }),
  'people.move-member': async (stage) => ({ id: await newMember(stage), to: stage.twin.subs[1]!.branches[0]!, reason: 'work', on }),
  'people.withdraw-transfer': async (stage) => ({ id: await sent(stage) }),
  'people.return-transfer': async (stage) => ({ id: await sent(stage), reason: 'not-ours' }),
  'people.receive-transfer': async (stage) => ({ id: await sent(stage), on }),
  'people.float': async (stage) => ({ id: await newMember(stage), outside: '外省某市', on }),
  'people.end-floating': async (stage) => {
    const input = { act: newId(), id: await newMember(stage), outside: '外省某市', on: '2026-02-01' }
    return { id: (await stage.officer.call(beginFloating, input)).id, on, reason: 'back' }
  },
  'people.print-sheets': ({ twin }) => ({ organisation: twin.subs[0]!.branches[0]! }),
  'people.ask-correction': () => ({ other: '入党日期不对', reason: '介绍信上不是这一天' }),
  'coverage.set-aside': async (stage) => ({ ...(await spot(stage)), cause: 'other', reason: '正在注销', reviewOn: '2027-01-01' }),
  'coverage.plan': async (stage) => ({ ...(await spot(stage)), targetOn: '2027-01-01' }),
  'notices.add-hook': ({ twin }) => ({ organisation: twin.subs[0]!.branches[0]!, format: 'wecom', address: 'https://robot.example.cn/send?key=abc' }),
  'notices.end-hook': async (stage) => ({ hook: await hookOf(stage) }),
  'notices.test-hook': async (stage) => ({ hook: await hookOf(stage) }),
  'regulations.set': ({ twin }) => ({ organisation: twin.subs[0]!.committee, rule: 'party.branch.lesson', value: 2, document: '县委〔2026〕7号', from: '2026-12-01' }),
  'dues.assess': async (stage) => student(stage, await someone(stage)),
  'dues.collect': async (stage) => paying(stage, await assessed(stage)),
  'dues.correct': async (stage) => ({ receipt: (await stage.officer.call(collect, { act: newId(), ...paying(stage, await assessed(stage)) } as never)).id, reason: '收错了' }),
  'dues.draw': drawing,
  'dues.confirm': async (stage) => ({ order: await drawn(stage) }),
  'dues.drop': async (stage) => ({ order: await drawn(stage), reason: '重复' }),
  'dues.reconcile': ({ twin }) => ({ organisation: twin.office.top, on: '2026-01-31', statement: 0 }),
  'dues.publish': ({ twin }) => ({ organisation: twin.office.top, year: '2026', on: '2026-11-20', way: '党员代表大会' }),
  'dues.close': ({ twin }) => ({ organisation: twin.subs[0]!.branches[0]!, month: '2026-10' }),
  'dues.confirm-statement': async (stage) => ({ statement: await readStatement(stage), sure: true, without: [], picks: [] }),
  'dues.arrange': async (stage) => asking(stage, await assessed(stage)),
  'dues.answer': async (stage) => ({ arrangement: (await stage.officer.call(arrange, { act: newId(), ...asking(stage, await assessed(stage)) } as never)).id, agreed: true }),
  'org-life.plan': ({ twin }) => ({ organisation: twin.subs[0]!.branches[0]!, sessions: [{ kinds: ['party-day'], on: freeDay() }] }),
  'org-life.change': async (stage) => ({ ...(await seen(stage, 'org_life_meetings', await meetingOf(stage))), kinds: ['lesson'], on: '2026-12-20' }),
  'org-life.open': async (stage) => ({ id: await meetingOf(stage), on }),
  'org-life.cancel': async (stage) => ({ id: await meetingOf(stage), reason: '改期' }),
  'org-life.add-matter': async (stage) => ({ id: await meetingOf(stage), kind: 'study', title: '学习党章' }),
  'org-life.paper-file': async (stage) => ({ id: await meetingOf(stage), form: 'record' }),
  'org-life.book-file': ({ twin }) => ({ organisation: twin.subs[0]!.branches[0]!, period: '2026', form: 'book' }),
  'org-life.enter-paper': async (stage) => {
    const id = await meetingOf(stage)
    return { id, code: paperCode('meeting', id), on: '2026-06-01' }
  },
  'org-life.record-talks': async (stage) => ({ ...ofBranch(stage), talker: await someone(stage), partners: [await another(stage)], on: '2026-11-20', occasion: 'yearly' }),
  'org-life.excuse': async (stage) => ({ ...ofBranch(stage), person: await someone(stage), cause: 'ill', from: '2026-11-01' }),
  'org-life.begin-appraisal': (stage) => ({ ...ofBranch(stage), year: '2026', way: 'slip' }),
  'org-life.enter-self-appraisal': async (stage) => ({ ...ofBranch(stage), year: '2026', person: await eldest(stage), text: '学习还不够经常' }),
  'org-life.enter-opinion': async (stage) => ({ ...ofBranch(stage), year: '2026', about: await eldest(stage), text: '要多听取意见' }),
  'exchange.commit': async (stage) => ({ batch: await readyImport(stage), leaveOut: false }),
  'exchange.undo': async (stage) => {
    const batch = await readyImport(stage)
    await stage.officer.call(commitImport, { act: newId(), batch })
    return { batch }
  },
  'app.start-own': ({ twin }) => ({
    administrator: '钱芳', login: `q${twin.office.realm}-${newId().slice(-8)}`, password: '窗外的麻雀在电线杆上多嘴', kind: 'party.branch',
    organisation: '自己的党支部', foundedOn: '2020-01-01', post: 'party.branch.secretary',
  }),
  'app.reset-sample': async ({ twins }) => {
    await loadSample(twins.world)
    return {}
  },
  'app.remove-sample': async ({ twins }) => {
    await loadSample(twins.world)
    return {}
  },
}

async function hookOf({ officer, twin }: Stage): Promise<string> {
  const organisation = await twin.office.found('party.branch', `有群的党支部${newId().slice(-6)}`, twin.subs[0]!.committee)
  return (await officer.call(addHook, { act: newId(), organisation, format: 'wecom', address: 'https://robot.example.cn/send?key=abc' })).id
}

/** One session of a kind is planned on a day: each a day of its own. */
let days = 0
const freeDay = (): string => addDays('2027-01-01', days++)

/** A session planned just now. */
async function meetingOf({ officer, twin }: Stage): Promise<string> {
  const session = { kinds: ['party-day' as const], on: freeDay() }
  return (await officer.call(planMeetings, { act: newId(), organisation: twin.subs[0]!.branches[0]!, sessions: [session] })).ids[0]!
}

/** A base union under the county committee's lead, founded when first asked for. */
async function unionOf({ officer, twin, ask }: Stage): Promise<string> {
  const held = await ask(`select coalesce((select public_id::text from organisations where realm_id = ${twin.office.realm} and kind = 'union.base' limit 1), '')`)
  if (held) return held
  const input = { act: newId(), kind: 'union.base', name: '县直工会', leader: twin.office.top, on: '2020-01-01', flags: [], units: [], approved: true, confirmed: true }
  return (await officer.call(found, input as never)).id
}

export const withAct = (endpoints: readonly AnyEndpoint[]): AnyEndpoint[] => endpoints.filter((one) => one.method === 'POST' && 'act' in (schemaOf(one).properties ?? {}))

/** Who may do it: the county's officer, the administrator, or whoever holds the permission. */
export function doerOf(endpoint: AnyEndpoint, { caller, twin }: Stage, { callers }: Twins): Caller {
  const { guard } = endpoint
  // one's own things are asked for by who has some
  const member = callers.find((one) => one.realm === caller.realm && one.person !== null)
  if ('self' in guard && member) return member
  const own = callers.find((one) => one.post === 'party.branch.secretary' && one.at === twin.subs[0]!.branches[0])
  if (own && endpoint.refusals.includes('org-life.own-branch-only')) return own
  const holds = (one: Caller) => one.realm === caller.realm && one.post !== null && (!('permission' in guard) || powers.permissionsOf(one.post).has(guard.permission))
  return holds(caller) ? caller : (callers.find(holds) ?? caller)
}

export async function inputFor(endpoint: AnyEndpoint, stage: Stage, now: string): Promise<Record<string, unknown>> {
  const own = await doing[endpoint.name]?.(stage)
  if (own) return { ...own, act: newId() }
  // an act of a later module: what the contract alone gives, about the own organisation
  const today = inputOf(endpoint, addDays(now, -1))
  const ids = Object.fromEntries(idFields(endpoint).map((field) => [field, schemaOf(endpoint).properties![field]!.type === 'array' ? [stage.caller.at] : stage.caller.at]))
  return { ...today, ...ids, act: newId() }
}

/** Every act there is, once, as well as the tests know how: a world with rows in the tables of every module. How many were done. */
export async function doEverything(stage: Stage, app: FastifyInstance): Promise<number> {
  const { world } = stage.twins
  const worth = withAct(contracts).filter(({ name }) => !name.startsWith('app.'))
  let done = 0
  for (const endpoint of worth) {
    const client = clientOf(app, doerOf(endpoint, stage, stage.twins).headers)
    const { status } = await client.send(endpoint, await inputFor(endpoint, stage, world.clock.today()))
    done += Number(status === 200)
  }
  await exchange.jobs.idle()
  return done
}
