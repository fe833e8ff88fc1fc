import type { FastifyInstance } from 'fastify'
import ICAL from 'ical.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#base/id.ts'
import { calendarFeed, makeCalendar } from '#notices/calendar/contract.ts'
import * as life from '#org-life/contract.ts'
import { openOffice, type Office } from '../../../test/office.ts'
import { clientOf, serving, type Client } from '../../../test/serving.ts'
import { testWorld, type TestWorld } from '../../../test/world.ts'

// The clock stands at 23 November 2026
let world: TestWorld
let app: FastifyInstance
let office: Office
let branch: string
let people: string[]
let secretary: Client
let member: Client
const act = () => newId()

beforeAll(async () => {
  world = await testWorld()
  app = await serving(world)
  office = await openOffice(world)
  branch = await office.found('party.branch', '青石社区党支部', office.top)
  people = []
  for (const name of ['赵一', '钱二', '孙三']) people.push(await office.register(name, branch))
  await office.appoint(people[0]!, branch, 'party.branch.secretary')
  await office.appoint(people[1]!, branch, 'party.branch.organisation-member')
  secretary = await office.as(app, 'party.branch.secretary', branch, people[0]!)
  member = await office.as(app, 'party.branch.publicity-member', branch, people[2]!)
})
afterAll(async () => {
  await app?.close()
  await world?.end()
})

const planOne = async (session: object): Promise<string> => {
  const sessions = [{ kinds: ['party-day'], topic: '讨论对李某的处理意见', ...session }]
  return (await secretary.call(life.plan, { act: act(), organisation: branch, sessions } as never)).ids[0]!
}

/** What somebody's calendar holds of a meeting, read as a calendar reads it. */
const calendarOf = async (who: Client) => {
  const { address } = await who.call(makeCalendar, { act: act() })
  const { body } = await clientOf(app, {}).send(calendarFeed, { key: new URL(address).searchParams.get('key')! })
  const events = new ICAL.Component(ICAL.parse(body) as unknown[]).getAllSubcomponents('vevent').map((one) => new ICAL.Event(one))
  return { body, of: (id: string) => events.find(({ uid }) => uid.startsWith(`meeting-${id}@`)) }
}
const statusOf = (event: ICAL.Event | undefined) => event?.component.getFirstPropertyValue('status')
const startOf = (event: ICAL.Event | undefined) => event?.startDate.toJSDate().toISOString()

describe('a meeting in the calendar', () => {
  test('stands there for whoever must attend, with hour and place, and without what it is about', async () => {
    const id = await planOne({ on: '2026-12-10', starts: '14:30', place: '三楼会议室' })
    const { body, of } = await calendarOf(member)
    const event = of(id)!
    expect([event.summary, event.location, startOf(event)]).toEqual(['主题党日（青石社区党支部）', '三楼会议室', '2026-12-10T06:30:00.000Z'])
    expect(body).not.toContain('李某')
    expect(body).not.toContain('赵一')
  })

  test('takes no hour where none is said: it is that day’s', async () => {
    const other = await office.found('party.branch', '没有定时间的党支部', office.top)
    const person = await office.register('冯四', other)
    await office.appoint(person, other, 'party.branch.secretary')
    const own = await office.as(app, 'party.branch.secretary', other, person)
    const { ids } = await own.call(life.plan, { act: act(), organisation: other, sessions: [{ kinds: ['party-day'], on: '2026-12-11' }] })
    expect((await calendarOf(own)).of(ids[0]!)!.startDate).toMatchObject({ isDate: true, year: 2026, month: 12, day: 11 })
  })

  test('is tentative until it is announced, follows when it is moved, and says so when it is cancelled', async () => {
    const id = await planOne({ on: '2026-12-14', starts: '9:00' })
    const seen = async () => {
      const event = (await calendarOf(secretary)).of(id)
      return { status: statusOf(event), start: startOf(event), sequence: event!.sequence }
    }
    const planned = await seen()
    expect(planned).toMatchObject({ status: 'TENTATIVE', start: '2026-12-14T01:00:00.000Z' })
    await secretary.call(life.notify, { act: act(), id })
    const noticed = await seen()
    expect(noticed).toMatchObject({ status: 'CONFIRMED', start: '2026-12-14T01:00:00.000Z' })
    const { version } = await secretary.call(life.read, { id })
    const facts = { chair: people[0]!, recorder: people[1]!, starts: '19:00' }
    await secretary.call(life.change, { act: act(), id, version, kinds: ['party-day'], on: '2026-12-15', ...facts })
    const moved = await seen()
    expect(moved).toMatchObject({ status: 'TENTATIVE', start: '2026-12-15T11:00:00.000Z' })
    await secretary.call(life.notify, { act: act(), id })
    await secretary.call(life.cancel, { act: act(), id, reason: '停电' })
    const cancelled = await seen()
    expect(cancelled).toMatchObject({ status: 'CANCELLED', start: '2026-12-15T11:00:00.000Z' })
    const counts = [planned, noticed, moved, cancelled].map(({ sequence }) => sequence)
    expect(counts).toEqual([...new Set(counts)].sort((one, other) => one - other))
  })

  test('is not in the calendar of somebody who need not be there, nor of an account that is nobody', async () => {
    const id = await planOne({ on: '2026-12-17', kinds: ['committee-meeting'] })
    const nobody = await office.as(app, 'party.branch.secretary', branch)
    expect([(await calendarOf(member)).of(id), (await calendarOf(nobody)).of(id)]).toEqual([undefined, undefined])
    expect((await calendarOf(secretary)).of(id)).toBeDefined()
  })

  test('that is long over is no longer there', async () => {
    const [old, young] = [await planOne({ on: '2026-10-22' }), await planOne({ on: '2026-10-23' })]
    const { of } = await calendarOf(secretary)
    expect([of(old), of(young)?.summary]).toEqual([undefined, '主题党日（青石社区党支部）'])
  })
})
