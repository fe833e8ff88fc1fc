import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { nodeStart } from './server.ts'
import { isClean, killRounds, openSystem, plantLateDisk, tally, type Round, type System } from '../faults/kills.ts'

// The short form of tools/kill-loop.ts; figures of the long one stand in docs/nothing-lost.md
const folders: string[] = []
const running: System[] = []
afterAll(async () => {
  for (const { server } of running) await server.terminate()
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

async function system(): Promise<System> {
  const dataDir = mkdtempSync(join(tmpdir(), 'tongxin-kills-'))
  folders.push(dataDir)
  const opened = await openSystem(dataDir)
  running.push(opened)
  return opened
}

test('ten times kill -9 of the server, the database or both, amid imports and edits, loses and doubles nothing', async () => {
  const rounds: Round[] = []
  for await (const round of killRounds(await system(), 10, 'suite', 5)) {
    rounds.push(round)
    expect(round, `round ${round.round}`).toMatchObject({ lost: [], unresolved: [], wrong: [], oracle: [] })
  }
  const result = tally(rounds)
  console.info(JSON.stringify(result))
  expect(isClean(result)).toBe(true)
  expect(result.acknowledged).toBeGreaterThan(100)
  expect(result.doubts).toBeGreaterThan(10)
}, 900_000)

test('on a database that acknowledges before its log is on the disk the same rounds see what is lost', async () => {
  const planted = await system()
  await plantLateDisk(planted.dataDir)
  await planted.server.terminate()
  planted.server = await nodeStart({ DATA_DIR: planted.dataDir })
  planted.desk.moveTo(planted.server.address)
  let lost = 0
  for await (const round of killRounds(planted, 8, 'planted', 100)) {
    lost += round.lost.length
    if (lost > 0) break
  }
  expect(lost).toBeGreaterThan(0)
}, 900_000)
