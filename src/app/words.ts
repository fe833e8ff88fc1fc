import type { Facts } from '#base/decision.ts'
import { isKind, kinds } from '#organisations/kinds.ts'

const kindName = (code: Facts[string] | undefined) => (typeof code === 'string' && isKind(code) ? kinds[code].words : '这类组织')

export const refusalWords: Record<string, (facts: Facts) => string> = {
  'app.login-taken': (f) => `登录名“${f['login']}”已经有人用了。请换一个。`,
  'app.post-not-of-kind': (f) => `${kindName(f['kind'])}没有这个职务。请从列表里选择。`,
  'organisations.kind-unknown': (f) => `没有“${f['kind']}”这种组织。请从列表里选择。`,
  'organisations.needs-leader': () => '没有上级的组织要有带它的组织。请选择上级，或选择带它的党组织（团带队时为团组织）。',
  'organisations.warned': (f) => `有 ${f['count']} 条提醒，请看过后勾选“已看过，仍要办理”再提交。\n${f['warnings']}`,
  'organisations.before-last-change': (f) => `这个组织在 ${f['last']} 有过变动，早于那天的 ${f['day']} 不能再补登变动。请改日期。`,
  'organisations.one-unit-only': (f) => `选了 ${f['given']} 个单位。一个组织设在一个单位；覆盖几个单位的，请成立联合组织。`,
  'organisations.unit-kind-unknown': () => '单位类型或领域不在列表里。请从列表里选择。',
  'organisations.unit-sector-not-fitting': () => '这种单位类型没有这个领域。请改选其中一项。',
  'organisations.unit-code-wrong': (f) => `统一社会信用代码“${f['code']}”不对（18 位，不含 I O S V Z）。请对照营业执照或法人证书核对。`,
  'organisations.unit-code-taken': (f) => `统一社会信用代码 ${f['code']} 已登记给“${f['name']}”。请打开那个单位操作，或核对代码。`,
}
