import { setTimeout as sleep } from 'node:timers/promises'
import { newId } from '#base/id.ts'
import type { Office } from './office.ts'
import { kill, npmStart, type Started, type Victims } from './server.ts'

/** Fewer acknowledged acts would prove nothing. */
const enough = 12

export interface Tally {
  acknowledged: string[]
  /** sent, and the answer never came: they may be there or not, and may be sent again */
  unknown: { act: string; name: string }[]
}

/** Four hands registering units as fast as they are answered, until the server is killed under them. */
export async function writeUntilKilled(office: Office, server: Started, round: number, milliseconds: number, victims: Victims): Promise<Tally> {
  const tally: Tally = { acknowledged: [], unknown: [] }
  let killed = false
  const hand = async (number: number) => {
    for (let n = 0; !killed; n++) {
      const [act, name] = [newId(), `第 ${round} 轮 ${number} 号 ${n}`]
      if (await office.register(act, name)) tally.acknowledged.push(name)
      else tally.unknown.push({ act, name })
    }
  }
  const hands = [0, 1, 2, 3].map(hand)
  await sleep(milliseconds)
  // A busy machine acknowledges little in that time: then it is given more
  for (let left = 400; left > 0 && tally.acknowledged.length < enough; left--) await sleep(50)
  kill(server, victims)
  killed = true
  await Promise.all(hands)
  await server.ended
  return tally
}

/** Starts again and compares: nothing acknowledged is missing, and what is sent again stands there once. */
export async function restartAndCount(folder: string, env: Record<string, string>, office: Office, tally: Tally) {
  const server = await npmStart(folder, env)
  office.moveTo(server.address)
  const names = new Set(await office.names())
  const lost = tally.acknowledged.filter((name) => !names.has(name))
  const again = await Promise.all(tally.unknown.map(({ act, name }) => office.register(act, name)))
  const after = await office.names()
  return { server, lost, refused: again.filter((accepted) => !accepted).length, doubled: after.length - new Set(after).size }
}
