// node bin/run.mjs tools/kill-loop.ts 100 [seed] [--plant]: so many times the server, its database, or both are killed with
// kill -9 while people register, correct, rename, transfer and import; then all is started again and reckoned with. Prints a JSON line
// per round and a closing line; exit code 1 when anything was lost, doubled or left half done. With --plant the database
// acknowledges before its log is on the disk: then the loop must find losses, and exits 1 when it does not.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isClean, killRounds, openSystem, plantLateDisk, tally, type Round } from '../test/faults/kills.ts'

const [rounds = '20', seed = '1'] = process.argv.slice(2).filter((word) => !word.startsWith('--'))
const planted = process.argv.includes('--plant')
const dataDir = mkdtempSync(join(tmpdir(), 'tongxin-kill-'))
const system = await openSystem(dataDir)
if (planted) {
  await plantLateDisk(dataDir)
  // Only new connections know of it
  await system.server.terminate()
  system.server = await (await import('../test/commands/server.ts')).nodeStart({ DATA_DIR: dataDir })
  system.desk.moveTo(system.server.address)
}
const done: Round[] = []
try {
  for await (const round of killRounds(system, Number(rounds), seed, planted ? Number(rounds) + 1 : 10)) {
    done.push(round)
    console.log(JSON.stringify(round))
  }
} finally {
  await system.server.terminate()
  rmSync(dataDir, { recursive: true, force: true })
}
const result = tally(done)
console.log(`kill-loop ${planted ? 'planted ' : ''}seed ${seed}: ${JSON.stringify(result)}`)
process.exitCode = (planted ? result.lost > 0 : isClean(result)) ? 0 : 1
