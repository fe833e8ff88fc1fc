import type { Facts } from '#base/decision.ts'
import type { LedgerRefusal } from '#ledger/act.ts'

export const refusalWords: Record<LedgerRefusal, (facts: Facts) => string> = {
  'ledger.act-reused': () => '这个操作编号已经用于另一次提交。请刷新页面后再提交一次。',
  'ledger.at-the-same-time': () => '另一个人刚刚改动了同一条记录。请刷新页面，看过最新内容后再提交。',
  'ledger.in-the-future': (facts) => `发生日期 ${facts['day']} 还没有到。请填写今天或以前的日期。`,
}
