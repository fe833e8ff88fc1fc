import type { Facts } from '#base/decision.ts'
import type { StepKind } from '#dues/contract/arrears.ts'
import type { Stage, StepRefusal } from '#dues/rules/arrears.ts'

export const arrearsNotice = (line: string, month: string): string => `${month}${line}还没有登记交纳`

export const stepWords: Record<StepKind, string> = {
  told: '已提醒本人', talk: '已个别谈话', deadline: '已限期补交', meeting: '已提交支部大会', reason: '有正当理由',
}

/** What is to be done next, in private; nothing follows by itself. */
export const nextWords: Record<Stage, string> = {
  none: '', member: '提醒本人', talk: '个别谈话', deadline: '谈话并限期补交', meeting: '情况提交支部大会研究',
}

export const workTitle: Record<Stage, (months: number) => string> = {
  none: () => '', member: (n) => `${n} 个月未交`,
  talk: (n) => `连续 ${n} 个月未交，请个别谈话`,
  deadline: (n) => `连续 ${n} 个月未交，请谈话并限期补交`,
  meeting: (n) => `连续 ${n} 个月未交，情况已备好，请提交支部大会研究`,
}

export const stepRefusals: Record<StepRefusal, (facts: Facts) => string> = {
  'dues.nothing-unpaid': () => '这个人没有已结账而未交的月份，不用登记。请刷新页面。',
  'dues.step-in-future': (f) => `日期晚于今天（${f['today']}）。请填实际的日期。`,
  'dues.until-missing': () => '请写明限期到哪一天，须晚于登记的日期。',
  'dues.note-missing': () => '请写明正当理由，或支部大会研究的结果。',
}
