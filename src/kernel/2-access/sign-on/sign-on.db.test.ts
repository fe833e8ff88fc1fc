import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { systemClock } from '#base/clock.ts'
import type { AnyEndpoint, InputOf, OutputOf, Problem } from '#base/contract.ts'
import { newId } from '#base/id.ts'
import { one } from '#base/sql.ts'
import { accountById, closeAccount, invite, setPassword, type AccountRow } from '#access/accounts.ts'
import * as access from '#access/contract.ts'
import * as factors from '#access/factors/contract.ts'
import { totpCode } from '#access/factors/totp.ts'
import * as contract from '#access/sign-on/contract.ts'
import { signOnWith } from '#access/sign-on/provider.ts'
import { testProvider, type TestProvider } from '../../../../test/provider.ts'
import { clientOf, serving } from '../../../../test/serving.ts'
import { testWorld, type TestWorld } from '../../../../test/world.ts'

const publicUrl = 'https://tongxin.example.cn'
const good = '窗外的麻雀在电线杆上多嘴'
let world: TestWorld
let provider: TestProvider
let app: FastifyInstance
const warnings: string[] = []
let counter = 0

beforeAll(async () => {
  world = await testWorld()
  world.log = { ...world.log, warn: (facts) => void warnings.push(JSON.stringify(facts)) }
  provider = await testProvider(`${publicUrl}/sign-on/back`)
  app = await serving(world, { publicUrl, signOn: signOnWith(provider.settings) })
})
beforeEach(() => {
  // the provider's tokens are dated by the real clock
  world.clock = systemClock
  warnings.length = 0
})
afterEach(() => provider.lie(null))
afterAll(async () => {
  await app.close()
  await provider.end()
  await world.end()
})

const address = () => `10.3.${Math.floor(++counter / 200)}.${(counter % 200) + 1}`

async function post<E extends AnyEndpoint>(endpoint: E, payload: InputOf<E>, cookie = '', server = app) {
  const headers = { 'x-tongxin': '1', ...(cookie && { cookie }) }
  const answer = await server.inject({ method: 'POST', url: `/api/v1${endpoint.path}`, payload: payload as object, remoteAddress: address(), headers })
  const body = answer.json() as OutputOf<E> & Problem
  return { status: answer.statusCode, body, code: body.code, cookie: String(answer.headers['set-cookie'] ?? '').split(';')[0]! }
}
const as = (cookie: string) => clientOf(app, { cookie })
const loginOf = async (cookie: string) => (await as(cookie).call(access.whoAmI, {})).me?.account.login ?? null

interface Holder {
  account: AccountRow
  cookie: string
  subject: string
}

async function account(): Promise<Holder> {
  const made = await invite(world.db, { login: `unit${++counter}`, name: '李平', realm: 0, personId: null, now: world.clock.now() })
  await setPassword(world.db, made, good, world.clock.now())
  const { cookie } = await post(access.signIn, { login: made.login, password: good })
  return { account: (await accountById(world.db, made.id))!, cookie, subject: `s-${made.login}` }
}

/** What the browser brings back from the provider. */
async function from(begun: { address: string; binder: string }, subject: string) {
  return { binder: begun.binder, query: (await provider.visit(begun.address, subject)).search }
}

async function linked(): Promise<Holder> {
  const holder = await account()
  const begun = (await post(contract.linkSignOn, { current: good }, holder.cookie)).body
  const done = await post(contract.finishSignOn, await from(begun, holder.subject), holder.cookie)
  expect([done.status, done.body.linked]).toEqual([200, true])
  return holder
}

const begin = async () => (await post(contract.beginSignOn, {})).body
const enter = async (subject: string, cookie = '') => post(contract.finishSignOn, await from(await begin(), subject), cookie)

describe('signing in through the unit’s own sign-on', () => {
  test('opens the account linked to the subject, in a session that tells how', async () => {
    const holder = await linked()
    const done = await enter(holder.subject)
    expect(done.body).toMatchObject({ next: 'in', name: '李平', linked: false })
    expect(await loginOf(done.cookie)).toBe(holder.account.login)
    expect((await as(done.cookie).call(access.mySessions, {})).sessions.find((one) => one.here)!.by).toEqual(['sign-on'])
  })

  test('sends the browser off with state, nonce and a PKCE challenge, asking for a code', async () => {
    const asked = new URL((await begin()).address).searchParams
    expect(asked.get('response_type')).toBe('code')
    expect(asked.get('code_challenge_method')).toBe('S256')
    for (const name of ['state', 'nonce', 'code_challenge']) expect(asked.get(name)).toMatch(/^[\w-]{43}$/)
    expect(asked.get('redirect_uri')).toBe(`${publicUrl}/sign-on/back`)
  })

  test('makes no account: a subject that nobody linked hears what to do, and so does one whose account was closed', async () => {
    const before = await one(world.db, sql<{ n: number }>`select count(*)::int n from access_accounts`)
    const stranger = await enter('nobody-knows-me')
    expect([stranger.status, stranger.code, stranger.cookie]).toEqual([422, 'access.sign-on-unlinked', ''])
    expect(stranger.body.detail).toContain('“nobody-knows-me@unit”还没有绑定')
    const holder = await linked()
    await closeAccount(world.db, holder.account.id)
    const closed = await enter(holder.subject)
    expect([closed.code, closed.body.detail]).toEqual(['access.sign-on-unlinked', stranger.body.detail.replace('nobody-knows-me', holder.subject)])
    const after = await one(world.db, sql<{ n: number }>`select count(*)::int n from access_accounts`)
    expect(after.n).toBe(before.n + 1)
  })

  test('asks for the second step where the account has one, unless the operator says that the provider asks for two', async () => {
    const holder = await linked()
    const { secret } = (await post(factors.offerTotp, {}, holder.cookie)).body
    await post(factors.confirmTotp, { act: newId(), code: totpCode(secret, world.clock.now()) }, holder.cookie)
    const first = await enter(holder.subject)
    expect([first.body.next, await loginOf(first.cookie)]).toEqual(['code', null])
    const next = totpCode(secret, new Date(world.clock.now().getTime() + 30_000))
    const done = await post(factors.signInCode, { code: next }, first.cookie)
    expect((await as(done.cookie).call(access.mySessions, {})).sessions.find((one) => one.here)!.by).toEqual(['sign-on', 'totp'])
    const trusting = await serving(world, { publicUrl, signOn: signOnWith({ ...provider.settings, strong: true }) })
    const begun = (await post(contract.beginSignOn, {}, '', trusting)).body
    expect((await post(contract.finishSignOn, await from(begun, holder.subject), '', trusting)).body.next).toBe('in')
    await trusting.close()
  })
})

describe('an answer of the provider', () => {
  const refused = async (change: (answer: { binder: string; query: URLSearchParams }) => void | Promise<void>, subject?: string) => {
    const who = subject ?? (await linked()).subject
    const answer = await from(await begin(), who)
    const changed = { binder: answer.binder, query: new URLSearchParams(answer.query) }
    await change(changed)
    const done = await post(contract.finishSignOn, { binder: changed.binder, query: `?${changed.query}` })
    expect(done.cookie).toBe('')
    return done.code
  }

  test('with another state is refused', async () => {
    expect(await refused(({ query }) => query.set('state', 'x'.repeat(43)))).toBe('access.sign-on-failed')
    expect(warnings.join()).toContain('state')
  })

  test('without state is refused', async () => {
    expect(await refused(({ query }) => query.delete('state'))).toBe('access.sign-on-failed')
  })

  test('brought by another browser is refused: nobody is signed in as somebody else by a link', async () => {
    const { binder } = await begin()
    expect(await refused((answer) => void (answer.binder = binder))).toBe('access.sign-on-failed')
    expect(await refused((answer) => void (answer.binder = 'x'.repeat(43)))).toBe('access.sign-on-failed')
  })

  const lies: [string, Record<string, unknown>, string][] = [
    ['nonce', { nonce: 'another' }, 'nonce'],
    ['audience', { aud: 'another-application' }, 'aud'],
    ['issuer', { iss: 'http://127.0.0.1:1' }, 'iss'],
    ['time: out of date', { exp: 1_000_000_000 }, 'exp'],
  ]
  test.each(lies)('whose token has a wrong %s is refused', async (_, lie, said) => {
    const { subject } = await linked()
    provider.lie(lie)
    expect(await refused(() => undefined, subject)).toBe('access.sign-on-failed')
    expect(warnings.join()).toContain(said)
  })

  test('whose token was asked for with another nonce is refused', async () => {
    const { subject } = await linked()
    const begun = await begin()
    const elsewhere = new URL(begun.address)
    elsewhere.searchParams.set('nonce', 'another')
    const done = await post(contract.finishSignOn, await from({ ...begun, address: elsewhere.href }, subject))
    expect(done.code).toBe('access.sign-on-failed')
  })

  test('whose code is too old is refused', async () => {
    const hasty = await testProvider(`${publicUrl}/sign-on/back`, { codeSeconds: 1 })
    const server = await serving(world, { publicUrl, signOn: signOnWith(hasty.settings) })
    const begun = (await post(contract.beginSignOn, {}, '', server)).body
    const answer = { binder: begun.binder, query: (await hasty.visit(begun.address, 'anybody')).search }
    await new Promise((resolve) => void setTimeout(resolve, 2100))
    expect((await post(contract.finishSignOn, answer, '', server)).code).toBe('access.sign-on-failed')
    expect(warnings.join()).toContain('invalid_grant')
    await server.close()
    await hasty.end()
  })

  test('works once', async () => {
    const { subject } = await linked()
    const answer = await from(await begin(), subject)
    const answers = await Promise.all(Array.from({ length: 3 }, () => post(contract.finishSignOn, answer)))
    expect(answers.map((done) => done.status).sort()).toEqual([200, 422, 422])
  })

  test('that tells of a refusal there is refused here', async () => {
    expect(await refused(({ query }) => (query.delete('code'), query.set('error', 'access_denied')))).toBe('access.sign-on-failed')
  })

  test('leaves neither code nor token in the log', async () => {
    const answer = await from(await begin(), (await linked()).subject)
    provider.lie({ aud: 'another-application' })
    await post(contract.finishSignOn, answer)
    expect(warnings.length).toBeGreaterThan(0)
    expect(warnings.join()).not.toContain(new URLSearchParams(answer.query).get('code')!)
    expect(warnings.join()).not.toMatch(/eyJ[\w-]+\./)
  })
})

describe('linking', () => {
  test('wants the password, and shows whom it linked', async () => {
    const holder = await account()
    expect((await post(contract.linkSignOn, { current: '不是这一个密码' }, holder.cookie)).code).toBe('access.wrong-password')
    const mine = await linked()
    expect((await as(mine.cookie).call(factors.myFactors, {})).signOn).toMatchObject({ name: '单位统一登录', linked: { label: `${mine.subject}@unit` } })
  })

  test('a subject that is another account’s already is refused, and neither account changes', async () => {
    const [mine, theirs] = [await linked(), await account()]
    const begun = (await post(contract.linkSignOn, { current: good }, theirs.cookie)).body
    expect((await post(contract.finishSignOn, await from(begun, mine.subject), theirs.cookie)).code).toBe('access.sign-on-taken')
    expect(await loginOf((await enter(mine.subject)).cookie)).toBe(mine.account.login)
  })

  test('is for the account that began it: brought by another, or by nobody, it links nothing', async () => {
    const [mine, theirs] = [await account(), await account()]
    for (const cookie of [theirs.cookie, '']) {
      const begun = (await post(contract.linkSignOn, { current: good }, mine.cookie)).body
      expect((await post(contract.finishSignOn, await from(begun, mine.subject), cookie)).code).toBe('access.sign-on-failed')
    }
    expect((await enter(mine.subject)).code).toBe('access.sign-on-unlinked')
  })

  test('is undone with the password; the subject then opens nothing', async () => {
    const holder = await linked()
    expect((await post(contract.unlinkSignOn, { act: newId(), current: '不是这一个密码' }, holder.cookie)).code).toBe('access.wrong-password')
    expect((await post(contract.unlinkSignOn, { act: newId(), current: good }, holder.cookie)).status).toBe(200)
    expect((await enter(holder.subject)).code).toBe('access.sign-on-unlinked')
    expect((await post(contract.unlinkSignOn, { act: newId(), current: good }, holder.cookie)).code).toBe('access.factor-unknown')
  })

  test('is by issuer and subject: the same subject of another provider opens nothing', async () => {
    const holder = await linked()
    const second = await testProvider(`${publicUrl}/sign-on/back`)
    const elsewhere = await serving(world, { publicUrl, signOn: signOnWith(second.settings) })
    const begun = (await post(contract.beginSignOn, {}, '', elsewhere)).body
    const answer = { binder: begun.binder, query: (await second.visit(begun.address, holder.subject)).search }
    expect((await post(contract.finishSignOn, answer, '', elsewhere)).code).toBe('access.sign-on-unlinked')
    await elsewhere.close()
    await second.end()
  })
})

describe('signing out', () => {
  test('of a session that came through the provider leads to its end there too; of another one it does not', async () => {
    const holder = await linked()
    const { cookie } = await enter(holder.subject)
    const { address: end } = (await post(access.signOut, {}, cookie)).body
    expect(end).toContain(`${provider.settings.issuer}/session/end?`)
    expect(new URL(end!).searchParams.get('post_logout_redirect_uri')).toBe(`${publicUrl}/`)
    expect((await fetch(end!)).status).toBe(200)
    expect((await post(access.signOut, {}, holder.cookie)).body).toEqual({ address: null })
    expect(await loginOf(cookie)).toBeNull()
  })
})

describe('the button', () => {
  test('is there only where it is configured', async () => {
    expect((await as('').call(access.whoAmI, {})).ways).toEqual({ passkey: true, signOn: '单位统一登录', address: publicUrl })
    const bare = await serving(world)
    expect((await post(contract.beginSignOn, {}, '', bare)).code).toBe('access.no-sign-on')
    await bare.close()
  })

  test('says so when the provider does not answer, and tries it anew the next time', async () => {
    const gone = await testProvider(`${publicUrl}/sign-on/back`)
    await gone.end()
    const server = await serving(world, { publicUrl, signOn: signOnWith(gone.settings) })
    for (let at = 0; at < 2; at++) expect((await post(contract.beginSignOn, {}, '', server)).code).toBe('access.sign-on-away')
    expect(warnings).toHaveLength(2)
    await server.close()
  })
})
