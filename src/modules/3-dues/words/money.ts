import type { Facts } from '#base/decision.ts'
import type { JournalRefusal } from '#dues/actions/journal-known.ts'
import type { Account, Money, Purpose, Side, VoucherKind } from '#dues/money.ts'
import type { CheckRefusal, MoneyRefusal } from '#dues/rules/journal.ts'

const sum = (fact: Facts[string] | undefined): string => `${(Number(fact) / 100).toFixed(2)} 元`

export const moneyWords: Record<Money, string> = { cash: '库存现金', bank: '银行存款' }
export const sideWords: Record<Side, string> = { accountant: '会计', cashier: '出纳' }

export const purposeWords: Record<Purpose, string> = {
  training: '培训党员', materials: '党员教育的报刊、资料和设备', commendation: '表彰先进', hardship: '补助生活困难党员', disaster: '补助受灾党员、修缮受损设施',
  meetings: '会议费用', places: '活动场所', costs: '证书、党徽和手续费', work: '教育和活动',
}

const fixed: Record<Exclude<Account, `use.${Purpose}`>, string> = {
  ...moneyWords, opening: '期初结余', dues: '下级交来', below: '下级上缴', granted: '上级下拨', interest: '利息收入', central: '代收大额党费（上缴中央）',
  remitted: '上缴上级', grants: '下拨下级',
}
export const accountWords = (account: string): string =>
  account.startsWith('use.') ? `使用：${purposeWords[account.slice(4) as Purpose]}` : fixed[account as keyof typeof fixed]

export const voucherWords: Record<VoucherKind, string> = {
  open: '期初结余', receive: '收下级交来', 'from-below': '收下级上缴', granted: '收上级下拨', interest: '利息', move: '存取现金', use: '使用',
  grant: '下拨下级', remit: '上缴上级', central: '大额党费上缴中央', reverse: '冲销',
}

const fields: Record<string, string> = { about: '事由', purpose: '使用项目' }
export const moneyRefusals: Record<MoneyRefusal | CheckRefusal | JournalRefusal | 'dues.statement-differs', (facts: Facts) => string> = {
  'dues.no-account-here': () => '这个组织不管账户，没有账簿。支部只记收据簿，请打开管账户的党委（团委、工会）的账。',
  'dues.money-in-future': (f) => `日期晚于今天（${f['today']}）。请填钱实际收付的日期。`,
  'dues.reconciled-already': (f) => `银行账已经对到 ${f['to']}，这一天和以前的不能再动。请用以后的日期登记。`,
  'dues.voucher-incomplete': (f) => `缺少“${fields[String(f['field'])] ?? '内容'}”。请补填。`,
  'dues.opened-already': () => '期初结余已经登记过。登记错了的，请先冲销原凭证。',
  'dues.nothing-to-hand-in': () => '这个组织没有已结账、还没有上交的月份。请先让它结账。',
  'dues.sum-differs': (f) => `填的是 ${sum(f['given'])}，账上应是 ${sum(f['due'])}。请核对后按账上的数登记。`,
  'dues.use-not-allowed': () => '这一项不在规定的使用范围内。上级有文件允许的，请先在“规定”里写明文件，再登记使用。',
  'dues.decision-missing': () => '使用和下拨须先经集体研究。请写明哪次会议、哪一天（不晚于付款日期）决定的。',
  'dues.not-enough': (f) => `${moneyWords[f['money'] as Money]}只有 ${sum(f['has'])}，不够支付。请核对金额，或先存取现金。`,
  'dues.remit-unset': () => '还没有设置上缴比例。请按上级的文件在“规定”里设置“上缴比例”，再登记上缴。',
  'dues.remit-over': (f) => `填的是 ${sum(f['given'])}，超过还应上缴的 ${sum(f['open'])}。请按应上缴数登记。`,
  'dues.central-over': (f) => `代收的大额党费只有 ${sum(f['open'])}。请按代收的数上缴。`,
  'dues.taken-already': () => '上级已经收下这笔上缴，不能再办。确有差错的，请上级先冲销收款凭证。',
  'dues.not-below': () => '只能选本账户管的下级组织。请重新选择。',
  'dues.reversed-already': () => '这张凭证已经冲销过。请刷新页面。',
  'dues.is-reversal': () => '这张本来就是冲销凭证，不能再冲销。请重新登记正确的。',
  'dues.no-such-voucher': () => '没有这张凭证。请刷新页面后重新选择。',
  'dues.own-voucher': () => '这张单是您自己制的，须由另一位同志办理：会计和出纳不能是同一人。',
  'dues.same-side': (f) => `这张单由同一岗位的 ${f['maker']} 制，须由另一岗位（会计或出纳）办理。`,
  'dues.order-settled': () => '这张单已经办理或退回。请刷新页面。',
  'dues.statement-differs': (f) => `按账面和未达账项，对账单应是 ${f['expected']} 元，填的是 ${f['statement']} 元。请查找差在哪一笔，先补记再对账。`,
}
