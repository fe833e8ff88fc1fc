import { expect, test } from 'vitest'
import { states } from '#exchange/contract.ts'
import { isOver, isWorking, stepStates } from './steps.ts'

test('the step that waits for a person or the server is the one in progress', () => {
  expect(stepStates('reading', 4)).toEqual(['now', 'ahead', 'ahead', 'ahead'])
  expect(stepStates('mapping', 4)).toEqual(['done', 'now', 'ahead', 'ahead'])
  expect(stepStates('ready', 4)).toEqual(['done', 'done', 'now', 'ahead'])
  expect(stepStates('committing', 4)).toEqual(['done', 'done', 'done', 'now'])
  expect(stepStates('done', 4)).toEqual(['done', 'done', 'done', 'done'])
})

test('no state is under way and over at once, and only two wait for a person', () => {
  expect(states.filter((state) => isWorking(state) && isOver(state))).toEqual([])
  expect(states.filter((state) => !isWorking(state) && !isOver(state))).toEqual(['mapping', 'ready'])
})
