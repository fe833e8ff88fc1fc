import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#base/id.ts'
import { everywhere, within } from '#database/scope.ts'
import { accountOfPerson, setPassword } from '#access/accounts.ts'
import { openSession } from '#access/sessions.ts'
import * as mirror from '#people/mirror/contract.ts'
import * as life from '#org-life/appraisal/contract.ts'
import { openOffice, type Office } from '../../../../test/office.ts'
import { clientOf, serving, type Client } from '../../../../test/serving.ts'
import { testWorld, type TestWorld } from '../../../../test/world.ts'

/* What others wrote of a member, and when and how the member reads it: on the own page, in the mirror, in the copy of one's data. */

const password = '石榴花开在五月的院子里 2026'
const today = '2026-11-23'
const said = ['建议多带新同志', '开会爱迟到', '热心群众工作'] as const
const act = () => newId()
let world: TestWorld
let app: FastifyInstance
let office: Office
let people: string[]
let secretary: Client
let organiser: Client
let member: Client
const of = { organisation: '', year: '2026' }

beforeAll(async () => {
  world = await testWorld()
  app = await serving(world)
  office = await openOffice(world)
  of.organisation = await office.found('party.branch', '青石社区党支部', office.top)
  people = []
  for (const name of ['赵甲一', '钱甲二', '孙甲三']) people.push(await office.register(name, of.organisation))
  await office.appoint(people[0]!, of.organisation, 'party.branch.secretary')
  secretary = await office.as(app, 'party.branch.secretary', of.organisation, people[0]!)
  organiser = await office.as(app, 'party.branch.organisation-member', of.organisation, people[1]!)
  await office.as(app, 'party.branch.publicity-member', of.organisation, people[2]!)
  const account = await within(world.db, everywhere(office.realm), (tx) => accountOfPerson(tx, office.realm, people[2]!))
  await setPassword(world.db, account!, password, world.clock.now())
  const token = await openSession(world.db, account!.id, { address: '127.0.0.1', agent: 'test' }, world.clock.now())
  member = clientOf(app, { cookie: `__Host-tongxin=${token}` })
})
afterAll(async () => {
  await app?.close()
  await world?.end()
})

type Rows = Record<string, unknown>[]
async function copyOf(who: Client): Promise<{ body: string; opinions: Rows; result: Rows }> {
  const { status, body } = await who.send(mirror.copy, { act: act(), password })
  expect(status).toBe(200)
  const { 原始记录: raw } = JSON.parse(body) as { 原始记录: Record<string, Rows> }
  return { body, opinions: raw['互评意见（org_life_opinions）'] ?? [], result: raw['评议结果（org_life_appraised）'] ?? [] }
}
const mine = async () => (await member.call(life.myAppraisals, {})).appraisals[0]!
const shown = async () => JSON.stringify(await member.call(mirror.myData, {}))

test('while the appraisal runs a member’s copy holds the own words and nothing of what others said or voted', async () => {
  await secretary.call(life.beginAppraisal, { act: act(), ...of })
  await member.call(life.writeSelf, { act: act(), id: (await mine()).id, text: '学习不够系统' })
  await organiser.call(life.writeOpinions, { act: act(), id: (await mine()).id, opinions: [{ about: people[2]!, text: said[0] }] })
  await secretary.call(life.writeOpinions, { act: act(), id: (await mine()).id, opinions: [{ about: people[2]!, text: said[1] }] })
  await secretary.call(life.enterOpinion, { act: act(), ...of, about: people[2]!, author: people[1]!, text: said[2] })
  await secretary.call(life.holdVote, { act: act(), ...of, on: today, ballots: 3, confirmed: true })
  await secretary.call(life.appraise, { act: act(), ...of, rows: people.map((person) => ({ person, qualified: 3, grade: 'qualified' as const, remark: '踏实' })) })
  const { body, opinions, result } = await copyOf(member)
  expect(result).toEqual([{ 姓名: '孙甲三', 当时的身份: expect.any(String), 自评: '学习不够系统', 自评日期: expect.any(String), 交意见条的日期: null }])
  expect(opinions).toEqual([])
  for (const text of [...said, '踏实']) expect(body).not.toContain(text)
  expect(await shown()).not.toContain('互评意见')
})

test('when the result stands the member reads what was said, and never by whom', async () => {
  await secretary.call(life.finishAppraisal, { act: act(), ...of, by: 'meeting', on: today, confirmed: true })
  const { body, opinions, result } = await copyOf(member)
  expect(result).toMatchObject([{ 等次: 'qualified', 评语: '踏实', 合格票: 3, 自评: '学习不够系统' }])
  expect(opinions.map((one) => one['意见']).toSorted()).toEqual([said[2], said[1]].toSorted())
  expect(opinions.every((one) => Object.keys(one).join() === '意见')).toBe(true)
  expect(body).not.toContain('钱甲二')
  expect((await mine()).opinions.map((one) => Object.keys(one))).toEqual([['id', 'text'], ['id', 'text']])
  expect(await shown()).toMatch(/互评意见[^}]*2 条/)
})

test('a correction takes the result back, and what was said with it', async () => {
  await organiser.call(life.reviseAppraisal, { act: act(), ...of, reason: '票数抄错' })
  const { opinions, result } = await copyOf(member)
  expect(opinions).toEqual([])
  expect(result[0]).not.toHaveProperty('等次')
})
