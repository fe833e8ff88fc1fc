import type { Facts } from '#base/decision.ts'
import type { RefusalWords, StateTable } from '#kernel/manifest.ts'
import type { AppraisalState, Grade } from '#org-life/kinds.ts'
import { appraisalSteps, type AppraisalAct, type AppraisalDoer } from '#org-life/appraisal/rules/states.ts'

export const gradeWords: Record<Grade, string> = { excellent: '优秀', qualified: '合格', basic: '基本合格', unqualified: '不合格' }
export const registrationWords = { registered: '已注册', deferred: '暂缓注册' } as const
export const ungradedWords = '参加评议，不定等次'

export const appraisalStateWords: Record<AppraisalState, string> = {
  writing: '正在写自评、互评', counting: '正在登记测评和等次', submitted: '已报上级，等待批准', finished: '已办结', registered: '已办结，已注册',
}
const nextWords: Record<AppraisalState, string> = {
  writing: '写好自评、互评以后，先登记会上测评收回的票。', counting: '登记票数和等次以后再办结；要改自评、互评的已经晚了。',
  submitted: '等上级批准；要改的先撤回。', finished: '确有错误的，请支部里另一位同志或上级点“更正”，写明原因。', registered: '确有错误的，请支部里另一位同志或上级点“更正”，写明原因。',
}
const acts: Record<AppraisalAct, string> = {
  begin: '开始评议', write: '写自评、互评', enter: '按纸质表代录', vote: '登记会上测评', grade: '登记票数和等次', finish: '办结', submit: '报上级批准', withdraw: '撤回',
  return: '退回（写明理由）', approve: '批准', 'approve-paper': '登记纸质批复', register: '团籍注册', revise: '更正（另一位同志，写明原因）',
}
const doers: Record<AppraisalDoer, string> = { secretary: '支部书记', member: '参加评议的人', superior: '上级团委', second: '办结者以外的人' }
export const appraisalMachine: StateTable = { words: '民主评议（教育评议）', states: appraisalStateWords, acts, doers, steps: appraisalSteps }

export const decidedWords = (by: 'committee' | 'meeting' | null, on: string | null): string =>
  (by && on ? `${on} ${by === 'committee' ? '支委会' : '支部大会'}提出等次` : '')
export const approvalWords = (a: { approved_how: string | null; approved_by: string | null; approval_document: string | null; submitted_on: string | null }): string =>
  (a.approved_how === 'paper' ? `按纸质批复登记：${a.approval_document}` : a.approved_how === 'self' ? `${a.approved_by}批准` : a.submitted_on ? `${a.submitted_on} 报上级` : '')
/** To the member: until when, and what came of it. */
export const correctionWords = ({ correct_by, again_on, again_grade }: { correct_by: string | null; again_on: string | null; again_grade: Grade | null }): string | null =>
  (again_on && again_grade ? `${again_on} 再次评议：${gradeWords[again_grade]}` : correct_by ? `请在 ${correct_by} 前改正，到时支部再次评议` : null)
export const goneWords = (status: string): string => `${status}，测评时已不在本支部`
export const askNotice = (organisation: string, year: number): { title: string; body: string } => ({
  title: `${organisation}：${year} 年度评议，请写自评和互评`, body: '在“我的评议”里写，也可以写在纸上交给支部。自评只有本人和支部书记看得到。',
})
/** What the superior decided, for the branch's secretary. */
export const decidedNotice = (year: number, approve: boolean, reason: string): { class: 'act' | 'know'; title: string; body: string } => (approve
  ? { class: 'know', title: `${year} 年度教育评议的等次已批准`, body: '可以办理团籍注册了。' }
  : { class: 'act', title: `${year} 年度教育评议被上级退回`, body: `理由：${reason}。改好以后再报。` })

const f = (facts: Facts, key: string): string => String(facts[key] ?? '')

export const appraisalRefusals: RefusalWords = {
  'org-life.other-year': (x) => `${f(x, 'year')}年度的评议应在当年或次年进行，${f(x, 'day')} 不合适，请核对年度和日期。`,
  'org-life.appraised-already': (x) => `${f(x, 'year')}年度的评议已经开始，请接着登记。`,
  'org-life.not-appraised': (x) => `${f(x, 'year')}年度还没有开始评议，请先点“开始评议”。`,
  'org-life.appraisal-not-now': (x) => `评议现在是“${appraisalStateWords[x['state'] as AppraisalState] ?? ''}”，不能“${acts[x['act'] as AppraisalAct] ?? ''}”。${nextWords[x['state'] as AppraisalState] ?? ''}`,
  'org-life.appraisal-no-quorum': (x) => `参加评议的人数不够：应到 ${f(x, 'expected')} 人，至少 ${f(x, 'needed')} 人参加，现有 ${f(x, 'ballots')} 人（${f(x, 'article')}）。`,
  'org-life.ballots-too-many': (x) => `收回的测评票 ${f(x, 'ballots')} 张，多于应到会的 ${f(x, 'expected')} 人。发出的票少于收回的票，这次测评无效，请核对。`,
  'org-life.probationary-ungraded': (x) => `${f(x, 'name')}是预备党员，参加评议但不定等次。请把等次去掉。`,
  'org-life.grade-not-then': (x) => `${f(x, 'name')}不能定为“基本合格”：${f(x, 'says')}（${f(x, 'article')}）。请改用其他等次。`,
  'org-life.grade-missing': (x) => `${f(x, 'name')}还没有拟定等次。正式党员（团员）都要定。`,
  'org-life.votes-missing': (x) => `${f(x, 'name')}还没有登记测评票数。等次要在民主测评以后提出，请先登记票数。`,
  'org-life.too-many-excellent': (x) => `评为“优秀”的有 ${f(x, 'excellent')} 人，最多 ${f(x, 'most')} 人（${f(x, 'article')}）。请减少后再办结。`,
  'org-life.appraisal.warned': (x) => f(x, 'warnings'),
  'org-life.no-committee': () => '本支部没有设支部委员会，等次请由支部大会提出。',
  'org-life.self-written': (x) => `${f(x, 'name')}已经自己写了自评，不能代录覆盖。要改请本人改。`,
  'org-life.not-about-oneself': () => '互评是对别人的意见，自己的请写在自评里。',
  'org-life.author-missing': () => '这次互评记名，请写明是谁的意见。',
  'org-life.author-on-slip': () => '这次互评用无记名意见条，请不要写是谁的意见。',
  'org-life.slips-handed': (x) => `您已在 ${f(x, 'day')} 交了意见条。意见条不留姓名，交了就分不出是谁的，不能再改。`,
  'org-life.not-in-appraisal': () => '您不在这次评议的名单上。名单有误的请告诉支部书记。',
  'org-life.superior-approves': () => '团员教育评议的等次由上级团组织批准（中青发〔2017〕5号）。请换到上级团委的职务再办。',
  'org-life.nothing-submitted': () => '这个团支部没有报来等着批准的评议，请刷新后再看。',
  'org-life.reason-missing': () => '退回要写明理由，支部才知道改什么。',
  'org-life.appraisal-second': () => '这次评议是您办结的，更正要由支部里另一位同志（副书记、组织委员）或上级发起。',
  'org-life.appraisal-first': () => '团籍注册看当年教育评议的等次，请先把评议办结、经上级批准（中青发〔2017〕5号）。',
  'org-life.registered-already': (x) => `已在 ${f(x, 'day')} 注册过了。`,
  'org-life.not-correcting': (x) => `${f(x, 'name') || '这位同志'}没有限期改正。只有教育评议批准以后、等次为“不合格”的团员才有。`,
  'org-life.again-already': (x) => `${f(x, 'name')}已经再次评议过了。确有错误的，请另一位同志发起更正。`,
  'org-life.correction-term': (x) => `改正期应在 ${f(x, 'from')} 到 ${f(x, 'to')} 之间结束（${f(x, 'article')}）。请改期限。`,
  'org-life.again-too-early': (x) => `改正期至少到 ${f(x, 'from')}，再次评议不能早于这一天（${f(x, 'article')}）。`,
  'org-life.not-the-league': () => '团籍注册只在团支部办理。',
}

type Payload = Record<string, unknown>
const of = (p: Payload): string => `${String(p['year'])}年度评议`
export const appraisalActs: Record<string, (p: Payload) => string> = {
  'org-life.begin-appraisal': (p) => `开始${of(p)}，参加 ${String(p['people'] ?? '')} 人`,
  'org-life.enter-self-appraisal': (p) => `${of(p)}：按纸质表代录自评`,
  'org-life.enter-opinion': (p) => `${of(p)}：按纸质表代录互评意见`,
  'org-life.write-self-appraisal': (p) => `${of(p)}：写自评`,
  'org-life.write-opinions': (p) => `${of(p)}：写互评意见`,
  'org-life.hold-vote': (p) => `${of(p)}：${String(p['on'])} 会上测评，收回测评票 ${String(p['ballots'])} 张`,
  'org-life.appraise': (p) => `登记${of(p)} ${String(p['count'])} 人的票数和拟定等次`,
  'org-life.finish-appraisal': (p) => `${of(p)}${p['state'] === 'submitted' ? '报上级批准' : '办结'}，优秀 ${String(p['excellent'])} 人`,
  'org-life.withdraw-appraisal': (p) => `撤回报批的${of(p)}`,
  'org-life.approve-appraisal-on-paper': (p) => `登记${of(p)}的纸质批复：${String(p['document'])}`,
  'org-life.approve-appraisal': (p) => (p['approve'] === true ? `批准${of(p)}` : `退回${of(p)}：${String(p['reason'])}`),
  'org-life.register-members': (p) => `${String(p['year'])}年度团籍注册 ${String(p['registered'])} 人，暂缓 ${String(p['deferred'])} 人`,
  'org-life.set-correction': (p) => `${of(p)}：限期改正到 ${String(p['until'])}`,
  'org-life.appraise-again': (p) => `${of(p)}：${String(p['on'])} 再次评议`,
  'org-life.revise-appraisal': (p) => `更正${of(p)}（第 ${String(p['revision'])} 版）：${String(p['reason'])}`,
}
