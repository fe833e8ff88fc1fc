import type { Facts } from '#base/decision.ts'
import type { RefusalWords, StateTable } from '#kernel/manifest.ts'
import { privateActs, privateRefusals } from '#org-life/words/private.ts'
import { kindsWords, type LeaveReason, type Mark } from '#org-life/kinds.ts'
import { meetingSteps, type MeetingAct, type MeetingDoer, type MeetingState } from '#org-life/rules/states.ts'

export const stateWords: Record<MeetingState, string> = {
  planned: '已安排', noticed: '已通知', open: '正在记录', closed: '待记录人签字', signed: '待主持人核对签字', locked: '已锁定', cancelled: '已取消',
}

const machineActs: Record<MeetingAct, string> = {
  plan: '安排', change: '改日期或内容', notify: '通知', open: '开始记录', cancel: '取消', close: '记录整理完', reopen: '退回修改（签字作废）',
  sign: '记录人签字', check: '主持人核对签字', revise: '更正（另一位同志，写明原因）',
}
const machineDoers: Record<MeetingDoer, string> = {
  keeper: '支部书记、副书记、组织委员', recorder: '记录人（或登记纸上的签字）', chair: '主持人（或登记纸上的签字）', second: '锁定者以外的人',
}

export const meetingMachine: StateTable = {
  words: '会议记录', states: stateWords, acts: machineActs, doers: machineDoers, steps: meetingSteps,
}

export const leaveWords: Record<LeaveReason, string> = {
  duty: '因公', family: '家中有事', away: '外出', ill: '病假', birth: '产假', old: '年老体弱', other: '其他原因',
}
export const markNames: Record<Mark, string> = { present: '到会', online: '线上', leave: '请假', absent: '缺席' }
export const markWords = (mark: Mark | null, reason: LeaveReason | null): string =>
  (mark === null ? '未点名' : mark === 'leave' && reason ? `请假（${leaveWords[reason]}）` : markNames[mark])

/** 10:21, in Shanghai */
export const momentWords = (at: Date): string => new Date(at.getTime() + 8 * 3600_000).toISOString().slice(11, 16)

export const lateWords = (on: string, closed: string): string => `补录：${on} 的会议，${closed} 登记`

export const noticeOf = (
  meeting: { kinds: readonly string[]; planned_on: string; starts: string | null; place: string | null; topic: string }, organisation: string,
): { title: string; body: string } => ({
  title: `${organisation}：${meeting.planned_on} 召开${kindsWords(meeting.kinds)}`,
  body: `${meeting.starts ? `${meeting.starts}，` : ''}${meeting.place ?? '地点另行通知'}。${meeting.topic ? `主题：${meeting.topic}。` : ''}请回复参加或请假。`,
})

const quorum = (f: Facts): string => `有表决权的应到 ${String(f['entitled'])} 人，至少要到 ${String(f['needed'])} 人，现在到了 ${String(f['present'])} 人`
const article = (f: Facts): string => (f['article'] ? `（${String(f['article'])}）` : '')

export const refusalWords: RefusalWords = {
  ...privateRefusals,
  'org-life.not-now': (f) => `这次会议现在是“${stateWords[f['state'] as MeetingState] ?? ''}”，这一步还不能办或已经办过了，请刷新后再看。`,
  'org-life.locked': () => '记录已经签字锁定，不能再改。确有错误的，请支部里另一位同志点“更正”，写明原因。',
  'org-life.in-the-future': (f) => `${String(f['day'])} 还没有到，会还没有开，不能先记录。请开会当天或之后再办。`,
  'org-life.date-gone': (f) => `计划日期 ${String(f['day'])} 已经过去。请先改日期，或者直接开始记录。`,
  'org-life.not-joint': () => '应到会的人不同的会不能合并成一次记录（如支委会与党员大会）。请分开安排。',
  'org-life.other-line': () => '这种会不是这个组织开的。请在相应的党支部或团支部里安排。',
  'org-life.group-missing': () => '小组会要选定是哪个小组。没有小组的支部不用开小组会，请先登记小组。',
  'org-life.not-a-branch': () => '组织生活由党支部、团支部安排和记录。请选择一个支部。',
  'org-life.not-a-group': () => '只有小组会需要选定参加的人；其他会议的名单按当天的名册自动列出。',
  'org-life.not-a-member-then': (f) => `${f['day'] ? `${String(f['day'])} ` : ''}当天不在本支部的名册上，不能列为应到会或到会的人。来听会的请写在“列席”里；名册有误的先改名册。`,
  'org-life.same-signer': () => '主持人和记录人不能是同一个人：记录要由记录人签字、主持人核对签字。请另选一位记录人。',
  'org-life.planned-already': (f) => `${String(f['day'])} 的${String(f['words'])}已经安排过了，请直接打开它。`,
  'org-life.roll-missing': (f) => (Number(f['unmarked']) > 0 ? `还有 ${String(f['unmarked'])} 人没有点名，请点完再办。` : '名单是空的：请先核对名册，小组会请先选定本组的人。'),
  'org-life.roll-changed': (f) => `${String(f['name'])}刚由${String(f['by'] || '另一台设备')}${f['at'] ? `在 ${String(f['at'])} ` : ''}记为${String(f['now'])}。请看一眼再改。`,
  'org-life.leave-reason-missing': (f) => `${String(f['name'] ?? '')}请假，请选一个原因。`,
  'org-life.nobody-there': () => '没有一个人到会，不能算开过会。没有开成的请点“取消”，写明原因。',
  'org-life.no-quorum': (f) => `到会人数不够：${quorum(f)}${article(f)}。人数够了才能表决；没有达到人数的会不能作为已经召开登记。`,
  'org-life.nothing-dealt': () => '还没有一个议题。请写上会议做了什么，哪怕一句话。',
  'org-life.nobody-signs': (f) => `还没有写明${String(f['who'])}。请先选定，记录要由记录人签字、主持人核对签字。`,
  'org-life.vote-open': (f) => `“${String(f['title'])}”正在表决。请先登记表决结果。`,
  'org-life.vote-not-open': () => '这个议题没有在表决。请先点“付表决”。',
  'org-life.voted-already': (f) => `“${String(f['title'])}”已经表决过，题目和结果不能再改。`,
  'org-life.votes-do-not-balance': (f) => `赞成、反对、弃权合计 ${String(f['given'])} 票，应是 ${String(f['wanted'])} 票（到会有表决权的人数加会前书面意见）。请重新核对。`,
  'org-life.no-vote-here': (f) => `这个会不能表决“${String(f['matter'])}”。请放到支部大会或支委会上，按规定的人数和多数表决。`,
  'org-life.written-not-counted': () => '只有接收预备党员和转正的表决，会前送达的书面意见才计入票数（发展党员工作的规定）。',
  'org-life.written-too-many': (f) => `没有到会而有表决权的只有 ${String(f['away'])} 人，书面意见不能多于这个数。`,
  'org-life.matter-unknown': () => '这个议题已经不在了，请刷新后再看。',
  'org-life.second-person': () => '这份记录是您锁定的，更正要由支部里另一位同志（副书记、组织委员）或上级发起。',
  'org-life.not-yours': () => '这次会议现在没有等您签的字：先由记录人签，再由主持人核对后签。',
  'org-life.not-expected': () => '您不在这次会议的应到会名单上。名单有误的请告诉支部书记。',
}

type Payload = Record<string, unknown>
const at = (p: Payload): string => `${String(p['day'])} ${String(p['words'])}`
const roleWords = (p: Payload): string => (p['role'] === 'recorder' ? '记录人' : '主持人')

export const actWords: Record<string, (p: Payload) => string> = {
  ...privateActs,
  'org-life.plan': (p) => `安排${String(p['words'])}`,
  'org-life.change': (p) => `修改${at(p)}的安排`,
  'org-life.notify': (p) => `通知${at(p)}，站内收到 ${String(p['told'])} 人`,
  'org-life.open': (p) => `开始记录${at(p)}`,
  'org-life.mark': (p) => `点名：${String(p['names'])}`,
  'org-life.expect': (p) => `选定小组 ${String(p['count'])} 人`,
  'org-life.add-matter': (p) => `加议题：${String(p['kindWords'])}“${String(p['title'])}”`,
  'org-life.change-matter': (p) => `修改“${String(p['title'])}”的记录`,
  'org-life.remove-matter': (p) => `删去议题“${String(p['title'])}”`,
  'org-life.open-vote': (p) => `“${String(p['title'])}”付表决：应到 ${String(p['base'])} 人，实到 ${String(p['present'])} 人`,
  'org-life.count-vote': (p) => `“${String(p['title'])}”赞成 ${String(p['for'])}、反对 ${String(p['against'])}、弃权 ${String(p['abstain'])}，${p['passed'] === true ? '通过' : '未通过'}`,
  'org-life.close': (p) => `${at(p)}记录整理完，到会 ${String(p['present'])} 人`,
  'org-life.reopen': (p) => `${at(p)}退回修改，签字作废`,
  'org-life.sign': (p) => `${at(p)}：${roleWords(p)}${String(p['name'] ?? '')}${p['how'] === 'paper' ? '已在纸上签字' : '签字'}${p['role'] === 'chair' ? '，记录锁定' : ''}`,
  'org-life.cancel': (p) => `取消${at(p)}：${String(p['reason'])}`,
  'org-life.revise': (p) => `更正${at(p)}（第 ${String(p['revision'])} 版）：${String(p['reason'])}`,
  'org-life.reply': (p) => `${String(p['name'])}回复${p['reply'] === 'leave' ? `请假（${leaveWords[p['reason'] as LeaveReason] ?? ''}）` : '参加'}`,
}
