import type { RefusalWords } from '#kernel/manifest.ts'
import { appraisalActs, appraisalRefusals } from '#org-life/appraisal/words.ts'
import type { ExcuseCause, Occasion } from '#org-life/kinds.ts'
import type { Absence, Stage } from '#org-life/rules/absence.ts'

export const occasionWords: Record<Occasion, string> = {
  yearly: '经常性谈心', 'before-meeting': '组织生活会前', discipline: '提醒、批评', hardship: '有困难', illness: '患病', dues: '未按时交纳党费团费', 'new-member': '新入党（团）',
  'post-change': '岗位变动', other: '其他',
}
/** With whom somebody's talk of the year is to be. */
export const talkPartners = { committee: '与其他委员', member: '与委员' } as const
export const causeWords: Record<ExcuseCause, string> = { ill: '长期患病', birth: '产假', old: '年老体弱', away: '长期外出' }

/** The same sentence for the member and for the secretary: a fact and what to do, no judgement. */
export const absenceSentence = ({ since, until, months }: Absence, stage: Stage): string =>
  `从 ${since} 到 ${until}，没有请假，没有参加组织生活（${months} 个月）。${stage === 'member' ? '有原因的请向支部说明，登记请假后不再计算。' : '请个别了解情况；有病、年老、外出的登记长期请假，不再计算。'}`

export const privateRefusals: RefusalWords = {
  'org-life.own-branch-only': () => '谈心谈话、缺席提醒和评议只由本支部书记办理和查看；上级只看办了没有。请换到本支部书记的职务再办。',
  'org-life.talk-with-oneself': () => '谈话的两个人不能是同一个人，请重新选择。',
  'org-life.note-of-several': () => '一次登记几个人时不写内容。要写内容的，请一个人一个人地登记。',
  'org-life.excused-already': (f) => `${String(f['name'])}已经登记了长期请假，请先结束原来的。`,
  'org-life.not-excused': () => '这位同志没有正在进行的长期请假，请刷新后再看。',
  'org-life.dates-not-lawful': (f) => `结束日期 ${String(f['to'])} 早于开始日期 ${String(f['from'])}，请改正。`,
  ...appraisalRefusals,
}

type Payload = Record<string, unknown>
export const privateActs: Record<string, (p: Payload) => string> = {
  'org-life.record-talks': (p) => `登记 ${String(p['on'])} 的谈心谈话 ${String(p['count'])} 人次（${occasionWords[p['occasion'] as Occasion] ?? ''}）`,
  'org-life.excuse': (p) => `登记${String(p['name'])}长期请假，从 ${String(p['from'])} 起`,
  'org-life.end-excuse': (p) => `${String(p['name'])}长期请假结束`,
  ...appraisalActs,
}
