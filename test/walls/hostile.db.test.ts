import { fork } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { seeded } from '#base/seeded.ts'
import { once } from '../cluster.ts'
import { serving } from '../serving.ts'
import { testWorld, type TestWorld } from '../world.ts'
import { limits, meetHostile, watchChildren } from './hostile.ts'
import { makers, malformed } from './malformed.ts'
import { plantTwins, type Twins } from './twins.ts'

let world: TestWorld
let app: FastifyInstance
let twins: Twins
beforeAll(async () => {
  world = await testWorld()
  app = await serving(world)
  twins = await plantTwins(world, app)
})
afterAll(async () => {
  await app.close()
  await world.end()
})

test('60 malformed files of every kind: nothing crashes, nothing is slow or large, nothing is half applied', async () => {
  const { faults, ...counts } = await meetHostile(app, twins, { chance: seeded('suite'), times: 60 })
  process.stdout.write(`hostile files: ${JSON.stringify({ ...counts, ways: Object.keys(counts.ways).length })}\n`)
  expect(faults).toEqual([])
  expect(Object.keys(counts.ways)).toHaveLength(Object.keys(makers).length)
  expect([counts.refused > 10, counts.read > 10, counts.committed > 0]).toEqual([true, true, true])
  if (process.platform === 'linux') expect(counts.childPeakMiB).toBeGreaterThan(30)
}, 180_000)

describe('the check itself', () => {
  test('makes the same files of the same seed, and other ones of another', async () => {
    const made = async (seed: string) => {
      const chance = seeded(seed)
      return (await malformed(1, chance, '第一党支部')).bytes.toString('base64')
    }
    expect([await made('a') === (await made('a')), await made('a') === (await made('b'))]).toEqual([true, false])
  })

  test('notices a file that writes before anybody commits it', async () => {
    await once(world.superuserUrl, `create function planted() returns trigger language plpgsql security definer as $$ begin
      insert into people_persons (realm_id, public_id, name, name_key, initials, paths) values (new.realm_id, gen_random_uuid(), '混入', 'h', 'h', '{}'); return new; end $$;
      create trigger planted after insert on exchange_batches for each row execute function planted()`)
    const { faults } = await meetHostile(app, twins, { chance: seeded('planted'), times: 1 })
    await once(world.superuserUrl, 'drop trigger planted on exchange_batches; drop function planted')
    expect(faults[0]).toContain('written before anybody committed it')
  }, 30_000)

  test('notices a commit that is half applied', async () => {
    await once(world.superuserUrl, `create function planted() returns trigger language plpgsql security definer as $$ begin
      update people_persons set job = 'x' where id = (select max(id) from people_persons); return new; end $$;
      create trigger planted after update on exchange_batches for each row when (new.state = 'undone') execute function planted()`)
    // only files that can be committed: a roster with faults, the others left out
    const { faults } = await meetHostile(app, twins, { chance: seeded('suite'), times: 8, ways: ['a roster full of faults'] })
    await once(world.superuserUrl, 'drop trigger planted on exchange_batches; drop function planted')
    expect(faults.filter((fault) => fault.includes('not undone')).length).toBeGreaterThan(0)
  }, 120_000)

  test('notices what is slow and what is large', async () => {
    const { faults } = await meetHostile(app, twins, { chance: seeded('planted'), times: 1, allowed: { ...limits, ms: 1 } })
    expect(faults).toEqual([expect.stringContaining('takes')])
    if (process.platform !== 'linux') return
    const folder = await mkdtemp(join(tmpdir(), 'tongxin-large-'))
    const script = join(folder, 'worker.ts')
    await writeFile(script, 'const held = Buffer.alloc(200 * 1024 * 1024, 1); setTimeout(() => held.length, 3_000)')
    const watching = watchChildren()
    const child = fork(script)
    for (let tries = 0; tries < 200 && watching.peak() < 200 * 1024 * 1024; tries++) await setTimeout(50)
    watching.end()
    child.kill('SIGKILL')
    await rm(folder, { recursive: true })
    expect(watching.peak()).toBeGreaterThan(200 * 1024 * 1024)
  }, 60_000)
})
