import { describe, expect, test } from 'vitest'
import type { Counts } from '#exchange/contract.ts'
import { hindrancesOf, listedOutcome, outcomeOf, writesSomething } from './outcome.ts'

const none: Counts = {
  rows: 0,
  new: 0,
  same: 0,
  change: 0,
  conflict: 0,
  take: 0,
  undecided: 0,
  fault: 0,
  skip: 0,
  places: 0,
  unknownPlaces: 0,
  foundings: 0,
}

describe('what a commit would do is one sentence', () => {
  test('with every part that happens and none that does not', () => {
    expect(outcomeOf({ ...none, new: 305, change: 4, foundings: 2, fault: 7 }, '人')).toEqual([
      '新增 305 人',
      '更新 4 人',
      '新建 2 个组织',
      '留下 7 行不导入',
    ])
    expect(outcomeOf({ ...none, same: 312 }, '人')).toEqual([])
  })

  test('a conflict counts once it is decided', () => {
    expect(outcomeOf({ ...none, conflict: 3, undecided: 3 }, '人')).toEqual([])
    expect(outcomeOf({ ...none, conflict: 3, undecided: 1, take: 2 }, '人')).toEqual(['以表为准更新 2 行'])
    expect(outcomeOf({ ...none, conflict: 3, take: 1 }, '人')).toEqual(['以表为准更新 1 行', '2 行保留已登记的'])
  })

  test('faulty and skipped rows stay out together', () => {
    expect(outcomeOf({ ...none, fault: 2, skip: 3 }, '人')).toEqual(['留下 5 行不导入'])
  })

  test('a second import of the same file writes nothing', () => {
    expect(writesSomething({ ...none, same: 312 })).toBe(false)
    expect(writesSomething({ ...none, same: 311, change: 1 })).toBe(true)
  })
})

describe('what stands in the way', () => {
  test('organisations first: a name mended mends its rows', () => {
    const counts = { ...none, unknownPlaces: 2, fault: 7, undecided: 1 }
    expect(hindrancesOf(counts).map(({ what }) => what)).toEqual(['places', 'faults', 'conflicts'])
    expect(hindrancesOf(none)).toEqual([])
  })

  test('the list tells what is left to do, or what was done', () => {
    const counts = { ...none, new: 305, fault: 7 }
    expect(listedOutcome({ state: 'ready', counts, unit: '人' })).toBe('7 行有错还没有改')
    expect(listedOutcome({ state: 'done', counts, unit: '人' })).toBe('新增 305 人、留下 7 行不导入')
    expect(listedOutcome({ state: 'ready', counts: { ...none, same: 312 }, unit: '人' })).toBe('312 行和登记的一样')
    expect(listedOutcome({ state: 'failed', counts, unit: '人' })).toBe('')
  })
})
