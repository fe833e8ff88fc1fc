import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { throwAwayServer } from '../throw-away.ts'
import { makeTemplate } from '../template.ts'
import { templateOf } from '../cluster.ts'
import { testWorld, type TestWorld } from '../world.ts'

/** A world on a throw-away server of its own, for scripts that run outside the test suite. */
export async function ownWorld(): Promise<TestWorld> {
  const server = await throwAwayServer()
  const cluster = { superuserUrl: server.superuserUrl, prefix: `proof_${randomBytes(4).toString('hex')}` }
  await makeTemplate(cluster.superuserUrl, templateOf(cluster.prefix))
  const world = await testWorld(undefined, cluster)
  const end = async () => {
    await world.end()
    await server.stop()
  }
  return { ...world, end }
}

/** Read at the start: the run may outlast the commit. */
const commit = ((): string => {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
  } catch {
    return 'unknown'
  }
})()

/** `TOOL NUMBER SEED`: how many and which chance. */
export function asked(most: number): { times: number; seed: string } {
  const [times = String(most), seed = '1'] = process.argv.slice(2)
  if (!/^\d+$/.test(times)) throw new Error('usage: TOOL NUMBER SEED')
  return { times: Number(times), seed }
}

/** The record of one long run: one line of JSON and one for people. Nothing found means the exit code 0. */
export function record(proof: string, about: { seed: string; began: number }, counts: object, faults: readonly string[]): void {
  for (const fault of faults.slice(0, 20)) process.stderr.write(`${fault}\n`)
  const seconds = Math.round((Date.now() - about.began) / 1000)
  const line = { proof, commit, seed: about.seed, day: new Date().toISOString().slice(0, 10), seconds, ...counts, faults: faults.length }
  process.stdout.write(`${JSON.stringify(line)}\n${proof}: ${faults.length === 0 ? 'nothing found' : `${faults.length} FAULTS`} in ${seconds} s\n`)
  process.exitCode = faults.length === 0 ? 0 : 1
}
