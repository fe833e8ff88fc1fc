import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { national } from '#regulations/packs/national.ts'
import { laidOver } from '#regulations/settings.ts'
import { voucherKinds, type Entry } from '#dues/money.ts'
import { balanceOf, entriesFor, mayConfirm, type Ground, type Wish } from '#dues/rules/journal.ts'
import { ratioFor, remittanceOf } from '#dues/rules/remit.ts'

const ground: Ground = {
  today: '2026-11-23', reconciledTo: '2026-10-31', inHand: { cash: 5000, bank: 100_000 }, central: 100_000, opened: false,
  handing: { dues: 7650, central: 0 }, below: { fen: 400, taken: false }, grantee: true, remit: 500, purposeOpen: true,
  held: { entries: [{ debit: 'bank', credit: 'dues', fen: 7650 }], reversal: false, reversed: false, taken: false },
}
const decision = { by: '党委会', on: '2026-11-01' }
const wish = (more: Partial<Wish>): Wish =>
  ({ kind: 'use', on: '2026-11-20', money: 'bank', fen: 100, purpose: 'training', about: '培训', decision, ...more })

describe('what a voucher books', () => {
  test.each<[Partial<Wish>, Entry[]]>([
    [{ kind: 'open' }, [{ debit: 'bank', credit: 'opening', fen: 100 }]],
    [{ kind: 'receive', fen: 7650 }, [{ debit: 'bank', credit: 'dues', fen: 7650 }]],
    [{ kind: 'from-below', fen: 400 }, [{ debit: 'bank', credit: 'below', fen: 400 }]],
    [{ kind: 'granted' }, [{ debit: 'bank', credit: 'granted', fen: 100 }]],
    [{ kind: 'interest', money: 'cash' }, [{ debit: 'bank', credit: 'interest', fen: 100 }]],
    [{ kind: 'move', money: 'cash' }, [{ debit: 'bank', credit: 'cash', fen: 100 }]],
    [{ kind: 'move' }, [{ debit: 'cash', credit: 'bank', fen: 100 }]],
    [{ kind: 'use' }, [{ debit: 'use.training', credit: 'bank', fen: 100 }]],
    [{ kind: 'grant' }, [{ debit: 'grants', credit: 'bank', fen: 100 }]],
    [{ kind: 'remit', fen: 500 }, [{ debit: 'remitted', credit: 'bank', fen: 500 }]],
    [{ kind: 'central', fen: 100_000 }, [{ debit: 'central', credit: 'bank', fen: 100_000 }]],
    [{ kind: 'reverse', fen: 7650 }, [{ debit: 'dues', credit: 'bank', fen: 7650 }]],
  ])('%o', (more, entries) => expect(entriesFor(wish(more), ground)).toEqual({ ok: true, value: entries }))

  test('a large gift a branch hands in stands apart, held for the Centre', () => {
    const found = entriesFor(wish({ kind: 'receive', fen: 107_650 }), { ...ground, handing: { dues: 7650, central: 100_000 } })
    expect(found.ok && found.value.map(({ credit, fen }) => [credit, fen])).toEqual([['dues', 7650], ['central', 100_000]])
  })

  test.each<[string, Partial<Wish>, Partial<Ground>]>([
    ['dues.money-in-future', { on: '2026-11-24' }, {}],
    ['dues.reconciled-already', { on: '2026-10-31' }, {}],
    ['dues.opened-already', { kind: 'open' }, { opened: true }],
    ['dues.not-below', { kind: 'receive' }, { handing: null }],
    ['dues.nothing-to-hand-in', { kind: 'receive' }, { handing: { dues: 0, central: 0 } }],
    ['dues.sum-differs', { kind: 'receive', fen: 7649 }, {}],
    ['dues.sum-differs', { kind: 'from-below', fen: 401 }, {}],
    ['dues.no-such-voucher', { kind: 'from-below' }, { below: null }],
    ['dues.taken-already', { kind: 'from-below', fen: 400 }, { below: { fen: 400, taken: true } }],
    ['dues.decision-missing', { decision: null }, {}],
    ['dues.decision-missing', { kind: 'grant', decision: null }, {}],
    ['dues.not-below', { kind: 'grant' }, { grantee: false }],
    ['dues.use-not-allowed', {}, { purposeOpen: false }],
    ['dues.voucher-incomplete', { about: '' }, {}],
    ['dues.voucher-incomplete', { purpose: null }, {}],
    ['dues.voucher-incomplete', { kind: 'granted', about: '' }, {}],
    ['dues.voucher-incomplete', { kind: 'central', about: '' }, {}],
    ['dues.voucher-incomplete', { kind: 'reverse', about: '' }, {}],
    ['dues.not-enough', { fen: 100_001 }, {}],
    ['dues.not-enough', { kind: 'move', money: 'cash', fen: 5001 }, {}],
    ['dues.remit-unset', { kind: 'remit' }, { remit: null }],
    ['dues.remit-over', { kind: 'remit', fen: 501 }, {}],
    ['dues.central-over', { kind: 'central', fen: 100_001 }, {}],
    ['dues.no-such-voucher', { kind: 'reverse' }, { held: null }],
    ['dues.sum-differs', { kind: 'reverse', fen: 7649 }, {}],
    ['dues.is-reversal', { kind: 'reverse', fen: 7650 }, { held: { ...ground.held!, reversal: true } }],
    ['dues.taken-already', { kind: 'reverse', fen: 7650 }, { held: { ...ground.held!, taken: true } }],
    ['dues.reversed-already', { kind: 'reverse', fen: 7650 }, { held: { ...ground.held!, reversed: true } }],
  ])('%s: %o', (code, more, known) =>
    expect(entriesFor(wish(more), { ...ground, ...known })).toMatchObject({ ok: false, refusal: code }))

  test('cash of a reconciled month may still be booked, the bank may not', () => {
    expect(entriesFor(wish({ on: '2026-10-31', money: 'cash' }), ground).ok).toBe(true)
    expect(entriesFor(wish({ on: '2026-11-01' }), ground).ok).toBe(true)
  })

  test('whatever is booked, all accounts together stand at nothing', () => {
    fc.assert(fc.property(fc.constantFrom(...voucherKinds), fc.integer({ min: 1, max: 200_000 }), fc.integer({ min: -500, max: 500 }), (kind, fen, central) => {
      const found = entriesFor(wish({ kind, fen }), { ...ground, handing: { dues: fen - central, central } })
      if (!found.ok) return
      const accounts = new Set(found.value.flatMap(({ debit, credit }) => [debit, credit]))
      expect([...accounts].reduce((sum, account) => sum + balanceOf(found.value, account), 0)).toBe(0)
      expect(found.value.every((one) => one.fen > 0)).toBe(true)
    }))
  })
})

describe('the two who keep the money', () => {
  const order = { state: 'drawn', makerAccount: 1, makerSide: 'accountant', maker: '王芳' } as const
  test('the other one confirms', () => expect(mayConfirm(order, { accountId: 2, side: 'cashier' }).ok).toBe(true))
  test.each([
    ['dues.own-voucher', order, { accountId: 1, side: 'cashier' }],
    ['dues.same-side', order, { accountId: 2, side: 'accountant' }],
    ['dues.order-settled', { ...order, state: 'booked' }, { accountId: 2, side: 'cashier' }],
  ] as const)('%s', (code, one, by) => expect(mayConfirm(one, by)).toMatchObject({ refusal: code }))
})

describe('what goes up', () => {
  const place = { day: '2026-11-23', kind: 'party.committee', line: 'party' }
  const set = (rule: string, value: number) => laidOver(national.rules, [
    { id: 'x', organisationId: 'x', organisationName: '市委', path: '1/', rule, value, document: '某发〔2026〕1号', from: '2026-01-01', to: null, by: '', on: '' } as never,
  ])
  test('nobody knows before the superior has said so', () => expect(ratioFor(national.rules, 'party', place)).toBeNull())
  test('a ratio laid down with its document holds from its day', () => {
    expect(ratioFor(set('party.dues.remit.local', 20), 'party', place)?.value).toBe(20)
    expect(ratioFor(set('party.dues.remit.local', 20), 'party', { ...place, day: '2025-12-31' })).toBeNull()
  })
  test.each([[1, 'party.dues.remit.centre', 5], [2, 'party.dues.remit.transport', 10], [3, 'party.dues.remit.finance', 5]])(
    'a body of class %i remits by %s', (kind, id, value) => expect(ratioFor(set('party.dues.remit.class', kind), 'party', place)).toMatchObject({ id, value }))
  test('a prefecture of Sichuan remits 20 %', () =>
    expect(ratioFor(national.rules, 'party', { ...place, kind: 'party.local-committee', region: '5101' })?.value).toBe(20))
  test('union dues stay where they are', () => {
    const rule = ratioFor(national.rules, 'union', { ...place, kind: 'union.base', line: 'union' })!
    expect(remittanceOf(1_000_000, rule)).toBe(0)
  })
  test.each([[0, 0], [10, 1], [9, 0], [12_345, 617], [-100, 0]])('of %i fen paid 5 %% is %i', (paid, due) =>
    expect(remittanceOf(paid, ratioFor(set('party.dues.remit.class', 1), 'party', place)!)).toBe(due))
  test('a ratio of 12.5 % is kept to the fen', () =>
    expect(remittanceOf(1000, ratioFor(set('party.dues.remit.local', 12.5), 'party', place)!)).toBe(125))
})
