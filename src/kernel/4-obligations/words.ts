import type { RefusalWords } from '#kernel/manifest.ts'

export const refusalWords: RefusalWords = {
  'obligations.range-too-long': () => '一次最多查看三年，请缩短时间范围。',
  'obligations.too-many-questions': () => '最多存 30 个查询，请先删除不用的。',
  'obligations.own-waiver': () => '不能给自己的组织免办，请由上级办理。',
  'obligations.not-owed': () => '这个组织在这一期没有这件应办的事，请刷新后再看。',
  'obligations.met-already': () => '这件事已经办过了，不需要免办。',
  'obligations.waived-already': () => '这件事已经同意免办，不需要再办一次。',
}

export const permissionWords: Record<string, string> = {
  'obligations.view': '查看应办的事',
  'obligations.waive': '同意下级免办',
}

export const acts = {
  'obligations.waive': (payload: Record<string, unknown>) => `同意“${String(payload['organisation'])}”免办${String(payload['words'])}：${String(payload['reason'])}`,
}

/** A notice names a few things and counts the rest. */
export function reminderWords(stage: 'before' | 'after', lastDay: string, open: readonly string[]): { title: string; body: string } {
  const named = open.slice(0, 5).join('、') + (open.length > 5 ? `等 ${open.length} 件` : '')
  return stage === 'before'
    ? { title: `${open.length} 件事 ${lastDay} 到期，还没有办`, body: `${named}。办完登记后就不再列出；确实办不了的，请上级同意免办。` }
    : { title: `${open.length} 件事 ${lastDay} 已到期，请补办`, body: `${named}。宽限期内补办的如实记为补办；过了宽限期，上级的工作清单会列出。` }
}
