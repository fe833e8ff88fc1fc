import { spawn } from 'node:child_process'
import type { FileHandle } from 'node:fs/promises'
import { createServer } from 'node:net'
import { totalmem } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Binaries } from './binaries.ts'
import type { Place } from './place.ts'
import { isLive, readPidFile, type PidFile } from './postmaster.ts'
import { cleanEnvironment, identity, runAs } from './run-as.ts'
import { faultsSince, openLog } from './server-log.ts'
import { isRunning } from './users.ts'
import { starterNews, StarterError } from './words.ts'

export const patience = 600_000

export type Launch = { ready: PidFile } | { failed: string }

/** One attempt: starts the server and waits until it is ready (however long recovery takes) or has given up. */
export async function launch(
  place: Place, binaries: Binaries, wish: { durable: boolean; log: (line: string) => void },
): Promise<Launch> {
  const args = ['-D', place.dataName, ...settings(await freePort(), wish.durable)]
  const { file: out, start } = await openLog(place)
  const child = await begin(place, binaries, args, out)
  // The child has its own handle on the log
  await out.close()
  const began = Date.now()
  for (let told = false; Date.now() - began < patience; await sleep(10)) {
    const file = await readPidFile(place)
    // A stale file says "ready" too: only our own process counts
    if (file?.ready && (child.pid === undefined || file.pid === child.pid)) return { ready: file }
    if (child.ended()) return { failed: child.fault() || (await faultsSince(place, start)) }
    if (!told && Date.now() - began > 5000) {
      wish.log(starterNews.waiting)
      told = true
    }
  }
  throw new StarterError('starter.too-slow', { log: place.logFile })
}

interface Started {
  /** undefined where a starter program stands between us and the server (Windows) */
  pid: number | undefined
  ended(): boolean
  fault(): string
}

async function begin(place: Place, binaries: Binaries, args: string[], out: FileHandle): Promise<Started> {
  if (process.platform === 'win32') return await beginOnWindows(place, binaries, args)
  let ended = false
  let fault = ''
  // Detached: Ctrl-C in the console must not stop the database before the application has closed its connections
  const child = spawn(join(binaries.folder, 'postgres'), args, {
    cwd: place.data, env: cleanEnvironment(), detached: true, stdio: ['ignore', out.fd, out.fd],
    ...identity(place.user),
  })
  child.once('exit', () => (ended = true))
  child.once('error', (error) => {
    fault = error.message
    ended = true
  })
  child.unref()
  return { pid: child.pid ?? -1, ended: () => ended, fault: () => fault }
}

/** postgres.exe refuses an administrator's rights; pg_ctl drops them. Written from the manual, not tried. */
async function beginOnWindows(place: Place, binaries: Binaries, args: string[]): Promise<Started> {
  const options = args.slice(2).map((word) => `"${word}"`).join(' ')
  const start = ['start', '-W', '-s', '-D', place.data, '-l', place.logFile, '-o', options]
  const { ok, output } = await runAs(undefined, join(binaries.folder, 'pg_ctl'), start, place.data)
  return { pid: undefined, ended: () => !ok, fault: () => output }
}

const throwAway = {
  fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', autovacuum: 'off', wal_level: 'minimal',
  max_wal_senders: '0',
}

const MiB = 1024 ** 2

/**
 * A sixteenth of the machine's memory for pages, within bounds. A roster of 100,000 people touches a gigabyte of index pages:
 * with PostgreSQL's own 128 MB each was written out and read back many times, and the log was full every few seconds.
 */
export const pageMemory = (bytes: number): string => `${Math.min(1024, Math.max(128, Math.floor(bytes / MiB / 16)))}MB`

function settings(port: number, durable: boolean): string[] {
  const values = {
    port: String(port), listen_addresses: '127.0.0.1', unix_socket_directories: '', timezone: 'UTC',
    log_timezone: 'UTC', logging_collector: 'off', log_destination: 'stderr', log_checkpoints: 'off',
    shared_buffers: pageMemory(totalmem()), max_wal_size: '2GB',
    ...(durable ? {} : throwAway),
  }
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

/** Fast shutdown: open transactions are rolled back, all that was committed is written. Waits until it is gone. */
export async function shutDown(place: Place, binaries: Binaries): Promise<void> {
  const file = await readPidFile(place)
  if (!file || !(await isLive(place, file))) return
  if (process.platform === 'win32') {
    await runAs(undefined, join(binaries.folder, 'pg_ctl'), ['stop', '-s', '-m', 'fast', '-D', place.data], place.data)
    return
  }
  process.kill(file.pid, 'SIGINT')
  if (await gone(file.pid, place, 60_000)) return
  // A disk too slow for the closing checkpoint: leave it to the write-ahead log, which loses nothing
  process.kill(file.pid, 'SIGQUIT')
  await gone(file.pid, place, 10_000)
}

async function gone(pid: number, place: Place, within: number): Promise<boolean> {
  for (const began = Date.now(); Date.now() - began < within; await sleep(5)) {
    if (!isRunning(pid)) return true
    const file = await readPidFile(place)
    // Gone, a zombie nobody buries, or already followed by another server
    if (file?.pid !== pid && !(await isLive(place, { text: '', pid, port: 0, ready: false }))) return true
  }
  return false
}
