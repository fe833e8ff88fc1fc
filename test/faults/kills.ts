import { setTimeout as sleep } from 'node:timers/promises'
import { whoAmI } from '#access/contract.ts'
import { commit } from '#exchange/contract.ts'
import { seeded, type Seeded } from '#base/seeded.ts'
import { kill, nodeStart, postmasterIn, type Started, type Victims } from '../commands/server.ts'
import { oracle, withBooks } from './books.ts'
import { openDesk, type Desk } from './desk.ts'
import { reckon, startHands, type Hands, type Reckoning } from './hands.ts'
import { writers } from './writers.ts'

export interface Round extends Reckoning {
  round: number
  victims: Victims
  /** the kill was aimed at the writing of an import */
  aimed: boolean
  /** from the kill to the first answer, the start of a killed server included */
  backSeconds: number
  oracle: string[]
}

export interface System {
  dataDir: string
  server: Started
  desk: Desk
}

export async function openSystem(dataDir: string): Promise<System> {
  const server = await nodeStart({ DATA_DIR: dataDir })
  return { dataDir, server, desk: await openDesk(server.address, server.code!) }
}

/** Kills, starts again, reckons. `rounds` of them, repeatable by the seed. */
export async function* killRounds(system: System, rounds: number, seed: string, oracleEvery = 1): AsyncGenerator<Round> {
  const chance = seeded(seed)
  const victims = ['both', 'server', 'database'] as const
  for (let round = 1; round <= rounds; round++) {
    yield await oneRound(system, { round, chosen: victims[round % 3]!, chance, checks: round % oracleEvery === 0 || round === rounds })
  }
}

interface Wish {
  round: number
  chosen: Victims
  chance: Seeded
  checks: boolean
}

async function oneRound(system: System, { round, chosen, chance, checks }: Wish): Promise<Round> {
  const aimed = chance.chance(0.5)
  const hands = startHands(system.desk, writers, String(round))
  await (aimed ? anImportBeingWritten(hands, chance) : sleep(chance.whole(1000, 4000)))
  const began = performance.now()
  kill({ ...system.server, postmaster: postmasterIn(system.dataDir) }, chosen)
  const works = await hands.stop()
  if (chosen !== 'database') {
    await system.server.ended
    system.server = await nodeStart({ DATA_DIR: system.dataDir })
    system.desk.moveTo(system.server.address)
  }
  await answering(system.desk)
  const backSeconds = (performance.now() - began) / 1000
  const reckoning = await withBooks(system.dataDir, (books) => reckon(system.desk, works, books))
  const found = checks ? (await oracle(system.dataDir)).faults : []
  return { round, victims: chosen, aimed, backSeconds, ...reckoning, oracle: found }
}

/** Some milliseconds after the writing of a sheet was asked for; at the latest after a while. */
async function anImportBeingWritten(hands: Hands, chance: Seeded): Promise<void> {
  const skipped = chance.whole(0, 2)
  let seen = 0
  const asked = new Promise<void>((resolve) => hands.onAsk(({ endpoint }) => endpoint === commit && seen++ >= skipped && resolve()))
  await Promise.race([asked, sleep(15_000)])
  await sleep(chance.whole(0, 250))
}

/** Until the server answers from its database. */
export async function answering(desk: Desk, within = 60_000): Promise<number> {
  const began = performance.now()
  for (;;) {
    const sent = await desk.send(whoAmI, {})
    const waited = performance.now() - began
    if (sent?.status === 200) return waited / 1000
    if (waited > within) throw new Error(`no answer for ${within} ms; the last was ${JSON.stringify(sent)}`)
    await sleep(50)
  }
}

export interface Tally {
  rounds: number
  acknowledged: number
  doubts: number
  kept: number
  /** of those in doubt: imports being written or taken back */
  imports: number
  /** and members on their way from one branch to another */
  transfers: number
  lost: number
  unresolved: number
  wrong: number
  oracle: number
  slowestBackSeconds: number
}

export const tally = (rounds: readonly Round[]): Tally => {
  const sum = (of: (round: Round) => number) => rounds.reduce((total, round) => total + of(round), 0)
  return {
    rounds: rounds.length, acknowledged: sum((one) => one.acknowledged), doubts: sum((one) => one.doubts), kept: sum((one) => one.kept),
    imports: sum((one) => one.doubted.filter((name) => name.startsWith('exchange.')).length),
    transfers: sum((one) => one.doubted.filter((name) => name.endsWith('-transfer')).length),
    lost: sum((one) => one.lost.length), unresolved: sum((one) => one.unresolved.length), wrong: sum((one) => one.wrong.length),
    oracle: sum((one) => one.oracle.length), slowestBackSeconds: Math.round(Math.max(...rounds.map((one) => one.backSeconds)) * 10) / 10,
  }
}

export const isClean = ({ lost, unresolved, wrong, oracle: found }: Tally): boolean => lost + unresolved + wrong + found === 0

/** The planted fault: a database that acknowledges before its log is on the disk. The harness must see what that loses. */
export const plantLateDisk = (dataDir: string): Promise<unknown> =>
  withBooks(dataDir, (books) => books.query('alter role tongxin_app set synchronous_commit = off'))
