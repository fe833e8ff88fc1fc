import { describe, expect, test } from 'vitest'
import { moved, nextFault } from './move.ts'

const size = { rows: 100, columns: 4, page: 20 }
const at = (row: number, column: number) => ({ row, column })

describe('keys move as in a spreadsheet', () => {
  test.each([
    ['ArrowDown', at(3, 1), at(4, 1)],
    ['ArrowDown', at(99, 1), at(99, 1)],
    ['ArrowUp', at(1, 1), at(0, 1)],
    ['ArrowUp', at(0, 1), at(0, 1)],
    ['ArrowRight', at(0, 2), at(0, 3)],
    ['ArrowRight', at(0, 3), at(0, 3)],
    ['ArrowLeft', at(0, 1), at(0, 0)],
    ['ArrowLeft', at(0, 0), at(0, 0)],
    ['PageDown', at(70, 2), at(90, 2)],
    ['PageDown', at(80, 2), at(99, 2)],
    ['PageUp', at(20, 2), at(0, 2)],
    ['PageUp', at(19, 2), at(0, 2)],
    ['Home', at(5, 3), at(5, 0)],
    ['End', at(5, 0), at(5, 3)],
  ])('%s from row %o', (key, from, to) => expect(moved(from, { key }, size)).toEqual(to))

  test('with Ctrl they go to the edges', () => {
    expect(moved(at(5, 2), { key: 'Home', ctrl: true }, size)).toEqual(at(0, 0))
    expect(moved(at(5, 2), { key: 'End', ctrl: true }, size)).toEqual(at(99, 3))
    expect(moved(at(5, 2), { key: 'ArrowDown', ctrl: true }, size)).toEqual(at(99, 2))
  })

  test('Tab walks along the rows and leaves at the ends', () => {
    expect(moved(at(5, 3), { key: 'Tab' }, size)).toEqual(at(6, 0))
    expect(moved(at(6, 0), { key: 'Tab', shift: true }, size)).toEqual(at(5, 3))
    expect(moved(at(99, 3), { key: 'Tab' }, size)).toBeNull()
    expect(moved(at(0, 0), { key: 'Tab', shift: true }, size)).toBeNull()
  })

  test('in an empty sheet nothing moves, and a letter is not a move', () => {
    expect(moved(at(0, 0), { key: 'ArrowDown' }, { ...size, rows: 0 })).toBeNull()
    expect(moved(at(0, 0), { key: 'a' }, size)).toBeNull()
  })
})

describe('F8 goes from fault to fault', () => {
  const faults = new Map<number, number[]>([
    [2, [1, 3]],
    [7, [0]],
  ])
  const sheet = { count: 10, faultsAt: (row: number) => faults.get(row) ?? [] }

  test('to the right in the same row first, then down', () => {
    expect(nextFault(at(0, 0), sheet)).toEqual(at(2, 1))
    expect(nextFault(at(2, 1), sheet)).toEqual(at(2, 3))
    expect(nextFault(at(2, 3), sheet)).toEqual(at(7, 0))
    expect(nextFault(at(7, 0), sheet)).toBeNull()
  })

  test('and back again', () => {
    expect(nextFault(at(9, 0), sheet, true)).toEqual(at(7, 0))
    expect(nextFault(at(7, 0), sheet, true)).toEqual(at(2, 3))
    expect(nextFault(at(2, 1), sheet, true)).toBeNull()
  })

  test('where rows are missing on this device the server is asked', () => {
    const holed = { count: 10, faultsAt: (row: number) => (row < 5 ? (faults.get(row) ?? []) : undefined) }
    expect(nextFault(at(2, 3), holed)).toEqual({ unknown: 5 })
    expect(nextFault(at(0, 0), holed)).toEqual(at(2, 1))
  })
})
