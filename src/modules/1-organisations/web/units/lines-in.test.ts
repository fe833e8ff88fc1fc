import { expect, test } from 'vitest'
import { linesIn } from '#organisations/web/units/lines-in.ts'

const body = (kind: string, dissolved = false) => ({ id: kind, name: kind, kind, kindWords: kind, dissolved, reached: true })
const missing = (kind: string, organisations: ReturnType<typeof body>[]) =>
  linesIn({ kind, organisations }).filter((one) => one.organisations.length === 0).map((one) => one.line)

test('a firm with a party branch alone lacks League, union and women', () => {
  expect(missing('enterprise', [body('party.branch')])).toEqual(['league', 'union', 'women'])
})
test('Pioneers are looked for in schools alone', () => {
  expect(missing('school', [])).toContain('pioneers')
  expect(missing('enterprise', [])).not.toContain('pioneers')
})
test('a dissolved organisation does not count', () => {
  expect(missing('enterprise', [body('party.branch', true)])).toContain('party')
})
test("the union's women's committee is the union's, not the women's line", () => {
  expect(missing('enterprise', [body('union.women-committee')])).toEqual(['party', 'league', 'women'])
})
