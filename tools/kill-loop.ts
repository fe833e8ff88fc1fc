// node bin/run.mjs tools/kill-loop.ts 100: so many times the server, its database, or both are killed with kill -9 while four
// hands write; then all is started again and compared. Prints a line per round; exit code 1 when anything was lost.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { restartAndCount, writeUntilKilled } from '../test/commands/kill.ts'
import { openOffice } from '../test/commands/office.ts'
import { npmStart, type Victims } from '../test/commands/server.ts'

const rounds = Number(process.argv[2] ?? 20)
const root = resolve(import.meta.dirname, '..')
const dataDir = mkdtempSync(join(tmpdir(), 'tongxin-kill-'))
const env = { DATA_DIR: dataDir }
const victims: Victims[] = ['both', 'server', 'both']

let server = await npmStart(root, env)
const office = await openOffice(server.address, server.code!)
let acknowledged = 0
let wrong = 0
for (let round = 1; round <= rounds; round++) {
  const chosen = victims[round % victims.length]!
  const tally = await writeUntilKilled(office, server, round, 200 + ((round * 379) % 1500), chosen)
  const found = await restartAndCount(root, env, office, tally)
  server = found.server
  acknowledged += tally.acknowledged.length
  wrong += found.lost.length + found.refused + found.doubled
  const counts = `${tally.acknowledged.length} acknowledged, ${found.lost.length} lost, ${found.refused} refused, ${found.doubled} doubled`
  console.log(`${round}/${rounds} killed ${chosen}: ${counts}, back after ${server.seconds.toFixed(2)} s`)
}
await server.terminate()
rmSync(dataDir, { recursive: true, force: true })
console.log(`${rounds} rounds, ${acknowledged} acknowledged, ${wrong} wrong`)
process.exitCode = wrong === 0 ? 0 : 1
