import { EventEmitter } from 'node:events'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { expectAnswer, giveWay } from '#base/give-way.ts'

/** How many turns of a millisecond long work stood back. */
async function stoodBack(): Promise<number> {
  let turns = 0
  const counting = setInterval(() => turns++, 1)
  await giveWay()
  clearInterval(counting)
  return turns
}

describe('long work', () => {
  afterEach(() => vi.restoreAllMocks())

  test('goes on at once while nobody waits for an answer', async () => {
    expect(await stoodBack()).toBeLessThan(3)
  })

  test('stands back while somebody waits, and goes on all the same after some turns', async () => {
    const answer = new EventEmitter()
    expectAnswer(answer)
    expect(await stoodBack()).toBeGreaterThan(4)
    answer.emit('close')
    expect(await stoodBack()).toBeLessThan(3)
  })

  test('does not stand back for an answer that takes long itself', async () => {
    const answer = new EventEmitter()
    expectAnswer(answer)
    const now = performance.now()
    vi.spyOn(performance, 'now').mockReturnValue(now + 600)
    expect(await stoodBack()).toBeLessThan(3)
    answer.emit('close')
  })
})
