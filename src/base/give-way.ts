import type { EventEmitter } from 'node:events'
import { setImmediate, setTimeout } from 'node:timers/promises'

/** The answers that somebody waits for in this process, and since when. */
const waiting = new Map<EventEmitter, number>()

/** One that takes longer is long work itself: the commit of an import, a stream. Nothing else stands back for it. */
const soonMs = 500

/** Long work stands back so long at most, and then does its next bite all the same. */
const mostTurns = 10

/** Told of each answer as its request comes in; it is over when it closes. */
export function expectAnswer(answer: EventEmitter): void {
  waiting.set(answer, performance.now())
  answer.once('close', () => waiting.delete(answer))
}

function isSomebodyWaiting(): boolean {
  const since = performance.now() - soonMs
  for (const began of waiting.values()) if (began > since) return true
  return false
}

/** Long work calls it between two bites of a few milliseconds: whoever waits for a page goes first. */
export async function giveWay(): Promise<void> {
  await setImmediate()
  for (let turn = 0; turn < mostTurns && isSomebodyWaiting(); turn++) await setTimeout(1)
}
