import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isDatabaseAway } from '#base/http/away.ts'
import { newId } from '#base/id.ts'
import { many } from '#base/sql.ts'
import { openPool, type Pool } from '#database/pools.ts'
import { appRole, urlAs } from '#database/roles.ts'
import { everywhere, within } from '#database/scope.ts'
import { heldBatch, type Desk } from '#exchange/actions/known.ts'
import { recoverImports } from '#exchange/actions/stop.ts'
import { rosters } from '#people/exchange/kinds.ts'
import { batchOf, commit, csv, deskAt, upload } from '../desk.ts'
import { openOffice, type Office } from '../office.ts'
import { testPasswords } from '../template.ts'
import { testWorld, type TestWorld } from '../world.ts'
import { startProxy, type Fate, type Proxy } from './proxy.ts'

/* The database goes away in the middle of an import. */

let world: TestWorld
let office: Office
let proxy: Proxy
let pool: Pool
let desk: Desk
let branch: string

beforeAll(async () => {
  world = await testWorld()
  office = await openOffice(world)
  branch = await office.found('party.branch', '断线支部', office.top)
  proxy = await startProxy(Number(new URL(world.superuserUrl).port))
  pool = openPool(proxy.through(urlAs(world.superuserUrl, appRole, testPasswords.app)), 4, () => undefined)
  const log = { ...world.log, error: () => undefined }
  desk = await deskAt({ ...world, db: pool.db, log }, office, rosters)
})
afterAll(async () => {
  await pool.close()
  proxy.close()
  await world.end()
})

const sheet = (names: string[]) => ({ name: '名册.csv', bytes: csv([['姓名', '性别', '人员类别'], ...names.map((name) => [name, '男', '正式党员'])]), kind: 'people.party-roster' })
const peopleNamed = async (prefix: string) =>
  (await within(world.db, everywhere(office.realm), (tx) => many(tx, sql<object>`select name from people_persons where name like ${`${prefix}%`}`))).length
const seenBatch = (id: string) => within(desk.world.db, desk.actor, (tx) => heldBatch(tx, desk, id)).then(({ batch }) => batch)

/** Only the commit with that number is cut; 1 is the next. */
function cutCommit(number: number, fate: Fate): void {
  let seen = 0
  proxy.onCommit(() => (++seen === number ? fate : 'pass'))
}

// The first commit ends a look at the import, the second says that it is being written, the third writes it
test('written, and nobody was told: the import stays written, the same act gets its answer, another one is refused', async () => {
  const batch = await upload(desk, branch, sheet(['断甲一', '断甲二']))
  const act = newId()
  cutCommit(3, 'cut after')
  await expect(commit(desk, batch.public_id, false, act)).rejects.toSatisfy(isDatabaseAway)
  expect(await seenBatch(batch.public_id)).toMatchObject({ state: 'done' })
  expect(await commit(desk, batch.public_id, false, act)).toMatchObject({ ok: true, value: { made: 2 } })
  expect(await commit(desk, batch.public_id)).toMatchObject({ ok: false, refusal: 'exchange.not-ready' })
  expect(await peopleNamed('断甲')).toBe(2)
})

test('not written: the import is ready again, and the same act writes it', async () => {
  const batch = await upload(desk, branch, sheet(['断乙一', '断乙二']))
  const act = newId()
  cutCommit(3, 'cut before')
  await expect(commit(desk, batch.public_id, false, act)).rejects.toSatisfy(isDatabaseAway)
  expect(await peopleNamed('断乙')).toBe(0)
  expect(await commit(desk, batch.public_id, false, act)).toMatchObject({ ok: true, value: { made: 2 } })
  expect(await peopleNamed('断乙')).toBe(2)
})

test('away also when the import would be given back: whoever looks next finds it ready', async () => {
  const batch = await upload(desk, branch, sheet(['断丙一']))
  let commits = 0
  proxy.onCommit(() => {
    if (++commits < 3) return 'pass'
    proxy.shut(true)
    proxy.drop()
    return 'cut before'
  })
  await expect(commit(desk, batch.public_id)).rejects.toSatisfy(isDatabaseAway)
  expect((await batchOf({ ...desk, world }, batch.public_id)).state).toBe('committing')
  proxy.onCommit(() => 'pass')
  proxy.shut(false)
  expect(await seenBatch(batch.public_id)).toMatchObject({ state: 'ready' })
  expect(await commit(desk, batch.public_id)).toMatchObject({ ok: true, value: { made: 1 } })
})

test('an upload that nobody was told of does not look as if it were being read for ever', async () => {
  cutCommit(2, 'cut after')
  await expect(upload(desk, branch, sheet(['断丁一']))).rejects.toSatisfy(isDatabaseAway)
  proxy.onCommit(() => 'pass')
  const [left] = await within(world.db, everywhere(office.realm), (tx) => many(tx, sql<{ public_id: string }>`select public_id from exchange_batches where state = 'reading'`))
  expect(await seenBatch(left!.public_id)).toMatchObject({ state: 'reading' })
  await sleep(3200)
  expect(await seenBatch(left!.public_id)).toMatchObject({ state: 'failed', fault: expect.stringContaining('重新导入') as string })
})

test('an import whose file is gone, as after a restore elsewhere, can still be written', async () => {
  const batch = await upload(desk, branch, sheet(['断己一']))
  await rm(join(world.dataDir, 'uploads', `${batch.public_id}.sealed`))
  expect(await commit(desk, batch.public_id)).toMatchObject({ ok: true, value: { made: 1 } })
})

test('uploads of imports that are over are gone after the next start; one that is waited for stays', async () => {
  const waiting = await upload(desk, branch, sheet(['断戊一']))
  await recoverImports(world)
  expect((await readdir(join(world.dataDir, 'uploads'))).toSorted()).toEqual([`${waiting.public_id}.sealed`])
})
