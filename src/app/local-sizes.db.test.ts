import { sql } from 'kysely'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fixedClock } from '#base/clock.ts'
import { newId } from '#base/id.ts'
import { many } from '#base/sql.ts'
import { everywhere, within } from '#database/scope.ts'
import { endSetting, set } from '#regulations/contract.ts'
import { read } from '#organisations/contract.ts'
import { coverageRound } from '#coverage/jobs.ts'
import { workList } from '#app/contract.ts'
import { openOffice, type Office } from '../../test/office.ts'
import { serving, type Client } from '../../test/serving.ts'
import { testWorld, type TestWorld } from '../../test/world.ts'

// The clock stands at 23 November 2026
let world: TestWorld
let app: FastifyInstance
let office: Office
let officer: Client
const ids: Record<string, string> = {}

beforeAll(async () => {
  world = await testWorld()
  app = await serving(world)
  office = await openOffice(world)
  for (const name of ['甲镇', '乙镇']) {
    ids[name] = await office.found('party.committee', `${name}党委`, office.top)
    ids[`${name}支部`] = await office.found('party.branch', `${name}一支部`, ids[name]!)
    for (const person of ['赵', '钱', '孙', '李', '周', '吴', '郑']) await office.register(`${name}${person}`, ids[`${name}支部`]!)
  }
  officer = await office.as(app, 'party.local-committee.organisation-officer', office.top)
})
afterAll(async () => {
  await app.close()
  await world.end()
})

const least = 'party.branch.members-min'
const lay = (rule: string, value: number, from = '2026-11-23', at = '甲镇') =>
  officer.call(set, { act: newId(), organisation: ids[at]!, rule, value, document: '甲镇委〔2026〕7号', from })
const end = (rule: string, on: string) => officer.call(endSetting, { act: newId(), organisation: ids['甲镇']!, rule, on })

/** Branches whose size is told, by the work list, by the page of the branch, and by coverage after its round. */
async function told(newDay = false) {
  const { items } = await officer.call(workList, {})
  const pages = []
  for (const name of ['甲镇', '乙镇']) {
    const { findings } = await officer.call(read, { id: ids[`${name}支部`]! })
    pages.push(...findings.filter(({ code }) => code !== 'committee-due').map(() => `${name}一支部`))
  }
  await coverageRound(world, newDay)
  const spots = await within(world.db, everywhere(office.realm), (tx) => many(tx, sql<{ name: string }>`select o.name from coverage_spots c
    join organisations o on o.realm_id = c.realm_id and o.id = c.subject_id where c.subject = 'organisation' and c.code in ('party-small', 'party-large')`))
  const list = items.filter(({ id }) => /^(below-minimum|above-usual-size)-/.test(id)).map(({ about }) => about.replace(/（.*/, ''))
  return { list, pages, spots: spots.map(({ name }) => name) }
}
const everywhereTold = (names: string[]) => ({ list: names, pages: names, spots: names })

test('seven members are enough for the nation; a stricter local number is told below whoever laid it down, and nowhere else', async () => {
  expect(await told()).toEqual(everywhereTold([]))
  await lay(least, 8)
  expect(await told()).toEqual(everywhereTold(['甲镇一支部']))
  const { items } = await officer.call(workList, {})
  expect(items.find(({ id }) => id.startsWith('below-minimum-'))).toMatchObject({ title: expect.stringContaining('8 人') })
})

test('seven are enough where seven are asked, and so they are when the local number is ended', async () => {
  await lay(least, 7)
  expect(await told()).toEqual(everywhereTold([]))
  await lay(least, 8)
  await end(least, '2026-11-23')
  expect(await told()).toEqual(everywhereTold([]))
})

test('the usual largest size is that of the place too: seven of six are told, seven of seven are not', async () => {
  await lay('party.branch.members-max', 6)
  expect(await told()).toEqual(everywhereTold(['甲镇一支部']))
  await lay('party.branch.members-max', 7)
  expect(await told()).toEqual(everywhereTold([]))
})

test('what is laid down for a later day is told from that day on, by coverage in its first round', async () => {
  await lay(least, 9, '2026-11-25')
  expect(await told()).toEqual(everywhereTold([]))
  const before = world.clock
  world.clock = fixedClock('2026-11-25T02:00:00Z')
  officer = await office.as(app, 'party.local-committee.organisation-officer', office.top)
  expect(await told(true)).toEqual(everywhereTold(['甲镇一支部']))
  world.clock = before
})
