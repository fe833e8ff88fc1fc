import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { InputOf } from '#base/contract.ts'
import { newId } from '#base/id.ts'
import { many } from '#base/sql.ts'
import { everywhere, within } from '#database/scope.ts'
import { list as obligations } from '#obligations/contract.ts'
import { indicators } from '#indicators/contract.ts'
import { beginPost } from '#people/contract.ts'
import { set as setRule } from '#regulations/contract.ts'
import * as dues from '#dues/contract.ts'
import * as journal from '#dues/contract/journal.ts'
import { mine } from '#dues/contract/own.ts'
import { overview, publish, report } from '#dues/contract/report.ts'
import { workList } from '#app/contract.ts'
import { openOffice, type Office } from '../../../test/office.ts'
import { serving, type Client } from '../../../test/serving.ts'
import { testWorld, type TestWorld } from '../../../test/world.ts'

let world: TestWorld
let app: FastifyInstance
let office: Office
let committee: string
let branch: string
let general: string
let secretary: Client
let accountant: Client
let cashier: Client
let superior: { accountant: Client; cashier: Client }
const today = '2026-11-23'

beforeAll(async () => {
  world = await testWorld()
  app = await serving(world)
  office = await openOffice(world)
  committee = await office.found('party.committee', '青石银行委员会', office.top)
  general = await office.found('party.general-branch', '青石银行机关总支部', committee)
  branch = await office.found('party.branch', '营业部党支部', general)
  secretary = await office.as(app, 'party.branch.secretary', branch)
  accountant = await office.as(app, 'party.committee.accountant', committee)
  cashier = await office.as(app, 'party.committee.cashier', committee)
  superior = {
    accountant: await office.as(app, 'party.local-committee.accountant', office.top),
    cashier: await office.as(app, 'party.local-committee.cashier', office.top),
  }
})
afterAll(async () => {
  await app.close()
  await world.end()
})

type Draw = Partial<InputOf<typeof journal.draw>>
const drawing = (more: Draw, organisation = committee) =>
  ({ act: newId(), organisation, kind: 'use' as const, on: today, money: 'bank' as const, fen: 100, ...more })
const decision = { decidedBy: '党委会', decidedOn: '2026-11-01', document: '青银党〔2026〕8号' }

/** Drawn up by one, confirmed by the other. */
async function booked(more: Draw, organisation = committee, [first, other] = [accountant, cashier]): Promise<string> {
  const { id } = await first.call(journal.draw, drawing(more, organisation))
  return (await other.call(journal.confirm, { act: newId(), order: id })).id
}
const refusal = async (more: Draw, as = accountant) => (await as.refused(journal.draw, drawing(more))).code
const books = (as = accountant, organisation = committee) => as.call(journal.readJournal, { organisation, year: '2026' })

const assessed = (person: string, from: string) => secretary.call(dues.assess, {
  act: newId(), organisation: branch, person, from, payer: 'salaried', slip: 'agreed', items: [{ item: 'agreed', fen: 510_000 }],
})

let number = 0
async function paid(month: string, on: string, extra = 0): Promise<string> {
  const person = await office.register(`党员${++number}`, branch)
  await assessed(person, '2026-01')
  const given = { act: newId(), organisation: branch, person, months: [month], fen: 7650 + extra, extra, way: 'cash' as const, paidOn: on }
  return (await secretary.call(dues.collect, given)).id
}
const close = (month: string) => secretary.call(dues.close, { act: newId(), organisation: branch, month })
const handing = async () => (await books()).handing.find(({ id }) => id === branch)

describe('what a branch hands in', () => {
  let voucher: string

  test('waits at the committee that holds the account, once its month is closed, and not before', async () => {
    await paid('2026-09', '2026-09-20')
    expect(await handing()).toBeUndefined()
    await close('2026-09')
    expect(await handing()).toMatchObject({ fen: 7650, months: ['2026年9月'], through: '2026-09' })
    expect((await books(superior.accountant, office.top)).handing).toEqual([])
  })

  test('is refused when the sum differs by a fen, or comes from nobody below', async () => {
    const receive = { kind: 'receive' as const, other: branch, through: '2026-09' }
    expect(await refusal({ ...receive, fen: 7649 })).toBe('dues.sum-differs')
    expect(await refusal({ ...receive, other: general, fen: 7650 })).toBe('dues.not-below')
    expect(await refusal({ ...receive, other: office.top, fen: 7650 })).toBe('access.not-found')
    expect(await refusal({ ...receive, through: '2026-08', fen: 7650 })).toBe('dues.nothing-to-hand-in')
  })

  test('is in the journal when the other of the two confirms it, and never twice', async () => {
    const receive = drawing({ kind: 'receive', other: branch, through: '2026-09', fen: 7650 })
    const again = drawing({ kind: 'receive', other: branch, through: '2026-09', fen: 7650 })
    const [{ id }, second] = [await cashier.call(journal.draw, receive), await cashier.call(journal.draw, again)]
    expect(await cashier.call(journal.draw, receive)).toEqual({ id })
    expect((await books()).bank).toBe(0)
    expect((await cashier.refused(journal.confirm, { act: newId(), order: id })).code).toBe('dues.own-voucher')
    const other = await office.as(app, 'party.committee.cashier', committee)
    expect((await other.refused(journal.confirm, { act: newId(), order: id })).code).toBe('dues.same-side')
    expect((await accountant.call(workList, {})).items.map(({ title }) => title)).toContain('有一张单等您办理：收下级交来')
    const answers = await Promise.all([1, 2, 3].map(() => accountant.send(journal.confirm, { act: newId(), order: id })))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 422, 422])
    expect((await accountant.refused(journal.confirm, { act: newId(), order: second.id })).code).toBe('dues.nothing-to-hand-in')
    await accountant.call(journal.drop, { act: newId(), order: second.id, reason: '重复制单' })
    const { bank, vouchers, drawn } = await books()
    expect([bank, drawn]).toEqual([7650, []])
    expect(vouchers[0]).toMatchObject({ number: '2026-0001', words: '收下级交来：营业部党支部', entries: [{ debit: '银行存款', credit: '下级交来', fen: 7650 }] })
    voucher = vouchers[0]!.id
  })

  test('stays closed at the branch until the voucher is reversed; then it waits again', async () => {
    const second = await office.as(app, 'party.branch.organisation-member', branch)
    const reopening = { act: newId(), organisation: branch, month: '2026-09', reason: '漏记一笔' }
    expect((await second.refused(dues.reopen, reopening)).code).toBe('dues.month-handed-in')
    await booked({ kind: 'reverse', voucher, fen: 7650, about: '金额登记错' })
    expect((await books()).bank).toBe(0)
    expect(await handing()).toMatchObject({ fen: 7650 })
    expect(await refusal({ kind: 'reverse', voucher, fen: 7650, about: '再冲' })).toBe('dues.reversed-already')
    await booked({ kind: 'receive', other: branch, through: '2026-09', fen: 7650 })
  })

  test('a gift of a thousand yuan stands apart, goes wholly to the Centre and is no part of what is remitted', async () => {
    await paid('2026-10', '2026-10-20', 100_000)
    await close('2026-10')
    await booked({ kind: 'receive', other: branch, through: '2026-10', fen: 107_650 })
    expect((await books()).central).toBe(100_000)
    expect((await books()).remittances.at(-1)).toMatchObject({ year: 2026, paid: 15_300 })
    expect(await refusal({ kind: 'central', fen: 100_001, about: '党员甲自愿多交' })).toBe('dues.central-over')
    await booked({ kind: 'central', fen: 100_000, about: '党员甲自愿多交，附简要情况' })
    expect(await books()).toMatchObject({ central: 0, bank: 15_300 })
  })
})

test.each([-1, 0, 0.5, 100_000_000_01])('a voucher of %s fen is none', async (fen) => {
  expect((await accountant.refused(journal.draw, drawing({ fen }))).code).toBe('input.invalid')
})

describe('use', () => {
  test('wants a collective decision before it, an open purpose and money in hand', async () => {
    const use = { kind: 'use' as const, purpose: 'training' as const, about: '党员培训教材', ...decision }
    expect(await refusal({ ...use, decidedBy: undefined })).toBe('dues.decision-missing')
    expect(await refusal({ ...use, decidedOn: '2026-11-24' })).toBe('dues.decision-missing')
    expect(await refusal({ ...use, purpose: 'meetings' })).toBe('dues.use-not-allowed')
    expect(await refusal({ ...use, purpose: 'work' })).toBe('dues.use-not-allowed')
    expect(await refusal({ ...use, fen: 15_301 })).toBe('dues.not-enough')
    await booked({ ...use, fen: 300 })
    const { accounts, vouchers } = await books()
    expect(accounts.find(({ account }) => account === 'use.training')).toMatchObject({ fen: 300, words: '使用：培训党员' })
    expect(vouchers[0]!.decision).toBe('2026-11-01 党委会 青银党〔2026〕8号')
  })

  test('a purpose opens when the committee lays it down with its document', async () => {
    const head = await office.as(app, 'party.committee.secretary', committee)
    await head.call(setRule, { act: newId(), organisation: committee, rule: 'party.dues.use.meetings', value: 1, document: '上级〔2026〕2号', from: today })
    expect((await books()).purposes.map(({ purpose }) => purpose)).toContain('meetings')
    await booked({ kind: 'use', purpose: 'meetings', about: '主题党日场租', fen: 100, ...decision })
  })

  test('interest, cash and grants keep the sums', async () => {
    await booked({ kind: 'interest', fen: 12 })
    await booked({ kind: 'move', money: 'bank', fen: 500 })
    expect(await books()).toMatchObject({ cash: 500, bank: 15_300 - 300 - 100 + 12 - 500 })
    expect(await refusal({ kind: 'grant', other: branch, fen: 10, about: '下拨', ...decision })).toBe('dues.not-below')
    expect(await refusal({ kind: 'move', money: 'cash', fen: 501 })).toBe('dues.not-enough')
  })
})

describe('what goes up', () => {
  test('is not known before the superior’s ratio is laid down', async () => {
    expect((await books()).remittances.at(-1)).toMatchObject({ ratio: null, due: 0 })
    expect(await refusal({ kind: 'remit', fen: 1 })).toBe('dues.remit-unset')
  })

  test('is reckoned on what was paid, in parts that add up, and taken in above once', async () => {
    const head = await office.as(app, 'party.committee.secretary', committee)
    await head.call(setRule, { act: newId(), organisation: committee, rule: 'party.dues.remit.class', value: 3, document: '中组发〔2008〕3号第十六条', from: today })
    expect((await books()).remittances.at(-1)).toMatchObject({ ratio: 5, paid: 15_300, due: 765, open: 765 })
    expect(await refusal({ kind: 'remit', fen: 766 })).toBe('dues.remit-over')
    const first = await booked({ kind: 'remit', fen: 400, year: '2026' })
    await booked({ kind: 'remit', fen: 365, year: '2026' })
    expect(await refusal({ kind: 'remit', fen: 1, year: '2026' })).toBe('dues.remit-over')
    const up = [superior.accountant, superior.cashier] as [Client, Client]
    expect((await books(superior.accountant, office.top)).arriving).toMatchObject([{ fen: 400 }, { fen: 365 }])
    await booked({ kind: 'from-below', voucher: first, fen: 400 }, office.top, up)
    expect((await superior.accountant.refused(journal.draw, drawing({ kind: 'from-below', voucher: first, fen: 400 }, office.top))).code).toBe('dues.taken-already')
    expect(await refusal({ kind: 'reverse', voucher: first, fen: 400, about: '误记' })).toBe('dues.taken-already')
    expect((await books(superior.accountant, office.top)).bank).toBe(400)
  })

  test('the year before, once it is all up, settles the duty of the year', async () => {
    const of = async () => (await accountant.call(obligations, { organisation: committee, from: '2026-01-01', to: '2027-01-01' })).obligations
      .find(({ duty }) => duty === 'dues.remittance')?.done.length
    expect(await of()).toBe(0)
    const person = await office.register('党员去年', branch)
    await assessed(person, '2025-01')
    await secretary.call(dues.collect, { act: newId(), organisation: branch, person, months: ['2025-12'], fen: 7650, way: 'cash', paidOn: '2025-12-20' })
    expect((await books()).remittances[0]).toMatchObject({ year: 2025, paid: 7650, due: 383, by: '2026 年 4 月底前' })
    expect((await accountant.call(workList, {})).items.find(({ title }) => title === '上缴 2025 年党费')).toMatchObject({ dueOn: '2026-04-30', verb: '去上缴' })
    await booked({ kind: 'remit', fen: 200, year: '2025' })
    expect(await of()).toBe(0)
    const voucher = await booked({ kind: 'remit', fen: 183, year: '2025' })
    expect(await of()).toBe(1)
    await booked({ kind: 'reverse', voucher, fen: 183, about: '退回' })
    expect(await of()).toBe(0)
  })
})

describe('other books', () => {
  test('the balance taken over opens each kind of money once, and again when that was reversed', async () => {
    const body = await office.found('party.committee', '青石学校委员会', office.top)
    const two = [await office.as(app, 'party.committee.accountant', body), await office.as(app, 'party.committee.cashier', body)] as [Client, Client]
    const opening = { kind: 'open' as const, fen: 5000 }
    const voucher = await booked(opening, body, two)
    expect((await two[0].refused(journal.draw, drawing(opening, body))).code).toBe('dues.opened-already')
    await booked({ ...opening, money: 'cash' }, body, two)
    await booked({ kind: 'reverse', voucher, fen: 5000, about: '数字写错' }, body, two)
    await booked({ ...opening, fen: 4000 }, body, two)
    expect(await books(two[0], body)).toMatchObject({ bank: 4000, cash: 5000 })
  })

  test('a grant goes to a committee next below, on a decision, and no further', async () => {
    const up = [superior.accountant, superior.cashier] as [Client, Client]
    const grant = { kind: 'grant' as const, about: '补助培训', fen: 50, ...decision }
    expect((await up[0].refused(journal.draw, drawing({ ...grant, other: branch }, office.top))).code).toBe('dues.not-below')
    await booked({ ...grant, other: committee }, office.top, up)
    expect((await books(up[0], office.top)).bank).toBe(350)
    await booked({ kind: 'granted', about: '上级下拨培训补助', fen: 50 })
  })

  test('a base union holds its own account: its own months come into its own journal, and nothing goes up', async () => {
    const union = await office.found('union.base', '青石银行工会委员会', null, { leader: committee })
    const [chair, ...two] = await Promise.all(['chair', 'accountant', 'cashier'].map((post) => office.as(app, `union.base.${post}`, union))) as [Client, Client, Client]
    const person = await office.register('会员一', union, { status: 'member' })
    const slip = { payer: 'salaried' as const, slip: 'agreed' as const, items: [{ item: 'agreed' as const, fen: 345_600 }] }
    await chair.call(dues.assess, { act: newId(), organisation: union, person, from: '2026-01', ...slip })
    await chair.call(dues.collect, { act: newId(), organisation: union, person, months: ['2026-10'], fen: 1725, way: 'transfer', paidOn: '2026-10-20' })
    await chair.call(dues.close, { act: newId(), organisation: union, month: '2026-10' })
    await booked({ kind: 'receive', other: union, through: '2026-10', fen: 1725 }, union, two)
    expect(await books(two[0], union)).toMatchObject({ bank: 1725, remittances: [{}, { ratio: 0, due: 0 }] })
    expect((await two[0].refused(journal.draw, drawing({ kind: 'remit', fen: 1 }, union))).code).toBe('dues.remit-over')
  })
})

describe('the two who keep the money', () => {
  test('are never one person: the posts are kept apart', async () => {
    const head = await office.as(app, 'party.committee.secretary', committee)
    const person = await office.register('钱会计', branch)
    const post = (code: string) => ({ act: newId(), id: person, organisation: committee, post: code, on: today })
    await head.call(beginPost, post('party.committee.accountant'))
    const refused = await head.refused(beginPost, post('party.committee.cashier'))
    expect([refused.code, refused.detail]).toEqual(['people.posts-apart', expect.stringContaining('不能由同一人担任')])
  })

  test('nobody else writes: not the secretary, not the two above; whoever leads reads', async () => {
    const head = await office.as(app, 'party.committee.secretary', committee)
    expect((await head.refused(journal.draw, drawing({ kind: 'interest' }))).code).toBe('access.not-permitted')
    expect((await superior.accountant.refused(journal.draw, drawing({ kind: 'interest' }))).code).toBe('dues.not-your-books')
    expect((await books(head)).side).toBeNull()
    expect((await secretary.refused(journal.readJournal, { organisation: branch, year: '2026' })).code).toBe('access.not-permitted')
    expect((await accountant.refused(journal.readJournal, { organisation: branch, year: '2026' })).code).toBe('dues.no-account-here')
    expect((await accountant.refused(dues.readMonth, { organisation: branch, month: '2026-11' })).code).toBe('access.not-permitted')
  })

  test('what is written stays as it is written, whoever asks the database', async () => {
    for (const table of ['dues_vouchers', 'dues_entries']) {
      for (const statement of [`update ${table} set on_day = on_day`, `delete from ${table}`]) {
        await expect(within(world.db, everywhere(office.realm), (tx) => many(tx, sql.raw(statement))), statement).rejects.toThrow(/permission denied/)
      }
    }
  })
})

describe('the bank', () => {
  const reconciling = (statement: number, more: object = {}) => ({ act: newId(), organisation: committee, on: '2026-11-22', statement, outstanding: [], ...more })

  test('agrees to the fen with the journal of the day, or is not written down', async () => {
    expect((await accountant.refused(journal.reconcile, reconciling(1))).code).toBe('dues.statement-differs')
    expect((await cashier.refused(journal.reconcile, reconciling(0))).code).toBe('access.not-permitted')
    expect((await accountant.refused(journal.reconcile, reconciling(0, { on: '2026-11-24' }))).code).toBe('dues.money-in-future')
    expect((await accountant.refused(journal.reconcile, reconciling(0, { outstanding: [(await books()).vouchers[0]!.id] }))).code).toBe('dues.no-such-voucher')
    await accountant.call(journal.reconcile, reconciling(0))
    expect((await books()).reconciliations).toMatchObject([{ on: '2026-11-22', statement: 0, book: 0 }])
  })

  test('what the bank has not booked yet is named; a day that was compared is not touched again', async () => {
    const before = (await books()).bank
    const late = await booked({ kind: 'interest', fen: 30 })
    const statement = { on: today, outstanding: [late] }
    expect((await accountant.refused(journal.reconcile, reconciling(before + 30, statement))).code).toBe('dues.statement-differs')
    await accountant.call(journal.reconcile, reconciling(before, statement))
    expect(await refusal({ kind: 'interest' })).toBe('dues.reconciled-already')
    expect((await accountant.refused(journal.reconcile, reconciling(before, statement))).code).toBe('dues.reconciled-already')
  })
})

describe('those above, and the members', () => {
  test('collected, used and remitted by child, down to the branch and its months, never to a person', async () => {
    const top = await office.as(app, 'party.local-committee.secretary', office.top)
    const row = (await top.call(overview, { organisation: office.top, month: '2026-10' })).rows.find(({ id }) => id === committee)
    expect(row).toMatchObject({ bodies: 1, closed: 1, collected: 107_650, yearCollected: 115_300, used: 400, remitted: 965, unpaid: 1, exceptions: ['1 人未交'] })
    const leaf = await top.call(overview, { organisation: branch, month: '2026-10' })
    expect([leaf.leaf, leaf.rows.map(({ collected }) => collected).filter(Boolean)]).toEqual([true, [7650, 107_650]])
    expect(JSON.stringify([row, leaf])).not.toContain('党员')
  })

  test('the report is a view: receipts and journal agree, opening and closing balance too', async () => {
    const { content } = await accountant.call(report, { organisation: committee, year: '2026' })
    expect(content).toMatchObject({ collected: 115_300, central: 100_000, account: { opening: 0, closing: (await books()).bank + (await books()).cash } })
    expect(content.account!.spent).toContainEqual({ words: '上缴上级', fen: 965 })
    const next = await accountant.call(report, { organisation: committee, year: '2027' })
    expect(next.content.account!.opening).toBe(content.account!.closing)
  })

  test('what is published is kept as it was told, in the grain laid down, and settles the duty; no sum of a person', async () => {
    const published = { act: newId(), organisation: branch, year: '2026', on: today, way: '支部党员大会' }
    expect((await secretary.refused(publish, { ...published, act: newId(), on: '2026-11-24' })).code).toBe('dues.published-in-future')
    expect((await secretary.refused(publish, { ...published, act: newId(), year: '2027' })).code).toBe('dues.year-not-begun')
    const of = async () => (await secretary.call(obligations, { organisation: branch, from: '2026-01-01', to: '2027-01-01' })).obligations
      .find(({ duty }) => duty === 'dues.publicity')?.done.length
    expect(await of()).toBe(0)
    await secretary.call(publish, published)
    expect(await of()).toBe(1)
    await paid('2026-11', today)
    const { publications } = await secretary.call(report, { organisation: branch, year: '2026' })
    expect(publications).toMatchObject([{ way: '支部党员大会', grain: 2, content: { collected: 115_300, bodies: [] } }])
    expect(publications[0]!.content.months.at(-1)).toEqual({ words: '2026年10月', fen: 107_650 })
    expect(JSON.stringify(publications)).not.toContain('党员1')
  })

  test('somebody else’s organisation cannot be published for', async () => {
    const top = await office.as(app, 'party.local-committee.secretary', office.top)
    const input = { act: newId(), organisation: branch, year: '2026', on: today, way: '会' }
    expect((await top.refused(publish, input)).code).toBe('dues.not-your-books')
  })

  test('paid on time, unpaid and collected are offered upward as numbers with their definitions', async () => {
    const of = async (organisation: string, who: Client) => new Map((await who.call(indicators, { organisation })).indicators.map(({ name, value }) => [name, value]))
    const [own, above] = [await of(branch, secretary), await of(office.top, superior.accountant)]
    expect([own.get('dues.on-time'), own.get('dues.unpaid'), own.get('dues.collected')]).toEqual([66.7, 1, 1229.5])
    expect(above.get('dues.collected')).toBe(own.get('dues.collected'))
    const empty = await office.found('party.branch', '新成立党支部', committee)
    expect((await of(empty, await office.as(app, 'party.branch.secretary', empty))).get('dues.on-time')).toBeNull()
  })

  test('a member sees what the own branch published', async () => {
    const person = await office.register('党员末', branch)
    const own = await (await office.as(app, 'party.branch.publicity-member', branch, person)).call(mine, { year: '2026' })
    expect(own.published).toMatchObject([{ organisation: '营业部党支部', publication: { year: 2026, way: '支部党员大会' } }])
  })
})
