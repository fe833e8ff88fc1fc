import { must, refuse, Refusal } from '#base/decision.ts'
import type { Db } from '#base/sql.ts'
import type { Day } from '#base/day.ts'
import type { World } from '#database/world.ts'
import type { Doer } from '#ledger/act.ts'
import { mustBeSeen } from '#ledger/seen.ts'
import { rulesAt } from '#regulations/actions.ts'
import { national } from '#regulations/packs/national.ts'
import { isInForce, type Regulation } from '#regulations/rules.ts'
import { sentenceOf } from '#regulations/words.ts'
import type { Flags } from '#organisations/kinds.ts'
import type { Standing } from '#organisations/rules/changes.ts'
import type { Say } from '#organisations/rules/own-body.ts'
import type { Warning } from '#organisations/rules/refusals.ts'
import { isLed } from '#organisations/store/links.ts'
import {
  elsewhereUntil,
  idsOfPath,
  lastChangeBelow,
  lastChangeOn,
  organisationByPublicId,
  organisationForChange,
  type Organisation,
} from '#organisations/store/organisations.ts'
import type { Unit } from '#organisations/store/units.ts'
import { findingWords } from '#organisations/words.ts'

export const regulations = national.rules

/** The rules that hold for an organisation, with what it and those above it laid down over them. */
export const rulesFor = (tx: Db, { realm_id: realm, path }: Pick<Organisation, 'realm_id' | 'path'>): Promise<readonly Regulation[]> => rulesAt(tx, realm, path)

/** Where an organisation stands, for rooms below this one. */
export async function placeOf(tx: Db, realm: number, publicId: string): Promise<{ name: string; path: string }> {
  const organisation = await organisationByPublicId(tx, realm, publicId)
  if (!organisation) throw new Refusal(refuse('access.not-found'))
  if (organisation.dissolved_on) throw new Refusal(refuse('organisations.dissolved', { dissolved: organisation.dissolved_on }))
  return organisation
}

/** The organisation, locked; the gate has found it, so an absent one was removed a moment ago. */
export async function organisationLocked(tx: Db, realm: number, publicId: string): Promise<Organisation> {
  const organisation = await organisationForChange(tx, realm, publicId)
  if (!organisation) throw new Refusal(refuse('access.not-found'))
  return organisation
}

/** Who changes organisations: at which of them the post stands decides what it may not do there. */
export interface Changer extends Doer {
  seat?: { organisationId: string }
}

export const isOwn = (changer: Changer, organisation: Organisation): boolean => changer.seat?.organisationId === organisation.public_id

export const sayOf = async (tx: Db, changer: Changer, organisation: Organisation): Promise<Say> => ({
  own: isOwn(changer, organisation),
  above: organisation.parent_id !== null || (await isLed(tx, organisation.realm_id, organisation.id)),
})
/** The acts that overwrite what is written down of an organisation, and of a unit */
const changing = ['rename', 'move', 'merge', 'dissolve', 'begin-term', 'place-in-unit', 'set-region', 'found'].map((act) => `organisations.${act}`)
const changingUnits = ['organisations.register-unit', 'organisations.change-unit', 'exchange.commit', 'exchange.undo']

/** Refuses a change by somebody who has not seen the last one. */
export const mustHaveSeen = (tx: Db, world: World, doer: Doer, organisation: Organisation, seen: number | undefined): Promise<void> =>
  mustBeSeen(tx, world, doer, { kind: 'organisation', id: organisation.public_id }, { held: organisation.version, seen, by: changing })

export const mustHaveSeenUnit = (tx: Db, world: World, doer: Doer, unit: Unit, seen: number | undefined): Promise<void> =>
  mustBeSeen(tx, world, doer, { kind: 'unit', id: unit.public_id }, { held: unit.version, seen, by: changingUnits })

export const flagsOfRow = (organisation: Organisation): Flags => Object.fromEntries(organisation.flags.map((flag) => [flag, true]))

export const standing = (organisation: Organisation): Standing => ({
  id: organisation.public_id,
  kind: organisation.kind,
  founded: organisation.founded_on,
  dissolved: organisation.dissolved_on,
})

/** History is written forward: a change cannot have happened before the last one recorded. */
export async function mustFollowLastChange(tx: Db, organisation: Organisation, on: Day): Promise<void> {
  notBefore(on, await lastChangeOn(tx, organisation.realm_id, organisation.id))
}

/** Nor can an organisation have ended while something still stood below it. */
export async function mustFollowThoseBelow(tx: Db, organisation: Organisation, on: Day): Promise<void> {
  notBefore(on, await lastChangeBelow(tx, organisation.realm_id, organisation.id))
}

/** Nor can it have come under a superior that stood elsewhere in between, or the past would hold a circle. */
export async function mustFollowThoseAbove(tx: Db, superior: Organisation, on: Day): Promise<void> {
  notBefore(on, await elsewhereUntil(tx, superior.realm_id, idsOfPath(superior.path), on))
}

function notBefore(on: Day, last: Day | null): void {
  if (last && on < last) throw new Refusal(refuse('organisations.before-last-change', { day: on, last }))
}

/** 一般 rules warn: the act goes through once the warnings were seen and confirmed. */
export function mustBeConfirmed(warnings: Warning[], confirmed: boolean, day: Day, rules = regulations): void {
  if (warnings.length === 0 || confirmed) return
  const sentences = warnings.map((warning) => findingWords[warning.finding](warning) + articleOf(warning, day, rules))
  must(refuse('organisations.warned', { count: warnings.length, warnings: sentences.join('\n') }))
}

function articleOf(warning: Warning, day: Day, rules: readonly Regulation[]): string {
  const rule = rules.find((one) => one.id === warning.rule && isInForce(one, day))
  return rule ? `（${sentenceOf(rule)}，${rule.article}）` : ''
}
