import type { Facts } from '#base/decision.ts'
import { isKind, kinds } from '#organisations/kinds.ts'

const kindName = (code: Facts[string] | undefined) => (typeof code === 'string' && isKind(code) ? kinds[code].words : '这类组织')

export const refusalWords: Record<string, (facts: Facts) => string> = {
  'app.login-taken': (f) => `登录名“${f['login']}”已经有人用了。请换一个。`,
  'app.post-not-of-kind': (f) => `${kindName(f['kind'])}没有这个职务。请从列表里选择。`,
}
