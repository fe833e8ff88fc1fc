import type { RefusalWords } from '#kernel/manifest.ts'
import { markNames } from '#org-life/words.ts'
import type { Mark } from '#org-life/kinds.ts'

const chinese = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十']

/** Every Chinese sentence on paper. */
export const words = {
  record: '会议记录',
  blankRecord: '会议记录（空白表）',
  signIn: '签到表',
  book: (line: string) => (line === 'league' ? '团支部工作手册' : '党支部工作手册'),
  facts: (line: string) => (line === 'league' ? '团支部书记述职事实清单' : '党支部书记述职事实清单'),
  codeOfRecord: '扫码或在“组织生活—按编号打开”输入编号，回到这份记录',
  codeOfBlank: '会后扫码，或在“组织生活—按编号打开”输入编号补录',
  codeOfBook: '扫码或输入编号，回到系统里的这一册',
  meeting: '会议', organisation: '组织', group: '小组', time: '时间', place: '地点', chair: '主持', recorder: '记录', topic: '主题', guests: '列席',
  expected: '应到', present: '实到', leave: '请假', absent: '缺席', none: '无',
  people: (all: number, entitled: number) => `${all} 人（有表决权 ${entitled} 人）`,
  peopleRoom: ' 人（有表决权 ',
  peopleEnd: ' 人）',
  planned: (on: string) => `${on}（计划）`,
  heldOn: '实际召开日期',
  yearMonthDay: [' 年 ', ' 月 ', ' 日'] as const,
  oath: (title: string) => `宣誓：《${title}》`,
  matterRoom: (no: number) => `${chinese[no] ?? no + 1}、议题：`,
  voteRoom: (base: number) => ['表决：应到会有表决权 ', `${base}`, ' 人，实到 ', ' 人。赞成 ', ' 票，反对 ', ' 票，弃权 ', ' 票，结果 '] as const,
  recorderSigns: '记录人签字',
  chairSigns: '主持人核对签字',
  signedSelf: (on: string) => `${on}，已在系统签字`,
  signedPaper: (on: string) => `${on} 登记：已在纸上签字`,
  date: '日期 ',
  onPaper: '本记录按纸质记录代录。',
  revised: (no: number, reason: string) => `第 ${no} 版，更正原因：${reason}`,
  cancelled: (reason: string) => `会议已取消：${reason}`,
  notLocked: (state: string) => `打印时的状态：${state}。签字锁定前内容还可能改动。`,
  blanks: '空白处没有记录，不代填。',
  ofOnePerson: (name: string, reason: string) => (reason ? `${name}（${reason}）` : name),
  number: '序号', name: '姓名', status: '类别', signature: '签名', remark: '备注', guest: '列席',
  signNote: '请本人签名。没有到会的，由记录人在备注里写“请假”或“缺席”。',
  markOnPaper: (mark: Mark | null): string => (mark === null || mark === 'present' ? '' : markNames[mark]),
  printed: (on: string) => `打印日期 ${on}`,
  upTo: (on: string) => `人员和职务截至 ${on}`,
  about: '支部概况', posts: '班子成员', members: '成员名册', plan: '计划与落实', months: '按月安排', records: '会议记录', talks: '谈心谈话', dues: '党费（团费）收缴',
  chapter: (no: number, title: string) => `${chinese[no]}、${title}`,
  fullName: '名称', superior: '上级组织', founded: '成立日期', memberCount: '成员', votingCount: '有表决权', postsHeld: '职务',
  count: (n: number) => `${n} 人`,
  sex: '性别', born: '出生年月', joined: '入党（团）日期', phone: '联系电话',
  period: '期间', duty: '应办', times: '规定次数', done: '已办次数', state: '情况', days: '办理日期',
  month: '月份', what: '内容', attendance: '应到/实到', recordState: '记录',
  attended: (expected: number, present: number) => `${expected}/${present}`,
  nothingMonth: '没有安排',
  nothingRecorded: '没有记录。',
  nothingOwed: '这一期没有规定的次数。',
  talksCounted: (n: number) => `本期登记谈心谈话 ${n} 次。谈话内容由谈话人保存，不进手册。`,
  talksPeriod: (period: string, n: number, times: number) => `${period}：登记 ${n} 次，规定 ${times} 次。`,
  talksPrivate: '谈话内容由谈话人保存，不进手册。',
  absence: '连续没有参加组织生活的提醒，只给本人和支部书记看，不进手册。',
  membersHidden: '您现在的职务不能查看名册，这里不打印。',
  duesMonth: '月份', duesOwed: '应收', duesTaken: '实收', duesBy: '经手人',
  duesBlank: '系统里没有登记的，留空手填。',
  factsIntro: (period: string) => `以下事实都从 ${period} 的记录中取得，没有记录的不写；后面的空行由本人填写。`,
  basics: '基本情况', fulfilment: '组织生活落实情况', held: '会议次数', decided: '表决事项', late: '补录情况',
  ownWords: ['抓了哪些工作、怎么抓的', '存在的问题和原因', '下一步打算'] as const,
  ownPart: '以下由本人填写',
  periods: '规定期数', met: '按期', metLate: '补办', waived: '同意免办', open: '未到期或待办', missed: '未完成',
  kind: '会议种类', sessions: '次数', dates: '日期',
  decision: (on: string, title: string, votes: string, passed: boolean) => `${on}　${title}：${votes}，${passed ? '通过' : '未通过'}`,
  votes: (v: { for: number; against: number; abstain: number }) => `赞成 ${v.for} 票、反对 ${v.against} 票、弃权 ${v.abstain} 票`,
  lateNone: '没有补录的会议。',
  changes: (from: string, joined: number, left: number) => `自 ${from} 起加入 ${joined} 人，离开 ${left} 人。`,
  file: (title: string, organisation: string, when: string) => `${title}-${organisation}-${when}`,
}

export const printRefusals: RefusalWords = {
  'org-life.code-misread': () => '这个编号不对，多半是抄错了一位。请对照纸上的编号再输一遍（没有数字 0、1 和字母 O、I），或者直接扫码。',
  'org-life.code-unknown': () => '没有找到这个编号，或者它不在您现在这个职务的范围内。请核对编号；一人几职的，先在右上角切换职务。',
  'org-life.entered-already': () => '这张表对应的会议已经开始记录了，不用再录一遍。请打开那份记录核对。',
  'org-life.code-other-form': () => '编号和打开的会议对不上。请重新输入编号。',
}

type Payload = Record<string, unknown>

export const printActs: Record<string, (payload: Payload) => string> = {
  'org-life.export': (p) => `导出${String(p['title'])}（${String(p['code'])}）`,
  'org-life.enter-paper': (p) => `按纸质表补录 ${String(p['on'])} ${String(p['words'])}（编号 ${String(p['code'])}）`,
}
