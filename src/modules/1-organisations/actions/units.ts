import { must, refuse, Refusal, type Decision } from '#base/decision.ts'
import type { ParsedOf } from '#base/contract.ts'
import { newId } from '#base/id.ts'
import type { Db } from '#base/sql.ts'
import { perform, type Doer } from '#ledger/act.ts'
import type { Seen } from '#ledger/seen.ts'
import type { World } from '#database/world.ts'
import type * as contract from '#organisations/contract.ts'
import { kindOf } from '#organisations/kinds.ts'
import { fitsUnitKind, sectorCodes, unitKindCodes } from '#organisations/unit-kinds.ts'
import { countChange } from '#organisations/store/organisations.ts'
import { insertUnit, savePlaces, saveUnit, unitByCode, unitByPublicId, unitForChange, type UnitFields } from '#organisations/store/units.ts'
import { mustHaveSeen, mustHaveSeenUnit, organisationLocked } from '#organisations/actions/known.ts'
import { settleUnits, touchOrganisation, touchUnits } from '#organisations/actions/touching.ts'
import { readUnitCode } from '#exchange/values/unit-code.ts'

type Given = Omit<ParsedOf<typeof contract.registerUnit>, 'act' | 'responsible'>
type Changed = Promise<Decision<{ id: string; version: number }>>

/** The checked facts of a unit: a known kind in a fitting sector, a lawful credit code that no other unit has. */
async function checked(tx: Db, realm: number, given: Given, exceptId: number | null): Promise<UnitFields> {
  const kind = unitKindCodes.find((code) => code === given.kind)
  const sector = sectorCodes.find((code) => code === given.sector)
  if (!kind || !sector) throw new Refusal(refuse('organisations.unit-kind-unknown', { kind: given.kind, sector: given.sector }))
  if (!fitsUnitKind(kind, sector)) throw new Refusal(refuse('organisations.unit-sector-not-fitting', { kind, sector }))
  const { name, staff, young, migrant, fullMembers, leagueMembers, women, factsOn } = given
  return { name, code: await codeOf(tx, realm, given.code, exceptId), kind, sector, staff, young, migrant, fullMembers: fullMembers ?? null, leagueMembers: leagueMembers ?? null, women: women ?? null, factsOn }
}

async function codeOf(tx: Db, realm: number, given: string | null, exceptId: number | null): Promise<string | null> {
  if (!given) return null
  const read = readUnitCode(given)
  if (!read.ok || !read.value) throw new Refusal(refuse('organisations.unit-code-wrong', { code: given }))
  const held = await unitByCode(tx, realm, read.value)
  if (held && held.id !== exceptId) throw new Refusal(refuse('organisations.unit-code-taken', { code: read.value, name: held.name }))
  return read.value
}

export function registerUnit(world: World, doer: Doer, input: ParsedOf<typeof contract.registerUnit>): Promise<Decision<{ id: string }>> {
  return perform(world, doer, { id: input.act, kind: 'organisations.register-unit', input }, async (tx) => {
    const responsible = await organisationLocked(tx, doer.realm, input.responsible)
    const id = newId()
    const made = await insertUnit(tx, doer.realm, id, await checked(tx, doer.realm, input, null), responsible)
    await settleUnits(tx, world, doer.realm, [made.id])
    return { answer: { id }, ref: { kind: 'unit', id }, path: responsible.path, payload: input }
  })
}

export function changeUnit(world: World, doer: Doer, input: Seen<ParsedOf<typeof contract.changeUnit>>): Changed {
  return perform(world, doer, { id: input.act, kind: 'organisations.change-unit', input }, async (tx) => {
    const unit = await unitForChange(tx, doer.realm, input.id)
    if (!unit) throw new Refusal(refuse('access.not-found'))
    await mustHaveSeenUnit(tx, world, doer, unit, input.version)
    await saveUnit(tx, doer.realm, unit.id, await checked(tx, doer.realm, input, unit.id))
    await touchUnits(tx, world, doer.realm, [unit.id])
    const answer = { id: input.id, version: unit.version + 1 }
    return { answer, ref: { kind: 'unit', id: input.id }, path: unit.path, payload: input }
  })
}

/** Sets where an organisation stands; a joint one covers at least two units, any other at most one. */
export function placeInUnits(world: World, doer: Doer, input: Seen<ParsedOf<typeof contract.placeInUnit>>): Promise<Decision<{ id: string }>> {
  return perform(world, doer, { id: input.act, kind: 'organisations.place-in-unit', input, on: input.on }, async (tx) => {
    const organisation = await organisationLocked(tx, doer.realm, input.id)
    await mustHaveSeen(tx, world, doer, organisation, input.version)
    const { founded_on: founded, dissolved_on: dissolved } = organisation
    if (dissolved) throw new Refusal(refuse('organisations.dissolved', { dissolved }))
    if (input.on < founded) throw new Refusal(refuse('organisations.before-founding', { day: input.on, founded }))
    const joint = organisation.flags.includes('joint')
    if (joint && input.units.length < 2) must(refuse('organisations.joint-needs-units', { given: input.units.length }))
    if (!joint && input.units.length > 1 && kindOf(organisation.kind).holdsMembers) {
      must(refuse('organisations.one-unit-only', { given: input.units.length }))
    }
    const units = []
    for (const id of input.units) units.push((await unitByPublicId(tx, doer.realm, id))!)
    const concerned = await savePlaces(tx, doer.realm, organisation.id, units.map((unit) => unit.id), input.on)
    await countChange(tx, organisation)
    await touchOrganisation(tx, world, doer.realm, [organisation.id])
    await touchUnits(tx, world, doer.realm, concerned)
    const touches = units.map((unit) => ({ kind: 'unit', id: unit.public_id }))
    return { answer: { id: input.id }, ref: { kind: 'organisation', id: input.id }, path: organisation.path, payload: input, touches }
  })
}
