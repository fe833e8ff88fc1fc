import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { national } from '#regulations/packs/national.ts'
import { isToBeChecked } from '#regulations/rules.ts'
import {
  answerDueOn, deciderOf, mayArrive, mayFloat, mayReturn, maySend, mayStand, ruleOfAnswer, transferRefusals,
  type Place, type Receiving, type Sending, type Stay,
} from '#people/rules/transfers.ts'
import { isPending, stepOf, transferSteps, type TransferState } from '#people/rules/transfer-states.ts'

const today = '2026-11-23'
const branch = (id: number, more: Partial<Place> = {}): Place => ({ id, parentId: 1, kind: 'party.branch', dissolved: null, temporary: false, ...more })
const far = branch(9, { parentId: 5 })
const sending = (more: Partial<Sending> = {}): Sending => ({
  line: 'party', status: 'full', since: '2020-01-01', ended: null, lost: false, pending: false, from: branch(2), to: far,
  duesUntil: null, on: today, ...more,
})
const codeOf = (verdict: { ok: boolean; refusal?: string }) => (verdict.ok ? 'allowed' : verdict.refusal)
const send = (more: Partial<Sending> = {}) => codeOf(maySend(sending(more), today))

const seen = new Set<string>()
const told = (code: string | undefined) => {
  seen.add(code ?? '')
  return code
}

describe('sending a membership relationship', () => {
  test.each([
    ['a full member to a branch far away', {}, 'allowed'],
    ['a full member away by letter', { to: null }, 'allowed'],
    ['a probationary member', { status: 'probationary' }, 'allowed'],
    ['a probationary member by letter', { status: 'probationary', to: null }, 'allowed'],
    ['an activist within the system, whose file goes along', { status: 'activist' }, 'allowed'],
    ['an activist by letter', { status: 'activist', to: null }, 'people.transfer-not-member'],
    ['a League member by letter', { line: 'league', status: 'member', to: null }, 'allowed'],
    ['a retained union member by letter', { line: 'union', status: 'retained', to: null }, 'allowed'],
    ['a pupil to another company', { line: 'pioneers', status: 'member', to: branch(9, { kind: 'pioneers.company' }) }, 'allowed'],
    ['a woman of the women’s line, which has no membership', { line: 'women' }, 'people.transfer-no-line'],
    ['one whose membership has ended', { ended: '2025-01-01' }, 'people.membership-ended'],
    ['one who is under way already', { pending: true }, 'people.transfer-pending'],
    ['before the person came', { on: '2019-12-31' }, 'people.dates-not-lawful'],
    ['on the day the person came', { on: '2020-01-01' }, 'allowed'],
    ['one who is lost, far away', { lost: true }, 'people.transfer-lost'],
    ['one who is lost, by letter', { lost: true, to: null }, 'people.transfer-lost'],
    ['one who is lost, within the same superior', { lost: true, to: branch(3) }, 'allowed'],
    ['one who is lost, from a body without superior to another', { lost: true, from: branch(2, { parentId: null }), to: branch(3, { parentId: null }) }, 'people.transfer-lost'],
    ['one suspended, far away', { status: 'suspended' }, 'people.transfer-suspended'],
    ['one suspended, within the same superior', { status: 'suspended', to: branch(3) }, 'allowed'],
    ['to the same branch', { to: branch(2) }, 'people.transfer-same-place'],
    ['to a dissolved branch', { to: branch(3, { dissolved: '2026-01-01' }) }, 'people.organisation-dissolved'],
    ['to a temporary branch', { to: branch(3, { temporary: true }) }, 'people.transfer-to-temporary'],
    ['from a temporary branch', { from: branch(2, { temporary: true }) }, 'allowed'],
    ['to a branch of another line', { to: branch(3, { kind: 'league.branch' }) }, 'people.transfer-other-line'],
    ['to a committee', { to: branch(3, { kind: 'party.committee' }) }, 'people.organisation-without-members'],
  ] as [string, Partial<Sending>, string][])('%s: %#', (_, more, expected) => expect(told(send(more))).toBe(expected))

  test('dues are paid a year ahead at most, and the month exists', () => {
    expect(send({ duesUntil: '2026-11' })).toBe('allowed')
    expect(send({ duesUntil: '2027-11' })).toBe('allowed')
    expect(told(send({ duesUntil: '2027-12' }))).toBe('people.transfer-dues-month')
    expect(send({ duesUntil: '2016-11' })).toBe('allowed')
    expect(send({ duesUntil: '2016-10' })).toBe('people.transfer-dues-month')
    expect(send({ duesUntil: '2026-13' })).toBe('people.transfer-dues-month')
    expect(send({ duesUntil: '2026-00' })).toBe('people.transfer-dues-month')
  })
})

describe('coming over', () => {
  const receiving = (more: Partial<Receiving> = {}): Receiving => ({
    line: 'party', standsIn: 2, since: '2020-01-01', from: branch(2), to: far, sentOn: '2026-11-01', on: '2026-11-01', ...more,
  })
  const arrive = (more: Partial<Receiving>) => told(codeOf(mayArrive(receiving(more))))
  test('on the day of sending, not a day before, nor before the person came to the sender', () => {
    expect(arrive({})).toBe('allowed')
    expect(arrive({ on: '2026-10-31' })).toBe('people.dates-not-lawful')
    expect(arrive({ since: '2026-11-05', on: '2026-11-04' })).toBe('people.dates-not-lawful')
    expect(arrive({ since: '2026-11-05', on: '2026-11-05' })).toBe('allowed')
  })
  test('is refused when the person stands elsewhere or nowhere any more', () => {
    expect(arrive({ standsIn: 4 })).toBe('people.transfer-stale')
    expect(arrive({ standsIn: null })).toBe('people.transfer-stale')
  })
  test('is refused when the receiver was dissolved meanwhile', () => {
    expect(arrive({ to: branch(9, { dissolved: '2026-11-02' }) })).toBe('people.organisation-dissolved')
    expect(codeOf(mayStand('party', null, far))).toBe('allowed')
  })
})

describe('the table of steps', () => {
  const states = ['sent', 'climbed', 'received', 'returned', 'withdrawn'] as const
  test('ends in states that no step leaves', () => {
    const left = new Set(transferSteps.map((step) => step.from))
    expect(states.filter((state) => !left.has(state))).toEqual(states.filter((state) => !isPending(state)))
  })
  test('every state is reached', () => {
    expect(new Set(transferSteps.map((step) => step.to))).toEqual(new Set(states))
  })
  test('what is settled stays so, and a branch that let its days pass no longer receives', () => {
    expect(stepOf('sent', 'receive')).toEqual({ ok: true, value: 'received' })
    expect(told(codeOf(stepOf('climbed', 'receive')))).toBe('people.transfer-elsewhere')
    for (const state of ['received', 'returned', 'withdrawn'] as const) {
      for (const act of new Set(transferSteps.map((step) => step.act))) expect(told(codeOf(stepOf(state, act)))).toBe('people.transfer-settled')
    }
  })
  test('any walk of acts keeps to it: it ends in at most one final state', () => {
    const acts = [...new Set(transferSteps.map((step) => step.act))]
    fc.assert(fc.property(fc.array(fc.constantFrom(...acts), { maxLength: 12 }), (walk) => {
      let state: TransferState = 'sent'
      let settled = 0
      for (const act of walk) {
        const next = stepOf(state, act)
        if (!next.ok) continue
        if (!isPending(next.value)) settled++
        state = next.value
      }
      return settled <= 1
    }))
  })
})

describe('the day of answer', () => {
  const due = (line: 'party' | 'league', inside: boolean) => {
    const rule = ruleOfAnswer(national.rules, { line, kind: `${line}.branch`, region: null }, inside, '2026-11-23')
    return [answerDueOn(rule, '2026-11-23'), rule && isToBeChecked(rule)]
  }
  test('comes from the dated rules, which are still to be checked', () => {
    expect(due('party', true)).toEqual(['2026-12-23', true])
    expect(due('league', true)).toEqual(['2026-12-03', true])
    expect(due('party', false)).toEqual(['2027-02-23', true])
  })
  test('is not set for a letter of a line without a rule', () => {
    expect(answerDueOn(ruleOfAnswer(national.rules, { line: 'union', kind: 'union.base', region: null }, false, today), today)).toBeNull()
  })
})

describe('who decides when the receiver is silent', () => {
  test('the lowest common superior, else the receiver’s own, else nobody', () => {
    expect(deciderOf('1/2/5/', '1/2/6/')).toBe(2)
    expect(deciderOf('1/2/5/', '1/3/6/')).toBe(1)
    expect(deciderOf('1/2/5/', '7/8/9/')).toBe(8)
    expect(deciderOf('1/2/5/', '7/')).toBeNull()
    expect(deciderOf('1/', '1/2/3/')).toBe(2)
    // a union and its own branch: the one who sent does not decide
    expect(deciderOf('1/2/a/', '1/2/a/b/')).toBe(2)
  })
})

test('a return says why; some reasons need words', () => {
  expect(codeOf(mayReturn('not-ours', null))).toBe('allowed')
  expect(told(codeOf(mayReturn('other', null)))).toBe('people.transfer-remark-missing')
  expect(codeOf(mayReturn('other', '本人去了别处'))).toBe('allowed')
  expect(codeOf(mayReturn('facts-differ', ''))).toBe('people.transfer-remark-missing')
})

describe('floating', () => {
  const stay = (more: Partial<Stay> = {}): Stay => ({
    line: 'party', ended: null, floating: false, from: branch(2), to: far, outside: null, since: '2026-03-01', until: null, ...more,
  })
  const float = (more: Partial<Stay>) => told(codeOf(mayFloat(stay(more))))
  test('a second branch looks after the person, also a temporary one, or a place outside', () => {
    expect(float({})).toBe('allowed')
    expect(float({ to: branch(9, { temporary: true }) })).toBe('allowed')
    expect(float({ to: null, outside: '深圳' })).toBe('allowed')
    expect(float({ to: null })).toBe('people.floating-nowhere')
  })
  test('once a line, not in the own branch, not in another line, and it ends after it began', () => {
    expect(float({ floating: true })).toBe('people.floating-already')
    expect(float({ ended: '2026-01-01' })).toBe('people.membership-ended')
    expect(float({ to: branch(2) })).toBe('people.transfer-same-place')
    expect(float({ to: branch(9, { kind: 'league.branch' }) })).toBe('people.transfer-other-line')
    expect(float({ until: '2026-02-28' })).toBe('people.dates-not-lawful')
    expect(float({ until: '2026-03-01' })).toBe('allowed')
  })
})

test('every refusal that a rule gives has appeared', () => {
  // given by the actions: what they load decides them
  const ofActions = ['people.transfer-destination', 'people.transfer-letter-only', 'people.floating-ended']
  expect(transferRefusals.filter((code) => !seen.has(code))).toEqual(ofActions)
})
