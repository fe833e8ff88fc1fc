// node bin/run.mjs tools/restart-loop.ts 100 [seed]: so many mishaps (fast and immediate restarts of PostgreSQL, connections
// broken off, the database away) every few seconds, while every kind of writing goes on. Prints a JSON line and a closing line;
// exit code 1 when an act was lost or doubled, an answer was neither 503 nor 409, or the server was slow to recover.
import { isMild, restartUnderLoad } from '../test/faults/restarts.ts'

const [times = '20', seed = '1'] = process.argv.slice(2)
const found = await restartUnderLoad(Number(times), seed, [1000, 4000])
const harsh = Object.keys(found.heard).filter((one) => !isMild(one))
console.log(JSON.stringify({ times: Number(times), seed, ...found }))
const faults = found.lost.length + found.unresolved.length + found.wrong.length + found.oracle.length + harsh.length
console.log(`restart-loop seed ${seed}: ${times} mishaps, ${found.acknowledged} acknowledged, ${faults} faults, back within ${found.slowestSeconds} s`)
process.exitCode = faults === 0 && found.slowestSeconds < 10 && found.connections <= found.pool ? 0 : 1
