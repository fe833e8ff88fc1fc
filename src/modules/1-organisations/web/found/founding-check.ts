import type { Day } from '#base/day.ts'
import type { Refused } from '#base/decision.ts'
import { national } from '#regulations/packs/national.ts'
import { why, type Why } from '#regulations/words.ts'
import { isKind, kindOf, type Flag, type KindCode } from '#organisations/kinds.ts'
import { nameRefusal } from '#organisations/rules/changes.ts'
import { mayFound } from '#organisations/rules/founding.ts'
import type { OrganisationRefusal, Warning } from '#organisations/rules/refusals.ts'
import { sectorCodes } from '#organisations/unit-kinds.ts'
import { findingWords, refusalWords } from '#organisations/words.ts'

/** What the form knows so far; the server decides by the same rules. */
export interface Draft {
  kind: string
  name: string
  on: Day
  flags: readonly Flag[]
  sector: string | null
  unitCount: number
  full: number | null
  all: number | null
  approved: boolean
  /** null: the superior is outside this installation */
  parent: { kind: string; founded: Day; dissolved: Day | null } | null
  /** names of the bodies of this kind that the superior has */
  siblings: readonly string[]
}

export interface Remark {
  sentence: string
  why: Why | null
}

export type Verdict =
  | { state: 'refused'; remark: Remark; waivable: boolean }
  | { state: 'warned'; remarks: Remark[] }
  | { state: 'good' }

const codeOf = (kind: string): KindCode | null => (isKind(kind) ? kind : null)

/** What would come of the act if it were sent now, by the rules of its own day. */
export function verdictOn(draft: Draft, today: Day): Verdict | null {
  const kind = codeOf(draft.kind)
  if (!kind) return null
  const form = Object.fromEntries(draft.flags.map((flag) => [flag, true]))
  const { parent, on, unitCount, approved } = draft
  const decision = mayFound({
    kind, founded: on, members: membersOf(draft), unitCount, approved, joint: false, temporary: false, ...form,
    sector: sectorCodes.find((sector) => sector === draft.sector) ?? null, parentKind: codeOf(parent?.kind ?? ''),
    parentFounded: parent?.founded ?? null, parentDissolved: parent?.dissolved ?? null,
  }, national.rules, today)
  const refused = decision.ok ? nameRefusal(draft.name, draft.siblings) : decision
  if (refused) return refusedBy(refused, on)
  const remarks = decision.ok ? decision.value.warnings.map((warning) => remarkOf(warning, on)) : []
  return remarks.length > 0 ? { state: 'warned', remarks } : { state: 'good' }
}

function refusedBy({ refusal, facts = {} }: Refused<OrganisationRefusal>, on: Day): Verdict {
  const rule = typeof facts['rule'] === 'string' ? whyOf(facts['rule'], on) : null
  const remark = { sentence: refusalWords[refusal](facts), why: rule }
  return { state: 'refused', remark, waivable: refusal === 'organisations.needs-approval' }
}

/** Nothing is guessed: the numbers are measured only when they are known. */
function membersOf({ full, all }: Draft): { full: number; all: number } | null {
  if (full === null && all === null) return null
  return { full: full ?? all!, all: Math.max(full ?? 0, all ?? full!) }
}

const remarkOf = (warning: Warning, day: Day): Remark =>
  ({ sentence: findingWords[warning.finding](warning), why: whyOf(warning.rule, day) })

function whyOf(id: string, day: Day): Why | null {
  const rule = national.rules.find((one) => one.id === id && one.from <= day && (one.to === undefined || day < one.to))
  return rule ? why(rule) : null
}

/** Whether any rule measures this kind by its members when it is founded. */
export const countsMembers = (kind: KindCode): boolean => {
  const { min, max } = kindOf(kind).sizes ?? {}
  return min !== undefined || max !== undefined
}
