// node bin/run.mjs tools/commit-cuts.ts 2000 [seed]: so many acts whose connection to the database is cut exactly at COMMIT,
// before it, after it, or with it; then the same act is asked again. Prints a JSON line and a closing line; exit code 1 when
// one was answered wrongly, stands twice in the ledger, or not at all.
import { cutCommits, effectsOf } from '../test/faults/commits.ts'
import { ownWorld } from '../test/faults/own-world.ts'

const [times = '2000', seed = '1'] = process.argv.slice(2)
const began = performance.now()
const world = await ownWorld()
const found = await cutCommits(world, Number(times), seed)
const effects = [await effectsOf(world, 'organisations_units', '断线店'), await effectsOf(world, 'people_persons', '断线人')]
await world.end()
const doubled = effects.reduce((sum, { rows, names }) => sum + rows - names, 0)
const seconds = Math.round((performance.now() - began) / 1000)
console.log(JSON.stringify({ times: Number(times), seed, seconds, doubled, ...found, wrong: found.wrong.slice(0, 20) }))
const isRight = found.wrong.length === 0 && doubled === 0 && found.connections <= found.pool
console.log(`commit-cuts seed ${seed}: ${times} cut at COMMIT, ${found.wrong.length} answered wrongly, ${doubled} doubled, ${seconds} s`)
process.exitCode = isRight ? 0 : 1
