// node bin/run.mjs tools/fuzz.ts 200000 SEED: so many requests made from the contract, fitting, just past it, spoilt, and
// broken on the wire, as each post. No answer may fail, be slow or say what the contract does not. SIGTERM ends it early.
import { seeded } from '#base/seeded.ts'
import { contracts } from '#app/modules.ts'
import { serving } from '../test/serving.ts'
import { Fuzzer } from '../test/walls/fuzz.ts'
import { asked, ownWorld, record } from '../test/walls/proof.ts'
import { plantTwins } from '../test/walls/twins.ts'

const { times, seed } = asked(200_000)
const began = Date.now()
const world = await ownWorld()
const app = await serving(world)
const fuzzer = new Fuzzer(await plantTwins(world, app), contracts, seeded(seed))
const part = Math.min(times, 10_000)
let stopped = false
process.on('SIGTERM', () => (stopped = true))
for (let done = 0; done < times && !stopped && fuzzer.faults.length < 20; done += part) {
  await fuzzer.fuzz(part, app)
  process.stderr.write(`${fuzzer.counts.requests} of ${times}, ${fuzzer.faults.length} faults\n`)
}
await app.close()
await world.end()
record('fuzz', { seed, began }, fuzzer.counts, fuzzer.faults)
process.exit()
