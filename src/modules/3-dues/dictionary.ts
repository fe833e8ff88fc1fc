import { money, none, personal, sensitive, table, type Dictionary } from '#kernel/dictionary.ts'

const where = { realm_id: none('管理单元'), organisation_id: none('收缴的组织'), path: none('路径') }
const whose = { person_id: personal('交纳人'), line: personal('条线') }
const identity = { id: none('内部编号'), public_id: none('公开编号') }
const person = ['public', 'person_id'] as const
const dues = { purpose: 'dues', retention: 'archive' } as const

export const dictionary: Dictionary = {
  dues_arrangements: table('按季、少交、免交', { about: person, ...dues }, {
    ...where, ...identity, ...whose,
    kind: personal('商定的事'),
    fen: money('少交的数', 'reached'),
    from_month: personal('从哪个月起'),
    to_month: personal('到哪个月止'),
    reason: sensitive('困难等原因', 'sealed'),
    decided_on: personal('支部研究日期'),
    state: personal('批准情况'),
    settled_on: personal('批准日期'),
    settled_by: personal('批准的职务'),
    document: personal('批准的文件'),
  }),
  dues_books: table('收据簿', dues, { ...where, year: none('年份'), last: none('最后一号') }),
  dues_charges: table('应交数', { about: person, ...dues }, {
    ...where, ...whose,
    month: personal('月份'),
    state: personal('应交、自愿或免交'),
    fen: money('应交数', 'reached'),
    rules: none('依据的规定'),
  }),
  dues_closings: table('结账和重新打开', dues, {
    ...where, ...identity,
    month: none('月份'),
    closed: none('结账还是打开'),
    account_id: none('办理的账号'),
    doer: personal('办理人'),
    on_day: none('日期'),
    reason: none('打开的理由'),
    payers: none('应交人数'),
    owed: money('应交合计', 'reached'),
    unpaid: none('未交人数'),
    collected: money('本月收到', 'reached'),
  }),
  dues_paid: table('已交的月份', { about: person, ...dues }, {
    ...where, ...whose,
    month: personal('月份'),
    receipt_id: none('收据'),
    paid_on: personal('交纳日期'),
  }),
  dues_payments: table('收据的各行', { about: person, ...dues }, {
    ...where, ...whose,
    id: none('内部编号'),
    receipt_id: none('收据'),
    kind: personal('当月还是自愿多交'),
    month: personal('月份'),
    fen: money('金额', 'reached'),
  }),
  dues_receipts: table('收据', { about: person, ...dues }, {
    ...where, ...identity, ...whose,
    year: none('年份'),
    number: none('号'),
    code: none('核对码'),
    way: personal('交纳方式'),
    payer: personal('代交人'),
    paid_on: personal('交纳日期'),
    fen: money('金额', 'reached'),
    reverses: none('冲销的收据'),
    reason: none('冲销的原因'),
    collector: personal('收款人'),
    recorded_at: none('登记时间'),
  }),
  dues_worksheets: table('计算基数表', { about: person, ...dues }, {
    ...where, ...identity, ...whose,
    from_month: personal('从哪个月起'),
    payer: personal('交纳人的类别'),
    slip: personal('工资构成的种类'),
    sealed: sensitive('工资各项金额', 'sealed'),
    made_on: personal('核定日期'),
  }),
  dues_entries: table('账簿分录', dues, {
    ...where, id: none('内部编号'), voucher_id: none('凭证'), on_day: none('日期'), debit: none('借方科目'), credit: none('贷方科目'),
    fen: money('金额', 'reached'), for_year: none('上缴的年份'),
  }),
  dues_handed: table('已上交的月份', dues, { ...where, month: none('月份'), voucher_id: none('收款凭证'), fen: money('金额', 'reached') }),
  dues_journals: table('账簿', dues, where),
  dues_orders: table('待办和已办的单', dues, {
    ...where, ...identity,
    kind: none('种类'), on_day: none('日期'), money: none('现金还是银行'), fen: money('金额', 'reached'), other_id: none('交来或下拨的组织'),
    through: none('收到哪个月为止'), voucher_id: none('有关的凭证'), purpose: none('使用项目'), for_year: none('上缴的年份'),
    about: personal('事由'), decided_by: none('集体研究的会议'), decided_on: none('研究日期'), document: none('文件'), state: none('办理情况'),
    maker_account: none('制单的账号'), maker: personal('制单人'), maker_side: none('会计还是出纳'), made_on: none('制单日期'),
    settler: personal('办理人'), settled_on: none('办理日期'),
  }),
  dues_publications: table('公布', dues, {
    ...where, ...identity,
    year: none('年份'), on_day: none('公布日期'), way: none('在哪里公布'), grain: none('公布到什么程度'), content: money('公布的内容', 'reached'),
    doer: personal('办理人'),
  }),
  dues_reconciliations: table('银行对账', dues, {
    ...where, ...identity,
    on_day: none('对到哪一天'), statement_fen: money('对账单余额', 'reached'), book_fen: money('账面余额', 'reached'),
    outstanding: none('未达的凭证'), doer: personal('办理人'), made_on: none('登记日期'),
  }),
  dues_steps: table('未交的提醒、谈话、限期和研究', { about: person, ...dues }, {
    ...where, ...identity, ...whose,
    kind: personal('做了什么'), on_day: personal('日期'), until_day: personal('限期'), note: sensitive('理由或结果', 'sealed'),
    doer: personal('办理人'),
  }),
  dues_taken: table('已收下的下级上缴', dues, { ...where, remittance_id: none('下级的上缴凭证'), voucher_id: none('收款凭证') }),
  dues_vouchers: table('凭证', dues, {
    ...where, ...identity,
    year: none('年份'), number: none('号'), on_day: none('日期'), kind: none('种类'), order_id: none('制的单'), other_id: none('交来或下拨的组织'),
    purpose: none('使用项目'), for_year: none('上缴的年份'), about: personal('事由'), reverses: none('冲销的凭证'), maker: personal('制单人'),
    checker: personal('办理人'), recorded_at: none('登记时间'),
  }),
}
