import type { Day } from '#base/day.ts'
import { kindOf, type KindCode } from '#organisations/kinds.ts'
import { national } from '#regulations/packs/national.ts'
import { ruleOn } from '#regulations/rules.ts'

interface Body {
  kind: KindCode
  temporary?: boolean
  student?: boolean
  village?: boolean
}

/** What the national rules of the day say; null: the body is appointed or ends with its task (工委, 临时支部). */
export function termYearsOf(body: Body, day: Day): number | null {
  const { term, line } = kindOf(body.kind)
  if (term === null || body.temporary === true) return null
  const flags = body.student === true ? ['student'] : []
  const sector = body.village === true ? 'community' : null
  const rule = ruleOn(national.rules, term, { day, kind: body.kind, line, flags, sector })
  if (rule === null) return null
  return rule.unit === '年' ? rule.value : rule.value / 12
}
