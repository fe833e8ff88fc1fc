import { isDay, type Day } from '#base/day.ts'
import { isBlank, type Cell } from '#exchange/read/cell.ts'
import { placesOf, type Column, type Mapping } from '#exchange/columns.ts'
import { readDay } from '#exchange/values/day.ts'
import { bad, good, type Parsed } from '#exchange/values/parsed.ts'
import { plain } from '#exchange/values/plain.ts'

export type Field =
  | 'day' | 'name' | 'account' | 'income' | 'outgo' | 'amount' | 'way' | 'summary' | 'remark' | 'purpose' | 'serial' | 'status'

const text = (cell: Cell): Parsed<string> => good(plain(cell))
const columnOf = (field: Field, words: string, synonyms: string[]): Column<Field, unknown> =>
  ({ field, words, synonyms, read: field === 'day' ? (cell, context) => readDay(cell, context) : moneyFields.has(field) ? money : text, help: '' })
const moneyFields = new Set<Field>(['income', 'outgo', 'amount'])
const money = (cell: Cell): Parsed<number> => {
  const fen = fenIn(cell)
  return fen === null ? bad('number-unreadable') : good(fen)
}

/** Headers as banks and payment platforms write them; what each of them means for whoever holds the account. */
export const statementColumns: readonly Column<Field, unknown>[] = [
  columnOf('day', '交易日期', ['交易时间', '日期', '记账日期', '入账日期', '入账时间', '付款时间', '支付时间', '到账时间', '收款时间', '交易日', '缴费时间', '缴费日期', '交易创建时间', '发生时间', '业务日期']),
  columnOf('name', '对方户名', ['交易对方', '对方名称', '对方账户名', '对方账户名称', '对方单位', '对手户名', '对手名称', '付款人', '付款人名称', '付款人户名', '付款方', '付款方名称', '付款方户名', '付款户名', '交易对手', '户名', '姓名', '缴费人']),
  columnOf(
    'account',
    '对方账号',
    ['对方帐号', '对方账户', '对方卡号', '对手账号', '付款人账号', '付款方账号', '付款账号', '付款人帐号', '付款卡号', '对方支付宝账号', '手机号', '手机号码'],
  ),
  columnOf('income', '收入金额', ['收入', '贷方发生额', '贷方金额', '贷方', '存入金额', '存入', '收款金额', '入账金额', '收入金额(元)', '转入金额', '收入(元)']),
  columnOf('outgo', '支出金额', ['支出', '借方发生额', '借方金额', '借方', '支取金额', '转出金额', '付款支出', '支出金额(元)', '支出(元)']),
  columnOf(
    'amount', '金额', ['交易金额', '发生额', '金额(元)', '交易金额(元)', '实收金额', '缴费金额', '支付金额', '订单金额', '付款金额', '交易发生额', '到账金额'],
  ),
  columnOf('way', '收/支', ['收支', '借贷标志', '借贷', '借贷方向', '借/贷', '收支类型', '收付标志', '收支标志', '交易方向', '资金流向', '收入/支出']),
  columnOf('summary', '摘要', ['交易摘要', '交易类型', '业务类型', '交易分类', '业务摘要', '摘要说明']),
  columnOf('remark', '附言', ['备注', '留言', '交易附言', '转账附言', '转账备注', '客户附言', '对账备注', '交易备注']),
  columnOf('purpose', '用途', ['商品', '商品说明', '商品名称', '交易说明', '款项用途', '缴费项目']),
  columnOf(
    'serial', '交易流水号', ['流水号', '交易单号', '交易号', '交易订单号', '订单号', '凭证号', '支付宝交易号', '微信支付单号', '核心流水号', '交易序号', '银行流水号'],
  ),
  columnOf('status', '当前状态', ['交易状态', '状态', '支付状态', '订单状态']),
]

/** What a line of the file says. `fen` is negative, or 0, for what did not come in. */
export interface StatementRow {
  row: number
  day: Day
  /** the day with its time, as written: two payments of one day differ in it */
  moment: string
  fen: number
  name: string
  account: string
  remark: string
  serial: string
}

const out = /支|付|借|转出|^出|^-$|^d/i
const into = /收|贷|转入|存入|^入|^\+$|^c/i
/** Money that never came, or went back. */
const undone = /退款|退回|关闭|失败|撤销|冲正|未支付|待付/

/** A sum as banks write it, in fen; null where it is none or has a part of a fen. */
export function fenIn(cell: Cell): number | null {
  if (typeof cell === 'number') return exactFen(cell)
  const written = plain(cell).replace(/[¥￥,\s元]|RMB|CNY/gi, '').replace(/−/g, '-').replace(/^\((.+)\)$/, '-$1')
  return /^[+-]?\d{1,12}(\.\d{1,2}0*)?$/.test(written) ? exactFen(Number(written)) : null
}

function exactFen(yuan: number): number | null {
  const fen = Math.round(yuan * 100)
  return Number.isSafeInteger(fen) && Math.abs(fen - yuan * 100) < 1e-4 ? fen : null
}

/** A row by the columns found; null: its day or its sum cannot be read, so it must be told and not passed over. */
export function statementRow(
  mapping: Mapping<Field>, { row, cells }: { row: number; cells: readonly Cell[] }, today: Day,
): StatementRow | null {
  const places = placesOf(mapping)
  const cell = (field: Field): Cell => cells[places.get(field) ?? -1] ?? null
  const said = (field: Field): string => plain(cell(field))
  const day = readDay(cell('day'), { today })
  const fen = sumOf(cell, said)
  if (!day.ok || !isDay(day.value) || fen === null) return null
  const remark = [said('summary'), said('remark'), said('purpose')].filter((one) => one !== '' && one !== '/').join(' ')
  const gone = undone.test(said('status')) || undone.test(said('summary'))
  return {
    row, day: day.value, moment: said('day'), fen: gone ? -Math.abs(fen) : fen, name: said('name').replace(/^\/$/, ''),
    account: said('account').replace(/\s/g, ''), remark, serial: said('serial'),
  }
}

function sumOf(cell: (field: Field) => Cell, said: (field: Field) => string): number | null {
  if (!isBlank(cell('income')) || !isBlank(cell('outgo'))) {
    const [income, outgo] = [
      isBlank(cell('income')) ? 0 : fenIn(cell('income')), isBlank(cell('outgo')) ? 0 : fenIn(cell('outgo')),
    ]
    if (income === null || outgo === null) return null
    return income !== 0 ? income : -Math.abs(outgo)
  }
  const fen = fenIn(cell('amount'))
  const way = said('way')
  if (fen === null || way === '') return fen
  if (into.test(way)) return Math.abs(fen)
  // 不计收支、中性交易、“/”: neither
  return out.test(way) && !/不计/.test(way) ? -Math.abs(fen) : 0
}

/** Which of the columns that a statement cannot do without were not found; in the words of the sentence. */
export function lackingIn(mapping: Mapping<Field>): string[] {
  const found = new Set(Object.values(mapping))
  const has = (...fields: Field[]) => fields.some((field) => found.has(field))
  return [
    ...(has('day') ? [] : ['交易日期']), ...(has('income', 'amount') ? [] : ['金额']),
    ...(has('name', 'remark', 'purpose', 'summary') ? [] : ['对方户名或附言']),
  ]
}
