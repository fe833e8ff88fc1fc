import type { Facts } from '#base/decision.ts'
import type { StateTable } from '#kernel/manifest.ts'
import { isKind, kinds, type Line } from '#organisations/kinds.ts'
import { transferSteps, type TransferAct, type TransferDoer, type TransferState } from '#people/rules/transfer-states.ts'
import type { FloatingEnd, ReturnReason, SendReason, TransferRefusal } from '#people/rules/transfers.ts'
import { statusWords } from '#people/statuses.ts'

export const stateWords: Record<TransferState, string> = {
  sent: '待接收', climbed: '待上级处理', received: '已接收', returned: '已退回', withdrawn: '已撤回',
}

const actWords: Record<TransferAct, string> = {
  send: '转出', move: '直接调整', arrive: '凭外来介绍信登记', receive: '接收', claim: '凭介绍信代码接收', return: '退回', withdraw: '撤回',
  climb: '报共同上级决定', lapse: '没有共同上级，自动退回', assign: '决定接到某个组织', close: '因身份结束、组织合并等自动终止',
}

const doerWords: Record<TransferDoer, string> = {
  sender: '转出组织', receiver: '接收组织', paper: '转出组织（按系统外的回执）', superior: '上级组织', clock: '到期自动', event: '随其他变动自动',
}

export const transferMachine: StateTable = {
  words: '组织关系转接', states: stateWords, acts: actWords, doers: doerWords, steps: transferSteps,
}

export const sendReasonWords: Record<SendReason, string> = {
  work: '工作调动', graduation: '毕业', study: '升学', residence: '居住地变动', adjustment: '支部调整', retirement: '退休', kept: '毕业后暂留', other: '其他',
}

export const returnReasonWords: Record<ReturnReason, string> = {
  'not-ours': '不属于本支部接收范围', 'not-reported': '本人没有来报到', 'facts-differ': '信息与本人或档案不符', 'dues-unclear': '党费（团费、会费）交纳情况不清',
  'file-missing': '档案材料不齐', 'already-here': '已在本支部', other: '其他', 'no-answer': '过期没有答复，也没有共同的上级',
}

export const floatingEndWords: Record<FloatingEnd, string> = {
  back: '已返回', 'moved-on': '去了别处', lost: '失去联系', other: '其他', transferred: '组织关系已转接', dissolved: '就近管理的支部已撤销', left: '身份已结束',
}

/** What stands as the doer of an act that followed another. */
export const closedWords = { left: '身份已结束，自动终止', double: '重复登记合并，自动终止', merged: '两个组织已合并，自动终止' } as const
export const byClock = '按期自动办理'

/** 党员组织关系介绍信, and how the letter names what is carried over. */
export const letterWords: Record<Line, { title: string; dues: string; member: string }> = {
  party: { title: '中国共产党党员组织关系介绍信', dues: '党费', member: '党员' },
  league: { title: '中国共产主义青年团团员组织关系介绍信', dues: '团费', member: '团员' },
  union: { title: '工会会员会籍转移介绍信', dues: '会费', member: '工会会员' },
  pioneers: { title: '中国少年先锋队队员转队介绍信', dues: '', member: '少先队员' },
  women: { title: '', dues: '', member: '' },
}

const kindName = (code: Facts[string] | undefined) => (typeof code === 'string' && isKind(code) ? kinds[code].words : '这类组织')

export const transferRefusalWords: Record<TransferRefusal, (facts: Facts) => string> = {
  'people.transfer-pending': () => '这个人已有一份转接正在办理。请先等对方办结，或在“转接”里撤回，再重新转出。',
  'people.transfer-settled': (f) => `这份转接${stateWords[f['state'] as TransferState] ?? '已办结'}，不能再办。请刷新页面看最新情况。`,
  'people.transfer-elsewhere': () => '这份转接已过答复期限，现在由上级组织决定。请与上级组织联系。',
  'people.transfer-same-place': () => '这个人已经在这个组织。请选择另一个组织。',
  'people.transfer-other-line': (f) => `${kindName(f['kind'])}不是同一条线的组织。党员转给党支部，团员转给团支部，会员转给工会。请重新选择。`,
  'people.transfer-to-temporary': () => '临时支部不接转正式组织关系。请转给正式的支部，或登记为外出流动。',
  'people.transfer-lost': () => '这个人登记为失联，只能在同一个上级之下调整。请先联系上本人、更正失联登记，再转出。',
  'people.transfer-suspended': () => '停止党籍期间只能在同一个上级之下调整。请按程序恢复党籍后再转出。',
  'people.transfer-not-member': (f) => `${statusWords(String(f['line']) as Line, String(f['status']))}还没有组织关系，不开介绍信。请把培养材料转给对方，再用“结束身份”登记。`,
  'people.transfer-destination': () => '请选择接收的支部，或写明系统外的接收组织，只填一项。',
  'people.transfer-no-line': () => '妇女组织没有个人成员，不办组织关系转接。',
  'people.transfer-remark-missing': () => '选这个原因要说明具体情况。请补写说明。',
  'people.transfer-dues-month': (f) => `交至月份“${f['month']}”不对。请写成 2026-07，最多预交一年。`,
  'people.transfer-stale': () => '这个人的组织关系已经不在转出的组织。请退回这份转接，由现在的组织重新转出。',
  'people.transfer-letter-only': () => '没有找到凭这个代码可以接收的介绍信。请核对代码；写明了接收组织的，由那个组织接收。',
  'people.floating-already': () => '这个人已登记外出流动。请先结束原来的登记，再登记新的去向。',
  'people.floating-ended': (f) => `这次流动已于 ${f['day']} 结束，不用再登记。`,
  'people.floating-nowhere': () => '请选择就近管理的支部，或写明去了哪里。',
}

type Payload = Record<string, unknown>
const text = (p: Payload, field: string) => String(p[field] ?? '')
const route = (p: Payload) => `从“${text(p, 'from')}”到“${text(p, 'where')}”`

export const transferActs: Record<string, (payload: Payload) => string> = {
  'people.transfer-send': (p) => `转出${text(p, 'name')}的组织关系，${route(p)}`,
  'people.transfer-move': (p) => `调整${text(p, 'name')}的组织关系，${route(p)}`,
  'people.transfer-receive': (p) => `接收${text(p, 'name')}的组织关系，${route(p)}`,
  'people.transfer-claim': (p) => `凭介绍信代码接收${text(p, 'name')}的组织关系，${route(p)}`,
  'people.transfer-assign': (p) => `决定${text(p, 'name')}的组织关系${route(p)}`,
  'people.transfer-return': (p) => `退回${text(p, 'name')}的组织关系：${returnReasonWords[p['reason'] as ReturnReason] ?? ''}${p['remark'] ? `（${text(p, 'remark')}）` : ''}`,
  'people.transfer-withdraw': (p) => `撤回${text(p, 'name')}的组织关系转接，${route(p)}`,
  'people.transfer-climb': (p) => `${text(p, 'name')}的组织关系转接过期没有答复，${p['desk'] ? `由“${text(p, 'desk')}”决定` : '没有共同的上级，自动退回'}`,
  'people.transfer-arrive': (p) => `凭介绍信接收${text(p, 'name')}的组织关系，${route(p)}`,
  'people.float': (p) => `登记${text(p, 'name')}外出流动，${route(p)}`,
  'people.float-end': (p) => `结束${text(p, 'name')}的流动：${floatingEndWords[p['reason'] as FloatingEnd] ?? ''}`,
}

/** The lines of the work list. */
export const transferWork = {
  receive: { title: (name: string) => `${name}的组织关系转来，请接收或退回`, verb: '去办理' },
  decide: { title: (name: string) => `${name}的转接过期没有答复，请决定`, verb: '去决定' },
  waiting: { title: (name: string) => `${name}的组织关系已转出，等对方接收`, verb: '看办到哪' },
  receipt: { title: (name: string) => `${name}的介绍信已开出，等回执`, verb: '登记回执' },
  back: { title: (name: string) => `${name}的组织关系被退回`, verb: '看原因' },
} as const

interface Said {
  class: 'act' | 'know' | 'read'
  title: string
  body: string
  link: string | null
}

/** For an organisation's group, outside the application: nobody's name. */
export const groupTitle = '组织关系转接或外出流动有新进展'

export const sentNotice = (name: string, from: string, link: string): Said => ({
  class: 'act', title: `${name}的组织关系转来，待接收`, body: `“${from}”转来。请核对后接收或退回。`, link,
})
export const receivedNotice = (name: string, from: string, to: string, link: string): Said => ({
  class: 'know', title: `${name}的组织关系已由“${to}”接收`, body: `从“${from}”转来的手续已办结。`, link,
})
export const movedNotice = (name: string, from: string, to: string, link: string): Said => ({
  class: 'know', title: `${name}的组织关系已调整到“${to}”`, body: `由“${from}”调整，当天到位。`, link,
})
export const returnedNotice = (name: string, to: string, reason: ReturnReason, remark: string | null, link: string): Said => ({
  class: 'act', title: `${name}的组织关系被退回`, body: `“${to}”退回：${returnReasonWords[reason]}${remark ? `（${remark}）` : ''}。${name}仍在本组织，处理后可重新转出。`, link,
})
export const withdrawnNotice = (name: string, from: string, link: string): Said => ({
  class: 'know', title: `“${from}”撤回了${name}的转接`, body: '不用再办理。', link,
})
export const lapsedNotice = (name: string, to: string, link: string): Said => ({
  class: 'act', title: `${name}的转接过期没有答复，已自动退回`, body: `“${to}”在期限内没有接收，系统里也没有共同的上级。${name}仍在本组织，请与对方联系后重新转出。`, link,
})
export function climbedNotice(of: { name: string; from: string; to: string; desk: string }, decides: boolean, link: string): Said {
  const title = decides ? `${of.name}的组织关系转接等您决定` : `${of.name}的转接已报“${of.desk}”决定`
  const body = `从“${of.from}”到“${of.to}”，接收方没有按期答复。${decides ? '请决定接到哪个组织，或退回。' : ''}`
  return { class: decides ? 'act' : 'know', title, body, link }
}
export const floatedNotice = (name: string, from: string, link: string): Said => ({
  class: 'know', title: `${name}流动到本支部，请就近管理`, body: `组织关系仍在“${from}”。请通知本人参加本支部的活动。`, link,
})
export const floatingEndedNotice = (name: string, reason: FloatingEnd): Said => ({
  class: 'know', title: `${name}的流动已结束`, body: `原因：${floatingEndWords[reason]}。`, link: null,
})

export const toldSent = (from: string, to: string): Said => ({
  class: 'know', title: '您的组织关系正在转接', body: `“${from}”已转出，等“${to}”接收。接收之前您仍在原组织。`, link: '/me',
})
export const toldReceived = (to: string): Said => ({
  class: 'know', title: `您的组织关系已由“${to}”接收`, body: '如有不对，请联系转出或接收的组织。', link: '/me',
})
export const toldFloating = (where: string): Said => ({
  class: 'know', title: '已为您登记外出流动', body: `组织关系不变，在“${where}”就近参加活动。`, link: '/me',
})
