import type { Facts } from '#base/decision.ts'
import type { StatementRefusal } from '#dues/statement/actions/known.ts'
import type { Reason } from '#dues/statement/codes.ts'
import { refusalWords as duesRefusals, yuan } from '#dues/words.ts'

const sentenceOf = (code: string, facts: Facts): string => (duesRefusals as Record<string, (facts: Facts) => string>)[code]?.(facts) ?? ''

export const refusalWords: Record<StatementRefusal, (facts: Facts) => string> = {
  'dues.statement-busy': () => '这份对账单正在读。请等它读完再办。',
  'dues.statement-not-ready': () => '这份对账单已经收起，或没有读成。请重新导入。',
  'dues.statement-line': (f) => `第 ${f['row']} 行 ${f['name']}：${sentenceOf(String(f['because']), f)}一笔都没有登记。请改选或去掉这一行，也可以先点“重新核对”。`,
  'dues.statement-line-gone': () => '选的各笔里有的已经登记过，或不在这份对账单里。一笔都没有登记，请点“重新核对”后再确认。',
  'dues.statement-nothing': () => '没有选中任何一笔。请至少选一笔再确认。',
  'dues.statements-open': (f) => `这个组织还有 ${f['open']} 份没有收起的对账单。请先办完或收起几份，再导入新的。`,
}

/** Why a whole file was not read. */
export const statementFaults = {
  broken: '没有读完，出了意外。请重新导入；还是不行的，请把这份文件交给系统管理员。',
  interrupted: '读到一半服务器重启了。没有登记任何一笔，请重新导入。',
  columns: (lacking: readonly string[]) => `认不出这是对账单：没有找到“${lacking.join('”“') || '交易日期'}”这样的列。请直接上传银行或支付平台导出的文件，不要删去表头。`,
}

const because: Partial<Record<Reason, (facts: Facts) => string>> = {
  name: (f) => `户名相符，金额正好是${f['months']}应交`,
  remark: (f) => `附言写明交纳人，金额正好是${f['months']}应交${f['by'] ? `；由 ${f['by']} 付款` : ''}`,
  tail: (f) => `有同名的人，按账号或手机号末四位认定，金额正好是${f['months']}应交`,
  several: (f) => `有 ${f['n']} 位“${f['name']}”。请选是哪一位`,
  'two-names': () => '户名和附言是两位交纳人。请选是替谁交的',
  joint: (f) => `一笔款写了几个人（${f['names']}）：不能拆开登记。请退回，请各人分别交来`,
  masked: () => '户名没有显示全。请核对是哪一位',
  loose: () => '附言里提到这位，但没有写明是交给谁的。请核对',
  many: () => '同一个付款人替好几个人交。请核实不是扣缴、垫交，再逐笔选定',
  twice: () => '前面有一笔也是交这个月的。请核对是不是重复',
  undone: () => '以前登记过，后来冲销了。请重新选定',
  none: () => '户名和附言里都没有本组织的交纳人',
  payroll: () => '像是工资里的代发、代扣：不能登记。应当由本人按月主动交纳（中组发〔2008〕3号第十四条）',
  unit: () => '付款的是单位：组织不得扣缴、垫交，不能登记。请退回，请本人（或亲属、其他成员代）交来（中组发〔2008〕3号第十四条）',
}

const sums = (than: string) => (f: Facts): string => `交来 ${yuan(Number(f['given']))} 元，${than}应交 ${yuan(Number(f['due']))} 元`
const unfitting: Partial<Record<Reason, (facts: Facts) => string>> = {
  'dues.amount-short': sums('少于'),
  'dues.amount-over': sums('多于'),
  'dues.already-paid': (f) => `${f['month']}已经交过。请核对是不是重复`,
  'dues.base-unknown': (f) => `还没有核定这个人${f['month']}怎样计算。请核定后重新核对`,
}

/** The reason of a proposal as the collector reads it. */
export const reasonWords = (reason: Reason, facts: Facts): string => (because[reason] ?? unfitting[reason])?.(facts) ?? sentenceOf(reason, facts).replace(/。$/, '')
