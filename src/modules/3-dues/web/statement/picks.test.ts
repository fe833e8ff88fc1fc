import { expect, test } from 'vitest'
import type { LineView, StatementView } from '#dues/statement/contract.ts'
import { nothingChosen, totalOf, withPick, withTicks } from '#dues/web/statement/picks.ts'

const view = { parts: { sure: { n: 300, fen: 300_000 } } } as StatementView
const line = (id: string) => ({ id, fen: 1000 }) as LineView

test('all that is sure comes along, also what is not on the page, but what was unticked', () => {
  const rows = ['a', 'b'].map(line)
  expect(totalOf(view, nothingChosen)).toEqual({ n: 300, fen: 300_000 })
  const less = withTicks(nothingChosen, rows, new Set(['b']))
  expect([totalOf(view, less), [...less.without.keys()]]).toEqual([{ n: 299, fen: 299_000 }, ['a']])
  expect(totalOf(view, withTicks(less, rows, new Set(['a', 'b'])))).toEqual({ n: 300, fen: 300_000 })
})

test('a choice is added, changed and taken back', () => {
  const pick = { person: 'p', organisation: 'o', months: ['2026-11'], extra: 0 }
  const one = withPick(nothingChosen, line('c'), pick)
  expect(totalOf(view, one)).toEqual({ n: 301, fen: 301_000 })
  const two = withPick(one, line('c'), { ...pick, person: 'q' })
  expect([totalOf(view, two).n, [...two.picks.values()][0]?.pick]).toEqual([301, { ...pick, line: 'c', person: 'q' }])
  expect(totalOf(view, withPick(two, line('c'), null))).toEqual({ n: 300, fen: 300_000 })
})
