import type { Facts } from '#base/decision.ts'
import type { RefusalWords } from '#kernel/manifest.ts'
import type { ExcuseCause, Grade, Occasion } from '#org-life/kinds.ts'
import type { Absence, Stage } from '#org-life/rules/absence.ts'

export const occasionWords: Record<Occasion, string> = {
  yearly: '经常性谈心', 'before-meeting': '组织生活会前', discipline: '提醒、批评', hardship: '有困难', illness: '患病', dues: '未按时交纳党费团费', 'new-member': '新入党（团）',
  'post-change': '岗位变动', other: '其他',
}
export const causeWords: Record<ExcuseCause, string> = { ill: '长期患病', birth: '产假', old: '年老体弱', away: '长期外出' }
export const gradeWords: Record<Grade, string> = { excellent: '优秀', qualified: '合格', basic: '基本合格', unqualified: '不合格' }
export const registrationWords = { registered: '已注册', deferred: '暂缓注册' } as const

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
  'org-life.other-year': (f) => `${String(f['year'])}年度的评议应在当年或次年进行，${String(f['day'])} 不合适，请核对年度和日期。`,
  'org-life.appraised-already': (f) => `${String(f['year'])}年度的评议已经开始，请接着登记。`,
  'org-life.not-appraised': (f) => `${String(f['year'])}年度还没有开始评议，请先登记评议日期和测评票数。`,
  'org-life.appraisal-finished': (f) => `评议已在 ${String(f['day'])} 办结，不能再改。`,
  'org-life.appraisal-no-quorum': (f) => `参加评议的人数不够：应到 ${String(f['expected'])} 人，至少 ${String(f['needed'])} 人参加，现有 ${String(f['ballots'])} 人（${String(f['article'])}）。`,
  'org-life.ballots-too-many': (f) => `收回的测评票 ${String(f['ballots'])} 张，多于应到会的 ${String(f['expected'])} 人。发出的票少于收回的票，这次测评无效，请核对。`,
  'org-life.probationary-ungraded': (f) => `${String(f['name'])}是预备党员，参加评议但不定等次。请把等次去掉。`,
  'org-life.grade-missing': (f) => `${String(f['name'])}还没有拟定等次。正式党员（团员）都要定。`,
  'org-life.too-many-excellent': (f) => `评为“优秀”的有 ${String(f['excellent'])} 人，最多 ${String(f['most'])} 人（${String(f['article'])}）。请减少后再办结。`,
  'org-life.appraisal.warned': (f: Facts) => String(f['warnings'] ?? ''),
  'org-life.appraisal-first': () => '团籍注册看当年教育评议的等次，请先把评议办结（中青发〔2017〕5号）。',
  'org-life.registered-already': (f) => `已在 ${String(f['day'])} 注册过了。`,
  'org-life.not-the-league': () => '团籍注册只在团支部办理。',
}

type Payload = Record<string, unknown>
export const privateActs: Record<string, (p: Payload) => string> = {
  'org-life.record-talks': (p) => `登记 ${String(p['on'])} 的谈心谈话 ${String(p['count'])} 人次（${occasionWords[p['occasion'] as Occasion] ?? ''}）`,
  'org-life.excuse': (p) => `登记${String(p['name'])}长期请假，从 ${String(p['from'])} 起`,
  'org-life.end-excuse': (p) => `${String(p['name'])}长期请假结束`,
  'org-life.begin-appraisal': (p) => `开始${String(p['year'])}年度评议，收回测评票 ${String(p['ballots'])} 张`,
  'org-life.appraise': (p) => `登记${String(p['year'])}年度评议 ${String(p['count'])} 人的票数和拟定等次`,
  'org-life.finish-appraisal': (p) => `${String(p['year'])}年度评议办结，优秀 ${String(p['excellent'])} 人`,
  'org-life.register-members': (p) => `${String(p['year'])}年度团籍注册 ${String(p['registered'])} 人，暂缓 ${String(p['deferred'])} 人`,
}
