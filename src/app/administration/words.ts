import type { Facts } from '#base/decision.ts'
import type { Manifest } from '#kernel/manifest.ts'
import type { EventGroup, EventKind } from '#access/event-groups.ts'
import type { Told } from '#access/administrators/told.ts'
import { permissions } from '#app/administration/contract.ts'

export const permissionWords: Record<string, string> = {
  [permissions.state]: '查看安装和备份的状态',
  [permissions.accounts]: '查看账号的技术状态',
  [permissions.propose]: '提名、提议免去管理员',
  [permissions.agree]: '确认降低规模',
  [permissions.emergency]: '请求应急授权',
  [permissions.grant]: '确认管理员任免和应急授权',
  [permissions.profile]: '改规模',
  [permissions.closures]: '停用账号、解除锁定',
  [permissions.oversee]: '查看审计管理员看了什么',
  [permissions.audit]: '查看审计记录',
  [permissions.auditExport]: '导出审计记录',
}

export const refusalWords: Record<string, (facts: Facts) => string> = {
  'app.id-number-wrong': () => '公民身份号码不对。请核对每一位；系统只留校验值，用来防止一个人兼任两员，不留号码。',
  'app.slip-already-printed': () => '这张凭条已经打过，不再显示。要另打一张，请在服务器上运行 npm run cli -- 凭条 登录名。',
  'app.organisation-unknown': () => '没有这个组织，或者它已经撤销。请照组织全称一字不差地填写。',
  'app.organisation-not-clear': () => '有不止一个组织叫这个名字。请先让其中一个更名，或在服务器上处理。',
  'app.emergency-open': () => '对这个组织的应急授权正开着，不用再请求。请在右上角切换身份。',
  'app.emergency-over': () => '这次应急授权已经结束。',
  'app.audit-too-many': (facts) => `选中的记录有 ${facts['found']} 条，一次最多导出 ${facts['most']} 条。请缩小日期范围，分几次导出。`,
}

const text = (value: unknown) => String(value ?? '')

export const acts: Manifest['acts'] = {
  'access.propose': (p) => `提议：${text(p['words'])}${p['alone'] ? '（未经第二人，已生效）' : ''}`,
  'access.answer': (p) => `${p['outcome'] === 'confirmed' ? '确认' : '不同意'}：${text(p['words'])}`,
  'access.withdraw': (p) => `撤回提议：${text(p['words'])}`,
  'access.profile': (p) => text(p['words']),
  'access.close-account': (p) => `停用账号 ${text(p['login'])}：${text(p['reason'])}`,
  'access.unlock-account': (p) => `解除账号 ${text(p['login'])} 的锁定：${text(p['reason'])}`,
  'access.ask-emergency': (p) => `请求应急授权：${text(p['words'])}`,
  'access.open-emergency': (p) => `开启应急授权：${text(p['words'])}`,
  'access.end-emergency': (p) => `结束应急授权：${text(p['words'])}`,
}

export const groupWords: Record<EventGroup, string> = {
  emergency: '应急授权', 'sign-in': '登录', grants: '授权与账号', looks: '查看与导出', refused: '被拒的请求', administration: '管理员的操作', audit: '审计',
}

export const eventWords: Record<EventKind, string> = {
  'emergency-asked': '请求应急授权', 'emergency-opened': '开启应急授权', 'emergency-act': '应急授权中办理', 'emergency-look': '应急授权中查看', 'emergency-ended': '结束应急授权',
  'sign-in': '登录', 'sign-in-failed': '登录失败', 'sign-in-locked': '锁定', 'sign-out': '退出', 'password-set': '设定密码',
  proposed: '提议', confirmed: '确认', alone: '未经第二人', declined: '不同意', withdrawn: '撤回', 'profile-raised': '提高规模', 'account-closed': '停用账号', 'account-unlocked': '解除锁定',
  unmask: '查看打码内容', export: '导出', print: '打印本人信息核对表', copy: '下载本人资料', refused: '被拒', administration: '管理', console: '服务器控制台', 'audit-read': '查看审计记录', 'audit-export': '导出审计记录',
}

const told: Record<Told['what'], string> = {
  proposed: '等您确认', confirmed: '已确认', alone: '未经第二人，已生效', declined: '不同意', withdrawn: '已撤回', 'profile-raised': '已提高规模',
  'emergency-opened': '应急授权已开启', 'emergency-ended': '应急授权已结束',
}

export const noticeOf = ({ what, words, by }: Told) => ({ title: `${told[what]}：${words}`, body: `由 ${by.words} 办理。` })

const clock = new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
export const clockOf = (at: Date): string => clock.format(at)

export const openedWords = (place: string, holder: string, second: string | null, reason: string, ends: Date): string =>
  `“${place}”，持有人 ${holder}，${second ? `第二人 ${second}` : '未经第二人'}，至 ${clockOf(ends)} 自动结束。事由：${reason}`

/** Done at the server's console */
export const slipWords = (login: string): string => `为登录名 ${login} 打印一次性凭条`

export const auditWords = {
  title: '审计记录',
  thatPost: '当时的职务',
  columns: ['时间', '类别', '事情', '登录名', '谁', '组织', '权限', '数量', '来源地址'],
  filtered: (parts: string[]) => (parts.length > 0 ? parts.join('，') : '全部'),
}
