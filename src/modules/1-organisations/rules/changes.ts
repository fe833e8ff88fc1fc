import { allow, refuse, type Decision, type Refused } from '#base/decision.ts'
import type { Day } from '#base/day.ts'
import type { Regulation } from '#regulations/rules.ts'
import type { KindCode } from '#organisations/kinds.ts'
import { directRefusal, placeRefusal } from '#organisations/rules/founding.ts'
import { ownRefusal, type Say } from '#organisations/rules/own-body.ts'
import type { OrganisationRefusal, Warning } from '#organisations/rules/refusals.ts'
import { memberFindings, warningOf, type Members, type Setting } from '#organisations/rules/sizes.ts'

/** An organisation as the changes see it. */
export interface Standing {
  id: string
  kind: KindCode
  founded: Day
  dissolved: Day | null
}

export interface Move {
  organisation: Standing & { name: string; parentId: string | null; direct?: boolean }
  /** null: out to a superior outside this installation; `ancestors`: ids above the new parent, in any order */
  to: (Standing & { ancestors: readonly string[] }) | null
  /** names of the bodies of the same kind under the new superior */
  siblings: readonly string[]
  moved: Day
  say: Say
  /** the superior's paper, by number or name (批复) */
  approval?: string | undefined
}

export function mayMove(move: Move, today: Day): Decision<Move, OrganisationRefusal> {
  const { organisation, to, moved } = move
  const isItself = to !== null && (to.id === organisation.id || to.ancestors.includes(organisation.id))
  const refused = changeRefusal(organisation, moved, today)
    ?? ownRefusal(move.say, move.approval)
    ?? (organisation.parentId === (to?.id ?? null) ? refuse('organisations.already-there') : null)
    ?? (isItself ? refuse('organisations.under-itself') : null)
    ?? placeRefusal({ kind: organisation.kind, parentKind: to?.kind ?? null })
    ?? directRefusal({ ...organisation, parentKind: to?.kind ?? null })
    ?? (to && superiorRefusal(to, moved))
    ?? nameRefusal(organisation.name, move.siblings)
  return refused ?? allow(move)
}

function superiorRefusal(to: Standing, moved: Day): Refused<OrganisationRefusal> | null {
  if (to.dissolved !== null) return refuse('organisations.superior-dissolved', { dissolved: to.dissolved })
  return moved < to.founded ? refuse('organisations.before-superior', { day: moved, founded: to.founded }) : null
}

export interface Rename {
  organisation: Standing & { name: string }
  name: string
  /** names of the other bodies of the same kind under the same superior */
  siblings: readonly string[]
  renamed: Day
}

export function mayRename(rename: Rename, today: Day): Decision<Rename, OrganisationRefusal> {
  const { organisation, name, siblings, renamed } = rename
  const refused = changeRefusal(organisation, renamed, today)
    ?? (name === organisation.name ? refuse('organisations.name-unchanged') : null)
    ?? nameRefusal(name, siblings)
  return refused ?? allow(rename)
}

/** Two bodies of one kind under one superior need two names; also asked when a body is founded, or comes under another. */
export const nameRefusal = (name: string, siblings: readonly string[]): Refused<OrganisationRefusal> | null =>
  siblings.includes(name) ? refuse('organisations.name-taken', { name }) : null

export interface Merge {
  /** the body that stays, with the facts its size rules need; `ancestors`: ids of those above it */
  into: Standing & Setting & { ancestors?: readonly string[] }
  from: readonly Standing[]
  merged: Day
  /** all of them together after the merger; null: not known */
  members: Members | null
  /** about those that go over */
  say: Say
  approval?: string | undefined
}

/** Members and bodies below go over to the one that stays; the others end on that day. */
export function mayMerge(merge: Merge, regulations: readonly Regulation[], today: Day):
  Decision<{ warnings: Warning[] }, OrganisationRefusal> {
  const { into, from, merged, members } = merge
  if (from.length === 0) return refuse('organisations.merge-needs-another')
  const ids = new Set([into.id, ...from.map((one) => one.id)])
  if (ids.size <= from.length) return refuse('organisations.merge-with-itself')
  const own = ownRefusal(merge.say, merge.approval)
  if (own) return own
  const other = from.find((one) => one.kind !== into.kind)
  if (other) return refuse('organisations.merge-other-kind', { kind: into.kind, other: other.kind })
  // the bodies below one that goes over would stand under themselves
  if (from.some((one) => into.ancestors?.includes(one.id))) return refuse('organisations.under-itself')
  const refused = [into, ...from].map((one) => changeRefusal(one, merged, today)).find((one) => one !== null)
  if (refused) return refused
  const findings = members === null || into.temporary ? []
    : memberFindings({ ...into, day: merged, counts: members }, regulations)
  return allow({ warnings: findings.map(warningOf) })
}

export interface Dissolution {
  organisation: Standing
  /** bodies that still stand below it, and members who still belong to it */
  children: number
  members: number
  dissolved: Day
  say: Say
  approval?: string | undefined
}

/** Nobody is left behind: what stands below and who belongs to it is settled first. Posts and links end with it. */
export function mayDissolve(dissolution: Dissolution, today: Day): Decision<Dissolution, OrganisationRefusal> {
  const { organisation, children, members, dissolved } = dissolution
  const refused = changeRefusal(organisation, dissolved, today)
    ?? ownRefusal(dissolution.say, dissolution.approval)
    ?? (children > 0 ? refuse('organisations.children-open', { children }) : null)
    ?? (members > 0 ? refuse('organisations.members-open', { members }) : null)
  return refused ?? allow(dissolution)
}

/** What stands against any change of an organisation. */
export function changeRefusal(organisation: Standing, day: Day, today: Day): Refused<OrganisationRefusal> | null {
  if (organisation.dissolved !== null) return refuse('organisations.dissolved', { dissolved: organisation.dissolved })
  if (day > today) return refuse('organisations.day-in-future', { day, today })
  const { founded } = organisation
  return day < founded ? refuse('organisations.before-founding', { day, founded }) : null
}
