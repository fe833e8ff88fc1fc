import { randomBytes } from 'node:crypto'
import { mkdtemp, open, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#base/id.ts'
import { readBackup } from '#database/backup/read.ts'
import { migrate, type Migration } from '#database/migrate.ts'
import { openPool } from '#database/pools.ts'
import { appRole, ownerRole, prepareOwn, urlAs } from '#database/roles.ts'
import type { World } from '#database/world.ts'
import { whoAmI } from '#access/contract.ts'
import { list, read, register, unmask } from '#people/contract.ts'
import { tree } from '#organisations/contract.ts'
import { backUp, restore } from '#app/backup.ts'
import { httpServer } from '#app/server/http.ts'
import { firstCode, openSample } from '#app/welcome.ts'
import { freshDatabase, once, superuserUrl, urlOfDatabase } from '../../../test/cluster.ts'
import { startOwnServer } from '../../../test/own-server.ts'
import { clientOf, type Client } from '../../../test/serving.ts'
import { testPasswords } from '../../../test/template.ts'
import { testWorld, type TestWorld } from '../../../test/world.ts'

let world: TestWorld
let folder = ''
let file = ''
let token = ''
const drops: (() => Promise<unknown>)[] = []

const ownerOf = (url: string) => urlAs(url, ownerRole, testPasswords.owner)

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tongxin-backup-'))
  world = await testWorld()
  token = (await openSample(world, { code: await firstCode(world) }, { address: '127.0.0.1', agent: 'test' })).token
  file = join(folder, 'world.tar')
  await backUp({ ownerUrl: ownerOf(world.superuserUrl), keys: world.keys, file })
})
afterAll(async () => {
  for (const drop of drops.reverse()) await drop()
  await world.end()
  await rm(folder, { recursive: true, force: true })
})

/** An empty database on the same server, as superuser. */
async function emptyDatabase(): Promise<string> {
  const name = `restored_${randomBytes(5).toString('hex')}`
  await once(superuserUrl(), `create database ${name} owner ${ownerRole}`)
  drops.push(() => once(superuserUrl(), `drop database if exists ${name} with (force)`))
  return urlOfDatabase(superuserUrl(), name)
}

/** Every row of every table in one hash per table, whatever order the rows lie in. */
async function fingerprints(url: string): Promise<Record<string, string>> {
  const tables = await once(url, "select tablename as name from pg_tables where schemaname = 'public' order by 1")
  const found: Record<string, string> = {}
  for (const { name } of tables.rows as { name: string }[]) {
    const sql = `set timezone = 'UTC'; select count(*) || ' ' || coalesce(md5(string_agg(t::text, chr(10) order by t::text collate "C")), '') as print from ${name} t`
    const results = (await once(url, sql)) as unknown as { rows: { print: string }[] }[]
    found[name] = results[1]!.rows[0]!.print
  }
  return found
}

const sequencesAt = async (url: string) =>
  (await once(url, "select sequencename, last_value::text from pg_sequences where schemaname = 'public' order by 1")).rows as unknown[]

/** The visitor of the sample world, still signed in, on another copy of the database. */
async function visitorOn(appUrl: string): Promise<{ visitor: Client; close: () => Promise<void> }> {
  const pool = openPool(appUrl, 4, () => undefined)
  const copy: World = { ...world, db: pool.db, pool: pool.raw }
  const app = await httpServer({ world: copy, secureCookie: true, trustProxy: false })
  const close = async () => {
    await app.close()
    await pool.close()
  }
  const cookie = `__Host-tongxin=${token}`
  const { me } = await clientOf(app, { cookie }).call(whoAmI, {})
  const seat = me!.seats.find((one) => one.permissions.includes('people.unmask') && one.permissions.includes('organisations.found'))!
  return { visitor: clientOf(app, { cookie, 'x-seat': seat.id }), close }
}

async function seesAndUnmasks(appUrl: string): Promise<void> {
  const { visitor, close } = await visitorOn(appUrl)
  try {
    const { nodes } = await visitor.call(tree, { levels: 3 })
    const { rows } = await visitor.call(list, { organisation: nodes[0]!.id, limit: 200 })
    const shown = rows.find((row) => row.idMask !== null)!
    const person = await visitor.call(read, { id: shown.id })
    expect(person.name).toBe(shown.name)
    const { value } = await visitor.call(unmask, { act: newId(), id: shown.id, field: 'idNumber', reason: '核对恢复的备份' })
    expect(value).toMatch(/^\d{17}[\dX]$/)
    expect(value!.slice(-2)).toBe(shown.idMask!.slice(-2))
    // Identity columns count on where the original stopped
    const made = await visitor.call(register, { act: newId(), organisation: nodes[0]!.id, status: 'applicant', since: '2026-11-01', name: '周恢复' } as never)
    expect(made.id).toBeTruthy()
  } finally {
    await close()
  }
}

test('a restored copy equals the original in every row of every table and in every sequence', async () => {
  const url = await emptyDatabase()
  await restore({ ownerUrl: ownerOf(url), keys: world.keys, file })
  const original = await fingerprints(world.superuserUrl)
  expect(Object.keys(original).length).toBeGreaterThan(15)
  expect(await fingerprints(url)).toEqual(original)
  expect(await sequencesAt(url)).toEqual(await sequencesAt(world.superuserUrl))
  expect(await migrate(ownerOf(url))).toEqual([])
  await seesAndUnmasks(urlAs(url, appRole, testPasswords.app))
})
