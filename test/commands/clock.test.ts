import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#base/id.ts'
import { whoAmI } from '#access/contract.ts'
import { registerUnit } from '#organisations/contract.ts'
import { oracle, withBooks } from '../faults/books.ts'
import { openDesk, type Desk } from '../faults/desk.ts'
import { nodeStart, type Started } from './server.ts'

/* A whole server whose own clock is set back and forth while it runs; the rules stand in src/app/clock.db.test.ts. */

const hour = 3600_000
const folder = mkdtempSync(join(tmpdir(), 'tongxin-clock-'))
const dataDir = join(folder, 'data')
const clock = join(folder, 'clock')
const preload = resolve(import.meta.dirname, '../fixtures/shifted-clock.mjs')
let server: Started
let desk: Desk

beforeAll(async () => {
  writeFileSync(clock, '0')
  server = await nodeStart({ DATA_DIR: dataDir, CLOCK_FILE: clock, NODE_OPTIONS: `--import=${preload}` })
  desk = await openDesk(server.address, server.code!)
  // Else nobody held the post yet on the day before
  await withBooks(dataDir, (books) => books.query("update access_seats set starts = '2020-07-01'"))
}, 120_000)
afterAll(async () => {
  await server?.terminate()
  rmSync(folder, { recursive: true, force: true })
})

const shop = (name: string) => desk.send(registerUnit, { act: newId(), responsible: desk.organisation, name, kind: 'enterprise', sector: 'private-enterprise' })
const isSignedIn = async () => (await desk.call(whoAmI, {})).me !== null

test.each([['back an hour', -hour], ['back a day', -24 * hour], ['on an hour', hour], ['to 2038', 12 * 365 * 24 * hour]])(
  'set %s: who was signed in signs in again, what is recorded keeps its order, and the right time heals all of it',
  async (_, shift) => {
    expect(await shop(`拨动之前 ${shift}`)).toMatchObject({ status: 200 })
    writeFileSync(clock, String(shift))
    expect(await isSignedIn()).toBe(false)
    await desk.signIn()
    expect(await shop(`拨动之中 ${shift}`)).toMatchObject({ status: 200 })
    writeFileSync(clock, '0')
    // Made by a clock ahead, or seen long ago: either way it is over
    expect(await isSignedIn()).toBe(false)
    await desk.signIn()
    expect(await shop(`拨动之后 ${shift}`)).toMatchObject({ status: 200 })
    expect((await oracle(dataDir)).faults).toEqual([])
  },
  60_000,
)

test('every entry that a clock behind recorded says so, and none stands before an earlier one', async () => {
  await withBooks(dataDir, async (books) => {
    const { rows } = await books.query<{ flagged: number; backwards: number }>(`select count(clock_at)::int as flagged,
      count(*) filter (where recorded_at < before)::int as backwards from (
        select clock_at, recorded_at, lag(recorded_at) over (partition by realm_id order by id) as before from ledger_entries) found`)
    expect(rows[0]!.backwards).toBe(0)
    expect(rows[0]!.flagged).toBeGreaterThan(2)
  })
})
