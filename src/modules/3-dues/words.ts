import type { Facts } from '#base/decision.ts'
import type { JournalRefusal } from '#dues/actions/journal-known.ts'
import type { BookRefusal } from '#dues/actions/books.ts'
import type { ArrangementKind, DuesLine, ItemCode, PayerKind, PaymentKind, SlipKind, Way } from '#dues/codes.ts'
import type { BaseRefusal } from '#dues/rules/base.ts'
import type { CollectRefusal } from '#dues/rules/collecting.ts'
import type { CheckRefusal, MoneyRefusal } from '#dues/rules/journal.ts'
import type { StepRefusal } from '#dues/rules/arrears.ts'
import { stepRefusals } from '#dues/words/arrears.ts'
import { moneyRefusals } from '#dues/words/money.ts'

export type DuesRefusal =
  | BookRefusal | BaseRefusal | CollectRefusal | 'dues.nobody-here' | 'dues.month-closed' | 'dues.is-counter-entry' | 'dues.corrected-already'
  | 'dues.month-not-begun' | 'dues.closed-already' | 'dues.not-closed' | 'dues.reopen-own' | 'dues.months-turned' | 'dues.reduced-to-what'
  | 'dues.answer-own' | 'dues.answered-already' | 'dues.month-handed-in' | MoneyRefusal | CheckRefusal | JournalRefusal
  | 'dues.statement-differs' | StepRefusal | 'dues.published-in-future' | 'dues.year-not-begun'

/** 76.50 元 */
export const yuan = (fen: number): string => `${fen < 0 ? '−' : ''}${(Math.abs(fen) / 100).toLocaleString('zh-CN', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`
const yuanOf = (fact: Facts[string]): string => `${yuan(Number(fact))} 元`

export const refusalWords: Record<DuesRefusal, (facts: Facts) => string> = {
  'dues.not-your-books': () => '个人交纳的金额只有本人、本支部书记和组织委员、本条线上级管收缴的同志能看。请联系那个组织的书记。',
  'dues.no-dues-here': () => '这个组织不直接收缴党费、团费或会费。请选党支部、团支部或基层工会；临时支部的党员仍在组织关系所在支部交纳。',
  'dues.no-such-month': () => '没有这个月份。请写成 2026-07 的样子。',
  'dues.payer-unfitting': () => '这种计算方法不适用。请重新选择交纳人的类别和工资构成。',
  'dues.item-unfitting': () => '有的项目不属于这种工资构成。请刷新页面后重新填写。',
  'dues.item-twice': () => '同一个项目填了两次。请合并成一项。',
  'dues.base-missing': () => '只填了扣除的项目，没有工资收入。请至少填写一项收入。',
  'dues.base-negative': () => '扣除的比计入的还多。请对照工资条核对各项金额。',
  'dues.bonus-excluded': () => '本组织按规定不计年终一次性奖金。上级或党委决定计入的，请先在“规定”里写明文件，再登记。',
  'dues.base-fixed': () => '计算基数年初核定，当年一般不变。确需改变的（转正、调动、退休等），请写明原因。',
  'dues.payroll-forbidden': () => '不能从工资里扣缴：应当由本人按月主动交纳（中组发〔2008〕3号第十四条）。请由本人用现金或转账交来后再登记。',
  'dues.advance-forbidden': () => '组织不得垫交：请等本人（或亲属、其他成员代）交来后再登记（中组发〔2008〕3号第十四条）。',
  'dues.special-forbidden': () => '不得要求交纳规定以外的各种名目的“特殊党费”（第十四条）。本人自愿多交的，请填在“自愿多交”里。',
  'dues.payer-unnamed': () => '由他人代交的，请写明代交人是谁。',
  'dues.month-twice': () => '同一个月选了两次。请去掉一个。',
  'dues.already-paid': (f) => `${f['month']}已经交过，不会重复登记。请刷新页面看收据。`,
  'dues.base-unknown': (f) => `还没有核定这个人${f['month']}怎样计算。请先核定计算基数。`,
  'dues.nothing-owed': (f) => `${f['month']}不用交（免交或自愿）。自愿交的，请填在“自愿多交”里。`,
  'dues.too-late': (f) => `${f['month']}已经超过补交的期限（一般不超过 ${f['most']} 个月）。请提交支部研究，并请示上级。`,
  'dues.ahead': (f) => `${f['month']}还没有到：应当按月交纳${Number(f['most']) > 0 ? `，最多预交 ${f['most']} 个月` : ''}。支部同意按季交纳的，请先登记“按季交纳”。`,
  'dues.amount-short': (f) => `交来 ${yuanOf(f['given']!)}，少于应交 ${yuanOf(f['due']!)}。请按应交数收取；确有困难的，先办少交手续。`,
  'dues.amount-over': (f) => `交来 ${yuanOf(f['given']!)}，多于应交 ${yuanOf(f['due']!)}。本人自愿多交的，请把多出的填在“自愿多交”里；否则退还。`,
  'dues.not-a-member-then': (f) => `${f['month']}这个人还不在本组织交纳。请核对组织关系；在原组织欠交的由原组织收取。`,
  'dues.paid-in-future': (f) => `交纳日期晚于今天（${f['today']}）。请填实际交来的日期。`,
  'dues.book-closed': (f) => `${f['month']}已经结账，不能再记收据。请记在实际交来的那个月，或由另一位同志重新打开。`,
  'dues.nothing-given': () => '没有选月份，也没有自愿多交的数。请至少选一个月。',
  'dues.nobody-here': () => '这个人不在本组织交纳。请核对组织关系后再试。',
  'dues.month-closed': (f) => `${f['month']}已经结账，应交数不能再改。请从没有结账的月份起核定，或由另一位同志重新打开。`,
  'dues.is-counter-entry': () => '这张本来就是冲销的收据，不能再冲销。请重新登记正确的交纳。',
  'dues.corrected-already': () => '这张收据已经冲销过。请刷新页面。',
  'dues.month-not-begun': () => '这个月还没有开始，不能结账。',
  'dues.closed-already': () => '这个月已经结账。请刷新页面。',
  'dues.not-closed': () => '这个月没有结账，不用打开。请刷新页面。',
  'dues.reopen-own': (f) => `这个月是 ${f['doer']} 结的账，须由另一位同志打开。请另一位管收缴的同志，或上级管收缴的同志办理。`,
  'dues.months-turned': () => '结束的月份早于开始的月份。请改正。',
  'dues.reduced-to-what': () => '少交的要写明每月交多少；按季交纳和免交的不用写。',
  'dues.answer-own': () => '少交、免交须由上级党委批准，不能由本支部自己批准。',
  ...moneyRefusals,
  ...stepRefusals,
  'dues.published-in-future': (f) => `公布日期晚于今天（${f['today']}）。请填实际公布的日期。`,
  'dues.year-not-begun': (f) => `${f['year']} 年还没有开始，不能公布。请选别的年份。`,
  'dues.month-handed-in': (f) => `${f['month']}已经上交到管账户的组织，不能再打开。确有差错的，请会计先冲销收款凭证。`,
  'dues.answered-already': () => '这一件已经答复过。请刷新页面。',
}

export const lineWords: Record<DuesLine, string> = { party: '党费', league: '团费', union: '会费' }

export const payerWords: Record<PayerKind, string> = {
  salaried: '按月领工资', annual: '年薪制', irregular: '不按月取得收入', retired: '离退休', farmer: '农民', student: '学生',
  relief: '下岗失业、领抚恤金或低保', apprentice: '学徒',
}

export const slipWords: Record<SlipKind, string> = {
  agreed: '已核定的计算基数', agency: '机关', institution: '事业单位', enterprise: '企业', pension: '离退休费', quarter: '上季度收入', none: '固定数额',
}

export const itemWords: Record<ItemCode, string> = {
  position: '职务（岗位）工资', grade: '级别（技术等级）工资', allowance: '津贴补贴', post: '岗位工资', 'pay-step': '薪级工资',
  'performance-basic': '基础性绩效工资', basic: '基本工资', 'bonus-regular': '按月普遍发放的奖金', tax: '减：个人所得税', insurance: '减：个人交的社会保险',
  fund: '减：个人交的住房公积金', annuity: '减：个人交的年金', agreed: '每月计算基数', 'year-bonus': '年终一次性奖金（只计入当月）', pension: '每月基本离退休费（基本养老金）', quarter: '上季度纯收入合计',
}

/** What does not count, for whoever fills in the slip (组电明字〔2017〕5号). */
export const notCounted = '不计入：奖励性绩效工资，不定期、非普遍发放的奖金，住房、交通、通讯、加班、误餐、取暖、防暑降温等补贴，单位交的保险和公积金。'

export const wayWords: Record<Way, string> = {
  cash: '现金', transfer: '转账', 'by-other': '由他人代交', payroll: '工资扣缴', advance: '组织垫交', special: '特殊党费',
}
export const paymentWords: Record<PaymentKind, string> = { month: '当月', extra: '自愿多交', central: '自愿一次多交，全部上缴中央' }
export const arrangementWords: Record<ArrangementKind, string> = { quarterly: '按季交纳', reduced: '少交', exempt: '免交' }
export const arrangementStates = { asked: '等待上级批准', agreed: '已同意', declined: '未同意' } as const
export const unknownBase = '还没有核定计算基数'
export const voluntaryWords = '保留团籍的党员，自愿交纳'
export const elsewhere = '在别的组织交的'

/** Above the branches: what there is to look at, and how far is told. */
export const overviewWords = {
  notClosed: (n: number) => `${n} 个还没有结账`,
  unpaid: (n: number) => `${n} 人未交`,
  unhanded: (n: number) => `${n} 个月已结账，还没有上交`,
  grain: (grain: number) => (grain >= 3 ? '分月、分下级组织' : grain === 2 ? '分月' : '全年合计'),
}

export const workWords = {
  look: '看情况',
  confirm: (kind: string) => `有一张单等您办理：${kind}`,
  toConfirm: '去办理',
  remit: (year: number) => `上缴 ${year} 年党费`,
  toRemit: '去上缴',
}

const digits = '零壹贰叁肆伍陆柒捌玖'
const units = ['', '拾', '佰', '仟']

function sectionInWords(n: number): string {
  let text = ''
  for (let at = 3, rest = n; at >= 0; rest %= 10 ** at--) {
    const digit = Math.floor(rest / 10 ** at)
    if (digit > 0) text += digits[digit]! + units[at]!
    else if (text && !text.endsWith('零')) text += '零'
  }
  return text.replace(/零+$/, '')
}

/** 柒拾陆元伍角整, as receipts write sums. */
export function inWords(fen: number): string {
  if (fen < 0) return `负${inWords(-fen)}`
  const [whole, ten, one] = [Math.floor(fen / 100), Math.floor(fen / 10) % 10, fen % 10]
  const [high, low] = [Math.floor(whole / 10_000), whole % 10_000]
  const head = high > 0 ? `${sectionInWords(high)}万${low > 0 && low < 1000 ? '零' : ''}` : ''
  const integer = whole > 0 ? `${head}${sectionInWords(low)}元` : ''
  if (ten === 0 && one === 0) return `${integer || '零元'}整`
  const tens = ten > 0 ? `${digits[ten]}角` : integer ? '零' : ''
  return `${integer}${tens}${one > 0 ? `${digits[one]}分` : '整'}`
}
