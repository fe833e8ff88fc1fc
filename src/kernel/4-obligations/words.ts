import type { RefusalWords } from '#kernel/manifest.ts'

export const refusalWords: RefusalWords = {
  'obligations.range-too-long': () => '一次最多查看三年，请缩短时间范围。',
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
