import type { Facts } from '#base/decision.ts'
import type { Manifest } from '#kernel/manifest.ts'

export const classWords = { act: '须办', know: '须知', read: '可看' } as const
export const wayWords = { 'at-once': '马上发邮件', digest: '每天一封汇总', app: '只在系统里' } as const
export const formatWords = { wecom: '企业微信群机器人', dingtalk: '钉钉群机器人', feishu: '飞书群机器人', generic: '通用（JSON，HMAC-SHA256 签名）' } as const
export const stateWords = { waiting: '等待发送', sending: '正在发送', sent: '已发送', 'given-up': '没有发成', dropped: '不用发了' } as const
export const kindWords = { notice: '通知', digest: '每天一封的汇总', code: '核对邮箱的验证码', test: '测试' } as const

export const refusalWords: Record<string, (facts: Facts) => string> = {
  'notices.no-mail-here': () => '这个系统还没有配置发信服务器，现在只能在系统里看通知。请系统管理员按运行手册设置 SMTP。',
  'notices.no-address': () => '还没有核对过的邮箱。请先填写邮箱，收到验证码后填回来。',
  'notices.too-many-codes': (f) => `验证码发得太多了，一小时最多 ${f['most']} 次。请过一会儿再试。`,
  'notices.wrong-code': (f) => `验证码不对，还可以试 ${f['left']} 次。请核对邮件里的六位数字。`,
  'notices.code-over': () => '验证码已经过期或试错太多次。请重新填写邮箱，再发一次。',
  'notices.calendar-unknown': () => '这个日历地址已经停用或抄错了。请在“通知设置”里重新生成一个。',
  'notices.calendar-too-often': (f) => `日历取得太频繁，每小时最多 ${f['most']} 次。请把日历软件的刷新间隔调长。`,
  'notices.address-not-https': () => '地址要以 https:// 开头。内网里用 http 的机器人，请系统管理员在 HOOK_PRIVATE_HOSTS 里允许。',
  'notices.address-private': () => '这个地址在内部网络里，不能用。确实是本单位的机器人，请系统管理员在 HOOK_PRIVATE_HOSTS 里允许。',
  'notices.address-with-password': () => '地址里不能带用户名和密码。请去掉 @ 前面的部分。',
  'notices.secret-needed': (f) => `${f['format']}要填签名密钥，在机器人的安全设置里选“签名校验”就能看到。`,
  'notices.hook-exists': () => '这个组织已经有两个群机器人。请先停用一个。',
  'notices.hook-ended': () => '这个群机器人已经停用。',
}

/** Why something did not go, for whoever reads the send log. */
export const faultWords: Record<string, string> = {
  connect: '连不上对方服务器',
  tls: '对方服务器的加密证书不对',
  auth: '发信服务器不认用户名或密码，请系统管理员检查 SMTP 设置',
  timeout: '对方服务器很久没有回答',
  busy: '对方服务器请稍后再来',
  refused: '收信服务器不收这个地址的信，请核对邮箱',
  rejected: '机器人没有接受，请核对地址和密钥',
  redirect: '对方要转到别的地址去；为安全起见不跟过去',
  private: '地址解析到内部网络，没有发出',
  address: '地址打不开，请重新登记',
  killed: '发送时服务器被中断',
  failed: '没有发成',
}

export const givenUpWords = (tries: number): string => `试了 ${tries} 次，不再试了`

const text = (value: unknown) => String(value ?? '')
export const acts: Manifest['acts'] = {
  'notices.settings': () => '改通知的收法',
  'notices.ask-mail': (p) => `登记收通知的邮箱 ${text(p['mask'])}，等待核对`,
  'notices.confirm-mail': (p) => `核对了收通知的邮箱 ${text(p['mask'])}`,
  'notices.drop-mail': () => '删除收通知的邮箱',
  'notices.calendar': () => '生成新的日历订阅地址，旧的作废',
  'notices.drop-calendar': () => '停用日历订阅',
  'notices.test-mail': (p) => `向 ${text(p['mask'])} 发一封测试邮件`,
  'notices.add-hook': (p) => `登记“${text(p['organisation'])}”的群通知：${text(p['format'])}，${text(p['host'])}`,
  'notices.end-hook': (p) => `停用“${text(p['organisation'])}”的群通知`,
  'notices.test-hook': (p) => `向“${text(p['organisation'])}”的群发一条测试`,
}

interface Item {
  class: keyof typeof classWords
  title: string
  link: string | null
}

const brand = '同心'
const counted = (items: readonly Item[]): string =>
  (['act', 'know', 'read'] as const).flatMap((kind) => {
    const n = items.filter((item) => item.class === kind).length
    return n > 0 ? [`${classWords[kind]} ${n} 件`] : []
  }).join('，')

/** Addresses inside the application become whole ones where the outside address is known. */
const linked = (publicUrl: string | null, link: string): string => (publicUrl === null ? '请登录同心查看' : `${publicUrl}${link}`)

/** A letter says no more than titles and where to look. */
export const letterOf = (items: readonly Item[], publicUrl: string | null): { subject: string; text: string } => {
  const [only] = items
  const subject = items.length === 1 ? `【${brand}·${classWords[only!.class]}】${only!.title}` : `【${brand}】${counted(items)}`
  const lines = items.map((item) => `${classWords[item.class]}：${item.title}\n${linked(publicUrl, item.link ?? '/notices')}`)
  return { subject, text: `${lines.join('\n\n')}\n\n----\n内容请登录系统查看。不想收或换个收法：${linked(publicUrl, '/account/notices')}\n` }
}

export const codeLetter = (code: string): { subject: string; text: string } => ({
  subject: `【${brand}】核对邮箱的验证码`,
  text: `验证码：${code}\n\n15 分钟内有效。在“通知设置”里填写。\n如果不是您本人在登记这个邮箱，不用理会这封信，以后也不会再收到。\n`,
})

export const testLetter = (publicUrl: string | null): { subject: string; text: string } => ({
  subject: `【${brand}】测试邮件`,
  text: `收到这封信，说明发信服务器设置好了。\n${linked(publicUrl, '/')}\n`,
})

/** What a group hears: how many of each class, titles without names, where to look. */
export const groupText = (organisation: string, items: readonly Item[], publicUrl: string | null): string => {
  const lines = items.map((item) => `${classWords[item.class]}：${item.title}`)
  return [`【${brand}】${organisation}：${counted(items)}`, ...lines, linked(publicUrl, '/')].join('\n')
}

export const groupTestText = (organisation: string, publicUrl: string | null): string =>
  `【${brand}】${organisation}：这是一条测试，群通知已经接通。\n${linked(publicUrl, '/')}`

export const calendarWords = {
  name: (who: string) => `同心：${who}`,
  day: (verb: string, address: string) => `${verb}：${address}`,
  file: '同心日历.ics',
}
