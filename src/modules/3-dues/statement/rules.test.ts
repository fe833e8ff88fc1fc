import { describe, expect, test } from 'vitest'
import type { MonthDue } from '#dues/rules/collecting.ts'
import type { Proposal } from '#dues/statement/codes.ts'
import { choicesFor, isUnit, meantBy, monthsIn, namedIn, otherPayer, proposalFor, together, type Books, type Entry, type Payer } from '#dues/statement/rules.ts'
import { linesOf, tailOf } from '#dues/statement/actions/reading.ts'

const due = (month: string, fen = 7650, more: Partial<MonthDue> = {}): [string, MonthDue] => [month, { month, state: 'owed', fen, paid: false, ...more }]
const november = [due('2026-09'), due('2026-10', 7650, { paid: true }), due('2026-11')]
const payer = (name: string, more: Partial<Payer> = {}): Payer =>
  ({ person: `p-${name}`, organisation: 'b1', name, tails: new Set(), quarterly: false, dues: new Map(november), ...more })
const booksOf = (...payers: Payer[]): Books => ({
  payers: Map.groupBy(payers, ({ name }) => name),
  limits: (_, __, quarterly) => ({ line: 'party', today: '2026-11-23', lateMonths: 6, aheadMonths: 0, quarterly, closed: false }),
})
const entry = (more: Partial<Entry> = {}): Entry => ({ row: 2, day: '2026-11-03', fen: 7650, name: '张明', tail: '', remark: '', ...more })
const books = booksOf(payer('张明'), payer('李四'), payer('王五'), payer('欧阳小明'))
const said = (more: Partial<Entry>, within = books) => proposalFor(entry(more), within)
const who = ({ choices }: Proposal) => [...new Set(choices.map(({ person }) => person))]

describe('whose line it is', () => {
  test('a name that one payer has and the sum owed for the month of payment', () => {
    expect(said({})).toEqual({ part: 'sure', reason: 'name', facts: { months: '2026年11月' }, choices: [{ person: 'p-张明', organisation: 'b1', months: ['2026-11'], extra: 0 }] })
  })

  test('blanks in a name do not hide it', () => expect(said({ name: '张 明' }).part).toBe('sure'))

  test('a stranger is nobody', () => expect(said({ name: '赵六' })).toMatchObject({ part: 'nobody', reason: 'none', choices: [] }))

  test('a stranger who names one payer in the remark pays for that one; with other words beside it, a person looks', () => {
    expect(said({ name: '赵六', remark: '李四11月党费' })).toMatchObject({ part: 'sure', reason: 'remark', facts: { by: '赵六' }, choices: [{ person: 'p-李四' }] })
    const loose = said({ name: '赵六', remark: '还李四饭钱' })
    expect([loose.part, loose.reason, loose.choices[0]]).toEqual(['doubtful', 'loose', { person: 'p-李四', organisation: 'b1', months: ['2026-11'], extra: 0 }])
  })

  test('a payer who names another payer leaves a doubt with both as choices', () => {
    const found = said({ remark: '李四党费' })
    expect([found.part, found.reason, who(found)]).toEqual(['doubtful', 'two-names', ['p-李四', 'p-张明']])
  })

  test('one sum for several is told and never split', () => {
    expect(said({ fen: 15_300, remark: '张明、李四党费' })).toMatchObject({ part: 'doubtful', reason: 'joint', choices: [] })
  })

  test('of names within names the longest is meant', () => {
    const within = booksOf(payer('小明'), payer('欧阳小明')).payers
    expect(namedIn('交欧阳小明党费', within)).toEqual(['欧阳小明'])
    expect(meantBy(entry({ name: '', remark: '小明党费' }), within)?.payers[0]?.name).toBe('小明')
  })

  test('two of one name are told apart by the end of an account or telephone, else a person chooses', () => {
    const within = booksOf(payer('张明', { tails: new Set(['1234']) }), payer('张明', { person: 'p-2' }))
    expect(said({ tail: '1234' }, within)).toMatchObject({ part: 'sure', reason: 'tail', choices: [{ person: 'p-张明' }] })
    expect(said({ tail: '9999' }, within)).toMatchObject({ part: 'doubtful', reason: 'several', facts: { n: 2 } })
    expect(who(said({}, within))).toEqual(['p-张明', 'p-2'])
  })

  test('a masked name is never sure', () => {
    const masked = said({ name: '*明' })
    expect([masked.part, masked.reason, who(masked)]).toEqual(['doubtful', 'masked', ['p-张明', 'p-欧阳小明']])
    expect(said({ name: '**' }).part).toBe('nobody')
  })
})

describe('for what', () => {
  test('the months of the remark, if they make up the sum', () => {
    expect(said({ remark: '9月、11月党费', fen: 15_300 })).toMatchObject({ part: 'sure', choices: [{ months: ['2026-09', '2026-11'] }] })
    expect(said({ remark: '9月党费' })).toMatchObject({ part: 'sure', choices: [{ months: ['2026-09'] }] })
  })

  test('a fen more or less is told, with what it may be', () => {
    expect(said({ fen: 7649 })).toMatchObject({ part: 'doubtful', reason: 'dues.amount-short', facts: { due: 7650, given: 7649 }, choices: [] })
    expect(said({ fen: 7651 })).toMatchObject({ part: 'doubtful', reason: 'dues.amount-over', choices: [{ months: ['2026-11'], extra: 1 }] })
  })

  test('a sum that two open months make up is offered, not taken', () => {
    const found = said({ fen: 15_300 })
    expect([found.part, found.choices[0]]).toEqual(['doubtful', { person: 'p-张明', organisation: 'b1', months: ['2026-09', '2026-11'], extra: 0 }])
  })

  test('a month that is paid, without a base, or before membership is a doubt with its reason', () => {
    expect(said({ remark: '10月党费' }).reason).toBe('dues.already-paid')
    const unknown = booksOf(payer('张明', { dues: new Map([due('2026-11', 0, { state: 'unknown' })]) }))
    expect(said({}, unknown).reason).toBe('dues.base-unknown')
    expect(said({ remark: '8月党费' }).reason).toBe('dues.not-a-member-then')
  })

  test('a closed book takes nothing more', () => {
    const closed: Books = { ...books, limits: (...given) => ({ ...books.limits(...given), closed: true }) }
    expect(said({}, closed)).toMatchObject({ part: 'doubtful', reason: 'dues.book-closed', choices: [] })
  })

  test('what is voluntary can only be chosen as a gift', () => {
    const free = payer('张明', { dues: new Map([due('2026-11', 0, { state: 'voluntary' })]) })
    expect(choicesFor(entry({ fen: 500 }), free, books)).toEqual([{ person: 'p-张明', organisation: 'b1', months: [], extra: 500 }])
  })
})

describe('what may not be written down', () => {
  test.each(['代发工资', '11月代扣党费', '工资扣缴', '扣款'])('%s', (remark) => expect(said({ remark })).toMatchObject({ part: 'refused', reason: 'payroll', choices: [] }))
  test('a wage card is only a card', () => expect(said({ remark: '工资卡转党费' }).part).not.toBe('refused'))
  test('an employer that pays for a member', () => {
    expect(said({ name: '青石县建材有限公司', remark: '李四党费' })).toMatchObject({ part: 'refused', reason: 'unit' })
    expect(said({ name: '青石县建材有限公司', remark: '货款' })).toMatchObject({ part: 'nobody' })
    expect([isUnit('支付宝（中国）网络技术有限公司'), isUnit('青石县教育局'), isUnit('王局')]).toEqual([false, true, false])
  })

  test('one person who pays for three others is looked at, for two is not', () => {
    const all = (names: string[]) => {
      const entries = names.map((name) => entry({ name: '赵六', remark: `${name}党费` }))
      return together(entries, entries.map((one) => proposalFor(one, books))).map(({ part, reason }) => `${part} ${reason}`)
    }
    expect(all(['李四', '王五'])).toEqual(['sure remark', 'sure remark'])
    expect(all(['李四', '王五', '张明'])).toEqual(['doubtful many', 'doubtful many', 'doubtful many'])
  })
})

test('of two lines for the same month the second is a doubt', () => {
  const entries = [entry(), entry({ row: 3 })]
  expect(together(entries, entries.map((one) => proposalFor(one, books))).map(({ part, reason }) => `${part} ${reason}`)).toEqual(['sure name', 'doubtful twice'])
})

test.each([
  ['11月党费', ['2026-11']], ['十一月', ['2026-11']], ['2026年9月', ['2026-09']], ['9-11月', ['2026-09', '2026-10', '2026-11']], ['9月至11月', ['2026-09', '2026-10', '2026-11']],
  ['10、11月', ['2026-10', '2026-11']], ['第三季度', ['2026-07', '2026-08', '2026-09']], ['12月', ['2026-12']], ['党费', []], ['尾号1234', []], ['2026.8月', ['2026-08']],
] as [string, string[]][])('%s speaks of %j', (remark, months) => expect(monthsIn(remark, '2026-11-03')).toEqual(months))

test('a month without its year is the one nearest', () => {
  expect(monthsIn('12月党费', '2027-01-05')).toEqual(['2026-12'])
  expect(monthsIn('11-1月党费', '2027-01-05')).toEqual(['2026-11', '2026-12', '2027-01'])
})

test('whose name stands on the receipt beside the payer’s', () => {
  expect([otherPayer('赵六', '李四'), otherPayer('李四', '李四'), otherPayer('微信支付', '李四'), otherPayer('A小太阳', '李四')]).toEqual(['赵六', null, null, null])
})

test('the end of an account or telephone, from the file or the remark', () => {
  expect([tailOf({ account: '6217 0000 0000 1234', remark: '' }), tailOf({ account: '', remark: '尾号 5678 转入' }), tailOf({ account: '138****1234', remark: '' }), tailOf({ account: '', remark: '13800001234李四' }), tailOf({ account: '', remark: '党费' })])
    .toEqual(['1234', '5678', '1234', '1234', ''])
})

test('a line has the same id in every file, and another where anything of it differs', () => {
  const keys = { current: 'k', byId: {}, hash: Buffer.alloc(32, 1) }
  const row = { row: 4, day: '2026-11-03', moment: '2026-11-03', fen: 7650, name: '张明', account: '', remark: '', serial: '' }
  const ids = (...rows: (typeof row)[]) => linesOf(keys, 'b1', rows).map(({ id }) => id)
  const [one, two] = ids(row, row)
  expect(ids({ ...row, row: 9, moment: '2026-11-03 10:00' })).toEqual([one])
  expect(two).not.toBe(one)
  for (const more of [{ day: '2026-11-04' }, { fen: 7651 }, { name: '李四' }, { serial: 'A1' }]) expect(ids({ ...row, ...more })[0]).not.toBe(one)
  expect(linesOf(keys, 'b2', [row])[0]!.id).not.toBe(one)
})
