import type { Facts } from '#base/decision.ts'
import type { Lack } from '#access/administrators/rules.ts'
import type { Profile } from '#access/profile-guards.ts'

export const administratorWords: Record<string, string> = {
  'system.administrator': '系统管理员', 'system.security': '安全管理员', 'system.audit': '审计管理员',
}

export const profileWords: Record<Profile, string> = { 'one-branch': '一个支部', committee: '一个党委', region: '一个地区' }

export const lackWords: Record<Lack, string> = {
  'no-system': '还没有能登录的系统管理员',
  'no-security': '还没有能登录的安全管理员',
  'no-audit': '还没有能登录的审计管理员',
  'holds-other': '有管理员同时担任组织里的职务，请改由专人担任，再免去这里的管理员',
}

interface ProposalInWords {
  kind: 'seat' | 'unseat' | 'lower' | 'emergency'
  post?: string | null
  login?: string | null
  name?: string | null
  profile?: Profile | null
  organisation_name?: string | null
}

/** What is proposed, without anybody's data but the administrators' own names. */
export function proposalWords({ kind, post, login, name, profile, organisation_name: organisation }: ProposalInWords): string {
  const who = `${name ?? ''}（${login ?? ''}）`
  if (kind === 'seat') return `${who}任${administratorWords[post ?? ''] ?? ''}`
  if (kind === 'unseat') return `免去${who}的${administratorWords[post ?? ''] ?? ''}`
  if (kind === 'lower') return `规模改为“${profile ? profileWords[profile] : ''}”`
  return `对“${organisation ?? ''}”开启应急授权`
}

/** Why somebody could not come in, for the audit log */
export const failureWords = {
  password: '登录名、密码或验证码不对',
  slip: '凭条代码不对',
  locked: (minutes: number) => `试错太多，锁定 ${minutes} 分钟`,
}

export const refusalWords: Record<string, (facts: Facts) => string> = {
  'access.sign-in-first': () => '请先登录。如果刚才已经登录，可能是离开太久，登录已自动结束。',
  'access.no-such-seat': () => '您不再担任这个职务，或者职务编号有误。请在右上角重新选择一个职务。',
  'access.no-seat': () => '您的账号还没有任何职务。请联系所在组织的管理员为您登记职务。',
  'access.not-permitted': (facts) => `“${facts['post']}”没有这项权限。如果您还有别的职务，请在右上角切换后再试。`,
  'access.not-found': () => '没有找到，或者它不在您这个职务的范围内。请检查地址，或切换职务后再试。',
  'access.foreign-origin': () => '这个请求不是从本系统的页面发出的，已拒绝。请在本系统的页面里操作。',
  'access.wrong-password': () => '登录名或密码不对。请检查大小写和输入法后再试；忘记密码请向所在组织的管理员要一张重设凭条。',
  'access.no-password': () => '您的账号没有设密码，不能用密码再确认一次。请让所在组织为您打印一张重设密码凭条，或打印“本人信息核对表”。',
  'access.too-many-guesses': (facts) => `试错的次数太多了。请过 ${facts['minutes']} 分钟再试，或向所在组织的管理员要一张重设凭条。`,
  'access.slip-unknown': () => '这张凭条无效：可能已经用过、过期或抄错了。请核对一遍；仍不行就请管理员另打一张。',
  'access.password-weak': (facts) => `这个密码不够安全：${facts['why']}。`,
  'access.wrong-code': () => '这个码不对，或者这次登录等得太久。请看清手机上现在的码再输一次（一个码只能用一次）；仍不行请从头登录。',
  'access.wrong-passkey': () => '没有认出这个通行密钥，或者等得太久。请再试一次；仍不行请改用密码登录。',
  'access.no-passkeys-here': (facts) => `通行密钥要用域名打开本系统才能用，现在的地址是 ${facts['host']}。请改用密码和动态码。`,
  'access.password-again': () => '离登录已有一会儿。请再输一次密码，确认是您本人。',
  'access.factor-unknown': () => '没有这一项，可能刚刚已经删除。刷新页面可以看到现在的情况。',
  'access.factor-demanded': () => '您的职务要求登录有第二步，最后一项不能删除。要换手机，请直接重新设置动态码。',
  'access.second-factor-first': () => '您的职务要求登录有第二步。请先设置手机动态码或通行密钥，然后就可以办事了。',
  'access.no-sign-on': () => '本系统没有配置单位统一登录。请用登录名和密码登录。',
  'access.sign-on-away': (facts) => `“${facts['name']}”现在连不上。请过一会儿再试，或用登录名和密码登录。`,
  'access.sign-on-failed': (facts) => `“${facts['name']}”没有完成：可能等得太久，或页面被刷新过。请再点一次登录按钮。`,
  'access.sign-on-unlinked': (facts) =>
    `${facts['label'] ? `“${facts['label']}”` : '这个账号'}还没有绑定本系统的账号。请先用登录名和密码登录，在“我的登录安全”里绑定“${facts['name']}”，以后就能直接登录。`,
  'access.sign-on-taken': (facts) => `这个“${facts['name']}”账号已经绑定了本系统的另一个账号。请先在那个账号里解除绑定，或与管理员核对。`,
  'access.session-unknown': () => '这次登录已经结束了。刷新页面可以看到现在的登录。',
  'access.posts-apart': () => '系统、安全、审计三员由三个人分别担任，也不能兼任组织里的职务。请换一位同志，或先免去原来的职务。',
  'access.another-person': (facts) => `登录名“${facts['login']}”已经是另一个人的账号。请核对姓名和公民身份号码，或换一个登录名。`,
  'access.account-closed': (facts) => `账号“${facts['login']}”已经停用。请换一个登录名。`,
  'access.account-unknown': (facts) => `没有登录名为“${facts['login']}”的账号。请核对登录名。`,
  'access.own-account': () => '不能停用自己的账号。请由另一位安全管理员来办。',
  'access.holds-already': () => '这个账号已经担任这个职务，不用再提。',
  'access.no-such-administrator': () => '这位管理员已经免去，或者编号有误。请刷新页面看现在的管理员。',
  'access.proposal-unknown': () => '没有这条提议，或者不该由您来办。请刷新页面看现在等待确认的提议。',
  'access.proposal-closed': () => '这条提议已经有了结果。请刷新页面。',
  'access.proposal-expired': () => '这条提议已经过期。请重新提一次，再请另一个人确认。',
  'access.own-proposal': () => '自己提的，不能自己确认。请另一个人来确认。',
  'access.concerns-oneself': () => '这条提议与您自己有关，不能由您确认。请另一个人来确认。',
  'access.last-administrator': () => '这是最后一位，免去后就没有人管了。请先任命接替的人。',
  'access.profile-unchanged': () => '规模没有变化。请刷新页面，看现在的规模。',
  'access.profile-needs': (facts) => `还不能改为这个规模：${facts['lacks']}。`,
}

type Payload = Record<string, unknown>
const whose = (p: Payload) => `${String(p['name'])}（${String(p['login'])}）`

/** What a ledger entry about an account says. */
export const acts: Record<string, (payload: Payload) => string> = {
  'access.slip': (p) =>
    `为登录名 ${String(p['login'])} 打印重设密码凭条（在服务器上）${p['clears'] ? '，并清除登录第二步' : ''}`,
  'access.totp-added': (p) => `${whose(p)}设置手机动态码`,
  'access.totp-removed': (p) => `${whose(p)}停用手机动态码`,
  'access.passkey-added': (p) => `${whose(p)}添加通行密钥“${String(p['detail'])}”`,
  'access.passkey-removed': (p) => `${whose(p)}删除通行密钥“${String(p['detail'])}”`,
  'access.recovery-made': (p) => `${whose(p)}重新生成备用码`,
  'access.sign-on-linked': (p) => `${whose(p)}绑定单位统一登录 ${String(p['detail'])}`,
  'access.sign-on-removed': (p) => `${whose(p)}解除单位统一登录 ${String(p['detail'])}`,
}
