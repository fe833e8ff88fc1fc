import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmod, chown, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { throwAwayFolder } from '../../../../test/throw-away.ts'
import { startEmbedded } from './cluster.ts'

// KILL_ROUNDS=10 for the long form
const rounds = Number(process.env.KILL_ROUNDS ?? 2)
const program = join(import.meta.dirname, '../../../../test/fixtures/embedded-process.ts')
const isRoot = process.geteuid?.() === 0

let folder = ''
beforeAll(async () => {
  folder = await throwAwayFolder()
})
afterAll(() => rm(folder, { recursive: true, force: true }))

interface Running {
  child: ChildProcess
  facts: { port: number; adopted: boolean; ms: number }
  lines: string[]
}

/** Another process that starts or adopts the database; resolves when it has. */
async function processOn(dataDir: string, ...task: string[]): Promise<Running> {
  const child = spawn(process.execPath, [program, dataDir, ...task], { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines: string[] = []
  const reader = createInterface({ input: child.stdout })
  const [first] = (await Promise.race([
    once(reader, 'line'),
    once(child, 'exit').then(([code]) => Promise.reject(new Error(`ended with ${code}`))),
  ])) as [string]
  reader.on('line', (line) => lines.push(line))
  return { child, facts: JSON.parse(first) as Running['facts'], lines }
}

async function end({ child }: Running): Promise<void> {
  const ended = once(child, 'exit')
  child.stdin?.end()
  expect((await ended)[0]).toBe(0)
}

const postmasterOf = async (dataDir: string): Promise<number> =>
  Number.parseInt(await readFile(join(dataDir, 'cluster/data/postmaster.pid'), 'utf8'), 10)

test('of two that start the same new folder at once, one makes it and the other joins', async () => {
  const dataDir = join(folder, 'together')
  const both = await Promise.all([processOn(dataDir), processOn(dataDir)])
  const [one, other] = both
  expect(one.facts.port).toBe(other.facts.port)
  expect(both.filter(({ facts }) => facts.adopted)).toHaveLength(1)
  await end(one)
  await end(other)
  await expect(postmasterOf(dataDir)).rejects.toThrow(/ENOENT/)
})

test('a server left behind by a killed application is taken over, and stops with the new one', async () => {
  const dataDir = join(folder, 'left-behind')
  const killed = await processOn(dataDir)
  killed.child.kill('SIGKILL')
  await once(killed.child, 'exit')
  const next = await processOn(dataDir)
  expect(next.facts).toMatchObject({ adopted: true, port: killed.facts.port })
  await end(next)
  await expect(postmasterOf(dataDir)).rejects.toThrow(/ENOENT/)
})

test(`no acknowledged row is lost when application and database are killed (${rounds} rounds)`, async () => {
  const dataDir = join(folder, 'killed')
  let acknowledged = 0
  for (let round = 0; round < rounds; round++) {
    const running = await processOn(dataDir, 'insert')
    while (running.lines.length < 200) await new Promise((resolve) => setTimeout(resolve, 10))
    const postmaster = await postmasterOf(dataDir)
    running.child.kill('SIGKILL')
    process.kill(postmaster, 'SIGKILL')
    await once(running.child, 'close')
    acknowledged += running.lines.length
    const server = await startEmbedded({ dataDir, log: () => {} })
    try {
      expect(await missingFrom(server.superuserUrl, running.lines)).toBe(0)
    } finally {
      await server.stop()
    }
  }
  console.info(`${rounds} kills, ${acknowledged} acknowledged rows, 0 lost`)
}, 30_000 + rounds * 15_000)

async function missingFrom(url: string, numbers: string[]): Promise<number> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const sql = 'select count(*)::int as lost from unnest($1::bigint[]) as said(n) where n not in (select n from kept)'
  const { rows } = await client.query<{ lost: number }>(sql, [numbers])
  await client.end()
  return rows[0]?.lost ?? -1
}

test('a lock whose number now belongs to another program does not keep the database shut', async () => {
  const dataDir = join(folder, 'reused')
  await (await startEmbedded({ dataDir, log: () => {} })).stop()
  const { uid, gid } = await stat(join(dataDir, 'cluster/data'))
  const stranger = spawn('sleep', ['60'], { cwd: '/', ...(isRoot ? { uid, gid } : {}) })
  try {
    const lock = join(dataDir, 'cluster/data/postmaster.pid')
    await writeFile(lock, `${stranger.pid}\n/nowhere\n1\n5432\n\n127.0.0.1\n 1 1\nready\n`)
    await chown(lock, uid, gid)
    await (await startEmbedded({ dataDir, log: () => {} })).stop()
  } finally {
    stranger.kill()
  }
})

test.runIf(isRoot)('root keeps the database in a home nobody else may enter, run by an ordinary user', async () => {
  const home = join(folder, 'home 家')
  await mkdir(home)
  await chmod(home, 0o700)
  const dataDir = join(home, 'data')
  for (const step of ['made', 'opened again']) {
    const server = await startEmbedded({ dataDir, log: () => {} })
    const owner = (await stat(`/proc/${await postmasterOf(dataDir)}`)).uid
    await server.stop()
    expect(owner, step).toBeGreaterThan(0)
  }
  expect((await stat(home)).mode & 0o777).toBe(0o700)
})

test.runIf(isRoot)('a backup put back by root, and therefore root’s, opens again', async () => {
  const dataDir = join(folder, 'restored')
  await (await startEmbedded({ dataDir, log: () => {} })).stop()
  const chowned = spawn('chown', ['-R', '0:0', dataDir])
  await once(chowned, 'exit')
  const server = await startEmbedded({ dataDir, log: () => {} })
  await server.stop()
  expect((await stat(join(dataDir, 'cluster/data'))).uid).toBeGreaterThan(0)
})
