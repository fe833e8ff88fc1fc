import { describe, expect, test } from 'vitest'
import { national } from '#regulations/packs/national.ts'
import type { KindCode } from '#organisations/kinds.ts'
import {
  areDatesLawful, fullDueOn, isMinor, mayChangeStatus, mayClear, mayEnter, mayHoldPost, mayStandFrom,
  type Dates, type Entry, type PostWish, type StatusChange,
} from '#people/rules.ts'

const codeOf = (decision: { ok: boolean; refusal?: string }): string => (decision.ok ? 'ok' : decision.refusal!)
const today = '2026-06-15'

describe('entering an organisation', () => {
  const enter = (more: Partial<Entry>) =>
    codeOf(mayEnter({ kind: 'party.branch', status: 'applicant', born: null, since: today, region: null, ...more }, national.rules))

  test('a committee holds no members, a branch does', () => {
    expect([enter({ kind: 'party.committee' }), enter({})]).toEqual(['people.organisation-without-members', 'ok'])
  })
  test('a status of another line is not known here', () => {
    expect([enter({ status: 'retained' }), enter({ kind: 'league.branch', status: 'retained' })]).toEqual(['people.status-unknown', 'ok'])
  })
  test('《中国共产党章程》: 18 on the day of applying is enough, the day before is not; an unknown birth date is not guessed', () => {
    const born = (day: string | null) => enter({ born: day, since: '2026-06-15' })
    expect([born('2008-06-15'), born('2008-06-16'), born(null)]).toEqual(['ok', 'people.age-not-lawful', 'ok'])
  })
  test('《中国共产主义青年团章程》: from 14 on and below 28', () => {
    const born = (day: string) => enter({ kind: 'league.branch', status: 'member', born: day })
    expect(['2012-06-15', '2012-06-16', '1998-06-16', '1998-06-15'].map(born)).toEqual(['ok', 'people.age-not-lawful', 'ok', 'people.age-not-lawful'])
  })
  test('a rule that says 一般 does not refuse, and one that no longer holds neither', () => {
    const [rule] = national.rules.filter(({ id }) => id === 'party.member.age-min')
    const entry: Entry = { kind: 'party.branch', status: 'applicant', born: '2010-01-01', since: today, region: null }
    expect(codeOf(mayEnter(entry, [{ ...rule!, force: 'generally' }]))).toBe('ok')
    expect(codeOf(mayEnter(entry, [{ ...rule!, to: today }]))).toBe('ok')
  })
  test('nobody stands in it before its founding, except where an import’s day is known to be too late', () => {
    const from = (on: string, earlier: boolean) => codeOf(mayStandFrom({ on, founded: '2026-03-01', earlier }))
    expect([from('2026-02-28', false), from('2026-03-01', false), from('2026-02-28', true), from('2026-03-02', true)]).toEqual(['people.before-founding', 'ok', 'ok', 'ok'])
  })
})

test('a child is a minor until the day of turning 14; without a birth date nobody is', () => {
  expect([isMinor('2012-06-16', today), isMinor('2012-06-15', today), isMinor(null, today)]).toEqual([true, false, false])
})

test('taking a second factor away wants a reason of two characters, leaving it needs none', () => {
  const clear = (clears: boolean, reason: string) => codeOf(mayClear({ clears, reason }))
  expect([clear(true, '丢'), clear(true, '丢失'), clear(false, '')]).toEqual(['people.clear-reason-missing', 'ok', 'ok'])
})

describe('the dates of a life in the Party', () => {
  const dates = (more: Partial<Dates>) => codeOf(areDatesLawful({ born: null, joined: null, full: null, ...more }, today))

  test.each<[keyof Dates]>([['born'], ['joined'], ['full']])('%s may be today and not tomorrow', (date) => {
    expect([dates({ [date]: today }), dates({ [date]: '2026-06-16' })]).toEqual(['ok', 'people.dates-not-lawful'])
  })
  test('joined after birth, and full not before joining', () => {
    const born = '1990-05-01'
    expect(['1990-05-01', '1990-05-02'].map((joined) => dates({ born, joined }))).toEqual(['people.dates-not-lawful', 'ok'])
    expect(['2015-06-30', '2015-07-01'].map((full) => dates({ joined: '2015-07-01', full }))).toEqual(['people.dates-not-lawful', 'ok'])
  })
  test('one date alone contradicts nothing', () => {
    expect([dates({ born: '1990-05-01' }), dates({ joined: '2015-07-01' }), dates({ full: '2016-07-01' })]).toEqual(['ok', 'ok', 'ok'])
  })
  test('《中国共产党章程》: probation is one year, from a leap day until the end of February', () => {
    expect([fullDueOn('2025-07-01'), fullDueOn('2024-02-29')]).toEqual(['2026-07-01', '2025-02-28'])
  })
})

describe('a change of status', () => {
  const change = (more: Partial<StatusChange>) =>
    codeOf(mayChangeStatus({ line: 'party', from: 'probationary', to: 'full', since: '2025-06-15', on: today, ended: null, ...more }, today))

  test('a probationary member becomes full, today at the latest and not before probation began', () => {
    expect([change({}), change({ on: '2026-06-16' }), change({ on: '2025-06-15' }), change({ on: '2025-06-14' })])
      .toEqual(['ok', 'people.day-in-future', 'ok', 'people.dates-not-lawful'])
  })
  test('an activist does not become full at once, and an unknown status is called so', () => {
    expect([change({ from: 'activist' }), change({ to: 'retained' }), change({ from: 'retained' })])
      .toEqual(['people.status-not-next', 'people.status-unknown', 'people.status-not-next'])
  })
  test('nothing changes after the membership ended; where no day is known it may change on any', () => {
    expect([change({ ended: '2026-01-01' }), change({ since: null, on: '1999-01-01' })]).toEqual(['people.membership-ended', 'ok'])
  })
})

describe('a post', () => {
  const hold = (more: Partial<PostWish>) => codeOf(mayHoldPost({
    post: 'party.branch.secretary', kind: 'party.branch', dissolved: null, held: false, holders: 0, born: null, on: today, ...more,
  }, today))

  test('is one of the body’s own kind', () => {
    expect([hold({}), hold({ post: 'nobody.knows' }), hold({ kind: 'league.branch' as KindCode })]).toEqual(['ok', 'people.post-unknown', 'people.post-unknown'])
  })
  test('a branch has one secretary: with one in office the seat is taken, with none it is free', () => {
    expect([hold({ holders: 0 }), hold({ holders: 1 }), hold({ holders: 2 })]).toEqual(['ok', 'people.post-full', 'people.post-full'])
    expect(hold({ post: 'party.branch.committee-member', holders: 9 })).toBe('ok')
  })
  test('is not held twice by one person, nor in a body that is dissolved, nor from tomorrow on', () => {
    expect([hold({ held: true }), hold({ dissolved: '2026-01-01' }), hold({ on: '2026-06-16' })])
      .toEqual(['people.post-held', 'people.organisation-dissolved', 'people.day-in-future'])
  })
  test('会计 and 出纳 are never one person; other posts are not apart from each other', () => {
    const money = { kind: 'party.committee', post: 'party.committee.accountant' } as const
    expect([hold({ ...money, heldApart: true }), hold({ ...money, heldApart: false }), hold({ heldApart: true })]).toEqual(['people.posts-apart', 'ok', 'ok'])
  })
  test('a child of thirteen holds a pupil’s post only', () => {
    const [thirteen, fourteen] = ['2012-06-16', '2012-06-15']
    const leader = { kind: 'pioneers.company', post: 'pioneers.company.pupil-leader' } as const
    expect([hold({ born: thirteen }), hold({ born: fourteen }), hold({ ...leader, born: thirteen! })]).toEqual(['people.minor', 'ok', 'ok'])
  })
})
