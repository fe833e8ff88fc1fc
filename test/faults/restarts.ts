import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { seeded } from '#base/seeded.ts'
import { newId } from '#base/id.ts'
import { loadSecrets } from '#database/keys.ts'
import { appRole, urlAs } from '#database/roles.ts'
import { registerUnit } from '#organisations/contract.ts'
import { checkBooks } from '#app/check.ts'
import { startEmbedded, type Embedded } from '#database/embedded/cluster.ts'
import { once, urlOfDatabase } from '../cluster.ts'
import { nodeStart } from '../commands/server.ts'
import { throwAwayFolder } from '../throw-away.ts'
import { openDesk, type Desk } from './desk.ts'
import { patient, reckon, startHands, type Heard, type Reckoning } from './hands.ts'
import { startProxy } from './proxy.ts'
import { writers } from './writers.ts'

/** What happens to a PostgreSQL of one's own: stopped as its service manager does, crashed, or the way to it breaks. */
export const mishaps = ['restart fast', 'restart immediate', 'connections broken', 'connections ended by the database', 'away for two seconds'] as const
export type Mishap = (typeof mishaps)[number]

export interface Restarts extends Reckoning {
  mishaps: Record<string, number>
  heard: Record<string, number>
  /** from the database being back to the first act that is acknowledged again */
  slowestSeconds: number
  /** sessions of the application in PostgreSQL when all is quiet again, and what its pool may hold */
  connections: number
  pool: number
  oracle: string[]
}

const pool = 6

/** A server on a PostgreSQL of its own behind a door; mishaps every few seconds while every kind of writing goes on. */
export async function restartUnderLoad(times: number, seed: string, pause: readonly [number, number]): Promise<Restarts> {
  const chance = seeded(seed)
  const [folder, dataDir] = [await throwAwayFolder(), mkdtempSync(join(tmpdir(), 'tongxin-restarts-'))]
  const place = { dataDir: join(folder, 'database'), log: () => undefined }
  let database: Embedded = await startEmbedded(place)
  const proxy = await startProxy(database.port)
  await once(database.superuserUrl, "create role office login createrole password 'office'")
  await once(database.superuserUrl, "create database office owner office encoding 'UTF8' template template0")
  const url = () => urlOfDatabase(database.superuserUrl, 'office')
  const server = await nodeStart({ DATA_DIR: dataDir, DATABASE_URL: proxy.through(urlAs(url(), 'office', 'office')), POOL_SIZE: String(pool) })
  const slow: number[] = []
  const happened: Record<string, number> = {}
  try {
    const desk = await openDesk(server.address, server.code!)
    const heard: Heard = new Map()
    const hands = startHands(patient(desk, heard), writers, '1')
    const again = async (signal: NodeJS.Signals) => {
      stopNow(place.dataDir, signal)
      database = await startEmbedded(place)
      proxy.target(database.port)
    }
    const bring: Record<Mishap, () => Promise<unknown>> = {
      'restart fast': () => again('SIGINT'),
      'restart immediate': () => again('SIGQUIT'),
      'connections broken': async () => proxy.drop(),
      'connections ended by the database': () => once(url(), `select pg_terminate_backend(pid) from pg_stat_activity where usename = '${appRole}'`),
      'away for two seconds': async () => {
        proxy.shut(true)
        proxy.drop()
        await sleep(2000)
        proxy.shut(false)
      },
    }
    for (let n = 0; n < times; n++) {
      await sleep(chance.whole(...pause))
      const mishap = mishaps[n % mishaps.length]!
      await bring[mishap]()
      happened[mishap] = (happened[mishap] ?? 0) + 1
      slow.push(await untilWritten(desk, n))
    }
    const works = await hands.stop()
    await sleep(500)
    const connections = (await once(url(), `select from pg_stat_activity where usename = '${appRole}'`)).rowCount ?? 0
    const books = new pg.Pool({ connectionString: url(), max: 4 })
    const reckoning = await reckon(desk, works, books)
    await books.end()
    const { keys } = await loadSecrets(dataDir)
    const { findings } = await checkBooks({ ownerUrl: url(), keys, dataDir })
    const oracle = findings.filter(({ faults }) => faults > 0).map(({ words, faults }) => `${words}: ${faults}`)
    return { ...reckoning, mishaps: happened, heard: Object.fromEntries(heard), slowestSeconds: Math.max(...slow), connections, pool, oracle }
  } finally {
    await server.terminate()
    proxy.close()
    await database.stop()
    for (const one of [folder, dataDir]) rmSync(one, { recursive: true, force: true })
  }
}

/** As `pg_ctl stop -m fast` and `-m immediate` do. Starting it again waits for what it still has to end. */
const stopNow = (dataDir: string, signal: NodeJS.Signals): void => {
  process.kill(Number.parseInt(readFileSync(join(dataDir, 'cluster/data/postmaster.pid'), 'utf8'), 10), signal)
}

async function untilWritten(desk: Desk, n: number): Promise<number> {
  const unit = { act: newId(), responsible: desk.organisation, name: `恢复以后${n}`, kind: 'enterprise', sector: 'private-enterprise' }
  for (const began = performance.now(); ; await sleep(50)) {
    const sent = await desk.send(registerUnit, unit)
    const seconds = (performance.now() - began) / 1000
    if (sent?.status === 200) return Math.round(seconds * 100) / 100
    if (seconds > 60) throw new Error(`nothing can be written 60 s after the database is back: ${JSON.stringify(sent)}`)
  }
}

/** Answers that a restart may give: later, or somebody else was quicker. */
export const isMild = (heard: string): boolean => /^(503 server\.database-away|409 \S+)$/.test(heard)
