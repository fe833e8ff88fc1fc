import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { fixedClock } from '#base/clock.ts'
import type { AnyEndpoint, Problem } from '#base/contract.ts'
import { newId } from '#base/id.ts'
import { sha256 } from '#base/seal.ts'
import { one } from '#base/sql.ts'
import { accountById, closeAccount, invite, makeSlip, newCode, setPassword, type AccountRow } from '#access/accounts.ts'
import * as contract from '#access/contract.ts'
import { guessLimits, rememberGuess } from '#access/guesses.ts'
import { hashPassword, isPassword, mayUsePassword } from '#access/password.ts'
import { endSeat, endSeatsIn, movePath, renameSeats, seat, setReach } from '#access/seats.ts'
import { absoluteHours, idleMinutes, seatsOf } from '#access/sessions.ts'
import { once } from '../../../test/cluster.ts'
import { clientOf, serving } from '../../../test/serving.ts'
import { testWorld, type TestWorld } from '../../../test/world.ts'

let world: TestWorld
let app: FastifyInstance
const start = Date.parse('2026-11-23T02:00:00Z')

beforeAll(async () => {
  world = await testWorld()
  app = await serving(world)
})
beforeEach(() => void (world.clock = fixedClock(new Date(start).toISOString())))
afterAll(async () => {
  await app.close()
  await world.end()
})

const later = (minutes: number) => void (world.clock = fixedClock(new Date(world.clock.now().getTime() + minutes * 60_000).toISOString()))
const good = '窗外的麻雀在电线杆上多嘴'
const other = '从前的日色变得慢车马邮件都慢'
let counter = 0

async function accountWith(password: string | null = good): Promise<AccountRow> {
  const made = await invite(world.db, { login: `user${++counter}`, name: '李平', realm: 0, personId: null, now: world.clock.now() })
  if (password) await setPassword(world.db, made, password, world.clock.now())
  return (await accountById(world.db, made.id))!
}

interface Answer {
  status: number
  problem: Problem
  cookie: string
  setCookie: string
}

/** One address each, so that the guesses of one test do not count in another. */
const address = () => `10.1.${Math.floor(++counter / 200)}.${(counter % 200) + 1}`

async function post(endpoint: AnyEndpoint, payload: object, from = address(), cookie = ''): Promise<Answer> {
  const url = `/api/v1${endpoint.path}`
  const answer = await app.inject({ method: 'POST', url, payload, remoteAddress: from, headers: { 'x-tongxin': '1', ...(cookie && { cookie }) } })
  const setCookie = String(answer.headers['set-cookie'] ?? '')
  return { status: answer.statusCode, problem: answer.json() as Problem, cookie: setCookie.split(';')[0]!, setCookie }
}
const signIn = (login: string, password: string, from?: string) => post(contract.signIn, { login, password }, from)
const as = (cookie: string) => clientOf(app, { cookie })
const meOf = async (cookie: string) => (await as(cookie).call(contract.whoAmI, {})).me
const without = ({ reference: _, ...problem }: Problem) => problem

describe('a password', () => {
  test('is kept as argon2id with 19 MiB, two passes, one lane, and a salt of its own', async () => {
    const [one, two] = [await hashPassword(good), await hashPassword(good)]
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/)
    expect(one).not.toBe(two)
  })

  test('opens with itself only, also when typed in another normal form', async () => {
    const hash = await hashPassword('Café-am-Ring-12')
    expect(await isPassword('Café-am-Ring-12', hash)).toBe(true)
    expect(await isPassword('Cafe\u0301-am-Ring-12', hash)).toBe(true)
    expect(await isPassword('Cafe-am-Ring-12', hash)).toBe(false)
    expect(await isPassword('', hash)).toBe(false)
    expect(await isPassword(good, 'not a hash')).toBe(false)
  })

  test('of an older cost still opens, by the parameters it carries', async () => {
    const old = '$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHQxMjM0NTY$'
    expect(await isPassword(good, `${old}AAAA`)).toBe(false)
  })

  const weak: [string, string][] = [
    ['11 characters', 'k7#mQ2!vX9z'],
    ['more than 128 characters', 'aB3$'.repeat(33)],
    ['four different characters', 'abcdabcdabcdabcd'],
    ['the digits in order', '012345678901'],
    ['the alphabet', 'abcdefghijkl'],
    ['a common word and little else', 'password1234'],
    ['the name of the person', '李平李平李平李平李平李平abc'],
    ['the login', 'liping-liping-liping'],
    ['the party’s hotline', '12371-12371-12371'],
  ]
  test.each(weak)('of %s is refused', (_, password) => {
    expect(mayUsePassword(password, ['李平', 'liping'])).toMatchObject({ ok: false, refusal: 'access.password-weak' })
  })

  test.each([['12 characters', 'k7#mQ2!vX9zp'], ['128 characters', 'aB3$x'.repeat(25) + 'xyz'], ['a sentence', good], ['words', 'correct horse battery'], ['five different ones', 'abcdeabcdeab']])(
    'of %s is accepted',
    (_, password) => expect(mayUsePassword(password, ['李平', 'liping'])).toEqual({ ok: true, value: password }),
  )
})

describe('signing in', () => {
  test('opens a session; the login may be typed in capitals and with blanks around it', async () => {
    const account = await accountWith()
    const answer = await signIn(` ${account.login.toUpperCase()} `, good)
    expect(answer.status).toBe(200)
    expect((await meOf(answer.cookie))?.account.login).toBe(account.login)
  })

  test('with a wrong password, an unknown login, a closed or an invited account is refused in the same words', async () => {
    const [wrong, closed, invited] = [await accountWith(), await accountWith(), await accountWith(null)]
    await closeAccount(world.db, closed.id)
    const answers = [
      await signIn(wrong.login, other),
      await signIn('nobody-of-that-name', good),
      await signIn(closed.login, good),
      await signIn(invited.login, good),
    ]
    for (const answer of answers) {
      expect([answer.status, answer.cookie]).toEqual([422, ''])
      expect(without(answer.problem)).toEqual(without(answers[0]!.problem))
    }
    expect(answers[0]!.problem.code).toBe('access.wrong-password')
  })

  test('gives a cookie that only this host, only TLS and no script can read', async () => {
    const { login } = await accountWith()
    const { setCookie } = await signIn(login, good)
    const flags = setCookie.split('; ').slice(1).sort()
    expect(setCookie).toMatch(/^__Host-tongxin=[A-Za-z0-9_-]{43};/)
    expect(flags).toEqual(['HttpOnly', 'Path=/', 'SameSite=Lax', 'Secure'])
  })

  test('keeps only the hash of the session: what is in the database signs nobody in', async () => {
    const { login } = await accountWith()
    const { cookie } = await signIn(login, good)
    const token = cookie.split('=')[1]!
    const { rows } = await once(world.superuserUrl, 'select token_hash, s::text as text from access_sessions s')
    const hashes = (rows as { token_hash: Buffer; text: string }[]).map((row) => row.token_hash.toString('hex'))
    expect(hashes).toContain(sha256(token).toString('hex'))
    expect(rows.map((row: { text: string }) => row.text).join()).not.toContain(token)
    for (const hash of hashes) expect(await meOf(`__Host-tongxin=${hash}`)).toBeNull()
  })

  test('never takes a token that was handed in before', async () => {
    const { login } = await accountWith()
    const planted = 'A'.repeat(43)
    const answer = await post(contract.signIn, { login, password: good }, address(), `__Host-tongxin=${planted}`)
    expect(answer.cookie).not.toContain(planted)
    expect(await meOf(`__Host-tongxin=${planted}`)).toBeNull()
  })
})

describe('guessing', () => {
  const wrong = async (login: string, times: number, from: () => string) => {
    const answers = []
    for (let at = 0; at < times; at++) answers.push((await signIn(login, other, from())).problem.code)
    return answers
  }

  test('ends after ten wrong passwords for one account, whatever the address; the right one is refused too', async () => {
    const { login } = await accountWith()
    expect(new Set(await wrong(login, guessLimits.perAccount, address))).toEqual(new Set(['access.wrong-password']))
    const locked = await signIn(login, good)
    expect([locked.status, locked.problem.code]).toEqual([429, 'access.too-many-guesses'])
    expect(locked.problem.detail).toContain('15 分钟')
  })

  test('begins anew after the window, and not a minute before', async () => {
    const { login } = await accountWith()
    await wrong(login, guessLimits.perAccount, address)
    later(guessLimits.minutes - 1)
    expect((await signIn(login, good)).status).toBe(429)
    later(1)
    expect((await signIn(login, good)).status).toBe(200)
  })

  test('asking while locked does not lengthen the lock', async () => {
    const { login } = await accountWith()
    await wrong(login, guessLimits.perAccount, address)
    later(10)
    await wrong(login, 20, address)
    later(5)
    expect((await signIn(login, good)).status).toBe(200)
  })

  test('nine wrong ones and then the right one is no offence, and the count begins anew', async () => {
    const { login } = await accountWith()
    for (let round = 0; round < 2; round++) {
      await wrong(login, guessLimits.perAccount - 1, address)
      expect((await signIn(login, good)).status).toBe(200)
    }
  })

  test('counts unknown logins like known ones', async () => {
    await wrong('no-such-login', guessLimits.perAccount, address)
    expect((await signIn('no-such-login', good)).status).toBe(429)
  })

  test('over many accounts ends for the address, and for no other address', async () => {
    const from = address()
    for (let at = 1; at < guessLimits.perAddress; at++) await rememberGuess(world.db, `spray-${at}`, from, world.clock.now())
    expect((await signIn('spray-0', other, from)).status).toBe(422)
    const { login } = await accountWith()
    expect((await signIn(login, good, from)).status).toBe(429)
    expect((await signIn(login, good)).status).toBe(200)
  })

  test('thirty at once get no more tries than ten one after another', async () => {
    const { login } = await accountWith()
    const answers = await Promise.all(Array.from({ length: 30 }, () => signIn(login, other)))
    const judged = answers.filter((answer) => answer.problem.code === 'access.wrong-password').length
    expect(judged).toBeLessThanOrEqual(guessLimits.perAccount)
    expect(answers.filter((answer) => answer.status === 429)).toHaveLength(30 - judged)
  })

  test('the current password, when changing it, counts like signing in', async () => {
    const { login } = await accountWith()
    const { cookie } = await signIn(login, good)
    for (let at = 0; at < guessLimits.perAccount; at++) {
      expect((await post(contract.changePassword, { current: other, password: other }, address(), cookie)).problem.code).toBe('access.wrong-password')
    }
    expect((await post(contract.changePassword, { current: good, password: other }, address(), cookie)).status).toBe(429)
  })

  test('at codes of slips ends for the address', async () => {
    const from = address()
    for (let at = 0; at < guessLimits.perAddress; at++) expect((await post(contract.readSlip, { code: newCode() }, from)).problem.code).toBe('access.slip-unknown')
    const { code } = await makeSlip(world.db, 'activation', (await accountWith(null)).id, world.clock.now())
    expect((await post(contract.readSlip, { code }, from)).status).toBe(429)
    expect((await post(contract.readSlip, { code })).status).toBe(200)
  })
})

describe('a slip', () => {
  const slipFor = async (purpose: 'activation' | 'reset', account: AccountRow) => (await makeSlip(world.db, purpose, account.id, world.clock.now())).code

  test('is 25 signs without look-alikes, and no two are alike', () => {
    const codes = Array.from({ length: 200 }, newCode)
    for (const code of codes) expect(code).toMatch(/^[2-9a-hj-km-np-z]{5}(-[2-9a-hj-km-np-z]{5}){4}$/)
    expect(new Set(codes).size).toBe(200)
  })

  test('sets the first password and signs in; whoever types it in capitals and without hyphens is understood', async () => {
    const account = await accountWith(null)
    const code = await slipFor('activation', account)
    expect((await post(contract.readSlip, { code })).problem).toEqual({ purpose: 'activation', name: '李平', login: account.login, clears: false })
    const answer = await post(contract.activate, { code: code.replaceAll('-', '').toUpperCase(), password: good })
    expect((await meOf(answer.cookie))?.account.login).toBe(account.login)
    expect((await signIn(account.login, good)).status).toBe(200)
  })

  test('works once; used, unknown and out-of-date slips are refused in the same words', async () => {
    const code = await slipFor('activation', await accountWith(null))
    await post(contract.activate, { code, password: good })
    const old = await slipFor('reset', await accountWith())
    later(24 * 60)
    const answers = [await post(contract.activate, { code, password: other }), await post(contract.activate, { code: newCode(), password: other }), await post(contract.activate, { code: old, password: other })]
    for (const answer of answers) expect(without(answer.problem)).toEqual(without(answers[0]!.problem))
    expect(answers[0]!.problem.code).toBe('access.slip-unknown')
  })

  test('used by two at once lets one in', async () => {
    const code = await slipFor('activation', await accountWith(null))
    const answers = await Promise.all(Array.from({ length: 6 }, () => post(contract.activate, { code, password: good })))
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 422, 422, 422, 422, 422])
  })

  test.each([['activation', 7 * 24 * 60], ['reset', 24 * 60]] as const)('of %s is good for its days and not a minute longer', async (purpose, minutes) => {
    const code = await slipFor(purpose, await accountWith(purpose === 'reset' ? good : null))
    later(minutes - 1)
    expect((await post(contract.readSlip, { code })).status).toBe(200)
    later(1)
    expect((await post(contract.readSlip, { code })).problem.code).toBe('access.slip-unknown')
  })

  test('printed anew voids the one before, for this account only', async () => {
    const [account, neighbour] = [await accountWith(), await accountWith()]
    const [first, beside] = [await slipFor('reset', account), await slipFor('reset', neighbour)]
    const second = await slipFor('reset', account)
    const states = await Promise.all([first, second, beside].map((code) => post(contract.readSlip, { code })))
    expect(states.map((answer) => answer.status)).toEqual([422, 200, 200])
  })

  test('stays good when the password is too weak', async () => {
    const code = await slipFor('activation', await accountWith(null))
    expect((await post(contract.activate, { code, password: '123456' })).problem.code).toBe('access.password-weak')
    expect((await post(contract.activate, { code, password: good })).status).toBe(200)
  })

  test('that resets ends every session of the account', async () => {
    const account = await accountWith()
    const { cookie } = await signIn(account.login, good)
    await post(contract.activate, { code: await slipFor('reset', account), password: other })
    expect(await meOf(cookie)).toBeNull()
    expect([(await signIn(account.login, good)).status, (await signIn(account.login, other)).status]).toEqual([422, 200])
  })

  test('of a closed account opens nothing, and the first administrator’s slip activates nobody', async () => {
    const account = await accountWith()
    const code = await slipFor('reset', account)
    await closeAccount(world.db, account.id)
    expect((await post(contract.activate, { code, password: other })).problem.code).toBe('access.slip-unknown')
    const first = await makeSlip(world.db, 'first-administrator', null, world.clock.now())
    expect((await post(contract.activate, { code: first.code, password: other })).problem.code).toBe('access.slip-unknown')
  })

  test('is kept as a hash', async () => {
    const code = await slipFor('reset', await accountWith())
    const { rows } = await once(world.superuserUrl, 'select s::text as text from access_slips s')
    const all = rows.map((row: { text: string }) => row.text).join()
    expect(all).not.toContain(code.replaceAll('-', ''))
    expect(all).toContain(sha256(code.replaceAll('-', '')).toString('hex'))
  })
})

describe('a session', () => {
  const session = async () => {
    const account = await accountWith()
    return { account, cookie: (await signIn(account.login, good)).cookie }
  }

  test('ends after half an hour without a request, and not before', async () => {
    const { cookie } = await session()
    for (let at = 0; at < 3; at++) {
      later(idleMinutes - 1)
      expect(await meOf(cookie)).not.toBeNull()
    }
    later(idleMinutes)
    expect(await meOf(cookie)).toBeNull()
  })

  test('ends after twelve hours however busy it was', async () => {
    const { cookie } = await session()
    const step = 20
    for (let minutes = step; minutes < absoluteHours * 60; minutes += step) {
      later(step)
      expect(await meOf(cookie)).not.toBeNull()
    }
    later(step)
    expect(await meOf(cookie)).toBeNull()
  })

  test('is replaced when the password changes, and the others end', async () => {
    const { account, cookie } = await session()
    const elsewhere = (await signIn(account.login, good)).cookie
    const changed = await post(contract.changePassword, { current: good, password: other }, address(), cookie)
    expect(changed.status).toBe(200)
    expect([await meOf(cookie), await meOf(elsewhere)]).toEqual([null, null])
    expect((await meOf(changed.cookie))?.account.login).toBe(account.login)
  })

  test('survives a refused change of the password', async () => {
    const { cookie } = await session()
    expect((await post(contract.changePassword, { current: good, password: '短' }, address(), cookie)).problem.code).toBe('access.password-weak')
    expect(await meOf(cookie)).not.toBeNull()
  })

  test('ends at signing out, in the browser too', async () => {
    const { cookie } = await session()
    const answer = await as(cookie).send(contract.signOut, {})
    expect(String(answer.headers['set-cookie'])).toMatch(/^__Host-tongxin=;/)
    expect(answer.headers['clear-site-data']).toBe('"cache"')
    expect(await meOf(cookie)).toBeNull()
    expect((await as(cookie).send(contract.signOut, {})).status).toBe(200)
  })

  test('is listed with the others of the account, and each can be ended from here', async () => {
    const { account, cookie } = await session()
    const elsewhere = (await signIn(account.login, good)).cookie
    const { sessions } = await as(cookie).call(contract.mySessions, {})
    expect(sessions.map((one) => one.here).sort()).toEqual([false, true])
    await as(cookie).call(contract.endMySession, { id: sessions.find((one) => !one.here)!.id })
    expect([await meOf(elsewhere), (await meOf(cookie))?.account.login]).toEqual([null, account.login])
  })

  test('of somebody else is neither listed nor ended', async () => {
    const [mine, theirs] = [await session(), await session()]
    const { id } = (await as(theirs.cookie).call(contract.mySessions, {})).sessions[0]!
    expect((await as(mine.cookie).call(contract.mySessions, {})).sessions.map((one) => one.id)).not.toContain(id)
    expect((await as(mine.cookie).refused(contract.endMySession, { id })).code).toBe('access.session-unknown')
    expect(await meOf(theirs.cookie)).not.toBeNull()
  })

  test('is dead with the next request after the account was closed', async () => {
    const { account, cookie } = await session()
    await closeAccount(world.db, account.id)
    expect(await meOf(cookie)).toBeNull()
  })
})

describe('a seat', () => {
  const organisation = { realm: 0, organisationId: newId(), organisationName: '第一党支部', path: '1/k/' }
  const secretary = { ...organisation, post: 'party.branch.secretary', reach: ['1/k/'], ends: null as string | null }
  const seated = async (...seats: (Partial<typeof secretary> & { starts?: string })[]) => {
    const account = await accountWith()
    const ids = []
    for (const made of seats) ids.push(await seat(world.db, { ...secretary, accountId: account.id, starts: '2026-01-01', ...made }))
    return { account, ids, cookie: (await signIn(account.login, good)).cookie }
  }
  const pathsOf = async (account: AccountRow) => (await seatsOf(world.db, account.id, world.clock.today(), world.clock.now())).map(({ path, reach }) => ({ path, reach }))

  test.each([
    ['from its first day', '2026-11-23', null, 1],
    ['not the day before', '2026-11-24', null, 0],
    ['to the day before it ends', '2026-01-01', '2026-11-24', 1],
    ['not on the day it ends', '2026-01-01', '2026-11-23', 0],
  ])('is held %s', async (_, starts, ends, count) => {
    const { cookie } = await seated({ starts, ends })
    expect((await meOf(cookie))!.seats).toHaveLength(count)
  })

  test('that ended stops the next request of a running session', async () => {
    const { account, cookie } = await seated({})
    expect((await meOf(cookie))!.seats).toHaveLength(1)
    await endSeat(world.db, account.id, secretary.organisationId, secretary.post, world.clock.today())
    expect((await meOf(cookie))!.seats).toEqual([])
  })

  test('ends with its organisation, for everybody who sits there', async () => {
    const at = { organisationId: newId() }
    const [one, two, beside] = [await seated(at), await seated({ ...at, post: 'party.branch.deputy-secretary' }), await seated({ organisationId: newId() })]
    await endSeatsIn(world.db, at.organisationId, world.clock.today())
    const counts = await Promise.all([one, two, beside].map(async ({ cookie }) => (await meOf(cookie))!.seats.length))
    expect(counts).toEqual([0, 0, 1])
  })

  test('moves with the tree, path and reach, and only where the tree moved', async () => {
    const { account } = await seated({}, { path: '1/k/3/', reach: ['1/k/3/', '9/'] }, { path: '1/kk/', reach: ['1/kk/', '1/k/'] }, { path: '8/', reach: [] })
    await movePath(world.db, 0, '1/k/', '5/6/k/')
    expect(await pathsOf(account)).toEqual([
      { path: '5/6/k/', reach: ['5/6/k/'] },
      { path: '5/6/k/3/', reach: ['5/6/k/3/', '9/'] },
      { path: '1/kk/', reach: ['1/kk/', '5/6/k/'] },
      { path: '8/', reach: [] },
    ])
  })

  test('gets the reach and name of its organisation; a seat without reach keeps none', async () => {
    const at = { organisationId: newId() }
    const { account, cookie } = await seated(at, { ...at, post: 'system.administrator', reach: [] })
    await setReach(world.db, 0, at.organisationId, ['1/k/', '2/'])
    await renameSeats(world.db, 0, at.organisationId, '新名称')
    expect((await pathsOf(account)).map((one) => one.reach)).toEqual([['1/k/', '2/'], []])
    expect((await meOf(cookie))!.seats.map((one) => one.organisationName)).toEqual(['新名称', '新名称'])
  })

  test('of another realm is left alone by a move and a change of reach here', async () => {
    const { account } = await seated({ realm: 5, organisationId: organisation.organisationId })
    await movePath(world.db, 0, '1/k/', '7/')
    await setReach(world.db, 0, organisation.organisationId, ['7/'])
    await renameSeats(world.db, 0, organisation.organisationId, '别名')
    expect(await pathsOf(account)).toEqual([{ path: '1/k/', reach: ['1/k/'] }])
  })
})

describe('acting as a post', () => {
  const probe = async (cookie: string, headers: Record<string, string>, query = '') => {
    const answer = await app.inject({ url: `/api/v1/samples${query}`, headers: { cookie, ...headers } })
    return answer.statusCode === 200 ? 'served' : (answer.json() as Problem).code
  }
  const two = async () => {
    const account = await accountWith()
    const where = { realm: 0, accountId: account.id, organisationId: newId(), organisationName: '本系统', path: '1/', starts: '2026-01-01', ends: null }
    const member = await seat(world.db, { ...where, post: 'party.branch.committee-member', reach: ['1/'] })
    const administrator = await seat(world.db, { ...where, post: 'system.administrator', reach: [] })
    return { cookie: (await signIn(account.login, good)).cookie, member, administrator }
  }

  test('one has the rights of that post and not the sum of all one holds', async () => {
    const { cookie, member, administrator } = await two()
    expect(await probe(cookie, { 'x-seat': administrator })).toBe('served')
    expect(await probe(cookie, { 'x-seat': member })).toBe('access.not-permitted')
    expect(await probe(cookie, {})).toBe('access.not-permitted')
    expect(await probe(cookie, {}, `?seat=${administrator}`)).toBe('served')
  })

  test('that one does not hold, or holds no longer, is refused', async () => {
    const [mine, theirs] = [await two(), await two()]
    expect(await probe(mine.cookie, { 'x-seat': theirs.administrator })).toBe('access.no-such-seat')
    expect(await probe(mine.cookie, { 'x-seat': newId() })).toBe('access.no-such-seat')
    expect(await probe(mine.cookie, { 'x-seat': 'x' })).toBe('access.no-such-seat')
    await once(world.superuserUrl, `update access_seats set ends = '${world.clock.today()}' where public_id = '${mine.administrator}'`)
    expect(await probe(mine.cookie, { 'x-seat': mine.administrator })).toBe('access.no-such-seat')
  })

  test('without any post is refused with what to do', async () => {
    const account = await accountWith()
    expect(await probe((await signIn(account.login, good)).cookie, {})).toBe('access.no-seat')
  })
})

describe('the accounts', () => {
  test('have one login each, and no password lies in them in clear', async () => {
    const account = await accountWith()
    await expect(invite(world.db, { login: account.login, name: '另一人', realm: 0, personId: null, now: world.clock.now() })).rejects.toThrow(/access_accounts_login_key/)
    const { rows } = await once(world.superuserUrl, 'select a::text as text from access_accounts a')
    expect(rows.map((row: { text: string }) => row.text).join()).not.toContain(good)
    expect((await one(world.db, sql<{ n: number }>`select count(*)::int n from access_accounts where password like '$argon2id$%'`)).n).toBeGreaterThan(10)
  })
})
