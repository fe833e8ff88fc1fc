import { afterAll, beforeAll, expect, test } from 'vitest'
import { ownerRole, urlAs } from '#database/roles.ts'
import { checkBooks, faultsIn } from '#app/check.ts'
import { once } from '../cluster.ts'
import { testPasswords } from '../template.ts'
import { testWorld, type TestWorld } from '../world.ts'
import { cutCommits, effectsOf } from './commits.ts'

// The short form of tools/commit-cuts.ts
let world: TestWorld
beforeAll(async () => {
  world = await testWorld()
})
afterAll(() => world.end())

test('an act whose connection is cut exactly at COMMIT is answered rightly when it is asked again', async () => {
  const found = await cutCommits(world, 150, 'suite')
  expect(found.wrong).toEqual([])
  expect(Object.values(found.cut).every((count) => count > 20)).toBe(true)
  expect(found.kept).toBeGreaterThan(20)
  expect(found.connections).toBeLessThanOrEqual(found.pool)
  for (const [table, prefix] of [['organisations_units', '断线店'], ['people_persons', '断线人']] as const) {
    const { rows, names } = await effectsOf(world, table, prefix)
    expect([table, rows]).toEqual([table, names])
  }
  expect(faultsIn(await checkBooks({ ownerUrl: urlAs(world.superuserUrl, ownerRole, testPasswords.owner), keys: world.keys, dataDir: world.dataDir }))).toBe(0)
}, 120_000)

test('were answers not kept, the same cuts would do things twice: the harness sees it', async () => {
  // The planted fault: nothing is remembered of an act that was answered
  await once(world.superuserUrl, `create function forget() returns trigger language plpgsql as 'begin return null; end'`)
  await once(world.superuserUrl, 'create trigger forget before insert on ledger_answers for each row execute function forget()')
  await once(world.superuserUrl, 'alter table ledger_entries drop constraint ledger_entries_act_key')
  const found = await cutCommits(world, 20, 'planted')
  expect(found.wrong.join('\n')).toMatch(/so many times: [2-9]|had two answers|asked again was answered/)
}, 60_000)
