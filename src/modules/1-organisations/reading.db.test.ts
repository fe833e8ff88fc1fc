import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { FastifyInstance } from 'fastify'
import { newId } from '#base/id.ts'
import { many } from '#base/sql.ts'
import { everywhere, within } from '#database/scope.ts'
import * as contract from '#organisations/contract.ts'
import { serving, signedIn, type Client } from '../../../test/serving.ts'
import { sampleWorld } from '../../../test/sample.ts'
import type { TestWorld } from '../../../test/world.ts'

let world: TestWorld
let app: FastifyInstance
let realm: number
beforeAll(async () => {
  ;({ world, realm } = await sampleWorld())
  app = await serving(world)
})
afterAll(async () => {
  await app.close()
  await world.end()
})

async function as(name: string, post: string): Promise<Client & { organisation: string }> {
  const [organisation] = await within(world.db, everywhere(realm), (tx) =>
    many(tx, sql<{ public_id: string; name: string; path: string }>`select public_id, name, path from organisations where realm_id = ${realm} and name = ${name}`),
  )
  const client = await signedIn(app, world, { realm, post, organisation: organisation!, reach: [organisation!.path] })
  return { ...client, organisation: organisation!.public_id }
}

test('a branch secretary sees the unit the branch stands in, though a superior is responsible for it, and no other', async () => {
  const secretary = await as('明镜光学党支部', 'party.branch.secretary')
  const page = await secretary.call(contract.read, { id: secretary.organisation })
  expect(page.units).toHaveLength(1)
  const { rows } = await secretary.call(contract.units, { organisation: secretary.organisation })
  expect(rows.map((unit) => unit.id)).toEqual([page.units[0]!.id])
  expect((await secretary.call(contract.readUnit, { id: page.units[0]!.id })).unit.name).toBe(page.units[0]!.name)
})

test('a unit that the organisation left is no longer seen by it, and its superior still sees it', async () => {
  const secretary = await as('百草堂药业党支部', 'party.branch.secretary')
  const officer = await as('中共同心区翠湖街道工作委员会', 'party.working-committee.organisation-officer')
  const [unit] = (await secretary.call(contract.read, { id: secretary.organisation })).units
  await officer.call(contract.placeInUnit, { act: newId(), id: secretary.organisation, version: 1, units: [], on: world.clock.today() })
  expect((await secretary.refused(contract.readUnit, { id: unit!.id })).code).toBe('access.not-found')
  expect((await officer.call(contract.readUnit, { id: unit!.id })).unit.organisations.map((one) => one.id)).not.toContain(secretary.organisation)
})

test('换届名单 lists the terms that run out by a day, the overdue first, each with its rule', async () => {
  const officer = await as('中共同心区委员会', 'party.local-committee.organisation-officer')
  const { rows } = await officer.call(contract.termsDue, { organisation: officer.organisation })
  expect(rows.map((row) => row.dueOn)).toEqual(rows.map((row) => row.dueOn).sort())
  expect(rows[0]!.daysLeft).toBeLessThan(0)
  expect(rows.every((row) => row.why?.article)).toBe(true)
  const early = await officer.call(contract.termsDue, { organisation: officer.organisation, until: rows[0]!.dueOn })
  expect(early.rows).toEqual(rows.filter((row) => row.dueOn === rows[0]!.dueOn))
})
