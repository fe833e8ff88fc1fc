import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { planted } from './planting.ts'

const liesIn = (text: string) => planted('x.ts', text, '0').mutants.map(({ was, now }) => `${was} → ${now}`)

/** The planted text, run with one mutant switched on. */
function run(text: string, on: string | null): unknown {
  const body = planted('x.ts', text, '0').text.replace('const __m = (id) => globalThis.__mutation?.(id) ?? false;', '')
  return runInNewContext(`(() => { ${body}\n})()`, { __m: (id: string) => id === on })
}

test('a limit is moved by one, a comparison loses or wins its edge, a condition always or never holds', () => {
  expect(liesIn('if (a >= 3) b = !c')).toEqual(['a >= 3 → a > 3', 'a >= 3 → true', 'a >= 3 → false', '3 → 4', '!c → c'])
})

test('sentences and types are left alone', () => {
  expect(liesIn("const a: 1 | true = '满' + b + c\ntype T = 5\nimport x from 'y'")).toEqual([])
})

test('with no mutant switched on the text does what it did; each one switched on changes its own place only', () => {
  const text = 'return [1, 2].some((one) => one > 1 && one < 3) ? 10 : 20'
  expect(run(text, null)).toBe(10)
  const { mutants } = planted('x.ts', text, '0')
  const results = new Map(mutants.map(({ id, was, now }) => [`${was} → ${now}`, run(text, id)]))
  expect([results.get('10 → 11'), results.get('20 → 21'), results.get('one > 1 → one >= 1')]).toEqual([11, 10, 10])
  expect(results.get('[1, 2].some((one) => one > 1 && one < 3) → [1, 2].every((one) => one > 1 && one < 3)')).toBe(20)
})

test('a statement that begins with a switch does not run into the line before it', () => {
  expect(run('const f = (x) => x\nlet a = f\n1 < 2 && (a = 5)\nreturn a', null)).toBe(5)
})
