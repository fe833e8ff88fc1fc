import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#base/id.ts'
import * as people from '#people/contract.ts'
import { beginFloating } from '#people/contract/floating.ts'
import { receive, send } from '#people/contract/transfers.ts'
import * as mirror from '#people/mirror/contract.ts'
import { openOffice, type Office } from '../../../../test/office.ts'
import { serving, type Client } from '../../../../test/serving.ts'
import { testWorld, type TestWorld } from '../../../../test/world.ts'

/* Who sees a member whose relationship is on its way, or who is looked after elsewhere, as the member reads it. */

const [home, away] = ['石榴社区党支部', '樱桃社区党支部']
let world: TestWorld
let app: FastifyInstance
let office: Office
let branch: string
let beside: string
let secretary: Client
let receiver: Client

beforeAll(async () => {
  world = await testWorld()
  app = await serving(world)
  office = await openOffice(world)
  branch = await office.found('party.branch', home, office.top)
  beside = await office.found('party.branch', away, office.top)
  secretary = await office.as(app, 'party.branch.secretary', branch)
  receiver = await office.as(app, 'party.branch.secretary', beside)
})
afterAll(async () => {
  await app?.close()
  await world?.end()
})

async function member(name: string): Promise<{ id: string; membership: string; client: Client }> {
  const id = await office.register(name, branch)
  const { memberships } = await secretary.call(people.read, { id })
  return { id, membership: memberships[0]!.id, client: await office.as(app, 'party.branch.member', branch, id) }
}
const seenBy = (who: { client: Client }) => who.client.call(mirror.seenBy, {})

test('names who reads only the letter of a transfer, while it is under way and afterwards', async () => {
  const [who, on] = [await member('季冬'), world.clock.today()]
  expect((await seenBy(who)).letters).toEqual([])
  const { id } = await secretary.call(send, { act: newId(), id: who.membership, to: beside, reason: 'work', on })
  const { letters, organisations } = await seenBy(who)
  expect(letters).toMatchObject([{ organisation: away, why: [`“${home}”开给“${away}”的介绍信（待接收）`], posts: [{ post: '党支部书记' }] }])
  expect(organisations.map((one) => one.organisation)).not.toContain(away)
  expect((await receiver.send(people.read, { id: who.id })).status).toBe(404)
  await receiver.call(receive, { act: newId(), id, on })
  expect((await seenBy(who)).letters).toMatchObject([{ organisation: home, why: [`“${home}”开给“${away}”的介绍信（已接收）`] }])
})

test('says by which rule the branch sees that looks after somebody away from home', async () => {
  const who = await member('季雨')
  await secretary.call(beginFloating, { act: newId(), id: who.membership, to: beside, on: world.clock.today() })
  const { organisations, letters } = await seenBy(who)
  expect(organisations.find((one) => one.organisation === away)!.why).toEqual([`您外出流动，由“${away}”就近管理；这是它自己的职务`])
  expect(letters).toEqual([])
})

test('of posts that may do nothing it is not said that they run the system', async () => {
  const who = await member('季雪')
  await office.as(app, 'system.sample-member', branch)
  await office.as(app, 'system.administrator', branch)
  expect((await seenBy(who)).blind.map((one) => one.post)).toEqual(['系统管理员'])
})
