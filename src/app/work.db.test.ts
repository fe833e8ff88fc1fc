import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { must } from '#base/decision.ts'
import { newId } from '#base/id.ts'
import { merge } from '#organisations/actions/changes.ts'
import { placeInUnits, registerUnit } from '#organisations/actions/units.ts'
import { holders } from '#people/contract.ts'
import { workList } from '#app/contract.ts'
import { openOffice, type Office } from '../../test/office.ts'
import { serving, type Client } from '../../test/serving.ts'
import { testWorld, type TestWorld } from '../../test/world.ts'

let world: TestWorld
let app: FastifyInstance
let office: Office
let officer: Client

beforeAll(async () => {
  world = await testWorld()
  app = await serving(world)
  office = await openOffice(world)
  officer = await office.as(app, 'party.local-committee.organisation-officer', office.top)
})
afterAll(async () => {
  await app.close()
  await world.end()
})

async function branchOf(members: number, name: string, more: Parameters<Office['found']>[3] = {}): Promise<string> {
  const id = await office.found('party.branch', name, office.top, more)
  for (let no = 1; no <= members; no++) await office.register(`${name}${no}`, id)
  return id
}

/** What the list says about an organisation: `below-minimum`, `committee-due` … */
async function asked(id: string): Promise<string[]> {
  const { items } = await officer.call(workList, {})
  return items.filter((item) => item.id.endsWith(id)).map((item) => item.id.slice(0, -id.length - 1)).toSorted()
}

describe('the work list asks about sizes', () => {
  test('of a branch of two, not of one of three', async () => {
    expect(await asked(await branchOf(2, '二人支部'))).toEqual(['below-minimum'])
    expect(await asked(await branchOf(3, '三人支部'))).toEqual([])
  })

  test('of a branch of seven without a committee, not of six, not once a committee member is there', async () => {
    const seven = await branchOf(7, '七人支部')
    expect([await asked(seven), await asked(await branchOf(6, '六人支部'))]).toEqual([['committee-due'], []])
    const found = async () => (await officer.call(holders, { organisation: seven })).findings.map((one) => one.code)
    expect(await found(), 'the page of the organisation says what the list says').toEqual(['committee-due'])
    const one = await office.register('七支书', seven)
    await office.appoint(one, seven, 'party.branch.secretary')
    expect(await asked(seven)).toEqual(['committee-due'])
    await office.appoint(one, seven, 'party.branch.organisation-member')
    expect([await asked(seven), await found()]).toEqual([[], []])
  })

  test('of a joint branch over too many units, also when its numbers are right', async () => {
    const units = await Promise.all(Array.from({ length: 6 }, async (_, no) => {
      const facts = { code: null, kind: 'enterprise', sector: 'private-enterprise', staff: 1, young: 1, migrant: 1, factsOn: null }
      const made = await registerUnit(world, office.doer, { act: newId(), responsible: office.top, name: `联合${no}厂`, ...facts })
      return (made as { value: { id: string } }).value.id
    }))
    const joint = await branchOf(3, '联合支部', { flags: ['joint'], units: units.slice(0, 2) })
    expect(await asked(joint)).toEqual([])
    await placeInUnits(world, office.doer, { act: newId(), id: joint, units, on: '2020-01-01' })
    expect(await asked(joint)).toEqual(['joint-units-many'])
  })

  test('never of a temporary one, never of one that is no more', async () => {
    expect(await asked(await branchOf(0, '临时支部', { flags: ['temporary'] }))).toEqual([])
    const gone = await branchOf(7, '七人旧支部')
    expect(await asked(gone)).toEqual(['committee-due'])
    const into = await branchOf(7, '并入支部')
    must(await merge(world, office.doer, { act: newId(), id: gone, into, on: '2026-01-01', confirmed: true }))
    expect(await asked(gone)).toEqual([])
  })

  test('nobody in it: hollow, and not also too small', async () => {
    const empty = await branchOf(0, '空支部')
    expect(await asked(empty)).toEqual([])
    const { items } = await officer.call(workList, {})
    expect(items.find((item) => item.id === 'coverage-party-hollow')?.about).toContain('空支部')
  })

  test('with the kind of its many, and with who is counted', async () => {
    const small = await branchOf(1, '一人支部')
    const { items } = await officer.call(workList, {})
    expect(items.find((item) => item.id === `below-minimum-${small}`)).toMatchObject({
      title: '现有正式党员 1 人，不足 3 人。请补充成员、与邻近单位联合，或报上级批准。', group: '党支部正式党员不足 3 人',
    })
  })
})
