import type { FastifyInstance } from 'fastify'
import ICAL from 'ical.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fixedClock } from '#base/clock.ts'
import { must } from '#base/decision.ts'
import { newId } from '#base/id.ts'
import { calendarFeed, dropCalendar, makeCalendar } from '#notices/calendar/contract.ts'
import { readCalendar, readsPerHour, unknownPerMinute } from '#notices/calendar/actions.ts'
import { feedOf } from '#notices/calendar/feed.ts'
import type { CalendarProvider } from '#notices/calendar/provider.ts'
import { mySettings } from '#notices/settings/contract.ts'
import { beginTerm } from '#organisations/actions/terms.ts'
import { workList } from '#app/contract.ts'
import { powers } from '#app/powers.ts'
import { once } from '../../test/cluster.ts'
import { openOffice, type Office } from '../../test/office.ts'
import { clientOf, serving, type Client } from '../../test/serving.ts'
import { testWorld, type TestWorld } from '../../test/world.ts'

let world: TestWorld
let app: FastifyInstance
let office: Office
let officer: Client
let stranger: Client

beforeAll(async () => {
  world = await testWorld()
  app = await serving(world)
  office = await openOffice(world)
  // a branch whose committee's term ends soon has a day on the work list
  const id = await office.found('party.branch', '快换届的党支部', office.top)
  must(await beginTerm(world, office.doer, { act: newId(), id, startsOn: '2023-12-20', confirmed: true }))
  officer = await office.as(app, 'party.local-committee.organisation-officer', office.top)
  stranger = clientOf(app, {})
})
afterAll(async () => {
  await app.close()
  await world.end()
})

const keyOf = (address: string) => new URL(address).searchParams.get('key')!
const made = async () => keyOf((await officer.call(makeCalendar, { act: newId() })).address)
const parsed = (text: string) => new ICAL.Component(ICAL.parse(text) as unknown[])
const eventsIn = (text: string) => parsed(text).getAllSubcomponents('vevent').map((event) => new ICAL.Event(event))

describe('the secret address', () => {
  test('opens the calendar without signing in, as a file of its kind', async () => {
    const { status, body, headers } = await stranger.send(calendarFeed, { key: await made() })
    expect([status, headers['content-type'], headers['cache-control']]).toEqual([200, 'text/calendar; charset=utf-8', 'no-store'])
    expect(parsed(body).getFirstPropertyValue('version')).toBe('2.0')
  })

  test('is void once a new one is made, or it was stopped', async () => {
    const first = await made()
    const second = await made()
    expect((await stranger.send(calendarFeed, { key: first })).status).toBe(410)
    expect((await stranger.send(calendarFeed, { key: second })).status).toBe(200)
    await officer.call(dropCalendar, { act: newId() })
    expect((await stranger.send(calendarFeed, { key: second })).status).toBe(410)
    expect((await officer.call(mySettings, {})).calendar).toBeNull()
  })

  test('is the same for a retry, and stands nowhere in the database', async () => {
    const act = newId()
    const [one, two] = [await officer.call(makeCalendar, { act }), await officer.call(makeCalendar, { act })]
    expect(one).toEqual(two)
    for (const table of ['notices_calendars', 'ledger_entries', 'ledger_answers']) {
      expect(JSON.stringify((await once(world.superuserUrl, `select to_jsonb(t) from ${table} t`)).rows)).not.toContain(keyOf(one.address))
    }
  })

  test('is asked for sixty times an hour and not once more', async () => {
    const key = await made()
    for (let no = 0; no < readsPerHour; no++) expect((await stranger.send(calendarFeed, { key })).status).toBe(200)
    expect((await stranger.send(calendarFeed, { key })).status).toBe(429)
    const before = world.clock
    world.clock = fixedClock('2026-11-23T03:00:01Z')
    expect((await stranger.send(calendarFeed, { key })).status).toBe(200)
    world.clock = before
  })

  test('that is wrong is answered alike however often, until it is too often', async () => {
    const answers = []
    for (let no = 0; no < unknownPerMinute + 2; no++) answers.push((await stranger.send(calendarFeed, { key: 'x'.repeat(43) })).status)
    expect(answers.slice(0, 3)).toEqual([410, 410, 410])
    expect(answers.at(-1)).toBe(429)
  })

  test('opens nothing when the account was closed', async () => {
    const key = await made()
    const { rows } = await once(world.superuserUrl, 'select account_id from notices_calendars')
    const { account_id: id } = rows[0] as { account_id: number }
    await once(world.superuserUrl, `update access_accounts set state = 'closed' where id = ${id}`)
    expect((await stranger.send(calendarFeed, { key })).status).not.toBe(200)
    await once(world.superuserUrl, `update access_accounts set state = 'active' where id = ${id}`)
  })
})

describe('the calendar', () => {
  test('shows on which day how much of the work list is due, names nobody, and leads to the list', async () => {
    const { items } = await officer.call(workList, {})
    const due = new Set(items.flatMap(({ dueOn }) => dueOn ?? []))
    expect(due.size).toBeGreaterThan(0)
    const { body } = await stranger.send(calendarFeed, { key: await made() })
    const events = eventsIn(body)
    expect(events.map((event) => event.startDate.toString()).toSorted()).toEqual([...due].toSorted())
    expect(events.every((event) => event.startDate.isDate)).toBe(true)
    expect(events[0]!.summary).toMatch(/^到期 \d+ 件（青石县委员会 /)
    expect(events[0]!.component.getFirstPropertyValue('url')).toMatch(/^https?:\/\//)
  })

  test('tells hours in UTC and whole days as days, however the server’s clock is set', () => {
    const entries = [
      { id: 'a', title: '支部党员大会', when: { starts: new Date('2026-11-25T01:00:00Z'), ends: new Date('2026-11-25T03:00:00Z') }, place: '三楼会议室', verb: '查看', address: '/m/1' },
      { id: 'b', title: '换届'.repeat(60), when: '2026-12-01', verb: '办理', address: '/' },
      { id: 'c', title: '取消的会', when: '2026-12-02', verb: '查看', address: '/m/2', cancelled: true },
    ]
    const text = feedOf('王芳', entries, { publicUrl: 'https://tongxin.example.cn', now: new Date('2026-11-23T02:00:00Z') })
    expect(text).toContain('DTSTART:20261125T010000Z')
    expect(text).toContain('DTSTART;VALUE=DATE:20261201')
    expect(text).toContain('DTEND;VALUE=DATE:20261202')
    const [meeting, election, off] = eventsIn(text)
    expect([meeting!.location, meeting!.startDate.toJSDate().toISOString(), meeting!.uid]).toEqual(['三楼会议室', '2026-11-25T01:00:00.000Z', 'a@tongxin.example.cn'])
    expect(election!.summary).toBe('换届'.repeat(60))
    expect(off!.component.getFirstPropertyValue('status')).toBe('CANCELLED')
    expect(Math.max(...text.split('\r\n').map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75)
  })

  test('asks every post by itself, with its own reach, and the account once', async () => {
    const asked: unknown[] = []
    const provider: CalendarProvider = {
      words: '测试', ofPost: async (_, actor) => { asked.push(actor.reach); return [] }, ofAccount: async (_, account) => { asked.push(account.login); return [] },
    }
    const key = await made()
    await readCalendar(world, { key, address: '10.0.0.1', origin: 'https://tongxin.example.cn', powers, providers: [provider] })
    expect(asked).toHaveLength(2)
    expect(asked[0]).toEqual([(await office.organisation(office.top)).path])
  })
})
