import { sql } from 'kysely'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fixedClock, type Clock } from '#base/clock.ts'
import { must } from '#base/decision.ts'
import { newId } from '#base/id.ts'
import { many, type Db } from '#base/sql.ts'
import { accountOfPerson, setPassword, type AccountRow } from '#access/accounts.ts'
import { openSession } from '#access/sessions.ts'
import { openPool } from '#database/pools.ts'
import { appRole, urlAs } from '#database/roles.ts'
import { everywhere, within } from '#database/scope.ts'
import { myNotices } from '#notices/contract.ts'
import { workList } from '#app/contract.ts'
import { mergePersons } from '#people/actions/merge.ts'
import * as people from '#people/contract.ts'
import * as mirror from '#people/mirror/contract.ts'
import { idNumber, phoneNumber } from '../../../../test/codes.ts'
import { once } from '../../../../test/cluster.ts'
import { openOffice, type Office } from '../../../../test/office.ts'
import { clientOf, serving, signedIn, type Client } from '../../../../test/serving.ts'
import { testPasswords } from '../../../../test/template.ts'
import { testWorld, type TestWorld } from '../../../../test/world.ts'

const password = '石榴花开在五月的院子里 2026'
let world: TestWorld
let app: FastifyInstance
let office: Office
let branch: string
let beside: string
let secretary: Client
let superior: Client

beforeAll(async () => {
  world = await testWorld()
  app = await serving(world)
  office = await openOffice(world)
  branch = await office.found('party.branch', '石榴社区党支部', office.top)
  beside = await office.found('party.branch', '杏园社区党支部', office.top)
  secretary = await office.as(app, 'party.branch.secretary', branch)
  superior = await office.as(app, 'party.local-committee.organisation-officer', office.top)
})
afterAll(async () => {
  await app.close()
  await world.end()
})

let number = 0
const facts = () => {
  number++
  const born = '1980-05-01'
  return { born, sex: '女' as const, idNumber: idNumber(born, '女', number), phone: phoneNumber(number), address: `石榴街 ${number} 号`, job: '社区工作者' }
}

interface Member {
  id: string
  name: string
  facts: ReturnType<typeof facts>
  client: Client
  account: AccountRow
}

/** Somebody of the branch with an account and a password, and no post. */
async function member(name: string, organisation = branch, status = 'full'): Promise<Member> {
  const given = facts()
  const id = await office.register(name, organisation, { ...given, status })
  await secretary.call(people.invite, { act: newId(), id }).catch(() => superior.call(people.invite, { act: newId(), id }))
  const account = (await accountOfPerson(world.db, office.realm, id))!
  await setPassword(world.db, account, password, world.clock.now())
  const token = await openSession(world.db, account.id, { address: '127.0.0.1', agent: 'test' }, world.clock.now())
  return { id, name, facts: given, account, client: clientOf(app, { cookie: `__Host-tongxin=${token}` }) }
}

const inRealm = <T>(work: (tx: Db) => Promise<T>) => within(world.db, everywhere(office.realm), work)
const mirrorOf = async ({ client }: Member) => (await client.call(mirror.myData, {})).mirror!
const linesOf = async (who: Member) => (await mirrorOf(who)).groups.flatMap((group) => group.held)
const line = async (who: Member, field: string) => (await linesOf(who)).find((one) => one.field === field)!
const noticesOf = async ({ client }: Member) => (await client.call(myNotices, {})).rows

describe('what is held about me', () => {
  test('stands by purpose with its reason, its source and how long it is kept; numbers masked', async () => {
    const who = await member('安明')
    const shown = await mirrorOf(who)
    expect(shown.groups.map((group) => group.purpose)).toEqual(['identity', 'contact', 'standing', 'account', 'trace', 'running'])
    expect(shown.groups.every((group) => group.why !== '' && group.basis !== '')).toBe(true)
    expect(await line(who, 'phone')).toMatchObject({ masked: true, kept: expect.stringContaining('登记存在期间') })
    expect(await line(who, 'job')).toMatchObject({ value: '社区工作者', source: `测试 王芳 ${world.clock.today()} 登记` })
    expect(JSON.stringify(shown)).not.toMatch(new RegExp(`${who.facts.idNumber}|${who.facts.phone}|${who.facts.address}`))
    expect((await linesOf(who)).map((one) => one.value)).toContain('石榴社区党支部，正式党员，2015-07-01 起；2015-07-01 加入；身份变化：正式党员（2015-07-01）')
  })

  test('says who corrected a field and when', async () => {
    const who = await member('安宁')
    await secretary.call(people.change, { act: newId(), id: who.id, version: 1, changes: { job: '网格员' } })
    expect(await line(who, 'job')).toMatchObject({ value: '网格员', source: expect.stringMatching(/石榴社区党支部 党支部书记 .* 更正$/) })
    expect((await line(who, 'sex')).source).toMatch(/登记$/)
  })

  test('is nothing for an account that belongs to nobody', async () => {
    expect(await secretary.call(mirror.myData, {})).toEqual({ mirror: null })
    expect(await secretary.call(mirror.seenBy, {})).toMatchObject({ seats: 0 })
    expect((await secretary.refused(mirror.ask, { act: newId(), other: '测试', reason: '测试' })).code).toBe('people.no-own-record')
  })

  test('is shown whole after the password, and not before', async () => {
    const who = await member('安和')
    expect((await who.client.refused(mirror.reveal, { password: '猜的密码不会对的' })).code).toBe('access.wrong-password')
    expect(await who.client.call(mirror.reveal, { password })).toMatchObject({ idNumber: who.facts.idNumber, phone: who.facts.phone, address: who.facts.address })
  })

  test('a stolen session guesses the password no more often than anybody', async () => {
    const who = await member('安平')
    const codes = []
    for (let n = 0; n < 12; n++) codes.push((await who.client.refused(mirror.reveal, { password: `猜的密码第 ${n} 次` })).code)
    expect(codes.slice(0, 9).every((code) => code === 'access.wrong-password')).toBe(true)
    expect(codes.at(-1)).toBe('access.too-many-guesses')
    expect((await who.client.refused(mirror.reveal, { password })).code).toBe('access.too-many-guesses')
  })
})

describe('who sees me', () => {
  test('is told by organisation and post, with the rule: the own branch, the superior; not the branch beside', async () => {
    const who = await member('季春')
    await office.as(app, 'party.branch.secretary', beside)
    const { organisations } = await who.client.call(mirror.seenBy, {})
    expect(organisations.map((one) => [one.organisation, one.relation])).toEqual([['石榴社区党支部', 'own'], ['青石县委员会', 'superior']])
    expect(organisations[0]).toMatchObject({
      why: ['您在“石榴社区党支部”的名册上（党组织）；这是它自己的职务'],
      posts: [{ post: '党支部书记', listed: true, may: expect.arrayContaining(['看全部栏目，号码打码', '写明事由可看全号，每次都会记下']) }],
    })
    expect(organisations[1]!.why).toEqual(['您在“石榴社区党支部”的名册上（党组织）；它是“石榴社区党支部”的上级'])
  })

  test('names the party branch that leads the union of the house', async () => {
    const union = await office.found('union.base', '石榴社区工会委员会', null, { leader: branch })
    const who = await member('季秋', union, 'member')
    const { organisations } = await who.client.call(mirror.seenBy, {})
    // whoever stands above the leading branch reaches what it leads
    expect(organisations.map((one) => [one.organisation, one.relation])).toEqual([['石榴社区党支部', 'leads'], ['青石县委员会', 'leads']])
    expect(organisations[0]!.why).toEqual(['您在“石榴社区工会委员会”的名册上（工会组织）；“石榴社区工会委员会”由它或它的下级带（领导）'])
    expect((await secretary.send(people.read, { id: who.id })).status).toBe(200)
  })

  test('says of the administrator that they see nothing, and it is true', async () => {
    const who = await member('季夏')
    const administrator = await office.as(app, 'system.administrator', branch)
    const { organisations, blind } = await who.client.call(mirror.seenBy, {})
    expect(blind.map((one) => one.post)).toEqual(['系统管理员'])
    expect(organisations.flatMap((one) => one.posts).map((one) => one.post)).not.toContain('系统管理员')
    expect((await administrator.send(people.read, { id: who.id })).status).toBe(403)
  })
})

describe('who looked', () => {
  /** The same kind of secretary on a server whose clock shows another day. */
  const at = async (server: FastifyInstance, clock: Clock) => {
    const organisation = await office.organisation(branch)
    return signedIn(server, { ...world, clock }, { realm: office.realm, post: 'party.branch.secretary', organisation, reach: [organisation.path] })
  }
  const looks = async (who: Member) => (await who.client.call(people.looks, {})).looks.map((look) => look.words)

  test('opening the page is remembered once a day for each who opens it, before it is answered', async () => {
    const who = await member('贺兰')
    for (let n = 0; n < 3; n++) await secretary.call(people.read, { id: who.id })
    await superior.call(people.read, { id: who.id })
    expect(await looks(who)).toEqual(['打开您的登记页', '打开您的登记页'])
    const tomorrow = fixedClock('2026-11-24T02:00:00Z')
    const server = await serving({ ...world, clock: tomorrow })
    await at(server, tomorrow).then((again) => again.call(people.read, { id: who.id }))
    await server.close()
    expect(await looks(who)).toHaveLength(3)
  })

  test('also from several servers at once: one line', async () => {
    const who = await member('贺山')
    const pool = openPool(urlAs(world.superuserUrl, appRole, testPasswords.app), 4, () => undefined)
    const other = await serving({ ...world, db: pool.db })
    const keeper = await office.as(app, 'party.branch.secretary', branch)
    const twin = keeper.over(other)
    await Promise.all([keeper, twin, keeper, twin].map((one) => one.call(people.read, { id: who.id })))
    await other.close()
    await pool.close()
    expect(await looks(who)).toEqual(['打开您的登记页'])
  })

  test('a page that is not answered is not remembered; one’s own page is no look', async () => {
    const who = await member('贺川')
    const stranger = await office.as(app, 'party.branch.secretary', beside)
    expect((await stranger.send(people.read, { id: who.id })).status).toBe(404)
    const asBoth = await office.as(app, 'party.branch.secretary', branch, await office.register('贺州', branch))
    await asBoth.call(people.list, { organisation: branch })
    expect(await looks(who)).toEqual([])
  })

  test('a look at a double that was merged away is still told', async () => {
    const [kept, double] = [await member('贺东'), await office.register('贺东', branch, { confirmed: true })]
    await secretary.call(people.unmask, { act: newId(), id: double, field: 'phone', reason: '核对号码' })
    must(await mergePersons(world, office.doer, { act: newId(), id: double, into: kept.id, reason: '同一人' }))
    expect(await looks(kept)).toContain('查看联系电话：核对号码')
  })

  test('the database itself shows looks to nobody but the person, the one who looked, and jobs', async () => {
    const [one, other] = [await member('贺南'), await member('贺北')]
    await secretary.call(people.read, { id: one.id })
    const seen = (scope: object) =>
      within(world.db, { realm: office.realm, reach: ['1/'], ...scope }, async (tx) =>
        (await many(tx, sql`select 1 from access_looks where ref_id = ${one.id}`)).length)
    expect(await seen({ persons: [one.id] })).toBe(1)
    expect(await seen({ persons: [other.id] })).toBe(0)
    expect(await seen({ accountId: one.account.id })).toBe(0)
    expect(await seen({})).toBe(0)
    expect(await seen({ reach: [''] })).toBe(1)
    expect(await seen({ reach: [''], realm: 0 })).toBe(0)
  })

  test('and notices to nobody but their account', async () => {
    const [one, other] = [await member('贺中'), await member('贺西')]
    await secretary.call(people.unmask, { act: newId(), id: one.id, field: 'phone', reason: '核对号码' })
    const seen = (accountId: number) =>
      within(world.db, { realm: office.realm, reach: [], accountId }, async (tx) =>
        (await many(tx, sql`select 1 from notices where account_id = ${one.account.id}`)).length)
    expect([await seen(one.account.id), await seen(other.account.id)]).toEqual([1, 0])
  })
})

describe('asking for correction', () => {
  const ask = (who: Member, changes: object, more: object = {}) => who.client.call(mirror.ask, { act: newId(), changes, reason: '换了号码', ...more })

  test('lands on the secretary’s work list, is accepted, written with a revision, and the member is told', async () => {
    const who = await member('宋青')
    const phone = phoneNumber(901)
    const { id } = await ask(who, { phone })
    const work = (await secretary.call(workList, {})).items.find((one) => one.about === '宋青')!
    expect(work).toMatchObject({ title: '本人申请更正：联系电话', dueOn: '2026-12-23', daysLeft: 30, address: `/people/${who.id}` })
    expect(work.why?.sentence).toContain('30 天内答复')
    const { corrections, version } = await secretary.call(mirror.corrections, { id: who.id })
    expect(corrections[0]).toMatchObject({ reason: '换了号码', items: [{ field: 'phone', value: phone, state: 'open', now: expect.stringContaining('*') as string }] })
    await secretary.call(mirror.settle, { act: newId(), id, version, accepted: ['phone'] })
    expect(await who.client.call(mirror.reveal, { password })).toMatchObject({ phone })
    expect((await secretary.call(people.read, { id: who.id })).version).toBe(version + 1)
    expect((await who.client.call(mirror.myCorrections, {})).corrections[0]).toMatchObject({ items: [{ stateWords: '已更正' }], settledBy: expect.stringContaining('党支部书记') as string })
    expect((await line(who, 'phone')).source).toMatch(/^本人申请，.* 更正$/)
    expect(await noticesOf(who)).toMatchObject([{ title: '您申请的更正有答复了', body: expect.stringMatching(/^已更正：联系电话。办理：/) as string }])
    expect((await secretary.call(workList, {})).items.filter((one) => one.about === '宋青')).toEqual([])
    const { entries } = await secretary.call(people.history, { id: who.id })
    expect(entries.slice(0, 2).map((entry) => entry.words)).toEqual(['答复宋青的更正申请：采纳联系电话', '宋青申请更正联系电话'])
  })

  test('is accepted in part with a reason for the rest; without one it is refused and nothing is written', async () => {
    const who = await member('宋白')
    const { id } = await ask(who, { job: '主任', education: '大学本科' }, { other: '入党日期应是 2014 年' })
    const { version } = await secretary.call(mirror.corrections, { id: who.id })
    const settle = (more: object) => ({ act: newId(), id, version, accepted: ['education', 'other'], ...more })
    expect((await secretary.refused(mirror.settle, settle({}))).code).toBe('people.answer-missing')
    expect((await line(who, 'education')).value).toBeNull()
    await secretary.call(mirror.settle, settle({ answer: '岗位以任命文件为准' }))
    const [one] = (await who.client.call(mirror.myCorrections, {})).corrections
    expect(one!.items.map((item) => [item.field, item.state])).toEqual([['education', 'accepted'], ['job', 'declined'], ['other', 'accepted']])
    expect(one!.answer).toBe('岗位以任命文件为准')
    expect([(await line(who, 'job')).value, (await line(who, 'education')).value]).toEqual(['社区工作者', '大学本科'])
  })

  test('one open request for a field; it can be withdrawn, once, by oneself only', async () => {
    const [who, another] = [await member('宋红'), await member('宋紫')]
    const { id } = await ask(who, { job: '主任' })
    expect((await who.client.refused(mirror.ask, { act: newId(), changes: { job: '书记' }, reason: '再想想' })).code).toBe('people.already-asked')
    await ask(who, { education: '大学本科' })
    expect((await another.client.refused(mirror.withdraw, { act: newId(), id })).code).toBe('people.request-unknown')
    await who.client.call(mirror.withdraw, { act: newId(), id })
    expect((await who.client.refused(mirror.withdraw, { act: newId(), id })).code).toBe('people.request-closed')
    const { version } = await secretary.call(mirror.corrections, { id: who.id })
    expect((await secretary.refused(mirror.settle, { act: newId(), id, version, accepted: ['job'] })).code).toBe('people.request-closed')
    await ask(who, { job: '书记' })
  })

  test('two requests for one field at the same moment: one is kept', async () => {
    const who = await member('宋灰')
    const sent = await Promise.all(['甲', '乙', '丙'].map((job) => who.client.send(mirror.ask, { act: newId(), changes: { job }, reason: '换了岗位' })))
    expect(sent.map((one) => one.status).toSorted()).toEqual([200, 422, 422])
  })

  test('what is the same as before, or nothing, or not lawful, is refused at once', async () => {
    const who = await member('宋黄')
    const code = async (input: object) => (await who.client.refused(mirror.ask, { act: newId(), reason: '理由', ...input })).code
    expect(await code({ changes: { job: '社区工作者' } })).toBe('people.nothing-asked')
    expect(await code({})).toBe('people.nothing-asked')
    expect(await code({ changes: { phone: '12' } })).toBe('people.phone-wrong')
    expect(await code({ changes: { lostSince: '2026-01-01' } })).toBe('input.invalid')
    expect((await who.client.refused(mirror.ask, { act: newId(), changes: { job: '主任' }, reason: '' })).code).toBe('input.invalid')
  })

  test('the member does not learn whose number it is; who keeps the register does', async () => {
    const [who, another] = [await member('宋金'), await member('宋银')]
    const { id } = await ask(who, { idNumber: another.facts.idNumber })
    const { version } = await secretary.call(mirror.corrections, { id: who.id })
    const refused = await secretary.refused(mirror.settle, { act: newId(), id, version, accepted: ['idNumber'] })
    expect([refused.code, refused.facts?.['name']]).toEqual(['people.id-number-taken', '宋银'])
  })

  test('who answers what was changed meanwhile sees it first', async () => {
    const who = await member('宋蓝')
    const { id } = await ask(who, { job: '主任' })
    const { version } = await secretary.call(mirror.corrections, { id: who.id })
    await superior.call(people.change, { act: newId(), id: who.id, version, changes: { education: '大学本科' } })
    expect((await secretary.refused(mirror.settle, { act: newId(), id, version, accepted: ['job'] })).code).toBe('ledger.changed-meanwhile')
  })

  test('another branch neither sees nor answers it; the superior is asked where the branch has nobody', async () => {
    const lonely = await office.found('party.branch', '无人值守党支部', office.top)
    const who = await member('宋绿', lonely)
    const { id } = await ask(who, { job: '主任' })
    const stranger = await office.as(app, 'party.branch.secretary', beside)
    expect((await stranger.send(mirror.corrections, { id: who.id })).status).toBe(404)
    expect((await stranger.send(mirror.settle, { act: newId(), id, version: 1, accepted: ['job'] })).status).toBe(404)
    const about = async (client: Client) => (await client.call(workList, {})).items.map((one) => one.about)
    expect(await about(superior)).toContain('宋绿')
    expect(await about(stranger)).not.toContain('宋绿')
    await office.as(app, 'party.branch.secretary', lonely)
    expect(await about(superior)).not.toContain('宋绿')
  })
})

describe('a copy of my data', () => {
  const copied = async (who: Member, act = newId()) => who.client.send(mirror.copy, { act, password })

  test('is whole: every row the dictionary ties to me, in clear, and is itself a look', async () => {
    const who = await member('陶然')
    await secretary.call(people.unmask, { act: newId(), id: who.id, field: 'phone', reason: '通知开会' })
    await who.client.call(mirror.ask, { act: newId(), changes: { job: '主任' }, reason: '新任' })
    const { status, body, headers } = await copied(who)
    expect([status, headers['content-disposition']]).toEqual([200, expect.stringContaining('attachment')])
    for (const value of [who.facts.idNumber, who.facts.phone, who.facts.address, '通知开会', '新任', '主任', '石榴社区党支部']) expect(body).toContain(value)
    const raw = (JSON.parse(body) as { 原始记录: Record<string, Record<string, unknown>[]> }).原始记录
    expect(raw['人员登记（people_persons）']).toMatchObject([{ 姓名: '陶然', 公民身份号码: who.facts.idNumber }])
    expect(Object.keys(raw)).toEqual(expect.arrayContaining(['组织关系（people_memberships）', '身份的变化（people_statuses）', '账号（access_accounts）', '登录（access_sessions）', '通知（notices）', '谁看过谁的资料（access_looks）', '本人提出的更正（people_corrections）']))
    expect(body).not.toMatch(/argon2|Buffer/)
    expect((await who.client.call(people.looks, {})).looks[0]).toMatchObject({ words: '本人下载自己的全部资料', doer: '本人 陶然' })
  })

  test('holds nobody else: no id, number, telephone or address of another, and no name but of who acted or holds a post', async () => {
    const others = await Promise.all(['陶甲', '陶乙', '陶丙'].map((name) => member(name)))
    const who = await member('陶陶')
    await secretary.call(people.unmask, { act: newId(), id: others[0]!.id, field: 'phone', reason: '只与陶甲有关' })
    const { body } = await copied(who)
    const held = await inRealm((tx) => many(tx, sql<{ id: string; name: string }>`select public_id as id, name from people_persons where public_id <> ${who.id}`))
    expect(held.filter(({ id, name }) => body.includes(id) || body.includes(name))).toEqual([])
    for (const { facts: { idNumber: no, phone, address } } of others) for (const value of [no, phone, address]) expect(body).not.toContain(value)
    expect(body).not.toContain('只与陶甲有关')
  })

  test('five a day, none without the password, and a retry of the same is no second copy', async () => {
    const who = await member('陶潜')
    expect((await who.client.refused(mirror.copy, { act: newId(), password: '不是这一个密码' })).code).toBe('access.wrong-password')
    const act = newId()
    expect((await copied(who, act)).status).toBe(200)
    expect(JSON.parse((await copied(who, act)).body)).toMatchObject({ code: 'people.look-again' })
    for (let n = 0; n < 4; n++) expect((await copied(who)).status).toBe(200)
    expect(JSON.parse((await copied(who)).body)).toMatchObject({ code: 'people.too-many-copies' })
  })
})

describe('on paper', () => {
  test('a branch prints a sheet for each member, masked; each is a look, the code brings it back', async () => {
    const house = await office.found('party.branch', '纸上党支部', office.top)
    const keeper = await office.as(app, 'party.branch.secretary', house)
    const [one, other] = [await office.register('白纸', house, facts()), await office.register('黑字', house, facts())]
    const { id, sheets } = await keeper.call(mirror.printSheets, { act: newId(), organisation: house })
    expect(sheets).toBe(2)
    const printed = await keeper.call(mirror.sheets, { id })
    expect(printed.sheets.map((sheet) => sheet.name)).toEqual(['白纸', '黑字'])
    expect(JSON.stringify(printed)).not.toMatch(/\d{17}[\dX]|1\d{10}/)
    expect((await secretary.send(mirror.sheets, { id })).status).toBe(404)
    const looked = await once(world.superuserUrl, `select kind from access_looks where ref_id in ('${one}', '${other}')`)
    expect(looked.rows).toEqual([{ kind: 'print' }, { kind: 'print' }])
    const code = printed.sheets[0]!.code
    const enter = (person: string, more: object) => ({ act: newId(), id: person, version: 1, code: code.toLowerCase(), signedOn: world.clock.today(), signed: true, ...more })
    expect((await keeper.refused(mirror.enterSheet, enter(other, {}))).code).toBe('people.sheet-unknown')
    expect((await keeper.refused(mirror.enterSheet, enter(one, { signed: false }))).code).toBe('people.sheet-unsigned')
    await keeper.call(mirror.enterSheet, enter(one, { changes: { job: '退休' } }))
    expect((await keeper.refused(mirror.enterSheet, enter(one, { version: 2 }))).code).toBe('people.sheet-unknown')
    expect((await keeper.call(people.read, { id: one })).job).toBe('退休')
    expect((await keeper.call(people.history, { id: one })).entries[0]!.words).toBe(`录入白纸签字的核对表 ${code}：更正工作岗位`)
    expect((await keeper.call(mirror.sheets, { id })).sheets.map((sheet) => sheet.state)).toEqual(['有更正，已录入', '待收回'])
    await keeper.call(mirror.printSheets, { act: newId(), organisation: house, people: [other] })
    expect((await keeper.call(mirror.sheets, { id })).sheets[1]!.state).toBe('已作废')
  })

  test('nobody to print, and a committee without members, are told so', async () => {
    const empty = await office.found('party.branch', '新成立党支部', office.top)
    expect((await superior.refused(mirror.printSheets, { act: newId(), organisation: empty })).code).toBe('people.nobody-to-print')
  })

  test('a child’s sheet is for the guardian', async () => {
    const brigade = await office.found('pioneers.brigade', '石榴小学少先队大队', null, { leader: office.top })
    const place = await office.found('pioneers.company', '石榴小学一中队', brigade)
    const guarded = { born: '2016-03-01', guardian: '满大', guardianPhone: phoneNumber(77), status: 'member', joinedOn: null, on: '2026-06-01' }
    const child = await office.register('小满', place, guarded)
    const { id } = await superior.call(mirror.printSheets, { act: newId(), organisation: place, people: [child] })
    expect((await superior.call(mirror.sheets, { id })).sheets[0]).toMatchObject({ minor: true, held: expect.arrayContaining([{ label: '监护人', value: '满大' }]) as unknown })
  })
})
