import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { fixedClock } from '#base/clock.ts'
import { newId } from '#base/id.ts'
import { many, one, run } from '#base/sql.ts'
import { whoAmI } from '#access/contract.ts'
import { invite, knowOwner, openWithoutPassword } from '#access/accounts.ts'
import { installationSeat, type AdministratorPost } from '#access/administrators/posts.ts'
import { seat } from '#access/seats.ts'
import { openSession } from '#access/sessions.ts'
import { profileOf, saveProfile, type Profile } from '#access/profile.ts'
import { shipEvents } from '#access/shipping.ts'
import { everywhere, within } from '#database/scope.ts'
import { myNotices } from '#notices/contract.ts'
import * as organisations from '#organisations/contract.ts'
import * as people from '#people/contract.ts'
import * as orgLife from '#org-life/contract.ts'
import * as contract from '#app/administration/contract.ts'
import { confirmHere } from '#app/cli/administrators.ts'
import { printSlip } from '#app/cli/slip.ts'
import { contracts } from '#app/modules.ts'
import { powers } from '#app/powers.ts'
import { postByCode, posts } from '#organisations/posts.ts'
import { idNumber as numberOf } from '#app/samples/identity.ts'
import { openOffice, type Office } from '../../../test/office.ts'
import { once } from '../../../test/cluster.ts'
import { clientOf, serving, type Client } from '../../../test/serving.ts'
import { testWorld, type TestWorld } from '../../../test/world.ts'

let world: TestWorld
let app: FastifyInstance
let office: Office
const open: { world: TestWorld; app: FastifyInstance }[] = []

beforeEach(async () => {
  world = await testWorld()
  app = await serving(world)
  open.push({ world, app })
  office = await openOffice(world, 'party.committee', '青石镇党委')
})
afterAll(async () => {
  for (const one of open) {
    await one.app.close()
    await one.world.end()
  }
})

const today = '2026-11-23'
const at = (time: string) => void (world.clock = fixedClock(time))
const idOf = (no: number) => numberOf('1980-01-01', '男', no, '990009')

interface Administrator extends Client {
  accountId: number
  login: string
}

/** Signs an account in, as one of its seats. */
async function signIn(accountId: number, seatId: string): Promise<Client> {
  const token = await openSession(world.db, accountId, { address: '127.0.0.1', agent: 'test' }, world.clock.now(), ['password', 'totp'])
  return clientOf(app, { cookie: `__Host-tongxin=${token}`, 'x-seat': seatId })
}

async function administrator(post: AdministratorPost, name: string): Promise<Administrator> {
  const login = `a${newId().slice(-10)}`
  const { id } = await invite(world.db, { login, name, realm: 0, personId: null, now: world.clock.now() })
  await openWithoutPassword(world.db, id)
  const seatId = await seat(world.db, { ...installationSeat, accountId: id, post, starts: '2020-01-01', ends: null })
  return { ...(await signIn(id, seatId)), accountId: id, login }
}

/** Three people in place and nobody who also holds a post; the first administrator has handed over. */
async function three(profile: Profile = 'committee') {
  await run(world.db, sql`update access_seats set ends = ${today} where post = 'system.administrator'`)
  const found = {
    system: await administrator('system.administrator', '林守一'),
    security: await administrator('system.security', '方正之'),
    audit: await administrator('system.audit', '苏明鉴'),
  }
  await saveProfile(world.db, profile, world.clock.now())
  return found
}

const proposal = (more: object = {}) => ({ act: newId(), post: 'system.audit' as const, login: 'linqing', name: '林青', idNumber: idOf(11), reason: '接替苏明鉴', ...more })
/** Somebody signed in who holds no post. */
async function cookieWithoutPost(): Promise<{ cookie: string }> {
  const { id } = await invite(world.db, { login: `plain${newId().slice(-8)}`, name: '无职务', realm: office.realm, personId: null, now: world.clock.now() })
  await openWithoutPassword(world.db, id)
  return { cookie: `__Host-tongxin=${await openSession(world.db, id, { address: '127.0.0.1', agent: 'test' }, world.clock.now())}` }
}

const viewOf = async (client: Client) => (await client.call(contract.view, {})).administration!
const eventsOf = (kind: string) => many(world.db, sql<{ detail: string; login: string | null; permission: string | null; amount: number | null; doer: string }>`
  select detail, login, permission, amount, doer from access_events where kind = ${kind} order by id`)
const noticesOf = async (client: Client) => (await client.call(myNotices, {})).rows.map((row) => row.title)

describe('what the three may do', () => {
  const ofAdministrators = ['system.administrator', 'system.security', 'system.audit'] as const
  test('no permission is held by two of them', () => {
    const all = ofAdministrators.flatMap((post) => [...powers.permissionsOf(post)])
    expect(all.length).toBeGreaterThan(10)
    expect(new Set(all).size).toBe(all.length)
  })

  test('no permission of theirs is held by any post of an organisation, and the other way round', () => {
    const business = new Set(posts.filter((post) => post.kind !== null).flatMap((post) => [...powers.permissionsOf(post.code)]))
    const theirs = ofAdministrators.flatMap((post) => [...powers.permissionsOf(post)])
    expect(theirs.filter((permission) => business.has(permission))).toEqual([])
    expect(business.size).toBeGreaterThan(15)
  })

  test('the emergency seat carries no data away and gives no right that outlasts its hour', () => {
    const held = powers.permissionsOf('system.emergency')
    for (const permission of [people.permissions.export, people.permissions.unmask, people.permissions.invite, people.permissions.posts, people.permissions.merge, orgLife.permissions.export]) {
      expect([permission, held.has(permission)]).toEqual([permission, false])
    }
    expect(postByCode('system.emergency').kind).toBeNull()
  })
})

describe('one person', () => {
  const account = async (name: string, owner?: string) => {
    const { id } = await invite(world.db, { login: `p${newId().slice(-10)}`, name, realm: office.realm, personId: null, now: world.clock.now() })
    if (owner) await knowOwner(world.db, id, Buffer.from(owner))
    return id
  }
  const give = (accountId: number, post: string, more: object = {}) =>
    seat(world.db, { ...installationSeat, accountId, post, starts: today, ends: null, ...more })
  const refusal = (work: Promise<unknown>) => work.then(() => 'given', (error: { refused?: { refusal: string } }) => error.refused?.refusal)
  const business = 'party.committee.deputy-secretary'

  test.each([
    ['system.administrator', 'system.security', 'one-branch', false],
    ['system.administrator', 'system.audit', 'one-branch', false],
    ['system.security', 'system.audit', 'committee', false],
    ['system.administrator', business, 'one-branch', true],
    ['system.administrator', business, 'committee', false],
    ['system.security', business, 'one-branch', false],
    ['system.audit', business, 'region', false],
    [business, 'party.committee.organisation-officer', 'region', true],
    ['system.audit', 'system.emergency', 'committee', true],
  ])('as %s and %s in the profile %s: %s', async (one, other, profile, may) => {
    await run(world.db, sql`update access_seats set ends = ${today} where post = 'system.administrator'`)
    await saveProfile(world.db, profile as Profile, world.clock.now())
    for (const owner of [undefined, `owner ${one} ${other}`]) {
      const first = await account('甲', owner)
      const second = owner ? await account('甲（另一个账号）', owner) : first
      const hour = (post: string) => (post === 'system.emergency' ? { until: new Date('2026-11-23T03:00:00Z') } : {})
      await give(first, one)
      expect(await refusal(give(second, other, hour(other)))).toBe(may ? 'given' : 'access.posts-apart')
    }
  })

  test('may take up another post on the day the first ended, not the day before', async () => {
    const id = await account('乙')
    await give(id, 'system.audit', { starts: '2026-01-01', ends: today })
    expect(await refusal(give(id, business, { starts: '2026-11-22' }))).toBe('access.posts-apart')
    expect(await refusal(give(id, business))).toBe('given')
  })

  const bothAtOnce = async (owner: string) => {
    const [first, second] = [await account('丙', owner), await account('丙二', owner)]
    const slowly = (accountId: number, post: string) =>
      within(world.db, everywhere(0), async (tx) => {
        await seat(tx, { ...installationSeat, accountId, post, starts: today, ends: null })
        await many(tx, sql`select pg_sleep(0.03)`)
      })
    return (await Promise.all([refusal(slowly(first, 'system.security')), refusal(slowly(second, 'system.audit'))])).sort()
  }

  test('gets one of two administrators’ posts granted at the same moment, never both', async () => {
    for (let round = 0; round < 12; round++) expect(await bothAtOnce(`owner ${round}`)).toEqual(['access.posts-apart', 'given'])
  })

  test('would get both if grants did not wait for each other: the check above can fail', async () => {
    await once(world.superuserUrl, `create or replace function access_lock(what text) returns void language sql as ''`)
    const outcomes = []
    for (let round = 0; round < 6; round++) outcomes.push(await bothAtOnce(`owner ${round}`))
    expect(outcomes).toContainEqual(['given', 'given'])
  })

  test('found to own two accounts at the moment both get a post: the second to come is refused', async () => {
    for (let round = 0; round < 24; round++) {
      const [first, second] = [await account('丁', `known ${round}`), await account('丁二')]
      await give(first, 'system.security')
      const grants = [refusal(give(second, 'system.audit')), refusal(knowOwner(world.db, second, Buffer.from(`known ${round}`)))]
      expect((await Promise.all(grants)).sort()).toEqual(['access.posts-apart', 'given'])
    }
  })

  test('who is an administrator gets no post of an organisation through the roster either', async () => {
    const branch = await office.found('party.branch', '柳湾党支部', office.top)
    const person = await office.register('林青', branch, { idNumber: idOf(11), sex: '男', born: '1980-01-01' })
    const { id } = await invite(world.db, { login: 'linqing2', name: '林青', realm: office.realm, personId: person, now: world.clock.now() })
    await openWithoutPassword(world.db, id)
    const first = await firstAdministrator()
    await first.call(contract.propose, proposal())
    const head = await office.as(app, 'party.committee.secretary', office.top)
    const other = await office.register('改号的人', branch, { idNumber: idOf(14) })
    const { id: otherAccount } = await invite(world.db, { login: 'gaihao', name: '改号的人', realm: office.realm, personId: other, now: world.clock.now() })
    await openWithoutPassword(world.db, otherAccount)
    await head.call(people.beginPost, { act: newId(), id: other, organisation: office.top, post: business, on: today })
    const administratorNumber = { act: newId(), id: other, version: 1, changes: { idNumber: idOf(15) } }
    await first.call(contract.propose, proposal({ login: 'linwu', name: '林五', idNumber: idOf(15) }))
    expect((await head.refused(people.change, administratorNumber)).code).toBe('access.posts-apart')
    const refused = await head.refused(people.beginPost, { act: newId(), id: person, organisation: office.top, post: business, on: today })
    expect(refused.code).toBe('access.posts-apart')
  })
})

/** Whoever came through the one-time link: secretary and administrator in one. */
async function firstAdministrator(): Promise<Administrator> {
  const row = await one(world.db, sql<{ id: number; seat: string; login: string }>`select a.id, s.public_id as seat, a.login from access_seats s join access_accounts a on a.id = s.account_id
    where s.post = 'system.administrator' and a.realm_id = ${office.realm}`)
  return { ...(await signIn(row.id, row.seat)), accountId: row.id, login: row.login }
}

describe('a one-branch installation', () => {
  test('runs with one administrator who is secretary too, and shows which guards are off', async () => {
    const view = await viewOf(await firstAdministrator())
    expect(view.profile).toBe('one-branch')
    expect(view.guards).toEqual({ secondFactor: 'optional', threeAdministrators: false, secondGrantor: false, breakGlassTwo: false })
    expect(view.administrators).toMatchObject([{ post: 'system.administrator', name: '王芳', busy: true, active: true, confirmedBy: null }])
    expect(view.lacks['committee']).toEqual(['还没有能登录的安全管理员', '还没有能登录的审计管理员', expect.stringContaining('同时担任')])
  })

  test('grants at once, and says that nobody else was asked', async () => {
    const first = await firstAdministrator()
    const { alone, slip } = await first.call(contract.propose, proposal())
    expect([alone, slip!.login]).toEqual([true, 'linqing'])
    const { administrators, past } = await viewOf(first)
    expect(administrators.map((one) => [one.name, one.active, one.confirmedBy])).toEqual([['王芳', true, null], ['林青', false, null]])
    expect(past.map((one) => [one.words, one.outcome])).toEqual([['林青（linqing）任审计管理员', 'alone']])
    expect(await eventsOf('alone')).toMatchObject([{ detail: '林青（linqing）任审计管理员' }])
  })

  test('opens an emergency seat by one person, as loud as by two', async () => {
    const { alone } = await (await firstAdministrator()).call(contract.askEmergency, { act: newId(), organisation: '青石镇党委', reason: '书记住院，今天要报名单' })
    expect(alone).toBe(true)
    expect((await eventsOf('emergency-opened'))[0]!.detail).toContain('未经第二人')
  })

  test('answers nobody but an administrator', async () => {
    expect(await (await office.as(app, 'party.committee.secretary', office.top)).call(contract.view, {})).toEqual({ administration: null })
    expect(await clientOf(app, await cookieWithoutPost()).call(contract.view, {}), 'an account without any post').toEqual({ administration: null })
  })
})

describe('a grant', () => {
  test('gives nothing until another person has confirmed', async () => {
    const { system, security } = await three()
    const { id, alone } = await system.call(contract.propose, proposal())
    expect(alone).toBe(false)
    expect((await viewOf(system)).administrators).toHaveLength(3)
    expect(await noticesOf(security)).toEqual(['等您确认：林青（linqing）任审计管理员'])
    expect((await viewOf(system)).open[0]).toMatchObject({ own: true, mine: false })
    expect((await viewOf(security)).open[0]).toMatchObject({ own: false, mine: true })
    await security.call(contract.answer, { act: newId(), id, agree: true })
    expect((await viewOf(system)).administrators.map((one) => [one.name, one.confirmedBy?.includes('方正之')])).toContainEqual(['林青', true])
    expect(await eventsOf('confirmed')).toHaveLength(1)
  })

  test('is confirmed neither by its proposer, nor by their other account, nor by whom it is for', async () => {
    const { security } = await three()
    const row = await one(world.db, sql<{ id: number }>`select id from access_accounts where login = ${security.login}`)
    const insert = (by: number, whom: number | null) =>
      one(world.db, sql<{ id: string }>`insert into access_proposals (public_id, kind, account_id, post, reason, proposed_by, proposer, proposed_at, expires_at)
        values (${newId()}, 'seat', ${whom}, 'system.audit', '事由', ${by}, '某人', ${world.clock.now()}, ${new Date('2026-12-01T00:00:00Z')}) returning public_id as id`)
    const twin = await invite(world.db, { login: 'fangzhengzhi2', name: '方正之', realm: 0, personId: null, now: world.clock.now() })
    for (const account of [row.id, twin.id]) await knowOwner(world.db, account, Buffer.from('方正之'))
    const stranger = await invite(world.db, { login: 'moshengren', name: '陌生人', realm: 0, personId: null, now: world.clock.now() })
    const codeOf = async (by: number, whom: number | null) =>
      (await security.refused(contract.answer, { act: newId(), id: (await insert(by, whom)).id, agree: true })).code
    expect(await codeOf(row.id, stranger.id)).toBe('access.own-proposal')
    expect(await codeOf(twin.id, stranger.id)).toBe('access.own-proposal')
    expect(await codeOf(stranger.id, row.id)).toBe('access.concerns-oneself')
    expect(await codeOf(stranger.id, twin.id)).toBe('access.concerns-oneself')
    expect((await viewOf(security)).administrators).toHaveLength(3)
  })

  test('may be confirmed by the database itself to have two people', async () => {
    const { system } = await three()
    const { id } = await system.call(contract.propose, proposal())
    await expect(run(world.db, sql`update access_proposals set outcome = 'confirmed', answered_by = proposed_by where public_id = ${id}`)).rejects.toThrow(/second_person/)
  })

  test('can be confirmed to the last second of seven days, and no longer', async () => {
    const { system, security } = await three()
    const [first, second] = [(await system.call(contract.propose, proposal())).id, (await system.call(contract.propose, proposal({ login: 'linlan', name: '林岚', idNumber: idOf(12) }))).id]
    at('2026-11-30T02:00:00Z')
    const late = await administrator('system.security', '后来人')
    expect((await late.refused(contract.answer, { act: newId(), id: first, agree: true })).code).toBe('access.proposal-expired')
    expect((await viewOf(late)).past.map((one) => one.outcome)).toEqual(['expired', 'expired'])
    at('2026-11-30T01:59:59Z')
    expect((await late.call(contract.answer, { act: newId(), id: second, agree: true })).id).toBe(second)
    expect(security.login).not.toBe(late.login)
  })

  test('is answered once: of a confirmation, a refusal and a withdrawal at the same time one counts', async () => {
    const { system, security } = await three()
    const { id } = await system.call(contract.propose, proposal())
    const answers = await Promise.all([
      security.send(contract.answer, { act: newId(), id, agree: true }),
      security.send(contract.answer, { act: newId(), id, agree: false }),
      system.send(contract.withdraw, { act: newId(), id }),
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422, 422])
  })

  test('is withdrawn by who proposed it, by nobody else', async () => {
    const { system, security, audit } = await three()
    const { id } = await system.call(contract.propose, proposal())
    for (const other of [security, audit]) expect((await other.refused(contract.withdraw, { act: newId(), id })).code).toBe('access.proposal-unknown')
    await system.call(contract.withdraw, { act: newId(), id })
    expect((await security.refused(contract.answer, { act: newId(), id, agree: true })).code).toBe('access.proposal-closed')
  })

  test('wants a lawful ID number and keeps only its keyed hash', async () => {
    const { system } = await three()
    expect((await system.refused(contract.propose, proposal({ idNumber: `${idOf(11).slice(0, 17)}A` }))).code).toBe('app.id-number-wrong')
    await system.call(contract.propose, proposal())
    const dump = await once(world.superuserUrl, `select (select string_agg(t::text, ' ') from access_accounts t) || (select string_agg(t::text, ' ') from access_proposals t)
      || (select string_agg(t::text, ' ') from access_events t) || (select string_agg(t::text, ' ') from ledger_answers t) as all`)
    expect((dump.rows[0] as { all: string }).all).not.toContain(idOf(11).slice(0, 17))
  })

  test('for somebody else’s login is refused', async () => {
    const { system } = await three()
    await system.call(contract.propose, proposal())
    expect((await system.refused(contract.propose, proposal({ idNumber: idOf(13) }))).code).toBe('access.another-person')
    expect((await system.refused(contract.propose, proposal({ name: '林清' }))).code).toBe('access.another-person')
  })

  test('retried with the same act is one proposal, and the code is not shown again', async () => {
    const { system } = await three()
    const wish = proposal()
    const first = await system.call(contract.propose, wish)
    const again = await system.call(contract.propose, wish)
    expect([again.id, again.slip]).toEqual([first.id, null])
    expect((await viewOf(system)).open).toHaveLength(1)
  })

  test('stands in the ledger of the installation with its answer', async () => {
    const { system, security } = await three()
    const { id } = await system.call(contract.propose, proposal())
    await security.call(contract.answer, { act: newId(), id, agree: true })
    const kinds = await within(world.db, everywhere(0), (tx) => many(tx, sql<{ kind: string }>`select kind from ledger_entries where realm_id = 0 and ref_id = ${id} order by id`))
    expect(kinds.map(({ kind }) => kind)).toEqual(['access.propose', 'access.answer'])
  })
})

describe('an administrator’s end', () => {
  const seatOf = async (client: Client, post: string) => (await viewOf(client)).administrators.find((one) => one.post === post)!.seat

  test('needs a second person, and never leaves a post empty that the profile needs', async () => {
    const { system, security, audit } = await three()
    const { id } = await system.call(contract.proposeEnd, { act: newId(), seat: await seatOf(system, 'system.audit'), reason: '工作调动' })
    expect((await security.refused(contract.answer, { act: newId(), id, agree: true })).code).toBe('access.last-administrator')
    await administrator('system.audit', '接替人')
    await security.call(contract.answer, { act: newId(), id, agree: true })
    expect((await audit.refused(contract.auditLog, {})).code).toBe('access.no-seat')
  })

  test('of the last system administrator is refused in every profile', async () => {
    const first = await firstAdministrator()
    expect((await first.refused(contract.proposeEnd, { act: newId(), seat: await seatOf(first, 'system.administrator'), reason: '工作调动' })).code).toBe('access.last-administrator')
  })

  test('by closing the account: not one’s own, not the last, and the other’s session ends at once', async () => {
    const { system, security } = await three()
    const close = (login: string) => ({ act: newId(), login, reason: '账号被盗用' })
    expect((await security.refused(contract.closeAccount, close(security.login))).code).toBe('access.own-account')
    expect((await security.refused(contract.closeAccount, close(system.login))).code).toBe('access.last-administrator')
    expect((await security.refused(contract.closeAccount, close('meiyou'))).code).toBe('access.account-unknown')
    const second = await administrator('system.administrator', '第二位')
    await security.call(contract.closeAccount, close(second.login))
    expect((await second.refused(contract.installation, {})).code).toBe('access.sign-in-first')
  })
})

describe('the profile', () => {
  const wish = (profile: Profile) => ({ act: newId(), profile, reason: '按上级要求' })
  const hire = async () => ({ security: await administrator('system.security', '方正之'), audit: await administrator('system.audit', '苏明鉴') })

  test('is raised when the three are there and hold nothing else', async () => {
    const { security } = await hire()
    const refused = await security.refused(contract.setProfile, wish('committee'))
    expect([refused.code, refused.facts!['lacks']]).toEqual(['access.profile-needs', expect.stringContaining('同时担任')])
    await run(world.db, sql`update access_seats set ends = ${today} where post = 'system.administrator'`)
    expect((await security.refused(contract.setProfile, wish('committee'))).facts!['lacks']).toContain('系统管理员')
    await administrator('system.administrator', '林守一')
    await security.call(contract.setProfile, wish('committee'))
    expect(await profileOf(world.db)).toBe('committee')
    expect((await security.refused(contract.setProfile, wish('committee'))).code).toBe('access.profile-unchanged')
  })

  test('and a secretary’s seat at the same moment never leave an administrator with both', async () => {
    await run(world.db, sql`update access_seats set ends = ${today} where post = 'system.administrator'`)
    const { security } = await hire()
    const system = await administrator('system.administrator', '林守一')
    const where = { realm: office.realm, organisationId: office.top, organisationName: '青石镇党委', path: '', reach: [] }
    const [raised, seated] = await Promise.all([
      security.send(contract.setProfile, wish('committee')),
      seat(world.db, { ...where, accountId: system.accountId, post: 'party.committee.secretary', starts: today, ends: null }).then(() => true, () => false),
    ])
    expect([raised.status === 200, seated].filter(Boolean)).toHaveLength(1)
  })

  test('is lowered by two people, loudly', async () => {
    const { system, security, audit } = await three()
    const { id, alone } = await security.call(contract.setProfile, wish('one-branch'))
    expect([alone, await profileOf(world.db)]).toEqual([false, 'committee'])
    expect(await noticesOf(system)).toEqual(['等您确认：规模改为“一个支部”'])
    expect((await security.refused(contract.answer, { act: newId(), id, agree: true })).code).toBe('access.proposal-unknown')
    await system.call(contract.answerProfile, { act: newId(), id, agree: true })
    expect(await profileOf(world.db)).toBe('one-branch')
    for (const one of [security, audit]) expect(await noticesOf(one)).toContain('已确认：规模改为“一个支部”')
  })
})

describe('break-glass', () => {
  const ask = (more: object = {}) => ({ act: newId(), organisation: '青石镇党委', reason: '书记住院，今天要报名单', ...more })

  async function opened() {
    const found = await three()
    const head = await office.as(app, 'party.committee.secretary', office.top)
    const { id } = await found.system.call(contract.askEmergency, ask())
    await found.security.call(contract.answer, { act: newId(), id, agree: true })
    return { ...found, head }
  }

  /** The holder acting as the emergency seat. */
  async function holder(system: Administrator): Promise<Client> {
    const held = await one(world.db, sql<{ id: string }>`select public_id as id from access_seats where account_id = ${system.accountId} and post = 'system.emergency'`)
    return signIn(system.accountId, held.id)
  }

  test('stays shut until the second person agrees; the one who asked cannot', async () => {
    const { system, security } = await three()
    const { id, alone } = await system.call(contract.askEmergency, ask())
    expect(alone).toBe(false)
    expect((await system.call(whoAmI, {})).me!.seats).toHaveLength(1)
    expect((await system.refused(contract.answer, { act: newId(), id, agree: true })).code).toBe('access.not-permitted')
    await security.call(contract.answer, { act: newId(), id, agree: false })
    expect((await security.refused(contract.answer, { act: newId(), id, agree: true })).code).toBe('access.proposal-closed')
    expect((await system.call(whoAmI, {})).me!.seats).toHaveLength(1)
  })

  test('is confirmed within four hours of being asked for, not later', async () => {
    const { system } = await three()
    const { id } = await system.call(contract.askEmergency, ask())
    at('2026-11-23T06:00:00Z')
    const late = await administrator('system.security', '后来人')
    expect((await late.refused(contract.answer, { act: newId(), id, agree: true })).code).toBe('access.proposal-expired')
    at('2026-11-23T05:59:59Z')
    await late.call(contract.answer, { act: newId(), id, agree: true })
    expect((await viewOf(late)).emergencies).toHaveLength(1)
  })

  test('opens one organisation to its holder for one hour, to the second', async () => {
    const { system } = await opened()
    const emergency = await holder(system)
    expect((await emergency.call(organisations.tree, {})).nodes.map((node) => node.name)).toEqual(['青石镇党委'])
    at('2026-11-23T02:59:59Z')
    expect((await (await holder(system)).send(organisations.tree, {})).status).toBe(200)
    at('2026-11-23T03:00:00Z')
    expect((await (await holder(system)).refused(organisations.tree, {})).code).toBe('access.no-such-seat')
    expect((await (await administrator('system.security', '后来人')).call(contract.view, {})).administration!.emergencies).toEqual([])
  })

  test('reaches no other organisation of the realm', async () => {
    const below = await office.found('party.branch', '柳湾党支部', office.top)
    const beside = await office.found('party.branch', '松岭党支部', office.top)
    const { system, security } = await three()
    const { id } = await system.call(contract.askEmergency, ask({ organisation: '柳湾党支部' }))
    await security.call(contract.answer, { act: newId(), id, agree: true })
    const emergency = await holder(system)
    expect((await emergency.send(organisations.read, { id: below })).status).toBe(200)
    expect((await emergency.refused(organisations.read, { id: beside })).code).toBe('access.not-found')
  })

  test('is loud: the head, the others who act there and all administrators are told, and everybody there sees it', async () => {
    const { security, audit, system, head } = await opened()
    expect((await noticesOf(head))[0]).toMatch(/应急授权已开启：“青石镇党委”，持有人 .*林守一，第二人 .*方正之，至 11:00 自动结束。事由：书记住院/)
    expect((await noticesOf(audit))[0]).toContain('应急授权已开启')
    for (const one of [head, system, security, audit]) expect((await one.call(contract.emergenciesHere, {})).emergencies).toHaveLength(1)
    const branch = await office.found('party.branch', '柳湾党支部', office.top)
    const person = await office.register('普通党员', branch)
    const member = await invite(world.db, { login: 'dangyuan', name: '普通党员', realm: office.realm, personId: person, now: world.clock.now() })
    await openWithoutPassword(world.db, member.id)
    const token = await openSession(world.db, member.id, { address: '', agent: '' }, world.clock.now())
    const plain = clientOf(app, { cookie: `__Host-tongxin=${token}` })
    expect((await plain.call(contract.emergenciesHere, {})).emergencies).toMatchObject([{ organisation: '青石镇党委', mine: false }])
    const elsewhere = await openOffice(world, 'party.branch', '别处党支部')
    expect((await (await elsewhere.as(app, 'party.branch.secretary', elsewhere.top)).call(contract.emergenciesHere, {})).emergencies).toEqual([])
  })

  test('marks what is done with it, in the ledger and in the audit log', async () => {
    const branch = await office.found('party.branch', '柳湾党支部', office.top)
    const { system, audit } = await opened()
    const emergency = await holder(system)
    await emergency.call(people.list, { organisation: office.top })
    const registered = { act: newId(), name: '新来的', organisation: branch, status: 'full', joinedOn: '2015-07-01', on: today, confirmed: true }
    await emergency.call(people.register, registered as never)
    const entry = await within(world.db, everywhere(office.realm), (tx) =>
      one(tx, sql<{ post: string }>`select doer_post as post from ledger_entries where realm_id = ${office.realm} and act_id = ${registered.act}`))
    expect(entry.post).toBe('青石镇党委 应急授权')
    const { rows, emergencies } = await audit.call(contract.auditLog, { group: 'emergency' })
    expect(rows.map((row) => row.kind)).toEqual(['emergency-act', 'emergency-look', 'emergency-opened', 'emergency-asked'])
    expect(emergencies).toMatchObject([{ organisation: '青石镇党委', open: true }])
    expect(JSON.stringify(rows)).not.toContain('新来的')
  })

  test('is ended by its holder or any administrator, by nobody else, and is over at once', async () => {
    const { system, audit, head } = await opened()
    const emergency = await holder(system)
    const { emergencies: [one] } = await system.call(contract.emergenciesHere, {})
    expect((await head.refused(contract.endEmergency, { act: newId(), id: one!.id })).code).toBe('app.emergency-over')
    expect((await emergency.send(organisations.tree, {})).status).toBe(200)
    await audit.call(contract.endEmergency, { act: newId(), id: one!.id })
    expect((await emergency.refused(organisations.tree, {})).code).toBe('access.no-such-seat')
    expect((await noticesOf(head))[0]).toContain('应急授权已结束')
    expect((await system.refused(contract.endEmergency, { act: newId(), id: one!.id })).code).toBe('app.emergency-over')
  })

  test('cannot be made longer than an hour by the application', async () => {
    await opened()
    await expect(run(world.db, sql`update access_emergencies set ends_at = ends_at + interval '1 second'`)).rejects.toThrow(/hour/)
  })

  test('wants the whole name of a living organisation', async () => {
    const { system } = await three()
    expect((await system.refused(contract.askEmergency, ask({ organisation: '青石' }))).code).toBe('app.organisation-unknown')
    await openOffice(world, 'party.branch', '青石镇党委')
    expect((await system.refused(contract.askEmergency, ask())).code).toBe('app.organisation-not-clear')
  })
})

describe('the audit log', () => {
  test('cannot be changed or emptied by the application', async () => {
    await three()
    for (const statement of ['update access_events set doer = \'\'', 'delete from access_events', 'truncate access_events']) {
      await expect(run(world.db, sql.raw(statement))).rejects.toThrow(/permission denied/)
    }
  })

  test('holds who came in, who did not, and who was refused what', async () => {
    const { audit, system } = await three()
    await app.inject({ method: 'POST', url: '/api/v1/sign-in', payload: { login: system.login, password: '不对的密码 2026' }, headers: { 'x-tongxin': '1' } })
    await app.inject({ method: 'POST', url: '/api/v1/sign-in', payload: { login: '口令打进了这一栏', password: 'x' }, headers: { 'x-tongxin': '1' } })
    await system.refused(people.list, { organisation: office.top })
    const head = await office.as(app, 'party.committee.secretary', office.top)
    await head.refused(people.read, { id: newId() })
    const { rows } = await audit.call(contract.auditLog, {})
    const told = rows.map((row) => [row.kind, row.login, row.permission])
    expect(told).toContainEqual(['sign-in', system.login, null])
    expect(told).toContainEqual(['sign-in-failed', system.login, null])
    expect(told).toContainEqual(['sign-in-failed', null, null])
    expect(told).toContainEqual(['refused', system.login, 'people.view'])
    const refused = rows.filter((row) => row.kind === 'refused').map((row) => row.words)
    expect(refused).toContainEqual(expect.stringMatching(/^被拒：.*：没有找到，或者它不在您这个职务的范围内$/))
    expect(refused.join(), 'no codes of the program').not.toMatch(/access\./)
    expect(JSON.stringify(rows)).not.toContain('口令打进了这一栏')
  })

  test('tells how many were looked at and exported, and where, not whom nor why', async () => {
    const branch = await office.found('party.branch', '柳湾党支部', office.top)
    const person = await office.register('被看的人', branch, { phone: '19900001234' })
    const { audit } = await three()
    const head = await office.as(app, 'party.committee.secretary', office.top)
    await head.call(people.unmask, { act: newId(), id: person, field: 'phone', reason: '通知被看的人开会' })
    await head.send(people.exportRoster, { act: newId(), organisation: branch, columns: 'official', reason: '报送被看的人', format: 'csv' })
    await head.send(people.exportRoster, { act: newId(), organisation: branch, columns: 'shown', format: 'csv' })
    await head.send(organisations.exportTree, { id: office.top, format: 'csv' })
    const { rows, counts } = await audit.call(contract.auditLog, { group: 'looks' })
    expect(rows.map((row) => [row.kind, row.amount])).toEqual([['export', null], ['export', 1], ['export', 1], ['unmask', 1]])
    expect(rows.at(-1)).toMatchObject({ doer: expect.stringContaining('青石镇党委'), words: expect.stringContaining('电话') })
    expect(counts).toEqual({ looks: 4 })
    expect(JSON.stringify(rows)).not.toMatch(/被看的人|19900001234/)
  })

  test('is read by the audit administrator alone; his own reading by the security administrator alone', async () => {
    const { system, security, audit } = await three()
    const head = await office.as(app, 'party.committee.secretary', office.top)
    for (const other of [system, security, head]) {
      expect((await other.refused(contract.auditLog, {})).code).toBe('access.not-permitted')
      expect((await other.refused(contract.auditExport, {})).code).toBe('access.not-permitted')
    }
    for (const other of [system, audit, head]) expect((await other.refused(contract.auditReads, {})).code).toBe('access.not-permitted')
    await audit.call(contract.auditLog, { q: '柳湾' })
    await audit.call(contract.auditLog, { q: '柳湾' })
    await audit.send(contract.auditExport, { group: 'grants' })
    expect((await security.call(contract.auditReads, {})).rows.map((row) => row.words)).toEqual(['导出审计记录：授权与账号', '查看审计记录：柳湾'])
    expect((await audit.call(contract.auditLog, {})).rows.filter((row) => row.group === 'audit')).toEqual([])
    expect((await audit.call(contract.auditLog, { group: 'audit' })).rows).toEqual([])
  })

  test('is filtered by day, kind, account and words, and paged without a gap', async () => {
    const { audit, system, security } = await three()
    for (let no = 0; no < 7; no++) {
      at(`2026-11-2${no}T02:00:00Z`)
      await openSession(world.db, system.accountId, { address: `10.0.0.${no}`, agent: 'test' }, world.clock.now())
    }
    at('2026-11-23T02:05:00Z')
    const all = await audit.call(contract.auditLog, { login: system.login, group: 'sign-in' })
    expect(all.rows).toHaveLength(8)
    const pages = [await audit.call(contract.auditLog, { login: system.login, group: 'sign-in', limit: 3 })]
    while (pages.at(-1)!.next) pages.push(await audit.call(contract.auditLog, { login: system.login, group: 'sign-in', limit: 3, after: pages.at(-1)!.next! }))
    expect(pages.flatMap((page) => page.rows)).toEqual(all.rows)
    const days = await audit.call(contract.auditLog, { login: system.login, from: '2026-11-21', to: '2026-11-22' })
    expect(days.rows.map((row) => row.at.slice(0, 10))).toEqual(['2026-11-22', '2026-11-21'])
    expect((await audit.call(contract.auditLog, { q: '10.0.0.4' })).rows).toHaveLength(1)
    expect((await audit.call(contract.auditLog, { q: '%' })).rows).toHaveLength(0)
    expect((await audit.call(contract.auditLog, { login: security.login })).rows.every((row) => row.login === security.login)).toBe(true)
  })

  test('is searched and counted ninety days back, further when a first day is given', async () => {
    const { audit, system } = await three()
    const back = async (time: string, address: string) => {
      at(time)
      await openSession(world.db, system.accountId, { address, agent: 'test' }, world.clock.now())
    }
    await back('2026-08-25T02:05:00Z', '10.1.1.1')
    await back('2026-08-25T02:05:00.001Z', '10.1.1.2')
    at('2026-11-23T02:05:00Z')
    expect((await audit.call(contract.auditLog, { q: '10.1.1' })).rows.map((row) => row.address)).toEqual(['10.1.1.2', '10.1.1.1'])
    at('2026-11-23T02:05:00.001Z')
    expect((await audit.call(contract.auditLog, { q: '10.1.1' })).rows.map((row) => row.address)).toEqual(['10.1.1.2'])
    expect((await audit.call(contract.auditLog, { q: '10.1.1', from: '2026-08-01' })).rows).toHaveLength(2)
    expect((await audit.call(contract.auditLog, { login: system.login })).rows.map((row) => row.address)).toContain('10.1.1.1')
  })

  test('pages over events of one instant and takes a forged cursor for none', async () => {
    const { audit, system } = await three()
    for (let no = 0; no < 5; no++) await openSession(world.db, system.accountId, { address: `10.2.0.${no}`, agent: 'test' }, world.clock.now())
    const wish = { login: system.login, group: 'sign-in' as const }
    const seen: string[] = []
    let after: string | undefined
    do {
      const page = await audit.call(contract.auditLog, { ...wish, limit: 2, ...(after && { after }) })
      seen.push(...page.rows.map((row) => row.id))
      after = page.next ?? undefined
    } while (after)
    expect(seen).toEqual((await audit.call(contract.auditLog, wish)).rows.map((row) => row.id))
    for (const forged of [['99999999999999999', 1], ['x', 1], [1e15, 'y'], ['4e15', 3]]) {
      const cursor = Buffer.from(JSON.stringify(forged)).toString('base64url')
      expect((await audit.send(contract.auditLog, { ...wish, after: cursor })).status).toBe(200)
    }
  })

  test('begins a day at midnight in Shanghai', async () => {
    const { audit, system } = await three()
    for (const instant of ['2026-11-24T15:59:59Z', '2026-11-24T16:00:00Z']) {
      at(instant)
      await openSession(world.db, system.accountId, { address: '10.0.0.1', agent: 'test' }, world.clock.now())
    }
    at('2026-11-23T02:05:00Z')
    const on = async (day: string) => (await audit.call(contract.auditLog, { from: day, to: day, login: system.login })).rows.map((row) => row.at)
    expect(await on('2026-11-24')).toEqual(['2026-11-24T15:59:59.000Z'])
    expect(await on('2026-11-25')).toEqual(['2026-11-24T16:00:00.000Z'])
  })

  test('goes out as a file with a stamp', async () => {
    const { audit } = await three()
    const { body } = await audit.send(contract.auditExport, { format: 'csv' })
    expect(body).toMatch(/审计记录（全部）.*共 \d+ 行 · 由 本系统 审计管理员 苏明鉴 于 2026-11-23 10:00 导出/)
    expect(body).toContain('登录名')
  })

  test('is written to the server’s log as soon as it is committed, each event once, without names', async () => {
    const lines: object[] = []
    const heard = { ...world, log: { ...world.log, info: (facts: object) => void lines.push(facts) } } as TestWorld
    const { system } = await three()
    const held = await one(world.db, sql<{ n: number }>`select count(*)::int n from access_events`)
    for (let round = 0; round < held.n + 2; round++) await shipEvents(heard, 2)
    expect(lines).toHaveLength(held.n)
    lines.length = 0
    await system.call(contract.propose, proposal())
    await shipEvents(heard)
    expect(lines).toHaveLength(1)
    await within(world.db, everywhere(0), async (tx) => {
      await run(tx, sql`insert into access_events (at, kind, doer) values (now(), 'console', '还没提交')`)
      // one that began later and is done does not wait for the one before it
      await system.refused(people.list, { organisation: office.top })
      for (const _ of [1, 2]) await shipEvents(heard)
      expect(lines).toHaveLength(2)
    })
    await Promise.all([shipEvents(heard), shipEvents(heard), shipEvents(heard)])
    for (const _ of [1, 2]) await shipEvents(heard)
    expect(lines).toMatchObject([{ audit: { kind: 'proposed', account: expect.any(String) } }, { audit: { kind: 'refused', permission: 'people.view' } }, { audit: { kind: 'console' } }])
    expect(JSON.stringify(lines)).not.toMatch(/林守一|林青|接替|还没提交/)
  })

  test('restored on another server is not shipped again, and what comes after it is', async () => {
    const lines: object[] = []
    const heard = { ...world, log: { ...world.log, info: (facts: object) => void lines.push(facts) } } as TestWorld
    const { system } = await three()
    await once(world.superuserUrl, `update access_events set tx = '99999999999'; update access_shipped set tx = '99999999999', event_id = 5, ahead = '{6}'`)
    await shipEvents(heard)
    expect(lines).toEqual([])
    await system.refused(people.list, { organisation: office.top })
    for (const _ of [1, 2]) await shipEvents(heard)
    expect(lines).toMatchObject([{ audit: { kind: 'refused' } }])
  })
})

describe('the state of the installation', () => {
  test('says whether accounts work, not whose they are', async () => {
    const { system } = await three()
    const { rows } = await system.call(contract.accounts, { limit: 200 })
    expect(rows.map((row) => row.login)).toContain(system.login)
    expect(JSON.stringify(rows)).not.toMatch(/王芳|林守一/)
    const first = await system.call(contract.accounts, { limit: 2 })
    const second = await system.call(contract.accounts, { limit: 2, after: first.next! })
    expect([...first.rows, ...second.rows].map((row) => row.login)).toEqual(rows.slice(0, 4).map((row) => row.login))
  })

  test('shows versions, size and that there is no backup yet', async () => {
    const { system } = await three()
    const state = await system.call(contract.installation, {})
    expect(state).toMatchObject({ postgres: expect.stringMatching(/^\d+/), backup: null, realms: [{ name: '青石镇党委', sample: false }] })
    expect(state.bytes).toBeGreaterThan(1_000_000)
  })

  test('a locked account is listed and unlocked by the security administrator', async () => {
    const { security, system } = await three()
    const guess = () => app.inject({ method: 'POST', url: '/api/v1/sign-in', payload: { login: system.login, password: '不对' }, headers: { 'x-tongxin': '1' } })
    for (let no = 0; no < 10; no++) await guess()
    expect((await guess()).statusCode).toBe(429)
    expect(await security.call(contract.lockedAccounts, {})).toEqual({ logins: [system.login] })
    expect(await eventsOf('sign-in-locked')).toHaveLength(1)
    await security.call(contract.unlockAccount, { act: newId(), login: system.login, reason: '本人打来电话' })
    expect(await security.call(contract.lockedAccounts, {})).toEqual({ logins: [] })
    expect((await guess()).statusCode).toBe(422)
  })
})

test('every endpoint of the administration that is not one’s own is guarded by a permission of exactly one of the three', () => {
  const guarded = contracts.filter((endpoint) => contract.contract.includes(endpoint as never)).flatMap(({ guard }) => ('permission' in guard ? [guard.permission] : []))
  for (const permission of guarded) {
    // the posts of the sample world guard nothing: what they see is the sample's own
    const guarding = posts.filter(({ code }) => !code.startsWith('system.sample-') && powers.permissionsOf(code).has(permission))
    expect([permission, guarding.length]).toEqual([permission, 1])
  }
})

describe('at the server’s console', () => {
  test('a proposal is confirmed when nobody else is left, and everybody hears of it', async () => {
    const { system, audit } = await three()
    const { id } = await system.call(contract.propose, proposal({ post: 'system.security' as const }))
    const said: string[] = []
    await confirmHere(world, id, (line) => void said.push(line))
    expect((await viewOf(system)).administrators.map((one) => one.confirmedBy)).toContain('运行维护 服务器控制台')
    expect(await noticesOf(audit)).toContain('已确认：林青（linqing）任安全管理员')
    await expect(confirmHere(world, id, () => undefined)).rejects.toThrow('已经有了结果')
    await expect(confirmHere(world, newId(), () => undefined)).rejects.toThrow('没有这条提议')
    await expect(confirmHere(world, '1', () => undefined)).rejects.toThrow('编号不对')
  })

  test('no emergency seat is opened: that takes two people who are seen', async () => {
    const { system } = await three()
    const { id } = await system.call(contract.askEmergency, { act: newId(), organisation: '青石镇党委', reason: '书记住院，今天要报名单' })
    await expect(confirmHere(world, id, () => undefined)).rejects.toThrow('没有这条提议')
  })

  test('a slip printed there stands in the audit log', async () => {
    const { system, audit } = await three()
    await printSlip(world, system.login)
    expect((await audit.call(contract.auditLog, { group: 'administration' })).rows.map((row) => row.words)).toEqual([`服务器控制台：为登录名 ${system.login} 打印一次性凭条`])
  })
})
