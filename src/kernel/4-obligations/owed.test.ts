import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from '#base/day.ts'
import { national } from '#regulations/packs/national.ts'
import type { Every, Regulation } from '#regulations/rules.ts'
import type { Duty } from '#obligations/duty.ts'
import { owed, periodOf, timesOf, type Books, type Engine, type Subject } from '#obligations/owed.ts'

const duty = (id: string): Duty => ({ id, words: id, rule: id, verb: '登记', address: () => '/' })
const engine = (ids: string[], rules: readonly Regulation[] = national.rules): Engine => ({ duties: ids.map(duty), rules, grace: 10 })
const branch = (more: Partial<Subject> = {}): Subject => ({
  organisationId: 'b', name: '一支部', path: '1/', kind: 'party.branch', line: 'party', flags: [], sector: null, region: null, members: 5,
  from: '2020-01-01', to: null, knownOn: null, ...more,
})
const books = (more: Partial<Books> = {}): Books => ({ subjects: [branch()], fulfilments: [], waivers: [], ...more })
const year = { from: '2026-01-01', to: '2027-01-01' }
const count = (ids: string[], given: Books, range = year) => owed(engine(ids), given, range, '2026-06-15').length

describe('《中国共产党支部工作条例（试行）》', () => {
  test('a branch owes four meetings of its members and twelve party days a year', () => {
    expect(count(['party.branch.members-meeting'], books())).toBe(4)
    expect(count(['party.branch.party-day'], books())).toBe(12)
  })
  test('a branch of less than seven has no duty of committee meetings; with a committee it owes them from the next month on', () => {
    expect(count(['party.branch.committee-meeting'], books())).toBe(0)
    const grown = [branch({ to: '2026-05-02' }), branch({ flags: ['with-committee'], from: '2026-05-02' })]
    const months = owed(engine(['party.branch.committee-meeting']), books({ subjects: grown }), year, '2026-06-15').map(({ period }) => period.from)
    expect(months[0]).toBe('2026-06-01')
    expect(months).toHaveLength(7)
  })
  test('nothing is asked before the regulation', () => {
    expect(count(['party.branch.party-day'], books({ subjects: [branch({ from: '2010-01-01' })] }), { from: '2018-01-01', to: '2019-01-01' })).toBe(3)
  })
})

test('founded on the first day of a month it owes that month, founded on the second not', () => {
  const since = (from: string) => count(['party.branch.party-day'], books({ subjects: [branch({ from })] }))
  expect(since('2026-03-01')).toBe(10)
  expect(since('2026-03-02')).toBe(9)
})

test('dissolved on the last day of March it owes nothing for March, on the first of April it does', () => {
  const until = (to: string) => count(['party.branch.party-day'], books({ subjects: [branch({ to })] }))
  expect(until('2026-03-31')).toBe(2)
  expect(until('2026-04-01')).toBe(3)
})

test('states come from acts and waivers only', () => {
  const done = [
    { duty: 'party.branch.party-day', periodFrom: '2026-01-01', occurredOn: '2026-01-20', ref: { kind: 'meeting', id: 'm1' } },
    { duty: 'party.branch.party-day', periodFrom: '2026-02-01', occurredOn: '2026-03-04', ref: { kind: 'meeting', id: 'm2' } },
  ]
  const waivers = [{ duty: 'party.branch.party-day', periodFrom: '2026-04-01', reason: '抗洪', by: '街道党委', on: '2026-04-02' }]
  const states = owed(engine(['party.branch.party-day']), books({ fulfilments: done, waivers }), year, '2026-06-10').map(({ state }) => state)
  expect(states.slice(0, 7)).toEqual(['met', 'met-late', 'missed', 'waived', 'due', 'due', 'not-due'])
})

test('a rule changed on a day leaves what was begun before as it was', () => {
  const base = { ...national.rules.find(({ id }) => id === 'party.branch.lesson')! }
  const rules: Regulation[] = [
    { ...base, every: 'half-year', from: '2018-10-01', to: '2026-02-10' }, { ...base, every: 'quarter', from: '2026-02-10' },
  ]
  const periods = owed(engine(['party.branch.lesson'], rules), books(), { from: '2025-01-01', to: '2027-01-01' }, '2026-06-15').map(({ period }) => period)
  expect(periods.map(({ every, from }) => `${every} ${from}`)).toEqual([
    'half-year 2025-01-01', 'half-year 2025-07-01', 'half-year 2026-01-01', 'quarter 2026-04-01', 'quarter 2026-07-01', 'quarter 2026-10-01',
  ])
})

test('asked in two stretches the answer is the same as asked in one, but for periods that lie across', () => {
  const ids = ['party.branch.party-day', 'party.branch.members-meeting', 'party.branch.life-meeting']
  fc.assert(fc.property(fc.integer({ min: 1, max: 700 }), fc.integer({ min: 1, max: 700 }), (one, two) => {
    const [from, middle, to] = ['2025-01-01', addDays('2025-01-01', one), addDays('2025-01-01', one + two)]
    const key = (range: { from: string; to: string }) =>
      owed(engine(ids), books(), range, '2026-06-15').map(({ duty: { id }, period }) => `${id} ${period.from}`)
    expect(new Set([...key({ from: from!, to: middle! }), ...key({ from: middle!, to: to! })])).toEqual(new Set(key({ from: from!, to: to! })))
  }))
})

describe('a rule that changes how often it asks', () => {
  const asked = (every: Every, from: string, to?: string): Regulation =>
    ({ ...national.rules.find(({ id }) => id === 'party.branch.party-day')!, id: 'x', every, from, ...(to && { to }) })
  const form = fc.constantFrom<Every>('month', 'quarter', 'half-year', 'year')

  test('with a new year leaves no day unasked and asks for none twice, whatever it was before', () => {
    fc.assert(fc.property(form, form, fc.integer({ min: 2001, max: 2098 }), (before, after, year) => {
      const change = `${year}-01-01`
      const rules = [asked(before, '2000-01-01', change), asked(after, change)]
      const range = { from: `${year - 1}-01-01`, to: `${year + 1}-01-01` }
      const found = owed(engine(['x'], rules), books({ subjects: [branch({ from: '1990-01-01' })] }), range, '2100-01-01')
        .map(({ period }) => period).sort((one, other) => (one.from < other.from ? -1 : 1))
      expect([found[0]!.from, found.at(-1)!.to]).toEqual([range.from, range.to])
      for (const [i, period] of found.slice(1).entries()) expect(period.from).toBe(found[i]!.to)
    }))
  })

  test('in the middle of a period leaves what was begun as it was', () => {
    fc.assert(fc.property(form, fc.integer({ min: 1, max: 364 }), (before, day) => {
      const change = addDays('2027-01-01', day)
      const rules = [asked(before, '2000-01-01', change), { ...asked(before, change), value: 9 }]
      const found = owed(engine(['x'], rules), books(), { from: '2027-01-01', to: '2028-01-01' }, '2028-06-01')
      for (const { period, rule } of found) expect(rule.value).toBe(period.from < change ? 1 : 9)
    }))
  })
})

describe('an organisation the system learned of late', () => {
  test('owes nothing that was over by then, and everything from the running periods on', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 1500 }), (days) => {
      const knownOn = addDays('2024-01-01', days)
      const found = owed(engine(['party.branch.party-day']), books({ subjects: [branch({ knownOn })] }), { from: '2023-01-01', to: '2029-01-01' }, '2029-06-01')
      expect(found[0]!.period.from).toBe(`${knownOn.slice(0, 7)}-01`)
      expect(found.every(({ period }) => period.to > knownOn)).toBe(true)
    }))
  })
})

test('what is owed to each person is settled once by the body, and named for whom it was done as often as asked', () => {
  const talk: Duty = { ...duty('party.branch.members-meeting'), perPerson: true }
  const rules = national.rules.map((rule) => (rule.id === talk.rule ? { ...rule, value: 2 } : rule))
  const held = (personId: string, occurredOn: string) => ({ duty: talk.id, periodFrom: '2026-01-01', occurredOn, personId, ref: { kind: 'talk', id: occurredOn } })
  const given = books({ fulfilments: [held('a', '2026-01-05'), held('a', '2026-02-05'), held('b', '2026-01-06')] })
  const [first] = owed({ ...engine([talk.id], rules), duties: [talk] }, given, { from: '2026-01-01', to: '2026-02-01' }, '2026-06-15')
  expect(first).toMatchObject({ persons: ['a'], state: 'missed', done: [] })
  expect([timesOf(talk, first!.rule), timesOf(duty(talk.id), first!.rule)]).toEqual([1, 2])
})

test('the period a day settles is that of the rule’s own form; where the rule asks nothing then, none', () => {
  const of = (day: string) => periodOf(national.rules, duty('party.branch.members-meeting'), branch(), day)
  expect([of('2026-05-06'), of('2018-09-30')]).toEqual([{ every: 'quarter', from: '2026-04-01', to: '2026-07-01' }, null])
  expect(periodOf(national.rules, duty('party.branch.term'), branch(), '2026-05-06')).toBeNull()
})

test('a subject ends on the first day it no longer is, and the next one owes the period', () => {
  const changed = [branch({ to: '2026-03-01' }), branch({ from: '2026-03-01', kind: 'party.committee' })]
  const months = owed(engine(['party.branch.party-day']), books({ subjects: changed }), year, '2026-06-15').map(({ period }) => period.from)
  expect(months).toEqual(['2026-01-01', '2026-02-01'])
})
