// One reminder of a whole realm in a process of its own, as the server's job does it, so that its memory can be told.
import { fixedClock } from '#base/clock.ts'
import { remind } from '#obligations/jobs.ts'
import { benchDuties } from '../duties.ts'
import { worldHere } from './world.ts'

export interface Reminded {
  /** how often somebody was reminded, and how long that took: the first time, and once more */
  first: { n: number; seconds: number }
  again: { n: number; seconds: number }
  /** bytes before, and the most */
  before: number
  peak: number
}

const [realm, at] = process.argv.slice(2)
const world = { ...worldHere(), clock: fixedClock(at!) }

async function once() {
  const began = performance.now()
  const n = await remind(world, Number(realm), benchDuties)
  return { n, seconds: (performance.now() - began) / 1000 }
}

const before = process.memoryUsage().rss
const [first, again] = [await once(), await once()]
const told: Reminded = { first, again, before, peak: process.resourceUsage().maxRSS * 1024 }
process.send!(told, () => process.exit(0))
