import { isAtLeastAsStrict, isInForce, maySet, type Regulation } from '#regulations/rules.ts'
import type { Day } from '#base/day.ts'

/** What an organisation laid down over a rule, for itself and all below it, on the days `from` <= day < `to`. */
export interface Setting {
  id: string
  organisationId: string
  organisationName: string
  path: string
  rule: string
  /** null: the rule's own value, compared with the official text */
  value: number | null
  /** the document that says so */
  document: string
  from: Day
  to: Day | null
}

/**
 * The rules with the settings of an organisation and those above it laid over: every rule keeps its value before the
 * setting's day, so that cases judged by it stay judged. Superiors first: below, what they laid down may only be stricter.
 */
export function laidOver(rules: readonly Regulation[], settings: readonly Setting[]): readonly Regulation[] {
  const topDown = [...settings].sort((one, other) => one.path.length - other.path.length || (one.from < other.from ? -1 : 1))
  return topDown.reduce<readonly Regulation[]>((laid, setting) => laid.flatMap((rule) => (rule.id === setting.rule ? split(rule, setting) : [rule])), rules)
}

/** The days before the setting, its days, and those after it. */
function split(rule: Regulation, setting: Setting): Regulation[] {
  const from = rule.from > setting.from ? rule.from : setting.from
  const to = least(rule.to, setting.to ?? undefined)
  if ((to !== undefined && from >= to) || !fitsRule(rule, setting)) return [rule]
  const before = rule.from < from ? [{ ...rule, to: from }] : []
  const after = to !== undefined && (rule.to === undefined || to < rule.to) ? [{ ...rule, from: to }] : []
  return [...before, under(rule, setting, from, to), ...after]
}

function under(rule: Regulation, setting: Setting, from: Day, to: Day | undefined): Regulation {
  const { to: _, ...rest } = rule
  const nationalValue = rule.nationalValue ?? rule.value
  const set = { organisation: setting.organisationName, document: setting.document, from: setting.from }
  return { ...rest, value: setting.value ?? rule.value, nationalValue, from, ...(to !== undefined && { to }), set }
}

const least = (one: Day | undefined, other: Day | undefined): Day | undefined =>
  one === undefined ? other : other === undefined || one < other ? one : other

/** Whether this may stand over a rule: what a superior has laid down already may only be made stricter. */
export function fitsRule(rule: Regulation, { value }: Pick<Setting, 'value'>): boolean {
  if (value === null) return true
  // a share is kept as a fraction, and a number cannot stand for it
  if (rule.share) return false
  return rule.set ? isAtLeastAsStrict(rule, value) : maySet(rule, value)
}

export type SettingRefusal = 'regulations.rule-unknown' | 'regulations.setting-past' | 'regulations.share-fixed' | 'regulations.laxer' | 'regulations.not-a-choice'

/** Why something may not be laid down from a day on, or null. `rules` are those with the superiors' settings over them. */
export function settingRefusal(rules: readonly Regulation[], given: Pick<Setting, 'rule' | 'value' | 'from'>, today: Day): SettingRefusal | null {
  const concerned = rules.filter((rule) => rule.id === given.rule && isInForce(rule, given.from))
  if (concerned.length === 0) return 'regulations.rule-unknown'
  if (given.from < today) return 'regulations.setting-past'
  if (given.value === null) return null
  if (concerned.some((rule) => rule.share)) return 'regulations.share-fixed'
  if (concerned.some((rule) => rule.choices && !rule.choices.includes(given.value!))) return 'regulations.not-a-choice'
  return concerned.every((rule) => fitsRule(rule, given)) ? null : 'regulations.laxer'
}
