import type { Facts } from '#base/decision.ts'
import { isKind, kinds } from '#organisations/kinds.ts'

const kindName = (code: Facts[string] | undefined) => (typeof code === 'string' && isKind(code) ? kinds[code].words : '这类组织')

export const refusalWords: Record<string, (facts: Facts) => string> = {
  'app.link-over': () => '这个链接无效、过期或已经用过。还没有自己的管理员时，请在运行本系统的机器上执行 npm run cli -- first-link，另打一个；已有管理员的，请直接登录。',
  'app.login-taken': (f) => `登录名“${f['login']}”已经有人用了。请换一个。`,
  'app.own-first': () => '现在只有示例环境里的账号能登录，删掉就谁也进不来了。请先“从自己的组织开始”，登记自己的组织和管理员，再删除。',
  'app.post-not-of-kind': (f) => `${kindName(f['kind'])}没有这个职务。请从列表里选择。`,
}
