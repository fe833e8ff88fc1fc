import { createHook } from 'node:async_hooks'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { fixedClock } from '#base/clock.ts'
import type { AnyEndpoint, InputOf, OutputOf, Problem } from '#base/contract.ts'
import { newId } from '#base/id.ts'
import { one, run } from '#base/sql.ts'
import { accountById, closeAccount, invite, makeSlip, setPassword, type AccountRow } from '#access/accounts.ts'
import * as access from '#access/contract.ts'
import * as contract from '#access/factors/contract.ts'
import { guessLimits } from '#access/guesses.ts'
import { recoveryCount } from '#access/factors/recovery.ts'
import { totpCode } from '#access/factors/totp.ts'
import { saveProfile, type Profile } from '#access/profile.ts'
import { seat } from '#access/seats.ts'
import { authenticator, type Authenticator, type Wrong } from '../../../../test/authenticator.ts'
import { once } from '../../../../test/cluster.ts'
import { clientOf, serving } from '../../../../test/serving.ts'
import { testWorld, type TestWorld } from '../../../../test/world.ts'

let world: TestWorld
let app: FastifyInstance
const start = Date.parse('2026-11-23T02:00:00Z')
const good = '窗外的麻雀在电线杆上多嘴'
const other = '从前的日色变得慢车马邮件都慢'
let counter = 0

beforeAll(async () => {
  world = await testWorld()
  app = await serving(world)
})
beforeEach(async () => {
  world.clock = fixedClock(new Date(start).toISOString())
  await profile('one-branch')
})
afterAll(async () => {
  await app.close()
  await world.end()
})

const profile = (to: Profile) => saveProfile(world.db, to, world.clock.now())
const later = (seconds: number) => void (world.clock = fixedClock(new Date(world.clock.now().getTime() + seconds * 1000).toISOString()))
const address = () => `10.2.${Math.floor(++counter / 200)}.${(counter % 200) + 1}`

interface Answer<E extends AnyEndpoint> {
  status: number
  body: OutputOf<E>
  code: string
  problem: Problem
  cookie: string
}

async function post<E extends AnyEndpoint>(endpoint: E, payload: InputOf<E>, cookie = '', from = address()): Promise<Answer<E>> {
  const url = `/api/v1${endpoint.path.replace(/\{(\w+)\}/g, (_, field: string) => String((payload as Record<string, unknown>)[field]))}`
  const { id: _, ...rest } = payload as Record<string, unknown>
  const body = endpoint.path.includes('{id}') ? rest : (payload as object)
  const answer = await app.inject({ method: 'POST', url, payload: body, remoteAddress: from, headers: { 'x-tongxin': '1', ...(cookie && { cookie }) } })
  const problem = answer.json() as Problem
  const set = String(answer.headers['set-cookie'] ?? '').split(';')[0]!
  return { status: answer.statusCode, body: problem as never, problem, code: problem.code, cookie: set }
}

const as = (cookie: string) => clientOf(app, { cookie })
const act = () => ({ act: newId() })
const meOf = async (cookie: string) => (await as(cookie).call(access.whoAmI, {})).me
const signIn = (login: string, password = good, from?: string) => post(access.signIn, { login, password }, '', from)

async function account(password: string | null = good): Promise<AccountRow> {
  const made = await invite(world.db, { login: `second${++counter}`, name: '李平', realm: 0, personId: null, now: world.clock.now() })
  if (password) await setPassword(world.db, made, password, world.clock.now())
  return (await accountById(world.db, made.id))!
}

interface Holder {
  account: AccountRow
  cookie: string
  recovery: string[]
}
type TotpHolder = Holder & { secret: string }

/** Somebody who signed in and set up the codes of a telephone; its first code is spent. */
async function withTotp(): Promise<TotpHolder> {
  const holder = await account()
  const { cookie } = await signIn(holder.login)
  const { secret } = (await post(contract.offerTotp, {}, cookie)).body
  const done = await post(contract.confirmTotp, { ...act(), code: shown(secret) }, cookie)
  expect(done.status).toBe(200)
  return { account: holder, cookie: done.cookie, secret, recovery: done.body.recovery! }
}
const shown = (secret: string, steps = 0) => totpCode(secret, new Date(world.clock.now().getTime() + steps * 30_000))
/** The first half of signing in: the right password. */
const half = async (holder: Holder) => (await signIn(holder.account.login)).cookie
const code = (cookie: string, given: string, from?: string) => post(contract.signInCode, { code: given }, cookie, from)

describe('codes of a telephone', () => {
  test('hold from the first one on: the password alone leads to the second step, which opens a fresh session', async () => {
    const holder = await withTotp()
    later(60)
    const first = await signIn(holder.account.login)
    expect(first.body).toEqual({ next: 'code', name: null })
    expect(await meOf(first.cookie)).toBeNull()
    const second = await code(first.cookie, shown(holder.secret))
    expect(second.body).toEqual({ next: 'in', name: '李平' })
    expect(second.cookie).not.toBe(first.cookie)
    expect((await meOf(second.cookie))?.account.login).toBe(holder.account.login)
    const { sessions } = await as(second.cookie).call(access.mySessions, {})
    expect(sessions.find((one) => one.here)!.by).toEqual(['password', 'totp'])
    expect((await code(first.cookie, shown(holder.secret, 1))).code).toBe('access.wrong-code')
  })

  test('end every session the password alone had opened, and the fresh one here is another token', async () => {
    const holder = await account()
    const [here, elsewhere] = [(await signIn(holder.login)).cookie, (await signIn(holder.login)).cookie]
    const { secret } = (await post(contract.offerTotp, {}, here)).body
    const done = await post(contract.confirmTotp, { ...act(), code: shown(secret) }, here)
    expect([await meOf(here), await meOf(elsewhere)]).toEqual([null, null])
    expect((await meOf(done.cookie))?.account.login).toBe(holder.login)
  })

  test('work once: the code just used, and those before it, open nothing more', async () => {
    const holder = await withTotp()
    later(90)
    const used = shown(holder.secret)
    expect((await code(await half(holder), used)).status).toBe(200)
    expect((await code(await half(holder), used)).code).toBe('access.wrong-code')
    expect((await code(await half(holder), shown(holder.secret, -1))).code).toBe('access.wrong-code')
    expect((await code(await half(holder), shown(holder.secret, 1))).status).toBe(200)
  })

  test('let one in of six who bring the same code at once', async () => {
    const holder = await withTotp()
    later(90)
    const halves = await Promise.all(Array.from({ length: 6 }, () => half(holder)))
    const answers = await Promise.all(halves.map((cookie) => code(cookie, shown(holder.secret))))
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 422, 422, 422, 422, 422])
  })

  test('that set them up cannot be the code that signs in', async () => {
    const holder = await withTotp()
    expect((await code(await half(holder), shown(holder.secret))).code).toBe('access.wrong-code')
  })

  test('may be typed with a blank in the middle', async () => {
    const holder = await withTotp()
    later(60)
    const typed = shown(holder.secret).replace(/^(...)/, '$1 ')
    expect((await code(await half(holder), typed)).status).toBe(200)
  })

  test('are refused ten minutes after the password, not before', async () => {
    const holder = await withTotp()
    const [early, late] = [await half(holder), await half(holder)]
    later(9 * 60 + 59)
    expect((await code(early, shown(holder.secret))).status).toBe(200)
    later(60)
    expect((await code(late, shown(holder.secret))).code).toBe('access.wrong-code')
  })

  test('that are offered and not confirmed change nothing, and are forgotten after a quarter of an hour', async () => {
    const holder = await account()
    const { cookie } = await signIn(holder.login)
    const { secret } = (await post(contract.offerTotp, {}, cookie)).body
    expect((await signIn(holder.login)).body.next).toBe('in')
    later(14 * 60 + 59)
    expect((await post(contract.confirmTotp, { ...act(), code: '000000' }, cookie)).code).toBe('access.wrong-code')
    later(1)
    expect((await post(contract.confirmTotp, { ...act(), code: shown(secret) }, cookie)).code).toBe('access.wrong-code')
  })

  test('lie sealed in the database: secret and recovery codes are nowhere in clear', async () => {
    const holder = await withTotp()
    const dump = (await once(world.superuserUrl, 'select t::text from access_totp t union all select r::text from access_recovery_codes r union all select l::text from ledger_answers l'))
      .rows.map((row: { t: string }) => row.t).join()
    const asHex = (text: string) => Buffer.from(text).toString('hex')
    for (const clear of [holder.secret, ...holder.recovery]) expect(dump.includes(clear) || dump.includes(asHex(clear))).toBe(false)
    await expect(run(world.db, sql`update access_totp set public_id = ${newId()} where account_id = ${holder.account.id}`)).resolves.toBe(1)
    later(60)
    const failing = await code(await half(holder), shown(holder.secret))
    expect(failing.status).toBe(500)
  })

  test('are asked for after a printed slip too, unless it was printed to clear them', async () => {
    const holder = await withTotp()
    const plain = await makeSlip(world.db, 'reset', holder.account.id, world.clock.now())
    const reset = await post(access.activate, { code: plain.code, password: other })
    expect([reset.body.next, await meOf(reset.cookie)]).toEqual(['code', null])
    const clearing = await makeSlip(world.db, 'reset', holder.account.id, world.clock.now(), true)
    expect((await post(access.readSlip, { code: clearing.code })).body.clears).toBe(true)
    const cleared = await post(access.activate, { code: clearing.code, password: good })
    expect([cleared.body.next, (await meOf(cleared.cookie))?.account.login]).toEqual(['in', holder.account.login])
    expect(await as(cleared.cookie).call(contract.myFactors, {})).toMatchObject({ totp: null, passkeys: [], recovery: 0 })
    expect(await titlesOf(cleared.cookie)).toContain('您的登录第二步已经清除')
  })
})

/** What the owner was told. */
async function titlesOf(cookie: string): Promise<string[]> {
  const answer = await app.inject({ url: '/api/v1/me/notices', headers: { cookie } })
  return (answer.json() as { rows: { title: string }[] }).rows.map((row) => row.title)
}

describe('wrong codes', () => {
  test('are limited for the account, whatever the address and however often the password is typed anew', async () => {
    const holder = await withTotp()
    later(60)
    const codes: string[] = []
    for (let at = 0; at < guessLimits.perAccount; at++) codes.push((await code(await half(holder), '000000')).code)
    expect(new Set(codes)).toEqual(new Set(['access.wrong-code']))
    const locked = await code(await half(holder), shown(holder.secret))
    expect([locked.status, locked.code]).toEqual([429, 'access.too-many-guesses'])
    expect((await code(await half(holder), holder.recovery[0]!)).status).toBe(429)
    later(guessLimits.minutes * 60)
    expect((await code(await half(holder), shown(holder.secret))).status).toBe(200)
  })

  test('thirty at once get no more tries than ten one after another', async () => {
    const holder = await withTotp()
    const cookie = await half(holder)
    const answers = await Promise.all(Array.from({ length: 30 }, (_, at) => code(cookie, String(100_000 + at))))
    const judged = answers.filter((answer) => answer.code === 'access.wrong-code').length
    expect(judged).toBeLessThanOrEqual(guessLimits.perAccount)
    expect(answers.filter((answer) => answer.status === 429)).toHaveLength(30 - judged)
  })

  test('five of them behind the right password: its owner is told that somebody knows it', async () => {
    const holder = await withTotp()
    for (let at = 0; at < 4; at++) await code(await half(holder), '000000')
    expect(await titlesOf(holder.cookie)).not.toContain('有人知道您的密码')
    await code(await half(holder), '000000')
    expect((await titlesOf(holder.cookie)).filter((title) => title === '有人知道您的密码')).toHaveLength(1)
  })

  test('at setting up are limited too', async () => {
    const holder = await account()
    const { cookie } = await signIn(holder.login)
    await post(contract.offerTotp, {}, cookie)
    for (let at = 0; at < guessLimits.perAccount; at++) await post(contract.confirmTotp, { ...act(), code: '000000' }, cookie)
    expect((await post(contract.confirmTotp, { ...act(), code: '000000' }, cookie)).status).toBe(429)
  })
})

describe('recovery codes', () => {
  test('come with the first factor, ten of them, each good once in place of the telephone; the owner is told', async () => {
    const holder = await withTotp()
    expect(holder.recovery).toHaveLength(recoveryCount)
    expect(new Set(holder.recovery).size).toBe(recoveryCount)
    const typed = holder.recovery[3]!.toUpperCase().replaceAll('-', ' ')
    const done = await code(await half(holder), typed)
    expect(done.body.next).toBe('in')
    expect((await code(await half(holder), holder.recovery[3]!)).code).toBe('access.wrong-code')
    expect((await as(done.cookie).call(contract.myFactors, {})).recovery).toBe(recoveryCount - 1)
    expect(await titlesOf(done.cookie)).toContain('有人用备用码登录了您的账号')
  })

  test('let one in of four at once', async () => {
    const holder = await withTotp()
    const halves = await Promise.all(Array.from({ length: 4 }, () => half(holder)))
    const answers = await Promise.all(halves.map((cookie) => code(cookie, holder.recovery[0]!)))
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 422, 422, 422])
  })

  test('of another account open nothing', async () => {
    const [mine, theirs] = [await withTotp(), await withTotp()]
    expect((await code(await half(mine), theirs.recovery[0]!)).code).toBe('access.wrong-code')
  })

  test('made anew void the old ones, and want the password', async () => {
    const holder = await withTotp()
    expect((await post(contract.makeRecovery, { ...act(), current: other }, holder.cookie)).code).toBe('access.wrong-password')
    const fresh = (await post(contract.makeRecovery, { ...act(), current: good }, holder.cookie)).body.recovery!
    expect((await code(await half(holder), holder.recovery[0]!)).code).toBe('access.wrong-code')
    expect((await code(await half(holder), fresh[0]!)).status).toBe(200)
  })

  test('are not made for whoever has no second step', async () => {
    const holder = await account()
    const { cookie } = await signIn(holder.login)
    expect((await post(contract.makeRecovery, { ...act(), current: good }, cookie)).code).toBe('access.factor-unknown')
  })
})

describe('changing the own factors', () => {
  test('within ten minutes of signing in needs no password to add, later it does', async () => {
    const holder = await account()
    const { cookie } = await signIn(holder.login)
    later(10 * 60 - 1)
    expect((await post(contract.offerTotp, {}, cookie)).status).toBe(200)
    later(1)
    expect((await post(contract.offerTotp, {}, cookie)).code).toBe('access.password-again')
    expect((await post(contract.offerTotp, { current: other }, cookie)).code).toBe('access.wrong-password')
    expect((await post(contract.offerTotp, { current: good }, cookie)).status).toBe(200)
  })

  test('to take one away always needs it, is written into the ledger, and is told to the owner', async () => {
    const holder = await withTotp()
    expect((await post(contract.removeTotp, { ...act(), current: other }, holder.cookie)).code).toBe('access.wrong-password')
    expect((await post(contract.removeTotp, { ...act(), current: good }, holder.cookie)).status).toBe(200)
    const kinds = await ledgerOf(holder.account)
    expect(kinds).toEqual(['access.totp-added', 'access.totp-removed'])
    expect((await titlesOf(holder.cookie)).sort()).toEqual(['您的账号停用了手机动态码', '您的账号设置了手机动态码'])
    expect((await signIn(holder.account.login)).body.next).toBe('in')
    expect((await code(await half(holder), holder.recovery[0]!)).code).toBe('access.wrong-code')
    expect((await post(contract.removeTotp, { ...act(), current: good }, holder.cookie)).code).toBe('access.factor-unknown')
  })

  test('another telephone takes the place of the old one; the recovery codes stay', async () => {
    const holder = await withTotp()
    const { secret } = (await post(contract.offerTotp, {}, holder.cookie)).body
    later(60)
    expect((await code(await half(holder), shown(holder.secret))).status).toBe(200)
    const done = await post(contract.confirmTotp, { ...act(), code: shown(secret) }, holder.cookie)
    expect(done.body).toEqual({ recovery: null })
    later(60)
    expect((await code(await half(holder), shown(holder.secret))).code).toBe('access.wrong-code')
    expect((await code(await half(holder), shown(secret))).status).toBe(200)
    expect((await code(await half(holder), holder.recovery[0]!)).status).toBe(200)
  })

  test('the ledger keeps neither the password nor the code, also not as a digest that could be guessed', async () => {
    const holder = await withTotp()
    const [id, twin] = [newId(), newId()]
    await post(contract.makeRecovery, { act: id, current: good }, holder.cookie)
    await post(contract.makeRecovery, { act: twin, current: good }, holder.cookie)
    const rows = (await once(world.superuserUrl, `select encode(digest, 'hex') d from ledger_answers where act_id in ('${id}', '${twin}')`)).rows
    expect(new Set(rows.map((row: { d: string }) => row.d)).size).toBe(1)
  })
})

const ledgerOf = async ({ public_id: id }: AccountRow): Promise<string[]> =>
  (await once(world.superuserUrl, `select kind from ledger_entries where ref_kind = 'account' and ref_id = '${id}' order by revision`))
    .rows.map((row: { kind: string }) => row.kind)

describe('a passkey', () => {
  const add = async (cookie: string, key: Authenticator, name = '办公室电脑', wrong: Wrong = {}) => {
    const { options } = (await post(contract.passkeyToAdd, {}, cookie)).body
    return post(contract.addPasskey, { ...act(), name, response: key.create(options, wrong) as never }, cookie)
  }
  const enter = async (key: Authenticator, wrong: Wrong = {}) => {
    const { options } = (await post(contract.passkeyOptions, {})).body
    return post(contract.passkeySignIn, { response: key.get(options, wrong) as never })
  }
  async function withPasskey(): Promise<Holder & { key: Authenticator }> {
    const holder = await account()
    const key = authenticator()
    const done = await add((await signIn(holder.login)).cookie, key)
    expect(done.status).toBe(200)
    return { account: holder, key, cookie: done.cookie, recovery: done.body.recovery! }
  }

  test('signs in alone, without a login; the password alone no longer does', async () => {
    const holder = await withPasskey()
    const done = await enter(holder.key)
    expect((await meOf(done.cookie))?.account.login).toBe(holder.account.login)
    expect((await as(done.cookie).call(access.mySessions, {})).sessions.find((one) => one.here)!.by).toEqual(['passkey'])
    expect((await signIn(holder.account.login)).body.next).toBe('code')
    expect((await code(await half(holder), holder.recovery[0]!)).status).toBe(200)
  })

  test('is one of several with names, each removed by itself, with the password', async () => {
    const holder = await withPasskey()
    const second = authenticator()
    const cookie = (await add(holder.cookie, second, '手机')).cookie
    const { passkeys } = await as(cookie).call(contract.myFactors, {})
    expect(passkeys.map((one) => [one.name, one.here])).toEqual([['办公室电脑', true], ['手机', true]])
    expect((await post(contract.removePasskey, { ...act(), id: passkeys[0]!.id, current: other }, cookie)).code).toBe('access.wrong-password')
    expect((await post(contract.removePasskey, { ...act(), id: passkeys[0]!.id, current: good }, cookie)).status).toBe(200)
    expect([(await enter(holder.key)).code, (await enter(second)).status]).toEqual(['access.wrong-passkey', 200])
    expect(await ledgerOf(holder.account)).toEqual(['access.passkey-added', 'access.passkey-added', 'access.passkey-removed'])
  })

  test('of somebody else is not removed', async () => {
    const [mine, theirs] = [await withPasskey(), await withPasskey()]
    const { id } = (await as(theirs.cookie).call(contract.myFactors, {})).passkeys[0]!
    expect((await post(contract.removePasskey, { ...act(), id, current: good }, mine.cookie)).code).toBe('access.factor-unknown')
    expect((await enter(theirs.key)).status).toBe(200)
  })

  const wrongs: [string, Wrong][] = [
    ['made on another page', { origin: 'https://tongxin.example.com' }],
    ['made for another host', { host: 'example.com' }],
    ['that nobody unlocked', { locked: true }],
    ['for a question nobody asked', { challenge: Buffer.from('x'.repeat(32)).toString('base64url') }],
    ['whose counter went back: it was copied', { counter: 1 }],
  ]
  test.each(wrongs)('answer %s is refused at signing in', async (_, wrong) => {
    const holder = await withPasskey()
    await enter(holder.key)
    await enter(holder.key)
    expect((await enter(holder.key, wrong)).code).toBe('access.wrong-passkey')
    expect((await enter(holder.key, { counter: 9 })).status).toBe(200)
  })

  test.each(wrongs.slice(0, 4))('answer %s is refused at adding', async (_, wrong) => {
    const { cookie } = await signIn((await account()).login)
    expect((await add(cookie, authenticator(), '名', wrong)).code).toBe('access.wrong-passkey')
    expect((await as(cookie).call(contract.myFactors, {})).passkeys).toEqual([])
  })

  test('answer works once: replayed, or too late, it opens nothing', async () => {
    const holder = await withPasskey()
    const { options } = (await post(contract.passkeyOptions, {})).body
    const response = holder.key.get(options) as never
    const answers = await Promise.all(Array.from({ length: 4 }, () => post(contract.passkeySignIn, { response })))
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 422, 422, 422])
    const late = (await post(contract.passkeyOptions, {})).body.options
    later(5 * 60)
    expect((await post(contract.passkeySignIn, { response: holder.key.get(late) as never })).code).toBe('access.wrong-passkey')
  })

  test('question of one account cannot be answered for another', async () => {
    const [mine, theirs] = [await signIn((await account()).login), await signIn((await account()).login)]
    const { options } = (await post(contract.passkeyToAdd, {}, mine.cookie)).body
    const response = authenticator().create(options) as never
    expect((await post(contract.addPasskey, { ...act(), name: '名', response }, theirs.cookie)).code).toBe('access.wrong-passkey')
  })

  test('question to add is no question to sign in, nor the other way round', async () => {
    const holder = await withPasskey()
    const toAdd = (await post(contract.passkeyToAdd, {}, holder.cookie)).body.options as { challenge: string }
    const response = holder.key.get({ challenge: toAdd.challenge, rpId: 'localhost' }) as never
    expect((await post(contract.passkeySignIn, { response })).code).toBe('access.wrong-passkey')
  })

  test('of a closed account opens nothing, and is gone', async () => {
    const holder = await withPasskey()
    await closeAccount(world.db, holder.account.id)
    expect((await enter(holder.key)).code).toBe('access.wrong-passkey')
    const { n } = await one(world.db, sql<{ n: number }>`select count(*)::int n from access_passkeys where account_id = ${holder.account.id}`)
    expect(n).toBe(0)
  })

  test('is not offered where the address is a number: browsers make none there', async () => {
    const url = `/api/v1${contract.passkeyOptions.path}`
    const answer = await app.inject({ method: 'POST', url, payload: {}, headers: { 'x-tongxin': '1', host: '127.0.0.1:8600' } })
    expect((answer.json() as Problem).code).toBe('access.no-passkeys-here')
    const me = await app.inject({ url: `/api/v1${access.whoAmI.path}`, headers: { host: '127.0.0.1:8600' } })
    expect((me.json() as OutputOf<typeof access.whoAmI>).ways).toEqual({ passkey: false, signOn: null, address: null })
  })

  test('unanswered questions of one address are limited', async () => {
    const from = address()
    for (let at = 0; at < guessLimits.perAddress; at++) expect((await post(contract.passkeyOptions, {}, '', from)).status).toBe(200)
    expect((await post(contract.passkeyOptions, {}, '', from)).status).toBe(429)
    later(5 * 60)
    expect((await post(contract.passkeyOptions, {}, '', from)).status).toBe(200)
  })
})

describe('a post that demands a second step', () => {
  const seated = async (holder: AccountRow, post: string) =>
    seat(world.db, {
      realm: 0, accountId: holder.id, post, organisationId: newId(), organisationName: '某组织', path: '1/k/', reach: ['1/k/'], starts: '2020-01-01', ends: null,
    })
  const asked = async (cookie: string) => {
    const answer = await app.inject({ url: '/api/v1/work', headers: { cookie } })
    return answer.statusCode === 200 ? 'served' : (answer.json() as Problem).code
  }

  const cases: [Profile, string, boolean][] = [
    ['one-branch', 'party.local-committee.secretary', false],
    ['committee', 'party.local-committee.secretary', false],
    ['region', 'party.local-committee.secretary', true],
    ['region', 'party.branch.secretary', false],
    ['region', 'party.branch.committee-member', false],
  ]
  test.each(cases)('in the profile %s: %s, %s', async (to, post, demanded) => {
    const holder = await account()
    await seated(holder, post)
    await profile(to)
    const { cookie } = await signIn(holder.login)
    expect(await asked(cookie)).toBe(demanded ? 'access.second-factor-first' : 'served')
    expect((await meOf(cookie))?.mustEnrol).toBe(demanded)
  })

  test('lets its holder do nothing but set one up, and everything afterwards', async () => {
    const holder = await account()
    await seated(holder, 'party.local-committee.secretary')
    await profile('region')
    const { cookie } = await signIn(holder.login)
    expect((await as(cookie).refused(access.mySessions, {})).code).toBe('access.second-factor-first')
    expect((await post(access.changePassword, { current: good, password: other }, cookie)).code).toBe('access.second-factor-first')
    const { secret } = (await post(contract.offerTotp, {}, cookie)).body
    const done = await post(contract.confirmTotp, { ...act(), code: shown(secret) }, cookie)
    expect([await asked(done.cookie), (await meOf(done.cookie))?.mustEnrol]).toEqual(['served', false])
    expect(await asked(cookie)).toBe('access.sign-in-first')
  })

  test('counts from the next request on, when the post or the profile comes during a session', async () => {
    const holder = await account()
    const { cookie } = await signIn(holder.login)
    await profile('region')
    expect(await asked(cookie)).toBe('access.no-seat')
    await seated(holder, 'party.local-committee.secretary')
    expect(await asked(cookie)).toBe('access.second-factor-first')
  })

  test('keeps the last factor: one of two may go, the other not', async () => {
    const holder = await withTotp()
    await seated(holder.account, 'party.local-committee.secretary')
    await profile('region')
    expect((await post(contract.removeTotp, { ...act(), current: good }, holder.cookie)).code).toBe('access.factor-demanded')
    const { options } = (await post(contract.passkeyToAdd, {}, holder.cookie)).body
    const { cookie } = await post(contract.addPasskey, { ...act(), name: '手机', response: authenticator().create(options) as never }, holder.cookie)
    const { id } = (await as(cookie).call(contract.myFactors, {})).passkeys[0]!
    const both = await Promise.all([
      post(contract.removeTotp, { ...act(), current: good }, cookie), post(contract.removePasskey, { ...act(), id, current: good }, cookie),
    ])
    expect(both.map((answer) => answer.status).sort()).toEqual([200, 422])
  })
})

describe('nobody learns whether an account exists', () => {
  /** How often argon2 is run: by what Node itself tells of its work. */
  async function argonsOf<T>(work: () => Promise<T>): Promise<{ answer: T; argons: number }> {
    let argons = 0
    const hook = createHook({ init: (_, type) => void (type === 'ARGON2REQUEST' && argons++) }).enable()
    const answer = await work()
    hook.disable()
    return { answer, argons }
  }
  const without = ({ reference: _, ...problem }: Problem) => problem

  test('at the password: unknown, wrong, closed, without password and with a second step, in the same words after the same work', async () => {
    const [wrong, closed, invited, second] = [await account(), await account(), await account(null), (await withTotp()).account]
    await closeAccount(world.db, closed.id)
    await signIn('warm-up')
    const tries = []
    for (const login of ['nobody-of-that-name', wrong.login, closed.login, invited.login, second.login]) {
      tries.push(await argonsOf(() => signIn(login, other)))
    }
    for (const { answer, argons } of tries) {
      expect([answer.status, answer.cookie, argons]).toEqual([422, '', 1])
      expect(without(answer.problem)).toEqual(without(tries[0]!.answer.problem))
    }
    const right = await argonsOf(() => signIn(wrong.login))
    expect([right.answer.status, right.argons]).toEqual([200, 1])
  })

  test('at the second step: no half, a made-up half, a half of an account closed meanwhile, and a wrong code', async () => {
    const [holder, gone] = [await withTotp(), await withTotp()]
    const orphan = await half(gone)
    await closeAccount(world.db, gone.account.id)
    for (const given of ['123456', 'abcd-efgh-jkmn']) {
      const answers = await Promise.all(['', `__Host-tongxin=${'A'.repeat(43)}`, orphan, await half(holder)].map((cookie) => code(cookie, given)))
      for (const answer of answers) {
        expect([answer.status, answer.cookie]).toEqual([422, ''])
        expect(without(answer.problem)).toEqual(without(answers[0]!.problem))
      }
    }
  })

  test('at the passkey: the question is the same for everybody and lists nothing', async () => {
    const { options } = (await post(contract.passkeyOptions, {})).body
    expect(options).toEqual({ rpId: 'localhost', challenge: expect.stringMatching(/^[\w-]{43}$/), timeout: 60_000, userVerification: 'required' })
    const stranger = (await post(contract.passkeyOptions, {})).body.options
    const unknown = await post(contract.passkeySignIn, { response: authenticator().get(stranger) as never })
    expect(unknown.code).toBe('access.wrong-passkey')
  })

  test('at the slip: of a closed account it is as unknown as one that never was', async () => {
    const closed = await account()
    const { code: slip } = await makeSlip(world.db, 'reset', closed.id, world.clock.now())
    await closeAccount(world.db, closed.id)
    const answers = [await post(access.readSlip, { code: slip }), await post(access.readSlip, { code: 'aaaaa-aaaaa-aaaaa-aaaaa-aaaaa' })]
    for (const answer of answers) expect([answer.status, without(answer.problem)]).toEqual([422, without(answers[0]!.problem)])
  })
})
