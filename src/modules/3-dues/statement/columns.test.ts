import { describe, expect, test } from 'vitest'
import { guessHeader } from '#exchange/guess/guess.ts'
import { skipper } from '#exchange/guess/skip.ts'
import type { Cell } from '#exchange/read/cell.ts'
import { fenIn, lackingIn, statementColumns, statementRow, type Field, type StatementRow } from '#dues/statement/columns.ts'

/** Reads a file's rows as the reading job does. */
function read(rows: Cell[][]): (StatementRow | null)[] {
  const numbered = rows.map((cells, at) => ({ row: at + 1, cells }))
  const guess = guessHeader<Field>(numbered, statementColumns)
  expect(lackingIn(guess.mapping)).toEqual([])
  const skip = skipper(guess)
  return numbered.filter((row) => skip(row) === null).map((row) => statementRow(guess.mapping, row, '2026-11-23'))
}

test('a bank’s export: title rows, debit and credit columns, the sums at the end are no line', () => {
  const found = read([
    ['某某银行账户明细'], ['账号：6222000000000000001', null, '起止日期：20261101-20261130'],
    ['交易日期', '交易流水号', '借方发生额', '贷方发生额', '余额', '对方户名', '对方账号', '摘要', '附言'],
    ['20261103', 'A001', '', '76.50', '1,076.50', '张明', '6217000000001234', '转账', '11月党费'],
    ['20261104', 'A002', '15.00', '', '1,061.50', '某某文具店', '6217000000009999', '购买', ''],
    ['合计', '', '15.00', '76.50'],
  ])
  expect(found).toEqual([
    { row: 4, day: '2026-11-03', moment: '20261103', fen: 7650, name: '张明', account: '6217000000001234', remark: '转账 11月党费', serial: 'A001' },
    expect.objectContaining({ row: 5, fen: -1500 }),
  ])
})

test('a WeChat export: header far below the titles, sums with ¥, income and expense in one column', () => {
  const titles: Cell[][] = Array.from({ length: 16 }, (_, at) => [`微信支付账单明细 ${at}`])
  const found = read([
    ...titles, ['交易时间', '交易类型', '交易对方', '商品', '收/支', '金额(元)', '支付方式', '当前状态', '交易单号', '商户单号', '备注'],
    ['2026-11-03 10:11:12', '转账', '李四', '/', '收入', '¥76.50', '/', '已存入零钱', '1000\t', '/', '十一月党费'],
    ['2026-11-03 10:12:12', '商户消费', '便利店', '水', '支出', '¥3.00', '零钱', '支付成功', '1001', '/', '/'],
    ['2026-11-03 10:13:12', '转账', '王五', '/', '收入', '¥76.50', '/', '已全额退款', '1002', '/', '/'],
    ['2026-11-03 10:14:12', '零钱提现', '某银行', '/', '/', '¥9.00', '/', '提现已到账', '1003', '/', '/'],
  ])
  expect(found.map((one) => one?.fen)).toEqual([7650, -300, -7650, 0])
  expect(found[0]).toMatchObject({ day: '2026-11-03', name: '李四', serial: '1000', remark: '转账 十一月党费' })
})

test('a payment platform’s list with one signed sum and no direction', () => {
  const found = read([['姓名', '手机号', '缴费金额', '缴费时间', '订单号'], ['张明', '13800001234', 76.5, { date: '2026-11-03' }, 'P1'], ['李四', '13800005678', -5, { date: '2026-11-03' }, 'P2']])
  expect(found.map((one) => one?.fen)).toEqual([7650, -500])
})

test('a line whose sum or day cannot be read is told, not passed over', () => {
  const found = read([
    ['交易日期', '对方户名', '金额', '附言', '流水号'], ['2026-11-03', '张明', '76.50', '党费', '1'], ['2026-11-03', '张明', '76.505', '党费', '2'],
    ['某日', '张明', '76.50', '党费', '3'], ['2026-11-05', '李四', '七十元', '党费', '4'],
  ])
  expect(found.map((one) => one !== null)).toEqual([true, false, false, false])
})

describe('a sum', () => {
  test.each([['76.50', 7650], ['¥1,076.5', 107650], ['+20', 2000], ['(15.00)', -1500], ['76.500', 7650], [76.5, 7650], ['１２．３０', 1230], ['20元', 2000]] as [Cell, number][])(
    '%s is read to the fen', (cell, fen) => expect(fenIn(cell)).toBe(fen))
  test.each(['76.505', '', '1e3', '7,65x', '--5'])('%s is none', (cell) => expect(fenIn(cell)).toBeNull())
})

test('a list without days is no statement: what is lacking is named', () => {
  const guess = guessHeader<Field>([{ row: 1, cells: ['姓名', '金额', '民族'] }, { row: 2, cells: ['张明', '76.50', '汉族'] }], statementColumns)
  expect(lackingIn(guess.mapping)).toEqual(['交易日期'])
})
