import { expect, test } from 'vitest'
import { countFor, ruleOn, type Comparator, type Regulation } from '#regulations/rules.ts'

const rule = (comparator: Comparator, more: Partial<Regulation> = {}): Regulation => ({
  id: 'a.share', value: 0, unit: '比例', comparator, base: '应到会有表决权的党员', force: 'must', says: '', article: '某规定', source: 'P1', grade: 'A',
  from: '2020-01-01', scope: {}, share: [1, 3], ...more,
})

test.each<[string, Comparator, number, number]>([
  ['半数以上 (本数含在内) of nine in thirds', '>=', 9, 3], ['…of ten', '>=', 10, 4],
  ['超过 a third of nine', '>', 9, 4], ['…of ten', '>', 10, 4],
  ['优秀 at most a third of nine', '<=', 9, 3], ['…of ten', '<=', 10, 3], ['…of eleven', '<=', 11, 3],
  ['fewer than a third of nine', '<', 9, 2], ['…of ten', '<', 10, 3],
  ['exactly a third of nine', '=', 9, 3],
])('%s: with %s, of %d it is %d', (_, comparator, whole, count) => expect(countFor(rule(comparator), whole)).toBe(count))

test('the narrower scope rules: region before flag before sector before size before kind before line', () => {
  const place = { day: '2026-01-01', kind: 'party.branch', line: 'party', flags: ['temporary'], sector: 'village', region: '370202', members: 5 }
  const scopes: Regulation['scope'][] = [
    {}, { line: 'party' }, { kinds: ['party.branch'] }, { members: { from: 3 } }, { sectors: ['village'] }, { flags: ['temporary'] },
  ]
  for (const [i, narrower] of scopes.entries()) {
    for (const wider of scopes.slice(0, i)) {
      const rules = [rule('=', { value: 1, scope: wider, from: '2025-01-01' }), rule('=', { value: 2, scope: narrower })]
      expect(ruleOn(rules, 'a.share', place)?.value).toBe(2)
    }
  }
  const local = [rule('>=', { value: 1, scope: { regions: ['37'] } }), rule('>=', { value: 2, scope: { regions: ['3702'] }, from: '2019-01-01' })]
  expect(ruleOn(local, 'a.share', place)?.value).toBe(2)
})
