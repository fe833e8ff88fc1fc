import { describe, expect, test } from 'vitest'
import { Doubles } from '#exchange/check/doubles.ts'
import { Jobs, Stopped } from '#exchange/jobs.ts'
import type { Identity } from '#exchange/kind.ts'

const later = () => {
  const { promise, resolve } = Promise.withResolvers<void>()
  return { promise, resolve }
}

describe('jobs', () => {
  test('of one realm follow each other, those of two run side by side', async () => {
    const jobs = new Jobs()
    const seen: string[] = []
    const gate = later()
    jobs.start(1, 'a', async () => {
      seen.push('a')
      await gate.promise
      seen.push('a ends')
    })
    jobs.start(1, 'b', async () => void seen.push('b'))
    jobs.start(2, 'c', async () => void seen.push('c'))
    await new Promise((resolve) => setTimeout(resolve, 5))
    expect(seen).toEqual(['a', 'c'])
    gate.resolve()
    await jobs.idle()
    expect(seen).toEqual(['a', 'c', 'a ends', 'b'])
  })

  test('that fail do not hold up the line, and leave nothing behind', async () => {
    const jobs = new Jobs()
    jobs.start(1, 'a', () => Promise.reject(new Error('x')))
    let ran = false
    jobs.start(1, 'b', async () => void (ran = true))
    await jobs.idle()
    expect([ran, jobs.isBusy('a'), jobs.isBusy('b')]).toEqual([true, false, false])
  })

  test('stopped while waiting never begin; stopped while running are told by the signal', async () => {
    const jobs = new Jobs()
    let reason: unknown
    jobs.start(1, 'a', async ({ signal }) => {
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))
      reason = signal.reason
    })
    let begun = false
    jobs.start(1, 'b', async () => void (begun = true))
    await jobs.stop('b')!.ended
    await jobs.stop('a')!.ended
    await jobs.idle()
    expect([begun, reason instanceof Stopped]).toEqual([false, true])
  })

  test('a batch has one at a time', async () => {
    const jobs = new Jobs()
    jobs.start(1, 'a', () => Promise.resolve())
    expect(() => jobs.start(1, 'a', () => Promise.resolve())).toThrow(/one job/)
    await jobs.idle()
  })
})

test('the later of two rows about one is the double, and it is told which row was the first', () => {
  const identity = (strong: string | null, alike: string): Identity => ({ field: 'x', strong, alike, more: {} })
  const doubles = new Doubles((one, other) => one.strong === null || other.strong === null)
  expect(doubles.see(identity('1', 'a'), 5, 0)).toBeNull()
  expect(doubles.see(identity('2', 'a'), 6, 0)).toBeNull()
  expect(doubles.see(identity('1', 'b'), 7, 0)).toMatchObject({ row: 5 })
  expect(doubles.see(identity(null, 'a'), 8, 0)).toMatchObject({ row: 5 })
  expect(doubles.see(identity(null, 'b'), 9, 0)).toBeNull()
})
