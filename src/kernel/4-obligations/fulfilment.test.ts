import { describe, expect, test } from 'vitest'
import { addDays } from '#base/day.ts'
import type { Regulation } from '#regulations/rules.ts'
import type { Duty } from '#obligations/duty.ts'
import { asks, countsOf, nothing, owedIn, slotsDue, type Crowd, type Settled } from '#obligations/fulfilment.ts'

const duty = (id: string): Duty => ({ id, words: id, rule: id, verb: '登记', address: () => '/' })
const rule = (more: Partial<Regulation> = {}): Regulation => ({
  id: 'a.monthly', value: 1, unit: '次', comparator: '>=', base: '支部', force: 'must', says: '每月 {value} 次', article: '某规定', source: 'P1', grade: 'A',
  every: 'month', from: '2020-01-01', scope: { kinds: ['party.branch'] }, ...more,
})
const branch = JSON.stringify(['party.branch', 'party', [], null, null])
const crowd = (more: Partial<Crowd> = {}): Crowd => ({ facts: branch, begins: '2020-01-01', ends: '9999-12-31', gone: '9999-12-31', known: '1000-01-01', n: 3, ...more })
const year = { from: '2026-01-01', to: '2027-01-01' }
const monthly = duty('a.monthly')
const slots = (rules: Regulation[], range = year) => slotsDue(rules, [monthly], range)
const starts = (rules: Regulation[], range = year) => slots(rules, range).map(({ period }) => period.from)

describe('what is due in a view', () => {
  test('a month’s view holds what ends with it: its own month, and the quarter or year that its end closes', () => {
    const march = { from: '2026-03-01', to: '2026-04-01' }
    expect(starts([rule()], march)).toEqual(['2026-03-01'])
    expect(starts([rule({ every: 'quarter' })], march)).toEqual(['2026-01-01'])
    expect(starts([rule({ every: 'quarter' })], { from: '2026-02-01', to: '2026-03-01' })).toEqual([])
    expect(starts([rule({ every: 'year' })], { from: '2026-12-01', to: '2027-01-01' })).toEqual(['2026-01-01'])
  })
  test('a rule that never had a period asks for no view', () => {
    const { every: _, ...plain } = rule()
    expect(starts([plain])).toEqual([])
  })
  test('asked again under the same rules the answer is the same one; another range or other duties have their own', () => {
    const rules = [rule(), rule({ id: 'a.other', every: 'year' })]
    expect(slots(rules)).toBe(slots(rules))
    expect(slotsDue(rules, [monthly, duty('a.other')], year)).toHaveLength(13)
    expect(slots(rules)).toHaveLength(12)
  })
})

test('a hundred other questions leave an answer kept, the next one begins anew', () => {
  const others = (rules: Regulation[], n: number) => Array.from({ length: n }, (_, i) => slots(rules, { from: '2026-01-01', to: addDays('2026-02-01', i) }))
  const stays = (n: number) => {
    const rules = [rule()]
    const first = slots(rules)
    others(rules, n)
    return slots(rules) === first
  }
  expect([stays(1), stays(100), stays(101)]).toEqual([true, true, false])
})

test('the last year’s own period that ends in the view is found, however long it is', () => {
  expect(starts([rule({ every: 'year' })], { from: '2026-06-01', to: '2027-01-01' })).toEqual(['2026-01-01'])
})

describe('whom rules ask', () => {
  test('those of its scope, in its own form of period, and not where it asks for none', () => {
    const asked = (rules: Regulation[], facts = branch) => asks(rules, facts, slots(rules)).filter(Boolean).length
    expect([asked([rule()]), asked([rule()], JSON.stringify(['party.committee', 'party', [], null, null])), asked([rule({ value: 0 })])]).toEqual([12, 0, 0])
  })
  test('a rule that went from months to quarters in July asks for six months and two quarters', () => {
    const rules = [rule({ to: '2026-07-01' }), rule({ every: 'quarter', from: '2026-07-01' })]
    const asked = asks(rules, branch, slots(rules))
    expect(slots(rules).filter((_, i) => asked[i]).map(({ period }) => period.every)).toEqual([...Array<string>(6).fill('month'), 'quarter', 'quarter'])
  })
  test('the same slots under other rules are answered by those', () => {
    const [one, other] = [[rule()], [rule({ value: 0 })]]
    const same = slots(one)
    expect([asks(one, branch, same)[0], asks(other, branch, same)[0], asks(one, branch, same)[0]]).toEqual([true, false, true])
  })
})

describe('how many owe it', () => {
  const march = { from: '2026-03-01', to: '2026-04-01' }
  const owing = (more: Partial<Crowd>) => owedIn([rule()], [crowd(more)], slots([rule()], march))[0]
  const both = (key: keyof Crowd, day: string, after: string) => [owing({ [key]: day }), owing({ [key]: after })]

  test('founded on its first day a branch owes the month, on the second not', () => expect(both('begins', '2026-03-01', '2026-03-02')).toEqual([3, 0]))
  test('whose facts changed on its first day no longer owes by the old ones', () => expect(both('ends', '2026-03-01', '2026-03-02')).toEqual([0, 3]))
  test('who is dissolved before its last day owes nothing in it', () => expect(both('gone', '2026-03-31', '2026-04-01')).toEqual([0, 3]))
  test('what was over before the system knew of them is not asked', () => expect(both('known', '2026-03-31', '2026-04-01')).toEqual([3, 0]))
  test('crowds are added, also alike ones, and each asked anew gives the same', () => {
    const rules = [rule()]
    const due = slots(rules, march)
    const crowds = [crowd(), crowd({ n: 4 }), crowd({ n: 50, gone: '2026-02-01' }), crowd({ n: 9, begins: '2025-12-01' }), crowd({ n: 70, begins: '2026-03-02' })]
    expect([owedIn(rules, crowds, due), owedIn(rules, crowds, due)]).toEqual([[16], [16]])
  })
})

describe('what became of it', () => {
  const rules = [rule()]
  const range = { from: '2026-01-01', to: '2026-03-01' }
  const settled = (more: Partial<Settled>): Settled => ({ duty: 'a.monthly', periodFrom: '2026-01-01', met: 0, late: 0, waived: 0, ...more })
  const counts = (owed: number[], rows: Settled[], today = '2026-02-11') =>
    countsOf(slots(rules, range), [{ owed, settled: rows }], { today, grace: 10 }).get('a.monthly')

  test('owed, met, late and waived are added over the months; the rest is due', () => {
    const rows = [settled({ met: 2, late: 1 }), settled({ periodFrom: '2026-02-01', met: 1, waived: 4 })]
    expect(counts([5, 6], rows, '2026-02-01')).toEqual({ owed: 11, met: 3, late: 1, waived: 4, due: 3, missed: 0 })
  })
  test('January is missed on 11 February, once ten days of grace have passed, and not on the tenth', () => {
    expect([counts([5, 0], [], '2026-02-10'), counts([5, 0], [], '2026-02-11')]).toEqual([
      { ...nothing(), owed: 5, due: 5 }, { ...nothing(), owed: 5, missed: 5 },
    ])
  })
  test('more settled than owed leaves nothing open, and one open stays one', () => {
    expect([counts([1, 0], [settled({ met: 2 })])?.missed, counts([2, 0], [settled({ met: 1 })])?.missed]).toEqual([0, 1])
  })
  test('what nobody owes is not counted, whoever did it', () => expect(counts([0, 0], [settled({ met: 2 })])).toBeUndefined())
  test('the sums of two parts are one sum, and a sum without this slot adds nothing', () => {
    const sums = [{ owed: [2, 1], settled: [settled({ met: 1 })] }, { owed: [3], settled: [settled({ met: 2 }), settled({ duty: 'a.other', met: 9 })] }]
    expect(countsOf(slots(rules, range), sums, { today: '2026-02-01', grace: 10 }).get('a.monthly')).toEqual({ ...nothing(), owed: 6, met: 3, due: 3 })
  })
})
