import { cp, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { throwAwayFolder } from '../../../../test/throw-away.ts'
import { startEmbedded, type Embedded } from './cluster.ts'

let folder = ''
beforeAll(async () => {
  folder = await throwAwayFolder()
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const start = (dataDir: string, said: string[] = []): Promise<Embedded> =>
  startEmbedded({ dataDir, log: (sentence) => said.push(sentence) })

async function ask(url: string, sql: string): Promise<Record<string, unknown>> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows[0] as Record<string, unknown>
  } finally {
    await client.end()
  }
}

describe('an embedded database', () => {
  let server: Embedded
  const dataDir = () => join(folder, '数据 目录')
  beforeAll(async () => {
    server = await start(dataDir())
  })
  afterAll(() => server.stop())

  test('is PostgreSQL 18 with checksums, in a folder with Chinese and blanks, on this machine only', async () => {
    const facts = await ask(
      server.superuserUrl,
      `select current_setting('server_version_num')::int / 10000 as major,
        current_setting('data_checksums') as checksums, current_setting('listen_addresses') as listen,
        current_setting('unix_socket_directories') as sockets, current_setting('fsync') as fsync`,
    )
    expect(facts).toEqual({ major: 18, checksums: 'on', listen: '127.0.0.1', sockets: '', fsync: 'on' })
  })

  test('sees the characters of a Chinese name and sorts the same everywhere', async () => {
    const facts = await ask(
      server.superuserUrl,
      "select '张' ~ '[[:alpha:]]' as letter, datcollate as sorting from pg_database where datname = current_database()",
    )
    expect(facts).toEqual({ letter: true, sorting: 'C' })
  })

  test('lets nobody in without the password, which only the owner can read', async () => {
    const url = new URL(server.superuserUrl)
    url.password = 'guess'
    await expect(ask(url.href, 'select 1')).rejects.toThrow(/password authentication failed/)
    expect((await stat(join(dataDir(), 'cluster', 'password'))).mode & 0o777).toBe(0o600)
    expect((await stat(dataDir())).mode & 0o777).toBe(0o700)
  })

  test('opens again in well under half a second, with everything in it', async () => {
    await ask(server.superuserUrl, "create table note as select '同心' as word")
    // The best of three: the machine may be busy with something else
    const took: number[] = []
    for (let round = 0; round < 3; round++) {
      await server.stop()
      const began = performance.now()
      server = await start(dataDir())
      took.push(performance.now() - began)
    }
    expect(Math.min(...took)).toBeLessThan(500)
    expect(await ask(server.superuserUrl, 'select word from note')).toEqual({ word: '同心' })
  })

  test('a copy of its folder starts a server of its own, although the copied lock names a living one', async () => {
    const copy = join(folder, 'copy')
    await cp(dataDir(), copy, { recursive: true, filter: (path) => !path.includes('/users/') })
    const said: string[] = []
    const second = await start(copy, said)
    try {
      expect(second.port).not.toBe(server.port)
      await ask(second.superuserUrl, "insert into note values ('只在副本')")
      expect(await ask(server.superuserUrl, 'select count(*)::int as rows from note')).toEqual({ rows: 1 })
    } finally {
      await second.stop()
    }
  })

  test('stays up until the last of its users has stopped it', async () => {
    const said: string[] = []
    const second = await start(dataDir(), said)
    expect(said).toContain('数据库已在运行，直接使用。')
    expect(second.port).toBe(server.port)
    await server.stop()
    expect(await ask(second.superuserUrl, 'select 1 as one')).toEqual({ one: 1 })
    await second.stop()
    await expect(ask(second.superuserUrl, 'select 1')).rejects.toThrow(/ECONNREFUSED/)
    await expect(readFile(join(dataDir(), 'cluster/data/postmaster.pid'))).rejects.toThrow(/ENOENT/)
    server = await start(dataDir())
  })
})

describe('the starter refuses', () => {
  test('the data of another major version, and says how to bring it over', async () => {
    const dataDir = join(folder, 'older')
    await mkdir(join(dataDir, 'cluster/data'), { recursive: true })
    await writeFile(join(dataDir, 'cluster/data/PG_VERSION'), '17\n')
    const refused = start(dataDir)
    await expect(refused).rejects.toMatchObject({ name: 'StarterError', code: 'starter.other-version' })
    await expect(refused).rejects.toThrow(/PostgreSQL 17 的数据，内置的是 18.*导出备份/)
  })

  test('a folder in which other files lie, and touches nothing there', async () => {
    const dataDir = join(folder, 'documents')
    await mkdir(dataDir)
    await writeFile(join(dataDir, '名册.xlsx'), '')
    const before = await stat(dataDir)
    await expect(start(dataDir)).rejects.toMatchObject({ code: 'starter.foreign-folder' })
    expect(await stat(dataDir)).toMatchObject({ uid: before.uid, mode: before.mode })
  })

  test('a cluster whose password is lost, and names the file to restore', async () => {
    const dataDir = join(folder, 'no-password')
    await (await start(dataDir)).stop()
    await rm(join(dataDir, 'cluster/password'))
    await expect(start(dataDir)).rejects.toThrow(/cluster\/password，打不开数据库。请从备份中恢复/)
  })
})
