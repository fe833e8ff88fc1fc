import { allow, refuse, type Decision, type Refused } from '#base/decision.ts'
import type { Day } from '#base/day.ts'
import type { Regulation } from '#regulations/rules.ts'
import { flagsOf, kindOf, mayStandUnder, type KindCode } from '#organisations/kinds.ts'
import type { OrganisationRefusal, Warning } from '#organisations/rules/refusals.ts'
import {
  broken, memberFindings, placeOf, warningOf, type Finding, type Members, type Setting,
} from '#organisations/rules/sizes.ts'

type Refusal = Refused<OrganisationRefusal> | null

export interface Founding extends Setting {
  /** null: the superior is outside this installation */
  parentKind: KindCode | null
  founded: Day
  /** null: not known yet, as in an import of the tree before the roster: nothing is checked, nothing guessed */
  members: Members | null
  unitCount: number
  joint: boolean
  temporary: boolean
  /** the superior's approval is on record (批复), where the text allows an exception with it */
  approved?: boolean
  parentFounded?: Day | null
  parentDissolved?: Day | null
  /** length of the project a branch is founded for */
  projectMonths?: number
}

/** Founding is judged by the rules of its own day: a branch of 1995 is not measured by the text of 2018. */
export function mayFound(founding: Founding, regulations: readonly Regulation[], today: Day):
  Decision<{ warnings: Warning[] }, OrganisationRefusal> {
  const refused = placeRefusal(founding) ?? directRefusal(founding) ?? dayRefusal(founding, today)
    ?? formRefusal(founding)
  if (refused) return refused
  const findings = foundingFindings(founding, regulations)
  return sizeRefusal(findings, founding.approved === true) ?? allow({ warnings: findings.map(warningOf) })
}

export function placeRefusal({ kind, parentKind }: { kind: KindCode; parentKind: KindCode | null }): Refusal {
  if (mayStandUnder(kind, parentKind)) return null
  const facts = { kind, parent: parentKind, under: kindOf(kind).under.join(' ') }
  return refuse(parentKind === null ? 'organisations.needs-superior' : 'organisations.wrong-place', facts)
}

/** 直属 is said of a branch directly under a committee. */
export function directRefusal(body: { kind: KindCode; parentKind: KindCode | null; direct?: boolean }): Refusal {
  const isBelowGeneral = body.parentKind?.endsWith('.general-branch') === true
  return body.direct && isBelowGeneral ? refuse('organisations.direct-not-here', { kind: body.kind }) : null
}

function dayRefusal(founding: Founding, today: Day): Refusal {
  const { founded, parentFounded, parentDissolved } = founding
  if (founded > today) return refuse('organisations.day-in-future', { day: founded, today })
  if (parentFounded && founded < parentFounded) {
    return refuse('organisations.before-superior', { day: founded, founded: parentFounded })
  }
  // Also on a day when the superior was there: from its end on the body would stand below nobody.
  return parentDissolved ? refuse('organisations.superior-dissolved', { dissolved: parentDissolved }) : null
}

function formRefusal(founding: Founding): Refusal {
  const { kind } = founding
  const wrong = flagsOf(founding).find((flag) => !kindOf(kind).flags.includes(flag))
  if (wrong) return refuse('organisations.form-not-for-kind', { flag: wrong, kind })
  return unitsRefusal(founding)
}

/** Only a joint body covers several units, and it covers at least two; committees stand over as many as they like. */
export function unitsRefusal(body: { kind: KindCode; joint: boolean; unitCount: number }): Refusal {
  const { kind, joint, unitCount } = body
  if (joint) return unitCount < 2 ? refuse('organisations.joint-needs-units', { given: unitCount }) : null
  const needsJoint = unitCount > 1 && kindOf(kind).flags.includes('joint')
  return needsJoint ? refuse('organisations.one-unit-only', { kind, given: unitCount }) : null
}

/** A temporary branch takes over no memberships, so there is no number to measure. */
function foundingFindings(founding: Founding, regulations: readonly Regulation[]): Finding[] {
  if (founding.temporary) return []
  const place = placeOf(founding, founding.founded)
  const project = broken('project-short', kindOf(founding.kind).sizes?.projectMonthsMin, founding.projectMonths, {
    regulations, place, local: founding.local,
  })
  if (!founding.members) return project
  const counts = { ...founding.members, units: founding.unitCount }
  return [...memberFindings({ ...founding, day: founding.founded, counts }, regulations), ...project]
}

function sizeRefusal(findings: Finding[], approved: boolean): Refusal {
  const short = findings.find(({ rule }) => rule.force === 'must' && !(rule.waiver && approved))
  if (!short) return null
  const { id, value, base, article, waiver } = short.rule
  const facts = { rule: id, given: short.given, minimum: value, base, article }
  return refuse(waiver ? 'organisations.needs-approval' : 'organisations.too-few-members', facts)
}
