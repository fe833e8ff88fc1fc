import { expect, test } from 'vitest'
import { remindFrom, stateOf, type Known } from '#obligations/state.ts'

const march = { from: '2026-03-01', to: '2026-04-01' }
const known = (more: Partial<Known> = {}): Known => ({ period: march, times: 1, done: [], isWaived: false, grace: 10, ...more })

test.each([
  ['2026-02-28', {}, 'not-due'], ['2026-03-01', {}, 'due'], ['2026-03-31', {}, 'due'],
  ['2026-04-10', {}, 'due'], ['2026-04-11', {}, 'missed'],
  ['2026-04-01', { grace: 0 }, 'missed'], ['2026-03-31', { grace: 0 }, 'due'],
  ['2026-06-01', { done: ['2026-03-31'] }, 'met'], ['2026-06-01', { done: ['2026-04-01'] }, 'met-late'],
  ['2026-03-15', { times: 2, done: ['2026-03-02'] }, 'due'], ['2026-03-15', { times: 2, done: ['2026-03-02', '2026-03-09'] }, 'met'],
  ['2026-06-01', { times: 2, done: ['2026-03-02', '2026-04-02'] }, 'met-late'],
  ['2026-06-01', { isWaived: true }, 'waived'], ['2026-02-01', { isWaived: true }, 'waived'],
  ['2026-06-01', { isWaived: true, done: ['2026-03-02'] }, 'met'],
] as const)('on %s with %o it is %s', (today, more, state) => {
  expect(stateOf(known(more as Partial<Known>), today)).toBe(state)
})

test('reminded of some days before the end, never before the period begins', () => {
  expect(remindFrom(march, 7)).toBe('2026-03-25')
  expect(remindFrom(march, 60)).toBe('2026-03-01')
})
