import type { Facts } from '#base/decision.ts'

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
  'access.session-unknown': () => '这次登录已经结束了。刷新页面可以看到现在的登录。',
}
