/** Every reason for which an act on organisations is refused; words.ts holds the sentence of each. */
export const organisationRefusals = [
  'organisations.kind-unknown',
  'organisations.wrong-place',
  'organisations.needs-superior',
  'organisations.needs-leader',
  'organisations.form-not-for-kind',
  'organisations.direct-not-here',
  'organisations.joint-needs-units',
  'organisations.one-unit-only',
  'organisations.too-few-members',
  'organisations.needs-approval',
  'organisations.warned',
  'organisations.day-in-future',
  'organisations.before-superior',
  'organisations.before-founding',
  'organisations.before-last-change',
  'organisations.dissolved',
  'organisations.superior-dissolved',
  'organisations.already-there',
  'organisations.under-itself',
  'organisations.name-unchanged',
  'organisations.name-taken',
  'organisations.merge-needs-another',
  'organisations.merge-with-itself',
  'organisations.merge-other-kind',
  'organisations.children-open',
  'organisations.members-open',
  'organisations.own-body',
  'organisations.needs-document',
  'organisations.own-leader',
  'organisations.link-to-itself',
  'organisations.link-double',
  'organisations.link-leads-party',
  'organisations.link-not-leading',
  'organisations.link-other-unit',
  'organisations.link-other-line',
  'organisations.link-not-superior',
  'organisations.link-before-founding',
  'organisations.link-ended',
  'organisations.link-ends-before-start',
  'organisations.no-leader-here',
  'organisations.no-term',
  'organisations.term-not-later',
  'organisations.region-wrong',
  'organisations.region-unchanged',
  'organisations.unit-kind-unknown',
  'organisations.unit-sector-not-fitting',
  'organisations.unit-code-wrong',
  'organisations.unit-code-taken',
] as const

export type OrganisationRefusal = (typeof organisationRefusals)[number]

/** What is against a 一般 rule, or allowed by an approval: the act goes through, the screen says so. */
export interface Warning {
  finding: FindingCode
  /** id of the regulation, which answers 为什么 */
  rule: string
  given: number
  limit: number
  /** who is counted, where the rule counts members */
  base?: string
}

export const findingCodes = [
  'below-minimum', 'above-usual-size', 'joint-units-many', 'project-short', 'committee-due', 'committee-small',
  'committee-large', 'women-committee-due', 'election-early', 'election-late',
] as const

export type FindingCode = (typeof findingCodes)[number]
