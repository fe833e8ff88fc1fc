import type { Day } from '#base/day.ts'
import { giveWay } from '#base/give-way.ts'
import type { Db } from '#base/sql.ts'
import { everywhere, within } from '#database/scope.ts'
import { renewStatistics } from '#database/statistics.ts'
import type { World } from '#database/world.ts'
import { rulesOfRealm } from '#regulations/actions.ts'
import { refreshBodies } from '#coverage/actions/refresh-bodies.ts'
import { refreshUnits } from '#coverage/actions/refresh-units.ts'
import { carryUp } from '#coverage/actions/sums.ts'
import { branchesBelow } from '#coverage/store/bodies.ts'
import { comeBack } from '#coverage/store/decisions.ts'
import { queue, takeQueued } from '#coverage/store/stats.ts'

/** Short transactions: nobody waits long for a row the job holds. */
const unitsAtOnce = 1000
const additionsAtOnce = 20_000
const marksAtOnce = 100_000
/** rounds of judging between two of carrying up */
const roundsBetween = 4

const inRealm = <T>(world: World, realm: number, work: (tx: Db) => Promise<T>): Promise<T> => within(world.db, everywhere(realm), work)

async function judgeSome(tx: Db, world: World, realm: number): Promise<number> {
  const units = (await takeQueued(tx, realm, 'unit', unitsAtOnce)).map((row) => row.subject_id)
  await refreshUnits(tx, world, realm, units)
  const bodies = units.length > 0 ? [] : (await takeQueued(tx, realm, 'organisation', unitsAtOnce)).map((row) => row.subject_id)
  await refreshBodies(tx, world, realm, bodies)
  return units.length + bodies.length
}

const carry = async (world: World, realm: number): Promise<number> => {
  await inRealm(world, realm, renewStatistics)
  return inRealm(world, realm, (tx) => carryUp(tx, realm, additionsAtOnce))
}

/** Judges everything that waits in a realm and carries the sums up. Answers how many subjects were judged. */
export async function drain(world: World, realm: number, stopped: () => boolean = () => false): Promise<number> {
  let judged = 0
  for (let [some, round] = [-1, 1]; some !== 0 && !stopped(); judged += some, round++) {
    if (round === 1) await inRealm(world, realm, renewStatistics)
    some = await inRealm(world, realm, (tx) => judgeSome(tx, world, realm))
    // a page adds up by itself what waits: it must not become much
    if (round % roundsBetween === 0) await carry(world, realm)
    await giveWay()
  }
  await inRealm(world, realm, (tx) => takeQueued(tx, realm, 'sums', marksAtOnce))
  while (!stopped() && (await carry(world, realm)) > 0) await giveWay()
  return judged
}

/** What was laid down for this day, or holds no longer from it on, lets the branches there wait to be judged. */
async function queueRuled(tx: Db, realm: number, today: Day): Promise<void> {
  const paths = (await rulesOfRealm(tx, realm)).settings.filter(({ from, to }) => from === today || to === today).map(({ path }) => path)
  if (paths.length > 0) await queue(tx, realm, 'organisation', await branchesBelow(tx, realm, paths))
}

/** What was set aside and whose review has come waits to be judged again; so does what is judged by other rules from today on. */
export const wakeReviews = (world: World, realm: number): Promise<void> =>
  inRealm(world, realm, async (tx) => {
    const units = await comeBack(tx, realm, world.clock.today())
    if (units.length > 0) await queue(tx, realm, 'unit', units)
    await queueRuled(tx, realm, world.clock.today())
  })
