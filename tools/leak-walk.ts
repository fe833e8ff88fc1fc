// node bin/run.mjs tools/leak-walk.ts 1000000 SEED: so many random requests of everybody in two parallel worlds; whoever
// sees a canary of somebody out of reach is told. A tenth goes over real sockets, so that streams are streams. SIGTERM ends
// it early with what was done.
import { seeded } from '#base/seeded.ts'
import { contracts } from '#app/modules.ts'
import { serving } from '../test/serving.ts'
import { asked, ownWorld, record } from '../test/walls/proof.ts'
import { interference } from '../test/walls/still.ts'
import { plantTwins } from '../test/walls/twins.ts'
import { injected, overSocket, Walker } from '../test/walls/walk.ts'

const { times, seed } = asked(1_000_000)
const began = Date.now()
const world = await ownWorld()
const app = await serving(world)
const twins = await plantTwins(world, app)
const walker = new Walker(twins, contracts, seeded(seed))
const streams = new Walker(twins, contracts.filter(({ form }) => form === 'stream'), seeded(`${seed} streams`))
const address = await app.listen({ port: 0, host: '127.0.0.1' })
const part = Math.min(times, 10_000)
let stopped = false
process.on('SIGTERM', () => (stopped = true))
for (let done = 0; done < times && !stopped && walker.faults.length < 20; done += part) {
  await walker.walk(Math.ceil(part * 0.9), injected(app))
  await walker.walk(Math.floor(part * 0.1), overSocket(address))
  await streams.walk(Math.ceil(part * 0.01), overSocket(address))
  process.stderr.write(`${walker.counts.requests} of ${times}, ${walker.faults.length} faults\n`)
}
const still = await interference(twins, contracts, injected(app), Math.ceil(times / 50_000))
app.server.closeAllConnections()
await app.close()
await world.end()
const { questions, disturbances } = still
record('leak-walk', { seed, began }, { ...walker.counts, requests: walker.counts.requests + streams.counts.requests, streams: walker.counts.streams + streams.counts.streams, questions, disturbances }, [...walker.faults, ...streams.faults, ...still.faults])
process.exit()
