import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#base/id.ts'
import { many, one } from '#base/sql.ts'
import { everywhere, within } from '#database/scope.ts'
import { list as obligations } from '#obligations/contract.ts'
import { set as setRule } from '#regulations/contract.ts'
import * as dues from '#dues/contract.ts'
import { mine } from '#dues/contract/own.ts'
import { overview } from '#dues/contract/report.ts'
import { workList } from '#app/contract.ts'
import { openOffice, type Office } from '../../../test/office.ts'
import { serving, type Client } from '../../../test/serving.ts'
import { testWorld, type TestWorld } from '../../../test/world.ts'

let world: TestWorld
let app: FastifyInstance
let office: Office
let branch: string
let other: string
let secretary: Client
let organiser: Client
let officer: Client

beforeAll(async () => {
  world = await testWorld()
  app = await serving(world)
  office = await openOffice(world)
  branch = await office.found('party.branch', '青石县第一党支部', office.top)
  other = await office.found('party.branch', '青石县第二党支部', office.top)
  secretary = await office.as(app, 'party.branch.secretary', branch)
  organiser = await office.as(app, 'party.branch.organisation-member', branch)
  officer = await office.as(app, 'party.local-committee.organisation-officer', office.top)
})
afterAll(async () => {
  await app.close()
  await world.end()
})

const today = '2026-11-23'
let number = 0
const member = (more: Parameters<Office['register']>[2] = {}, at = branch) => office.register(`党员${++number}`, at, more)

/** Somebody whose base is laid down, in fen. */
async function payer(fen: number, from = '2026-01', at = branch, as = secretary): Promise<string> {
  const person = await member({}, at)
  await as.call(dues.assess, { act: newId(), organisation: at, person, from, payer: 'salaried', slip: 'agreed', items: [{ item: 'agreed', fen }] })
  return person
}

const paying = (person: string, more: object = {}) =>
  ({ act: newId(), organisation: branch, person, months: ['2026-11'], fen: 7650, way: 'cash' as const, paidOn: today, ...more })
const rowOf = async (person: string, month = '2026-11', as = secretary) =>
  (await as.call(dues.readMonth, { organisation: branch, month })).rows.find(({ id }) => id === person)
const codeOf = async (person: string, more: object, as = secretary) => (await as.refused(dues.collect, paying(person, more))).code

describe('what is owed', () => {
  test('a member without a base is asked for, one with a base owes with its rule and article', async () => {
    const person = await member()
    expect(await rowOf(person)).toMatchObject({ state: 'unknown', fen: 0, sentence: '还没有核定计算基数' })
    await secretary.call(dues.assess, { act: newId(), organisation: branch, person, from: '2026-01', payer: 'salaried', slip: 'agreed', items: [{ item: 'agreed', fen: 510_000 }] })
    const row = await rowOf(person)
    expect(row).toMatchObject({ state: 'owed', fen: 7650, sentence: '5,100.00 × 1.5% = 76.50', paid: null })
    expect(row?.why).toMatchObject({ rule: 'party.dues.salaried.band-3', article: expect.stringContaining('第二条') as string })
  })

  test('a raise counts from its month, and not before', async () => {
    const person = await payer(510_000)
    const raised = { payer: 'salaried' as const, slip: 'agreed' as const, items: [{ item: 'agreed' as const, fen: 1_000_001 }] }
    const without = { act: newId(), organisation: branch, person, from: '2026-10', ...raised }
    expect((await secretary.refused(dues.assess, without)).code).toBe('dues.base-fixed')
    await secretary.call(dues.assess, { act: newId(), organisation: branch, person, from: '2026-10', ...raised, reason: '职务变动' })
    expect([await rowOf(person, '2026-09'), await rowOf(person, '2026-10')].map((row) => row?.fen)).toEqual([7650, 20_000])
  })

  test('a year’s bonus counts in its own month, where the committee has laid that down with its document', async () => {
    const body = await office.found('party.branch', '青石县第九党支部', office.top)
    const head = await office.as(app, 'party.branch.secretary', body)
    const person = await payer(300_000, '2026-01', body, head)
    const bonus = { payer: 'salaried' as const, slip: 'agreed' as const, items: [{ item: 'agreed' as const, fen: 300_000 }, { item: 'year-bonus' as const, fen: 1_000_000 }] }
    const assessing = { act: newId(), organisation: body, person, from: '2026-10', ...bonus }
    expect((await head.refused(dues.assess, assessing)).code).toBe('dues.bonus-excluded')
    await officer.call(setRule, { act: newId(), organisation: body, rule: 'party.dues.bonus', value: 1, document: '县委〔2026〕4号', from: today })
    await head.call(dues.assess, { ...assessing, act: newId() })
    const owed = async (month: string) => (await head.call(dues.readMonth, { organisation: body, month })).rows.find(({ id }) => id === person)?.fen
    expect([await owed('2026-09'), await owed('2026-10'), await owed('2026-11')]).toEqual([1500, 26_000, 1500])
  })

  test('a probationer owes from the month of being admitted by the branch, an applicant nothing', async () => {
    const probationer = await member({ status: 'probationary', joinedOn: '2026-09-28', on: '2026-09-28' })
    const applicant = await member({ status: 'applicant', joinedOn: null, on: '2026-01-01' })
    expect([await rowOf(probationer, '2026-08'), (await rowOf(probationer, '2026-09'))?.state]).toEqual([undefined, 'unknown'])
    expect(await rowOf(applicant)).toBeUndefined()
  })

  test('pay items lie sealed, no sum stands in the history', async () => {
    const person = await payer(123_456)
    const [row] = await within(world.db, everywhere(office.realm), (tx) =>
      many(tx, sql<{ sealed: Buffer }>`select sealed from dues_worksheets where person_id = ${person}`))
    expect(row!.sealed.toString('latin1')).not.toContain('123456')
  })

  test.each([
    ['dues.base-negative', { slip: 'agency', items: [{ item: 'grade', fen: 1 }, { item: 'tax', fen: 2 }] }],
    ['dues.payer-unfitting', { payer: 'apprentice', slip: 'none', items: [] }],
    ['dues.no-such-month', { from: '2026-13' }],
  ])('a pay slip that cannot be is refused: %s', async (code, more) => {
    const person = await member()
    const input = { act: newId(), organisation: branch, person, from: '2026-01', payer: 'salaried', slip: 'agreed', items: [{ item: 'agreed', fen: 1 }], ...more }
    expect((await secretary.refused(dues.assess, input)).code).toBe(code)
  })
})

describe('collecting', () => {
  test('a month is paid once, and its receipt says for what, in words too', async () => {
    const person = await payer(510_000)
    const { id } = await secretary.call(dues.collect, paying(person))
    expect(await rowOf(person)).toMatchObject({ paid: { on: today, receipt: id } })
    const receipt = await secretary.call(dues.readReceipt, { receipt: id })
    expect(receipt).toMatchObject({ fen: 7650, inWords: '柒拾陆元伍角整', lines: [{ month: '2026-11', words: '2026年11月' }], lineWords: '党费', wayWords: '现金' })
    expect(receipt.code).toMatch(/^[0-9A-F]{8}$/)
    expect(await codeOf(person, {})).toBe('dues.already-paid')
  })

  test('a retry gives the first receipt; two devices at once give one payment', async () => {
    const person = await payer(510_000)
    const input = paying(person)
    const first = await secretary.call(dues.collect, input)
    expect(await secretary.call(dues.collect, input)).toEqual(first)
    const twice = await payer(510_000)
    const answers = await Promise.all([secretary, organiser, secretary, organiser].map((who) => who.send(dues.collect, paying(twice))))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 422, 422, 422])
  })

  test('late months are paid each by itself, what was given beyond is named', async () => {
    const person = await payer(510_000)
    const { id } = await secretary.call(dues.collect, paying(person, { months: ['2026-09', '2026-10', '2026-11'], fen: 3 * 7650 + 50, extra: 50 }))
    const { lines } = await secretary.call(dues.readReceipt, { receipt: id })
    expect(lines.map(({ kind, fen }) => [kind, fen])).toEqual([['month', 7650], ['month', 7650], ['month', 7650], ['extra', 50]])
    expect((await rowOf(person, '2026-09'))?.paid?.receipt).toBe(id)
  })

  test('a gift of 1000 yuan goes to the Centre, one of 999.99 stays', async () => {
    const kinds = []
    for (const fen of [100_000, 99_999]) {
      const person = await payer(510_000)
      const { id } = await secretary.call(dues.collect, paying(person, { months: [], fen, extra: fen }))
      kinds.push((await secretary.call(dues.readReceipt, { receipt: id })).lines[0]!.kind)
    }
    expect(kinds).toEqual(['central', 'extra'])
  })

  test.each<[string, object]>([
    ['dues.payroll-forbidden', { way: 'payroll' }],
    ['dues.advance-forbidden', { way: 'advance' }],
    ['dues.special-forbidden', { way: 'special' }],
    ['dues.payer-unnamed', { way: 'by-other' }],
    ['dues.amount-short', { fen: 7649 }],
    ['dues.amount-over', { fen: 7651 }],
    ['dues.ahead', { months: ['2026-12'] }],
    ['dues.too-late', { months: ['2026-04'] }],
    ['dues.nothing-given', { months: [], fen: 0 }],
    ['dues.month-twice', { months: ['2026-11', '2026-11'], fen: 15_300 }],
    ['ledger.in-the-future', { paidOn: '2026-11-24' }],
    ['input.invalid', { fen: -1 }],
    ['input.invalid', { fen: 0.5 }],
  ])('is refused with its sentence: %s', async (code, more) => {
    const person = await payer(510_000)
    const problem = await secretary.refused(dues.collect, paying(person, more))
    if (code === 'input.invalid') expect(problem.status).toBe(400)
    else expect(problem).toMatchObject({ code, detail: expect.stringMatching(/。$/) as string })
    expect((await rowOf(person))?.paid).toBeNull()
  })

  test('of a month before membership, and of whoever pays elsewhere, nothing is taken', async () => {
    const late = await member({ on: '2026-11-02', joinedOn: '2026-11-02', status: 'probationary' })
    await secretary.call(dues.assess, { act: newId(), organisation: branch, person: late, from: '2026-11', payer: 'student', slip: 'none', items: [] })
    expect(await codeOf(late, { months: ['2026-10'], fen: 20 })).toBe('dues.not-a-member-then')
    const stranger = await payer(510_000, '2026-01', other, await office.as(app, 'party.branch.secretary', other))
    expect((await secretary.refused(dues.collect, paying(stranger))).status).toBe(404)
    expect(await codeOf(stranger, {}, officer)).toBe('dues.nobody-here')
  })

  test('where the branch agreed to quarters, the quarter is paid', async () => {
    const person = await payer(510_000)
    const agreed = { act: newId(), organisation: branch, person, kind: 'quarterly' as const, from: '2026-10', to: '2026-12', reason: '长期在外', decidedOn: today }
    expect(await secretary.call(dues.arrange, agreed)).toMatchObject({ asked: false })
    await secretary.call(dues.collect, paying(person, { months: ['2026-10', '2026-11', '2026-12'], fen: 3 * 7650 }))
    expect((await rowOf(person))?.paid?.on).toBe(today)
  })

  test('a mistake is answered by a counter-entry, once; the month is open again and both stay in the book', async () => {
    const person = await payer(510_000)
    const { id } = await secretary.call(dues.collect, paying(person))
    const { id: counter } = await secretary.call(dues.correct, { act: newId(), receipt: id, reason: '收错了人' })
    expect((await secretary.call(dues.readReceipt, { receipt: counter })).fen).toBe(-7650)
    expect((await secretary.refused(dues.correct, { act: newId(), receipt: id, reason: '再来一次' })).code).toBe('dues.corrected-already')
    expect((await secretary.refused(dues.correct, { act: newId(), receipt: counter, reason: '再来一次' })).code).toBe('dues.is-counter-entry')
    expect((await rowOf(person))?.paid).toBeNull()
    await secretary.call(dues.collect, paying(person))
    expect((await rowOf(person))?.paid?.on).toBe(today)
  })

  test('the application can neither change nor delete a receipt', async () => {
    for (const statement of [sql`update dues_receipts set fen = 1`, sql`delete from dues_receipts`, sql`delete from dues_closings`, sql`update dues_payments set fen = 1`]) {
      await expect(within(world.db, everywhere(office.realm), (tx) => many(tx, statement))).rejects.toThrow('permission denied')
    }
  })
})

describe('less in hardship', () => {
  const asking = (person: string) =>
    ({ act: newId(), organisation: branch, person, kind: 'reduced' as const, fen: 1000, from: '2026-11', to: '2027-04', reason: '家人重病', decidedOn: today })

  test('holds when the superior’s committee agreed, not before, and nobody agrees for the own branch', async () => {
    const person = await payer(510_000)
    const { id, asked } = await secretary.call(dues.arrange, asking(person))
    expect([asked, (await rowOf(person))?.fen]).toEqual([true, 7650])
    const { rows } = await officer.call(dues.asked, { organisation: office.top })
    expect(rows.map((row) => row.id)).toContain(id)
    await officer.call(dues.answer, { act: newId(), arrangement: id, agreed: true, document: '县委〔2026〕3号' })
    expect((await rowOf(person))?.fen).toBe(1000)
    expect((await officer.refused(dues.answer, { act: newId(), arrangement: id, agreed: true })).code).toBe('dues.answered-already')
    expect((await secretary.refused(dues.answer, { act: newId(), arrangement: id, agreed: true })).status).toBe(403)
  })

  test('of the retired the branch decides by itself', async () => {
    const person = await member()
    await secretary.call(dues.assess, { act: newId(), organisation: branch, person, from: '2026-01', payer: 'retired', slip: 'pension', items: [{ item: 'pension', fen: 600_000 }] })
    expect((await secretary.call(dues.arrange, asking(person))).asked).toBe(false)
    expect((await rowOf(person))?.fen).toBe(1000)
  })
})

describe('the month is closed', () => {
  let body: string
  let head: Client
  let second: Client
  let person: string
  const month = { get organisation() { return body }, month: '2026-10' }

  beforeAll(async () => {
    body = await office.found('party.branch', '青石县第三党支部', office.top)
    head = await office.as(app, 'party.branch.secretary', body)
    second = await office.as(app, 'party.branch.organisation-member', body)
    person = await payer(510_000, '2026-01', body, head)
    await payer(300_000, '2026-01', body, head)
    await head.call(dues.collect, paying(person, { organisation: body, months: ['2026-10'], paidOn: '2026-10-20' }))
  })

  test('once', async () => {
    await head.call(dues.close, { act: newId(), ...month })
    expect((await head.refused(dues.close, { act: newId(), ...month })).code).toBe('dues.closed-already')
    expect((await head.call(dues.readMonth, month)).closing).toMatchObject({ closed: true, own: true, unpaid: 1 })
  })

  test('no receipt is written into it, what was owed stays owed, and a late payment stands in the book of its day', async () => {
    const late = (await head.call(dues.readMonth, month)).rows.find((row) => row.paid === null)!
    const input = paying(late.id, { organisation: body, months: ['2026-10'], fen: 1500 })
    expect((await head.refused(dues.collect, { ...input, paidOn: '2026-10-30' })).code).toBe('dues.book-closed')
    const again = { act: newId(), organisation: body, person: late.id, payer: 'salaried' as const, slip: 'agreed' as const, reason: '调资', items: [{ item: 'agreed' as const, fen: 900_000 }] }
    expect((await head.refused(dues.assess, { ...again, from: '2026-10' })).code).toBe('dues.month-closed')
    await head.call(dues.assess, { ...again, from: '2026-09' })
    expect((await head.call(dues.readMonth, month)).rows.find(({ id }) => id === late.id)?.fen).toBe(1500)
    await head.call(dues.collect, { ...input, act: newId() })
    const [october, november] = [await head.call(dues.readMonth, month), await head.call(dues.readMonth, { ...month, organisation: body, month: '2026-11' })]
    expect([october.totals.paidCount, october.totals.collected, november.totals.collected]).toEqual([2, 7650, 1500])
  })

  test('whoever closed it does not open it again; a second person does', async () => {
    expect((await head.refused(dues.reopen, { act: newId(), ...month, reason: '漏记一笔' })).code).toBe('dues.reopen-own')
    await second.call(dues.reopen, { act: newId(), ...month, reason: '漏记一笔' })
    expect((await second.refused(dues.reopen, { act: newId(), ...month, reason: '漏记一笔' })).code).toBe('dues.not-closed')
  })

  test('which settles the duty of the month, and opening it again takes that back', async () => {
    const running = { organisation: body, month: '2026-11' }
    const done = async () => (await officer.call(obligations, { organisation: body, from: '2026-11-01', to: '2026-12-01' })).obligations
      .find(({ duty }) => duty === 'dues.monthly')?.done.length
    expect(await done()).toBe(0)
    await head.call(dues.close, { act: newId(), ...running })
    expect(await done()).toBe(1)
    await second.call(dues.reopen, { act: newId(), ...running, reason: '月底还有人交' })
    expect(await done()).toBe(0)
  })

  test('the superior sees sums by branch, and no sum of a person', async () => {
    const committee = await office.as(app, 'party.local-committee.secretary', office.top)
    const found = await committee.call(overview, { organisation: office.top, month: '2026-10' })
    expect(found.rows.find(({ id }) => id === body)).toMatchObject({ bodies: 1, closed: 0, collected: 7650, exceptions: ['1 个还没有结账'] })
    expect(JSON.stringify(found)).not.toContain('党员')
    expect((await committee.refused(dues.readMonth, month)).code).toBe('access.not-permitted')
  })
})

test('who has not paid three closed months in a row is named to the secretary alone; one late payment ends the row', async () => {
  const body = await office.found('party.branch', '青石县第四党支部', office.top)
  const head = await office.as(app, 'party.branch.secretary', body)
  const person = await payer(510_000, '2026-01', body, head)
  const told = async (who: Client) => (await who.call(workList, {})).items.filter(({ id }) => id === `dues-arrears-${person}`).map(({ title }) => title)
  for (const month of ['2026-08', '2026-09']) await head.call(dues.close, { act: newId(), organisation: body, month })
  expect(await told(head)).toEqual([])
  await head.call(dues.close, { act: newId(), organisation: body, month: '2026-10' })
  expect(await told(head)).toEqual(['连续 3 个月未交，请个别谈话'])
  expect(await told(officer)).toEqual([])
  expect(await told(await office.as(app, 'party.branch.publicity-member', body))).toEqual([])
  await head.call(dues.collect, paying(person, { organisation: body, months: ['2026-10'] }))
  expect(await told(head)).toEqual([])
})

describe('who may know', () => {
  test('a party secretary who leads a union does not read its members’ pay', async () => {
    const union = await office.found('union.base', '青石县机关工会', null, { leader: branch })
    const chair = await office.as(app, 'union.base.chair', union)
    const leading = await office.as(app, 'party.branch.secretary', branch)
    expect((await chair.call(dues.readMonth, { organisation: union, month: '2026-11' })).lineWords).toBe('会费')
    expect((await leading.refused(dues.readMonth, { organisation: union, month: '2026-11' })).code).toBe('dues.not-your-books')
  })

  test('a committee member of the branch is told nothing of sums', async () => {
    const publicity = await office.as(app, 'party.branch.publicity-member', branch)
    expect((await publicity.refused(dues.readMonth, { organisation: branch, month: '2026-11' })).code).toBe('access.not-permitted')
  })

  test('every member sees the own year: owed, why, paid, receipts', async () => {
    const person = await payer(510_000)
    await secretary.call(dues.collect, paying(person))
    const own = await (await office.as(app, 'party.branch.publicity-member', branch, person)).call(mine, { year: '2026' })
    expect(own).toMatchObject({ total: 7650, receipts: [{ fen: 7650 }] })
    expect(own.lines[0]).toMatchObject({ line: 'party', organisation: '青石县第一党支部', base: 510_000 })
    expect(own.lines[0]!.months.at(-1)).toMatchObject({ month: '2026-11', standing: { fen: 7650, paid: { on: today } } })
    expect(JSON.stringify(own)).not.toMatch(/党员1"/)
  })
})

test('a temporary branch and a committee collect nothing', async () => {
  const temporary = await office.found('party.branch', '抗洪临时党支部', office.top, { flags: ['temporary'] })
  for (const organisation of [temporary, office.top]) {
    expect((await officer.refused(dues.readMonth, { organisation, month: '2026-11' })).code).toBe('dues.no-dues-here')
  }
})

test('a pupil of a students’ League branch pays twenty fen without anything being laid down; who is in the Party too gives freely', async () => {
  const league = await office.found('league.committee', '共青团青石一中委员会', null, { leader: office.top })
  const pupils = await office.found('league.branch', '青石一中高一团支部', league, { flags: ['student'] })
  const head = await office.as(app, 'league.branch.secretary', pupils)
  await office.register('学生甲', pupils, { status: 'member', joinedOn: '2025-05-04', on: '2025-09-01' })
  const { rows } = await head.call(dues.readMonth, { organisation: pupils, month: '2026-11' })
  expect(rows).toMatchObject([{ name: '学生甲', payer: 'student', fen: 20 }])
})

test('books agree to the fen: lines, receipts, months paid and the superior’s sum', async () => {
  const [sums] = await within(world.db, everywhere(office.realm), (tx) => many(tx, sql<Record<string, number>>`select
    (select sum(fen) from dues_receipts)::bigint as receipts, (select sum(fen) from dues_payments)::bigint as lines,
    (select sum(fen) from dues_payments where kind = 'month')::bigint as months,
    (select sum(c.fen) from dues_charges c join dues_paid d using (realm_id, person_id, line, month))::bigint as paid`))
  expect(sums!['lines']).toBe(sums!['receipts'])
  expect(sums!['paid']).toBe(sums!['months'])
  const numbers = await within(world.db, everywhere(office.realm), (tx) =>
    one(tx, sql<{ gaps: number }>`select count(*)::int as gaps from (select number, row_number() over (partition by organisation_id, year order by number) as no
      from dues_receipts) n where number <> no`))
  expect(numbers.gaps).toBe(0)
})
