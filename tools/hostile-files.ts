// node bin/run.mjs tools/hostile-files.ts 1000 SEED: so many malformed files are uploaded, looked at, committed where they
// can be, and taken back. None may crash anything, take more than 10 s or 512 MiB, or be half applied.
import { seeded } from '#base/seeded.ts'
import { serving } from '../test/serving.ts'
import { meetHostile } from '../test/walls/hostile.ts'
import { asked, ownWorld, record } from '../test/walls/proof.ts'
import { plantTwins } from '../test/walls/twins.ts'

const { times, seed } = asked(1_000)
const began = Date.now()
const world = await ownWorld()
const app = await serving(world)
const twins = await plantTwins(world, app)
const { faults, ...counts } = await meetHostile(app, twins, { chance: seeded(seed), times, told: (line) => void process.stderr.write(`${line}\n`) })
await app.close()
await world.end()
record('hostile-files', { seed, began }, counts, faults)
process.exit()
