import type { Facts } from '#base/decision.ts'

export const refusalWords: Record<string, (facts: Facts) => string> = {
  'access.sign-in-first': () => '请先登录。如果刚才已经登录，可能是离开太久，登录已自动结束。',
  'access.no-such-seat': () => '您不再担任这个职务，或者职务编号有误。请在右上角重新选择一个职务。',
  'access.no-seat': () => '您的账号还没有任何职务。请联系所在组织的管理员为您登记职务。',
  'access.not-permitted': (facts) => `“${facts['post']}”没有这项权限。如果您还有别的职务，请在右上角切换后再试。`,
  'access.not-found': () => '没有找到，或者它不在您这个职务的范围内。请检查地址，或切换职务后再试。',
  'access.foreign-origin': () => '这个请求不是从本系统的页面发出的，已拒绝。请在本系统的页面里操作。',
  'access.wrong-password': () => '登录名或密码不对。请检查大小写和输入法后再试；忘记密码请向所在组织的管理员要一张重设凭条。',
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
