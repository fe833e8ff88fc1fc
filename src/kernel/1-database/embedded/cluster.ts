import { readFile, rm } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { embeddedBinaries, type Binaries } from './binaries.ts'
import { ensureCluster } from './create.ts'
import { preparePlace, type Place } from './place.ts'
import { answers, isLive, readPidFile, removeDeadLock, urlOf } from './postmaster.ts'
import { launch, patience, shutDown } from './server.ts'
import { signIn, signOut } from './users.ts'
import { starterNews, StarterError } from './words.ts'

export interface EmbeddedOptions {
  /** a folder of its own; made when missing */
  dataDir: string
  /** hears one Chinese sentence per step worth telling */
  log: (sentence: string) => void
  /** false only for throw-away databases: a power cut would break them */
  fsync?: boolean
}

export interface Embedded {
  superuserUrl: string
  port: number
  /** Stops the server, unless another process is still using it, and waits until it is down. */
  stop(): Promise<void>
}

/** A real PostgreSQL on 127.0.0.1 in `dataDir`: made on first use, adopted when it still runs, else started. */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const place = await preparePlace(options.dataDir)
  return await startIn(place, await embeddedBinaries(place.user, options.log), options)
}

/** The same with another PostgreSQL's programs (tests run one's own server with it). */
export async function startWith(binaries: Binaries, options: EmbeddedOptions): Promise<Embedded> {
  return await startIn(await preparePlace(options.dataDir), binaries, options)
}

async function startIn(place: Place, binaries: Binaries, options: EmbeddedOptions): Promise<Embedded> {
  const wish = { durable: options.fsync !== false, log: options.log }
  // Before looking for a running server, so that its other user cannot stop it while we take it over
  const seat = await signIn(place)
  try {
    await ensureCluster(place, binaries, wish)
    const password = await passwordOf(place)
    const port = await runningPort(place, { binaries, password, seat, wish })
    let stopping: Promise<void> | undefined
    const stop = async (): Promise<void> => {
      if (await signOut(place, seat)) await shutDown(place, binaries)
    }
    return { port, superuserUrl: urlOf(port, password), stop: () => (stopping ??= stop()) }
  } catch (error) {
    await rm(seat, { force: true })
    throw error
  }
}

async function passwordOf(place: Place): Promise<string> {
  const password = await readFile(place.passwordFile, 'utf8').catch(() => '')
  if (password === '') throw new StarterError('starter.no-password', { file: place.passwordFile })
  return password.trim()
}

// Each passes by itself: a killed server not yet buried, its memory not yet given back, a port taken meanwhile
const passing =
  /postmaster\.pid" already exists|shared memory block.*still in use|any TCP\/IP sockets|Address already in use/

interface Search {
  binaries: Binaries
  password: string
  seat: string
  wish: { durable: boolean; log: (line: string) => void }
}

async function runningPort(place: Place, { binaries, password, seat, wish }: Search): Promise<number> {
  const began = Date.now()
  for (;;) {
    const found = await readPidFile(place)
    let live = found !== null && (await isLive(place, found))
    const answer = live && found?.ready ? await answers(urlOf(found.port, password), seat) : 'nothing'
    if (found && answer === 'from here') {
      wish.log(starterNews.adopted)
      return found.port
    }
    if (answer === 'from elsewhere') live = false
    const waited = Date.now() - began
    // Another starter's server, still recovering or closing, has all the time it needs
    if (live && !found?.ready && waited < patience) {
      await sleep(30)
      continue
    }
    // PostgreSQL respects the lock of a zombie or of a stranger with the same number for ever
    if (found && !live && waited > 200) await removeDeadLock(place, found)
    const outcome = await launch(place, binaries, wish)
    if ('ready' in outcome) return outcome.ready.port
    if (!passing.test(outcome.failed) || waited > 10_000) {
      throw new StarterError('starter.start-failed', { detail: outcome.failed, log: place.logFile })
    }
    await sleep(60)
  }
}
