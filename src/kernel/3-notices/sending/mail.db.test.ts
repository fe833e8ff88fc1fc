import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { fixedClock } from '#base/clock.ts'
import { newId } from '#base/id.ts'
import { many } from '#base/sql.ts'
import { everywhere, within } from '#database/scope.ts'
import { readNotices } from '#notices/contract.ts'
import { outward, testMail } from '#notices/hooks/contract.ts'
import { notify, type NewNotice } from '#notices/send.ts'
import { claim } from '#notices/sending/queue.ts'
import { routeNotices } from '#notices/sending/routing.ts'
import { closeMail } from '#notices/sending/smtp.ts'
import { forgetOld, sendRound } from '#notices/sending/run.ts'
import { askMail, confirmMail, dropMail, mySendings, mySettings, setWays } from '#notices/settings/contract.ts'
import { once } from '../../../../test/cluster.ts'
import { openOffice, type Office } from '../../../../test/office.ts'
import { openPostOffice, type PostOffice } from '../../../../test/post-office.ts'
import { serving, type Client } from '../../../../test/serving.ts'
import { testWorld, type TestWorld } from '../../../../test/world.ts'

let world: TestWorld
let app: FastifyInstance
let office: Office
let post: PostOffice
let secretary: Client
let accountId: number
let branch: string

/** 10:00 in Shanghai */
const morning = '2026-11-23T02:00:00Z'
const at = (instant: string) => void (world.clock = fixedClock(instant))
const later = (minutes: number) => at(new Date(world.clock.now().getTime() + minutes * 60_000).toISOString())

const tell = (notice: Partial<NewNotice> = {}) =>
  within(world.db, office.doer, (tx) =>
    notify(tx, [accountId], { realm: office.realm, class: 'act', title: '请确认一件转接', body: '不写进信里的内容', link: '/transfers', ...notice }, world.clock.now()))

const codeIn = (text: string | undefined) => /验证码：(\d{6})/.exec(text ?? '')![1]!
const rowsOf = async () => (await once(world.superuserUrl, 'select * from notices_mails order by id')).rows as Record<string, unknown>[]
/** Hours pass in a test; whoever is signed in stays so. */
const awake = () => once(world.superuserUrl, `update access_sessions set seen_at = '${world.clock.now().toISOString()}', ends_at = '2100-01-01'`)
const log = async () => {
  await awake()
  return (await secretary.call(mySendings, {})).rows
}

async function confirmed(address = 'lisi@example.cn'): Promise<void> {
  await secretary.call(askMail, { act: newId(), address })
  await sendRound(world)
  await secretary.call(confirmMail, { act: newId(), code: codeIn(post.letters.at(-1)!.text) })
  post.letters.length = 0
}

beforeAll(async () => {
  world = await testWorld(morning)
  app = await serving(world)
  office = await openOffice(world)
  branch = await office.found('party.branch', '机关党支部', office.top)
})
afterAll(async () => {
  await app.close()
  await world.end()
  await closePost()
})
const closePost = async () => {
  for (const smtp of [post?.smtp, world.outward?.smtp]) closeMail(smtp ?? null)
  await post?.end()
}
beforeEach(async () => {
  await closePost()
  at(morning)
  post = await openPostOffice()
  world.outward = { publicUrl: 'https://tongxin.example.cn', smtp: post.smtp, privateHosts: [] }
  const person = await office.register(`书记${newId().slice(-6)}`, branch)
  secretary = await office.as(app, 'party.local-committee.secretary', office.top, person)
  const { rows } = await once(world.superuserUrl, `select id from access_accounts where person_id = '${person}'`)
  accountId = (rows[0] as { id: number }).id
  await once(world.superuserUrl, "update notices_mails set state = 'dropped', ended_at = now() where ended_at is null")
})

describe('an address', () => {
  test('gets nothing but a code before it came back', async () => {
    await secretary.call(askMail, { act: newId(), address: 'lisi@example.cn' })
    await tell()
    await sendRound(world)
    expect(post.letters.map((letter) => letter.subject)).toEqual(['【同心】核对邮箱的验证码'])
    expect(await secretary.call(mySettings, {})).toMatchObject({ mail: null, wished: { mask: 'li***@example.cn' } })
    await secretary.call(confirmMail, { act: newId(), code: codeIn(post.letters[0]!.text) })
    expect(await secretary.call(mySettings, {})).toMatchObject({ mail: { mask: 'li***@example.cn' }, wished: null })
    await tell()
    await sendRound(world)
    expect(post.letters[1]).toMatchObject({ subject: '【同心·须办】请确认一件转接', to: { text: 'lisi@example.cn' } })
  })

  test('lies sealed in the database, in clear nowhere, and its code neither', async () => {
    await secretary.call(askMail, { act: newId(), address: 'geheim@example.cn' })
    const dump = async () => JSON.stringify((await Promise.all(['notices_settings', 'notices_mails', 'ledger_entries', 'ledger_answers'].map((table) =>
      once(world.superuserUrl, `select to_jsonb(t) from ${table} t`)))).map(({ rows }) => rows))
    const waiting = await dump()
    await sendRound(world)
    const code = codeIn(post.letters[0]!.text)
    for (const text of [waiting, await dump()]) expect([text.includes('geheim@'), text.includes(`"${code}"`)]).toEqual([false, false])
    expect((await rowsOf()).at(-1)).toMatchObject({ state: 'sent', secret: null, to_mask: 'ge***@example.cn' })
  })

  test('with a wrong code is refused five times, then the code is void', async () => {
    await secretary.call(askMail, { act: newId(), address: 'lisi@example.cn' })
    await sendRound(world)
    const right = codeIn(post.letters[0]!.text)
    const wrong = right === '000000' ? '000001' : '000000'
    for (const left of [4, 3, 2, 1, 0]) {
      expect(await secretary.refused(confirmMail, { act: newId(), code: wrong })).toMatchObject({ code: 'notices.wrong-code', facts: { left } })
    }
    expect((await secretary.refused(confirmMail, { act: newId(), code: right })).code).toBe('notices.code-over')
  })

  test('is confirmed within fifteen minutes and not a moment later', async () => {
    await secretary.call(askMail, { act: newId(), address: 'lisi@example.cn' })
    await sendRound(world)
    const code = codeIn(post.letters[0]!.text)
    later(15)
    expect((await secretary.refused(confirmMail, { act: newId(), code })).code).toBe('notices.code-over')
  })

  test('is asked about five times an hour, no more', async () => {
    for (let no = 0; no < 5; no++) await secretary.call(askMail, { act: newId(), address: `a${no}@example.cn` })
    expect((await secretary.refused(askMail, { act: newId(), address: 'a5@example.cn' })).code).toBe('notices.too-many-codes')
    later(61)
    await awake()
    await secretary.call(askMail, { act: newId(), address: 'a5@example.cn' })
  })

  test('asked for twice with one act is written to once', async () => {
    const act = newId()
    for (const _ of [1, 2]) await secretary.call(askMail, { act, address: 'lisi@example.cn' })
    await sendRound(world)
    expect(post.letters).toHaveLength(1)
  })

  test('that was removed gets nothing more, not even what waited', async () => {
    await confirmed()
    await tell()
    await routeNotices(world, office.realm)
    await secretary.call(dropMail, { act: newId() })
    await sendRound(world)
    expect(post.letters).toEqual([])
    expect((await log())[0]).toMatchObject({ stateWords: '不用发了' })
    expect((await secretary.refused(dropMail, { act: newId() })).code).toBe('notices.no-address')
  })

  test('cannot be registered where no mail server is configured', async () => {
    world.outward = { publicUrl: null, smtp: null, privateHosts: [] }
    expect((await secretary.refused(askMail, { act: newId(), address: 'lisi@example.cn' })).code).toBe('notices.no-mail-here')
    expect((await secretary.call(mySettings, {})).mailHere).toBe(false)
  })
})

describe('a letter', () => {
  test('carries the title and where to look, never the content', async () => {
    await confirmed()
    await tell()
    await sendRound(world)
    const { text, headers } = post.letters[0]!
    expect(text).toContain('须办：请确认一件转接\nhttps://tongxin.example.cn/transfers')
    expect(text).not.toContain('不写进信里的内容')
    expect(headers.get('auto-submitted')).toBe('auto-generated')
  })

  test('is not written when the act that made the notice came to nothing', async () => {
    await confirmed()
    await within(world.db, office.doer, async (tx) => {
      await notify(tx, [accountId], { realm: office.realm, class: 'act', title: '没有发生的事', body: '', link: null }, world.clock.now())
      throw new Error('rolled back')
    }).catch(() => undefined)
    await sendRound(world)
    expect(post.letters).toEqual([])
  })

  test('gathers the day: one digest at its hour, what must be acted on at once', async () => {
    await confirmed()
    await secretary.call(setWays, { act: newId(), actBy: 'at-once', knowBy: 'digest', readBy: 'digest', digestHour: 17, quietFrom: null, quietUntil: null })
    await tell({ class: 'know', title: '甲事' })
    await sendRound(world)
    later(60)
    await tell({ class: 'read', title: '乙事' })
    await tell({ class: 'act', title: '丙事' })
    await sendRound(world)
    expect(post.letters.map((letter) => letter.subject)).toEqual(['【同心·须办】丙事'])
    at('2026-11-23T08:59:59Z')
    await sendRound(world)
    expect(post.letters).toHaveLength(1)
    at('2026-11-23T09:00:00Z')
    await sendRound(world)
    expect(post.letters[1]!.subject).toBe('【同心】须知 1 件，可看 1 件')
    expect(post.letters[1]!.text).toMatch(/须知：甲事[^]*可看：乙事/)
    expect((await log()).map((row) => [row.kindWords, row.titles, row.stateWords])).toEqual([
      ['通知', ['丙事'], '已发送'], ['每天一封的汇总', ['甲事', '乙事'], '已发送'], ['核对邮箱的验证码', [], '已发送'],
    ])
  })

  test('waits for the end of the quiet hours, and gathers what came in them', async () => {
    await confirmed()
    await secretary.call(setWays, { act: newId(), actBy: 'at-once', knowBy: 'app', readBy: 'app', digestHour: 8, quietFrom: 22, quietUntil: 7 })
    at('2026-11-23T14:00:00Z')
    await tell({ title: '夜里一' })
    await sendRound(world)
    later(120)
    await tell({ title: '夜里二' })
    await sendRound(world)
    at('2026-11-23T22:59:00Z')
    await sendRound(world)
    expect(post.letters).toEqual([])
    at('2026-11-23T23:00:00Z')
    await sendRound(world)
    expect(post.letters.map((letter) => letter.subject)).toEqual(['【同心】须办 2 件'])
  })

  test('leaves out what was read in the meantime, and is dropped when all of it was', async () => {
    await confirmed()
    await secretary.call(setWays, { act: newId(), actBy: 'digest', knowBy: 'app', readBy: 'app', digestHour: 17, quietFrom: null, quietUntil: null })
    await tell({ title: '看过了' })
    await sendRound(world)
    await secretary.call(readNotices, {})
    at('2026-11-23T09:00:00Z')
    await sendRound(world)
    expect(post.letters).toEqual([])
    expect((await log())[0]).toMatchObject({ state: 'dropped', titles: ['看过了'] })
  })

  test('goes nowhere when its class stays in the application', async () => {
    await confirmed()
    await tell({ class: 'read' })
    await sendRound(world)
    expect(post.letters).toEqual([])
    expect(await log()).toHaveLength(1)
  })
})

describe('a letter that does not go', () => {
  test('is tried again with growing waits, and given up with a sentence', async () => {
    await confirmed()
    post.refuse = { at: 'data', code: 451 }
    await tell()
    const waited: number[] = []
    for (;;) {
      await sendRound(world)
      const { next, state } = (await log())[0]!
      if (state === 'given-up') break
      waited.push((Date.parse(next!) - world.clock.now().getTime()) / 60_000)
      at(next!)
    }
    expect(waited).toEqual([1, 5, 30, 120, 480, 1440])
    expect((await log())[0]).toMatchObject({ tries: 7, fault: '对方服务器请稍后再来。试了 7 次，不再试了' })
    post.refuse = null
    later(10_000)
    await sendRound(world)
    expect(post.letters).toEqual([])
  })

  test('goes once the server takes it, and the log tells of both', async () => {
    await confirmed()
    post.refuse = { at: 'data', code: 451 }
    await tell()
    await sendRound(world)
    post.refuse = null
    later(1)
    await sendRound(world)
    expect(post.letters).toHaveLength(1)
    expect((await log())[0]).toMatchObject({ state: 'sent', tries: 2, fault: null })
  })

  test('is given up at once where the address is refused for good', async () => {
    await confirmed()
    post.refuse = { at: 'to', code: 550 }
    await tell()
    await sendRound(world)
    expect((await log())[0]).toMatchObject({ state: 'given-up', tries: 1 })
    expect((await log())[0]!.fault).toMatch(/收信服务器不收这个地址的信/)
    expect((await log())[0]!.answer).not.toContain('lisi')
  })

  test.each([
    ['a wrong password', () => ({ ...post.smtp, password: 'x' }), /不认用户名或密码/],
    ['nobody listening', () => ({ ...post.smtp, port: 1 }), /连不上/],
    ['a server that cannot encrypt', () => ({ ...post.smtp, security: 'starttls' as const }), /证书|连不上|没有发成/],
  ])('is kept after %s', async (_, changed, told) => {
    await confirmed()
    world.outward = { ...world.outward!, smtp: changed() }
    await tell()
    await sendRound(world)
    expect((await log())[0]).toMatchObject({ state: 'waiting', tries: 1, fault: expect.stringMatching(told) as string })
  })
})

describe('killed in the middle', () => {
  test('before the server took it: the letter goes later, once', async () => {
    await confirmed()
    await tell()
    await routeNotices(world, office.realm)
    await within(world.db, everywhere(office.realm), (tx) => claim(tx, 'notices_mails', office.realm, world.clock.now(), 12))
    await sendRound(world)
    expect(post.letters).toEqual([])
    later(3)
    await sendRound(world)
    later(3)
    await sendRound(world)
    expect(post.letters).toHaveLength(1)
  })

  test('after the server took it and before that was written down: it goes twice at most, under one Message-ID', async () => {
    await confirmed()
    await tell()
    const sent = sendRound(world)
    post.onLetter = async () => {
      // as a kill leaves it: begun, and never heard of again
      await once(world.superuserUrl, "update notices_mails set tries = tries + 1 where state = 'sending'")
    }
    await sent
    post.onLetter = null
    later(3)
    await sendRound(world)
    later(3)
    await sendRound(world)
    expect(post.letters).toHaveLength(2)
    expect(new Set(post.letters.map((letter) => letter.messageId)).size).toBe(1)
  })

  test('two servers over one database send each letter once', async () => {
    await confirmed()
    for (let no = 0; no < 20; no++) {
      await tell({ title: `第 ${no} 件` })
      await routeNotices(world, office.realm)
      // not into the letter that waits: twenty letters
      await once(world.superuserUrl, "update notices_mails set kind = 'digest' where state = 'waiting'")
    }
    await Promise.all([sendRound(world), sendRound(world), sendRound(world)])
    const titles = post.letters.flatMap((letter) => [...(letter.text ?? '').matchAll(/第 \d+ 件/g)].map(([title]) => title))
    expect(titles.toSorted()).toEqual([...new Set(titles)].toSorted())
    expect(titles).toHaveLength(20)
  })
})

describe('the send log', () => {
  test('is one’s own: nobody else sees it, also not behind the application', async () => {
    await confirmed()
    const other = await office.as(app, 'party.local-committee.deputy-secretary', office.top)
    expect((await other.call(mySendings, {})).rows).toEqual([])
    const seen = await within(world.db, { realm: office.realm, reach: ['1/'] }, (tx) => many(tx, sql`select id from notices_mails union all select account_id from notices_settings`))
    expect(seen).toEqual([])
  })

  test('is cleared half a year after it ended', async () => {
    await confirmed()
    later(180 * 1440)
    await forgetOld(world)
    expect(await log()).toHaveLength(1)
    later(1)
    await forgetOld(world)
    expect(await log()).toEqual([])
  })
})

describe('the administrator', () => {
  test('sees the configuration without its password, sends a test, and sees how it went', async () => {
    const administrator = await office.as(app, 'system.administrator', office.top)
    await administrator.call(testMail, { act: newId(), address: 'admin@example.cn' })
    await sendRound(world)
    const shown = await administrator.call(outward, {})
    expect(shown).toMatchObject({ smtp: { host: '127.0.0.1', security: 'none', user: '发信' }, tests: [{ to: 'ad***@example.cn', state: 'sent' }] })
    expect(JSON.stringify(shown)).not.toContain('口令')
    expect(post.letters[0]).toMatchObject({ subject: '【同心】测试邮件' })
    expect((await secretary.refused(outward, {})).code).toBe('access.not-permitted')
  })
})
