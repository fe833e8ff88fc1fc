import { randomBytes } from 'node:crypto'
import { mkdtemp, open, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#base/id.ts'
import type { Compared } from '#database/backup/restore.ts'
import { readBackup } from '#database/backup/read.ts'
import { script } from '#base/sql.ts'
import { migrate } from '#database/migrate.ts'
import { openPool } from '#database/pools.ts'
import { appRole, ownerRole, prepareOwn, urlAs } from '#database/roles.ts'
import type { World } from '#database/world.ts'
import { whoAmI } from '#access/contract.ts'
import { list, read, unmask } from '#people/contract.ts'
import { registerUnit, tree } from '#organisations/contract.ts'
import { backUp, restore } from '#app/backup.ts'
import { checkBooks } from '#app/check.ts'
import { httpServer } from '#app/server/http.ts'
import { firstCode, openSample } from '#app/welcome.ts'
import { once, superuserUrl, urlOfDatabase } from '../../../test/cluster.ts'
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
  const copy: World = { ...world, db: pool.db }
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

const shopOf = (responsible: string, name: string) => ({ act: newId(), responsible, name, kind: 'enterprise', sector: 'private-enterprise' })

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
    expect((await visitor.call(registerUnit, shopOf(nodes[0]!.id, '恢复后登记的店'))).id).toBeTruthy()
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

test('it goes to a PostgreSQL of one’s own, and from there back into the embedded one', async () => {
  const own = await startOwnServer()
  drops.push(() => own.stop())
  console.info(`own server: ${own.origin}`)
  await once(own.superuserUrl, `create role ${ownerRole} login createrole password '${testPasswords.owner}'`)
  await once(own.superuserUrl, `create database own owner ${ownerRole}`)
  const there = urlOfDatabase(own.superuserUrl, 'own')
  const { ownerUrl, appUrl, role } = await prepareOwn(ownerOf(there), 'app-of-own')
  await restore({ ownerUrl, role, keys: world.keys, file })
  expect(await fingerprints(there)).toEqual(await fingerprints(world.superuserUrl))
  await seesAndUnmasks(appUrl)

  const back = join(folder, 'back.tar')
  const { summary } = await backUp({ ownerUrl, keys: world.keys, file: back })
  expect(summary.audit.faults).toBe(0)
  const home = await emptyDatabase()
  await restore({ ownerUrl: ownerOf(home), keys: world.keys, file: back })
  expect(await fingerprints(home)).toEqual(await fingerprints(there))
}, 60_000)

test('what is written while a backup is made is wholly in it or not at all', async () => {
  const { visitor, close } = await visitorOn(urlAs(world.superuserUrl, appRole, testPasswords.app))
  const { nodes } = await visitor.call(tree, { levels: 1 })
  let writing = true
  let n = 0
  const writer = (async () => {
    for (; writing; n++) {
      await visitor.call(registerUnit, shopOf(nodes[0]!.id, `第 ${n} 家店`))
    }
  })()
  // the writer is under way before the backup begins, however quick the backup is
  while (n < 4) await new Promise((resolve) => setTimeout(resolve, 5))
  const meanwhile = join(folder, 'meanwhile.tar')
  const { summary } = await backUp({ ownerUrl: ownerOf(world.superuserUrl), keys: world.keys, file: meanwhile })
  writing = false
  await writer
  await close()
  expect(summary.tables['ledger_secrets']!.rows).toBe(summary.audit.entries)
  expect(summary.tables['ledger_answers']!.rows).toBe(summary.audit.entries)
  const url = await emptyDatabase()
  const compared: Compared[] = []
  await restore({ ownerUrl: ownerOf(url), keys: world.keys, file: meanwhile, compared: (tables) => compared.push(...tables) })
  expect(compared.length).toBeGreaterThan(15)
  expect(compared.filter(({ backup, copy }) => backup !== copy)).toEqual([])
  const { findings } = await checkBooks({ ownerUrl: ownerOf(url), keys: world.keys, dataDir: null })
  expect(findings.filter(({ faults }) => faults > 0)).toEqual([])
  file = meanwhile
})

test('keys of another installation are refused with a sentence, and nothing is written', async () => {
  const url = await emptyDatabase()
  const strange = { current: 'k1', byId: { k1: randomBytes(32) }, hash: randomBytes(32) }
  await expect(restore({ ownerUrl: ownerOf(url), keys: strange, file })).rejects.toThrow(/密钥打不开这份备份（备份用的密钥是 k1）。.*keys\.json/)
  expect(await fingerprints(url)).toEqual({})
  // Only the key of the hashes differs: equal ID numbers would no longer be found
  await expect(restore({ ownerUrl: ownerOf(url), keys: { ...world.keys, hash: randomBytes(32) }, file })).rejects.toThrow(/密钥打不开/)
})

test('a database that holds an office’s data is not touched, unless it may be replaced', async () => {
  const url = await emptyDatabase()
  await restore({ ownerUrl: ownerOf(url), keys: world.keys, file })
  const before = await fingerprints(url)
  await once(url, "update people_persons set name = '改过' where id = (select min(id) from people_persons)")
  const changed = await fingerprints(url)
  await expect(restore({ ownerUrl: ownerOf(url), keys: world.keys, file })).rejects.toThrow(/已有数据（1 个管理单元），没有动它/)
  expect(await fingerprints(url)).toEqual(changed)
  await restore({ ownerUrl: ownerOf(url), keys: world.keys, file, replace: true })
  expect(await fingerprints(url)).toEqual(before)
})

test('a database that another program uses is never replaced', async () => {
  const url = await emptyDatabase()
  await once(url, 'create table invoices (id int)')
  await expect(restore({ ownerUrl: ownerOf(url), keys: world.keys, file, replace: true })).rejects.toThrow(/别的程序的表（如 invoices）/)
})

test('a database that the application is connected to is not replaced under it', async () => {
  // Idle ones may have been let go on a busy machine
  await world.db.connection().execute((db) => script(db, 'select 1'))
  await expect(restore({ ownerUrl: ownerOf(world.superuserUrl), keys: world.keys, file, replace: true })).rejects.toThrow(/请先停止同心/)
})

test('a copy that comes out with a row less is told table by table and does not stay', async () => {
  const url = await emptyDatabase()
  const contents = await readBackup({ file })
  // The planted fault: the summary promises one unit more than there is
  const units = contents.summary.tables['organisations_units']!
  contents.summary.tables['organisations_units'] = { ...units, rows: units.rows + 1 }
  const compared: Compared[] = []
  const restoring = restore({ ownerUrl: ownerOf(url), keys: world.keys, file, compared: (tables) => compared.push(...tables) }, contents)
  await expect(restoring).rejects.toThrow(/organisations_units/)
  expect(compared.filter(({ backup, copy }) => backup !== copy).map(({ table }) => table)).toEqual(['organisations_units'])
  expect(await fingerprints(url)).toEqual({})
})

test('a file that was cut off anywhere is refused', async () => {
  const { size } = await stat(file)
  const whole = await readFile(file)
  for (const length of [size - 1, size - 1024, size - 5000, Math.floor(size / 2), Math.floor(size / 8)]) {
    const cut = join(folder, 'cut.tar')
    await writeFile(cut, whole.subarray(0, length))
    await expect(readBackup({ file: cut }), `${length} of ${size} bytes`).rejects.toThrow(/备份文件不完整或被改动过/)
  }
})

test('a file with a single other byte is refused, wherever it stands', async () => {
  const { size } = await stat(file)
  const tampered = join(folder, 'tampered.tar')
  for (let round = 0; round < 40; round++) {
    const at = Math.floor((size - 1024) * (round / 40)) + 600
    await writeFile(tampered, await readFile(file))
    const handle = await open(tampered, 'r+')
    const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, at)
    await handle.write(Buffer.from([buffer[0]! ^ 1]), 0, 1, at)
    await handle.close()
    await expect(readBackup({ file: tampered }), `byte ${at}`).rejects.toThrow(/备份文件不完整或被改动过|不是同心的备份文件/)
  }
})

test('who rewrites a backup without the keys, sums and all, is found out', async () => {
  const url = await emptyDatabase()
  const contents = await readBackup({ file })
  contents.summary.stamp = Buffer.alloc(32).toString('base64')
  await expect(restore({ ownerUrl: ownerOf(url), keys: world.keys, file }, contents)).rejects.toThrow(/密钥印不符/)
})

test('a file that is something else is called so', async () => {
  await expect(readBackup({ file: join(import.meta.dirname, 'backup.db.test.ts') })).rejects.toThrow(/不是同心的备份文件/)
  await expect(readBackup({ file: join(folder, 'nowhere.tar') })).rejects.toThrow(/打不开备份文件/)
})

test('an existing file is not overwritten, and a failed backup leaves none', async () => {
  const ownerUrl = ownerOf(world.superuserUrl)
  await expect(backUp({ ownerUrl, keys: world.keys, file })).rejects.toThrow(/已经存在，没有覆盖它/)
  await expect(backUp({ ownerUrl, keys: world.keys, file: join(file, 'x.tar') })).rejects.toThrow(/备份写不进/)
  const stopped = new AbortController()
  const broken = join(folder, 'broken.tar')
  const making = backUp({ ownerUrl, keys: world.keys, file: broken, signal: stopped.signal })
  setTimeout(() => stopped.abort(), 60)
  await expect(making).rejects.toThrow()
  await expect(stat(broken)).rejects.toThrow(/ENOENT/)
  await expect(stat(`${broken}.part`)).rejects.toThrow(/ENOENT/)
})

test('a restore that breaks off leaves the database as it was', async () => {
  const url = await emptyDatabase()
  const stopped = new AbortController()
  const contents = await readBackup({ file })
  const restoring = restore({ ownerUrl: ownerOf(url), keys: world.keys, file, signal: stopped.signal }, contents)
  setTimeout(() => stopped.abort(), 150)
  await expect(restoring).rejects.toThrow()
  expect(await fingerprints(url)).toEqual({})
})
