import { createHmac } from 'node:crypto'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { fixedClock } from '#base/clock.ts'
import { newId } from '#base/id.ts'
import { within } from '#database/scope.ts'
import { PrivateAddress, publicLookup } from '#notices/hooks/address.ts'
import { callHook } from '#notices/hooks/post.ts'
import { addHook, endHook, hookSendings, listHooks, testHook } from '#notices/hooks/contract.ts'
import { requestOf } from '#notices/hooks/formats.ts'
import type { Format } from '#notices/hooks/presets.ts'
import { notify } from '#notices/send.ts'
import { sendRound } from '#notices/sending/run.ts'
import { move } from '#organisations/contract.ts'
import { once } from '../../test/cluster.ts'
import { openOffice, type Office } from '../../test/office.ts'
import { serving, type Client } from '../../test/serving.ts'
import { testWorld, type TestWorld } from '../../test/world.ts'

interface Heard {
  url: URL
  headers: IncomingHttpHeaders
  body: string
}

let world: TestWorld
let app: FastifyInstance
let office: Office
let officer: Client
let branch: string
let server: Server
let robot: string
let host: string
const heard: Heard[] = []
const answer = { status: 200, body: '{"errcode":0,"code":0}', headers: {} as Record<string, string>, hang: false }

const now = '2026-11-23T02:00:00Z'
const later = (minutes: number) => void (world.clock = fixedClock(new Date(world.clock.now().getTime() + minutes * 60_000).toISOString()))

beforeAll(async () => {
  server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part)).on('end', () => {
      heard.push({ url: new URL(request.url!, `http://${host}`), headers: request.headers, body: Buffer.concat(parts).toString('utf8') })
      if (!answer.hang) response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers }).end(answer.body)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  robot = `http://${host}/robot/send?key=abc`
  world = await testWorld(now)
  app = await serving(world)
  office = await openOffice(world)
  branch = await office.found('party.branch', '机关党支部', office.top)
  officer = await office.as(app, 'party.local-committee.organisation-officer', office.top)
})
afterAll(async () => {
  server.closeAllConnections()
  server.close()
  await app.close()
  await world.end()
})
beforeEach(async () => {
  heard.length = 0
  Object.assign(answer, { status: 200, body: '{"errcode":0,"code":0}', headers: {}, hang: false })
  world.clock = fixedClock(now)
  world.outward = { publicUrl: 'https://tongxin.example.cn', smtp: null, privateHosts: [host] }
  await once(world.superuserUrl, 'delete from notices_hooks')
})

const add = (format: Format, more: { address?: string; secret?: string; organisation?: string } = {}) =>
  officer.call(addHook, { act: newId(), organisation: branch, format, address: robot, secret: 'SEC口令', ...more })
const tell = (titles: string[], accounts = [office.doer.accountId]) =>
  within(world.db, office.doer, async (tx) => {
    for (const title of titles) {
      await notify(tx, accounts, {
        realm: office.realm, class: 'act', title: `王芳：${title}`, body: '王芳的事', link: '/transfers', group: { organisation: branch, title },
      }, world.clock.now())
    }
  })
const log = async (id: string) => (await officer.call(hookSendings, { hook: id })).rows
const hmac = (key: string, text: string) => createHmac('sha256', key).update(text)

describe('a group hears', () => {
  test('how many of each class and titles without names, and a link back', async () => {
    await add('wecom')
    await tell(['接收一件转接', '换届'])
    await sendRound(world)
    expect(heard).toEqual([])
    later(1)
    await sendRound(world)
    expect(heard).toHaveLength(1)
    expect(JSON.parse(heard[0]!.body)).toEqual({
      msgtype: 'text', text: { content: '【同心】机关党支部：须办 2 件\n须办：接收一件转接\n须办：换届\nhttps://tongxin.example.cn/' },
    })
    expect(heard[0]!.body).not.toContain('王芳')
  })

  test('once of what three officers are told', async () => {
    const { id } = await add('wecom')
    await tell(['换届'], [office.doer.accountId, office.doer.accountId])
    await tell(['换届'])
    await sendRound(world)
    later(1)
    await sendRound(world)
    expect((await log(id)).map((row) => [row.titles, row.stateWords, row.to])).toEqual([[['换届'], '已发送', host]])
  })

  test('nothing of a notice whose sender gave no title for groups', async () => {
    await add('wecom')
    await within(world.db, office.doer, (tx) => notify(tx, [office.doer.accountId], { realm: office.realm, class: 'act', title: '私事', body: '', link: null }, world.clock.now()))
    await sendRound(world)
    later(1)
    await sendRound(world)
    expect(heard).toEqual([])
  })
})

describe('a message is signed as its receiver checks it', () => {
  const send = async (format: Format) => {
    const { id } = await add(format)
    await officer.call(testHook, { act: newId(), hook: id })
    await sendRound(world)
    expect((await log(id))[0]).toMatchObject({ state: 'sent', kindWords: '测试' })
    return heard[0]!
  }

  test('generic: HMAC-SHA256 over timestamp and body', async () => {
    const { headers, body } = await send('generic')
    const timestamp = headers['x-tongxin-timestamp'] as string
    expect(timestamp).toBe(String(Date.parse(now)))
    expect(headers['x-tongxin-signature']).toBe(`sha256=${hmac('SEC口令', `${timestamp}.${body}`).digest('hex')}`)
    expect(JSON.parse(body)).toMatchObject({ id: headers['x-tongxin-delivery'], organisation: '机关党支部' })
  })

  test('钉钉: timestamp and sign in the address', async () => {
    const { url } = await send('dingtalk')
    const timestamp = String(Date.parse(now))
    expect(Object.fromEntries(url.searchParams)).toEqual({ key: 'abc', timestamp, sign: hmac('SEC口令', `${timestamp}\nSEC口令`).digest('base64') })
  })

  test('飞书: timestamp and sign in the body', async () => {
    const { body } = await send('feishu')
    const timestamp = String(Date.parse(now) / 1000)
    expect(JSON.parse(body)).toMatchObject({ timestamp, sign: hmac(`${timestamp}\nSEC口令`, '').digest('base64'), msg_type: 'text' })
  })
})

describe('a message that does not go', () => {
  const tried = async (format: Format = 'wecom') => {
    const { id } = await add(format)
    await officer.call(testHook, { act: newId(), hook: id })
    await sendRound(world)
    return (await log(id))[0]!
  }

  test('is tried again after a wait, and goes', async () => {
    answer.status = 502
    const { id } = await add('wecom')
    await officer.call(testHook, { act: newId(), hook: id })
    await sendRound(world)
    expect((await log(id))[0]).toMatchObject({ state: 'waiting', tries: 1, next: '2026-11-23T02:01:00.000Z' })
    answer.status = 200
    later(1)
    await sendRound(world)
    expect((await log(id))[0]).toMatchObject({ state: 'sent', tries: 2 })
  })

  test('follows no redirect', async () => {
    Object.assign(answer, { status: 302, headers: { location: 'http://169.254.169.254/' } })
    expect(await tried()).toMatchObject({ state: 'given-up', answer: 'HTTP 302' })
    expect(heard).toHaveLength(1)
  })

  test('is told to be wrong by a robot that answers 200', async () => {
    answer.body = '{"errcode":310000,"errmsg":"sign not match"}'
    expect(await tried('dingtalk')).toMatchObject({ state: 'waiting', fault: '机器人没有接受，请核对地址和密钥', answer: '310000 sign not match' })
  })

  test('waits no longer than its limit', async () => {
    answer.hang = true
    const url = new URL(robot)
    const request = requestOf('wecom', url, null, { id: newId(), organisation: '', text: '', counts: { act: 0, know: 0, read: 0 }, items: [], link: null }, world.clock.now())
    const began = performance.now()
    expect(await callHook('wecom', request, [host], 300)).toMatchObject({ ok: false, fault: 'timeout' })
    expect(performance.now() - began).toBeLessThan(2_000)
  })

  test('goes nowhere once the operator no longer allows the private address', async () => {
    const { id } = await add('wecom')
    await officer.call(testHook, { act: newId(), hook: id })
    world.outward = { ...world.outward!, privateHosts: [] }
    await sendRound(world)
    expect(heard).toEqual([])
    expect((await log(id))[0]).toMatchObject({ state: 'given-up' })
  })

  test('goes nowhere when a name leads to a private address: the very connection is tested', async () => {
    const found = await new Promise((resolve) => publicLookup('localhost', {}, (error, address) => resolve(error ?? address)))
    expect(found).toBeInstanceOf(PrivateAddress)
  })
})

describe('an address', () => {
  const refused = async (address: string, format: Format = 'wecom', secret = 'x') =>
    (await officer.refused(addHook, { act: newId(), organisation: branch, format, address, secret })).code

  test.each([
    ['http://robot.example.cn/', 'notices.address-not-https'], ['ftp://robot.example.cn/', 'notices.address-not-https'], ['robot', 'notices.address-not-https'],
    ['https://user:pass@robot.example.cn/', 'notices.address-with-password'],
    ['https://127.0.0.1/', 'notices.address-private'], ['https://10.1.2.3/', 'notices.address-private'], ['https://192.168.1.1/', 'notices.address-private'],
    ['https://172.31.255.255/', 'notices.address-private'], ['https://169.254.169.254/latest/meta-data', 'notices.address-private'],
    ['https://100.64.0.1/', 'notices.address-private'], ['https://0.0.0.0/', 'notices.address-private'], ['https://2130706433/', 'notices.address-private'],
    ['https://0x7f.1/', 'notices.address-private'], ['https://[::1]/', 'notices.address-private'], ['https://[fd00::1]/', 'notices.address-private'],
    ['https://[fe80::1]/', 'notices.address-private'], ['https://[::ffff:10.0.0.1]/', 'notices.address-private'], ['https://[64:ff9b::a00:1]/', 'notices.address-private'],
    ['https://localhost/', 'notices.address-private'], ['https://db.internal/', 'notices.address-private'], ['https://intranet/', 'notices.address-private'],
  ])('%s is refused: %s', async (address, code) => {
    expect(await refused(address)).toBe(code)
  })

  test('just beside the private ranges is taken', async () => {
    for (const address of ['https://172.32.0.1/', 'https://11.0.0.1/', 'https://100.128.0.1/']) {
      const { id } = await add('wecom', { address })
      await officer.call(endHook, { act: newId(), hook: id })
    }
  })

  test('lies sealed, shows its host alone, and is gone when it ended', async () => {
    const { id } = await add('generic')
    const row = async () => JSON.stringify((await once(world.superuserUrl, 'select to_jsonb(h) || jsonb_build_object(\'n\', octet_length(address)) from notices_hooks h')).rows)
    expect(await row()).not.toMatch(/key=abc|SEC/)
    expect(JSON.stringify(await officer.call(listHooks, {}))).toContain(host)
    expect(JSON.stringify(await officer.call(listHooks, {}))).not.toMatch(/key=abc|SEC/)
    await officer.call(endHook, { act: newId(), hook: id })
    expect(await row()).toMatch(/"n":\s*0/)
    expect((await officer.refused(testHook, { act: newId(), hook: id })).code).toBe('notices.hook-ended')
    expect((await officer.refused(endHook, { act: newId(), hook: id })).code).toBe('notices.hook-ended')
  })

  test('that wants a signature is refused without its key, and an organisation has two groups at most', async () => {
    expect(await refused(robot, 'dingtalk', '')).toBe('notices.secret-needed')
    await add('wecom')
    await add('feishu')
    expect(await refused(robot)).toBe('notices.hook-exists')
  })
})

describe('who sees a group', () => {
  test('is whoever reaches its organisation, also after it moved', async () => {
    const [left, right] = [await office.found('party.working-committee', '东街道工委', office.top), await office.found('party.working-committee', '西街道工委', office.top)]
    const moved = await office.found('party.branch', '要搬的党支部', left)
    await add('wecom', { organisation: moved })
    const [east, west] = [await office.as(app, 'party.working-committee.secretary', left), await office.as(app, 'party.working-committee.secretary', right)]
    const seen = async (client: Client) => (await client.call(listHooks, {})).hooks.map((hook) => hook.organisationName)
    expect([await seen(east), await seen(west)]).toEqual([['要搬的党支部'], []])
    const version = Number((await once(world.superuserUrl, `select version from organisations where public_id = '${moved}'`)).rows.map((row) => (row as { version: number }).version)[0])
    await officer.call(move, { act: newId(), id: moved, parent: right, on: '2026-11-23', version } as never)
    expect([await seen(east), await seen(west)]).toEqual([[], ['要搬的党支部']])
  })
})
