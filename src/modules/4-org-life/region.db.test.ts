import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { must } from '#base/decision.ts'
import { newId } from '#base/id.ts'
import { everywhere, within } from '#database/scope.ts'
import { installPacks } from '#regulations/packs/installed.ts'
import { builtIn } from '#regulations/packs/national.ts'
import { setRegion } from '#organisations/actions/regions.ts'
import { ruleAt, rulesOf } from '#org-life/actions/known.ts'
import { openOffice, type Office } from '../../../test/office.ts'
import { testWorld, type TestWorld } from '../../../test/world.ts'

let world: TestWorld
let office: Office
let folder: string
const quorum = 'party.branch.members-meeting.quorum'

beforeAll(async () => {
  const { dated: _, ...rule } = builtIn.findLast(({ id }) => id === quorum)!
  const stricter = { ...rule, value: 2 / 3, share: [2, 3], article: '某省委〔2025〕9号', from: '2025-01-01', scope: { ...rule.scope, regions: ['99'] } }
  folder = await mkdtemp(join(tmpdir(), 'packs-'))
  await mkdir(join(folder, 'regulations'))
  await writeFile(join(folder, 'regulations', 'a.json'), JSON.stringify({ version: '1', title: '某省', rules: [stricter] }))
  expect(await installPacks(folder)).toEqual([])
  world = await testWorld()
  office = await openOffice(world)
})
afterAll(async () => {
  await world.end()
  await installPacks('/nowhere')
  await rm(folder, { recursive: true })
})

test("a meeting in a region needs the region's quorum, one held before the code was laid down the usual one", async () => {
  const [inside, outside] = [await office.found('party.branch', '区内支部', office.top), await office.found('party.branch', '区外支部', office.top)]
  const { version } = await office.organisation(inside)
  must(await setRegion(world, office.doer, { act: newId(), id: inside, version, region: '990102', on: '2026-07-01' }))
  const shareOn = async (id: string, day: string) => {
    const organisation = await office.organisation(id)
    const rules = await within(world.db, everywhere(office.realm), (tx) => rulesOf(tx, organisation))
    return ruleAt(rules, organisation, quorum, day)?.share
  }
  expect([await shareOn(inside, '2026-07-01'), await shareOn(inside, '2026-06-30'), await shareOn(outside, '2026-07-01')]).toEqual([[2, 3], [1, 2], [1, 2]])
})
