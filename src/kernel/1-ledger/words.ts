import type { Facts } from '#base/decision.ts'
import type { LedgerRefusal } from '#ledger/act.ts'

const shanghai = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' })

/** Who, when and what, as far as the reader may know it. */
function changedBy({ by, post, at, what }: Facts): string {
  if (!by) return '别人改过这条记录。'
  return `${String(post)} ${String(by)} 在 ${shanghai.format(new Date(String(at)))} 改过这条记录（${String(what)}）。`
}

export const refusalWords: Record<LedgerRefusal, (facts: Facts) => string> = {
  'ledger.act-reused': () => '这个操作编号已经用于另一次提交。请刷新页面后再提交一次。',
  'ledger.at-the-same-time': () => '另一个人刚刚改动了同一条记录。请刷新页面，看过最新内容后再提交。',
  'ledger.changed-meanwhile': (facts) => `您打开之后，${changedBy(facts)}您填的内容还在，请对照最新内容后再提交。`,
  'ledger.in-the-future': (facts) => `发生日期 ${facts['day']} 还没有到。请填写今天或以前的日期。`,
}
