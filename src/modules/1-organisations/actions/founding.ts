import { must, refuse, Refusal, type Decision } from '#base/decision.ts'
import type { ParsedOf } from '#base/contract.ts'
import { newId } from '#base/id.ts'
import type { Db } from '#base/sql.ts'
import { perform, type Doer } from '#ledger/act.ts'
import { beyondReach } from '#database/scope.ts'
import type { World } from '#database/world.ts'
import type { found } from '#organisations/contract.ts'
import { isKind, lineOf, type Flag, type KindCode } from '#organisations/kinds.ts'
import { nameRefusal } from '#organisations/rules/changes.ts'
import { mayFound } from '#organisations/rules/founding.ts'
import { regionRefusal } from '#organisations/rules/regions.ts'
import { sectorCodes, type Sector } from '#organisations/unit-kinds.ts'
import { insertLink } from '#organisations/store/links.ts'
import {
  beginVersion,
  insertOrganisation,
  organisationByPublicId,
  partyBodiesIn,
  siblingNames,
  type Organisation,
} from '#organisations/store/organisations.ts'
import { regionOf } from '#organisations/store/regions.ts'
import { savePlaces, unitByPublicId } from '#organisations/store/units.ts'
import { mustBeConfirmed, organisationLocked, regulations, rulesFor } from '#organisations/actions/known.ts'
import { extendReach } from '#organisations/actions/reach.ts'
import { tellFounded } from '#organisations/actions/subjects.ts'
import { settleUnder, touchOrganisation, touchUnits } from '#organisations/actions/touching.ts'

type Founding = ParsedOf<typeof found>

/** Founds an organisation under a superior, or as a root of its line led by another organisation. */
export function foundOrganisation(world: World, doer: Doer, input: Founding): Promise<Decision<{ id: string }>> {
  return perform(world, doer, { id: input.act, kind: 'organisations.found', input, on: input.on }, async (tx) => {
    const parent = input.parent ? await organisationLocked(tx, doer.realm, input.parent) : null
    const leader = await leaderOf(tx, doer.realm, input)
    if (!parent && !leader) throw new Refusal(refuse('organisations.needs-leader'))
    const made = await insert(tx, world, doer, input, parent)
    if (leader) await lead(tx, world, leader, made, input.on)
    return { answer: { id: made.public_id }, ref: { kind: 'organisation', id: made.public_id }, path: made.path, payload: input, touches: touchesOf(input, leader) }
  })
}

const touchesOf = ({ units }: Founding, leader: Organisation | null) => [
  ...units.map((id) => ({ kind: 'unit', id })), ...(leader ? [{ kind: 'organisation', id: leader.public_id }] : []),
]

/**
 * The party organisation that leads is named by one who reaches it, or it is the one that stands in the same unit: to be
 * led there takes nothing from it, and nobody learns of an organisation that the unit's own page does not show.
 */
async function leaderOf(tx: Db, realm: number, { kind, leader, leadHere, units }: Founding): Promise<Organisation | null> {
  if (leader) return organisationByPublicId(tx, realm, leader)
  if (!leadHere || (isKind(kind) && lineOf(kind) === 'party')) return null
  const here = units[0] ? await beyondReach(tx, () => partyBodiesIn(tx, realm, units[0]!)) : []
  if (here.length !== 1) throw new Refusal(refuse('organisations.no-leader-here', { given: here.length }))
  return here[0]!
}

/** The first organisation of a realm, when it is opened: its superior is outside, nobody leads it yet. */
export async function foundFirst(tx: Db, world: World, doer: Doer, input: Founding): Promise<Organisation> {
  return insert(tx, world, doer, input, null)
}

/** Founds under a superior inside an act that founds more than this one: an import. */
export const foundUnder = (tx: Db, world: World, doer: Doer, input: Founding, parent: Organisation): Promise<Organisation> =>
  insert(tx, world, doer, input, parent)

async function insert(tx: Db, world: World, doer: Doer, input: Founding, parent: Organisation | null): Promise<Organisation> {
  if (!isKind(input.kind)) throw new Refusal(refuse('organisations.kind-unknown', { kind: input.kind }))
  const flags = Object.fromEntries(input.flags.map((flag) => [flag, true]))
  const sector = sectorOf(input.sector)
  const region = input.region ?? (parent && (await regionOf(tx, parent)))
  const wrong = regionRefusal(input.region ?? null)
  if (wrong) throw new Refusal(wrong)
  const rules = parent ? await rulesFor(tx, parent) : regulations
  const judged = must(
    mayFound(
      {
        kind: input.kind,
        parentKind: parent?.kind ?? null,
        founded: input.on,
        members: input.members ?? null,
        unitCount: input.units.length,
        joint: false,
        temporary: false,
        ...flags,
        sector,
        region,
        approved: input.approved,
        parentFounded: parent?.founded_on ?? null,
        parentDissolved: parent?.dissolved_on ?? null,
      },
      rules,
      world.clock.today(),
    ),
  )
  // a name that cannot be is said at once, not after the warnings were read
  const taken = nameRefusal(input.name, await siblingNames(tx, doer.realm, parent?.id ?? null, input.kind, null))
  if (taken) throw new Refusal(taken)
  mustBeConfirmed(judged.warnings, input.confirmed, input.on, rules)
  return save(tx, world, doer, input, input.kind, parent, input.flags, sector)
}

async function save(tx: Db, world: World, doer: Doer, input: Founding, kind: KindCode, parent: Organisation | null, flags: Flag[], sector: Sector | null) {
  const made = await insertOrganisation(tx, {
    realm: doer.realm,
    publicId: newId(),
    kind,
    line: lineOf(kind),
    name: input.name,
    code: input.code ?? null,
    parent,
    foundedOn: input.on,
    flags,
    sector,
    region: input.region ?? null,
  })
  await beginVersion(tx, doer.realm, made.id, { name: made.name, kind, parentId: parent?.id ?? null }, input.on, input.act)
  const units = []
  for (const unit of input.units) units.push(await unitByPublicId(tx, doer.realm, unit))
  const concerned = await savePlaces(tx, doer.realm, made.id, units.map((unit) => unit!.id), input.on)
  await tellFounded(tx, made, world.clock.today())
  await touchOrganisation(tx, world, doer.realm, [made.id])
  await touchUnits(tx, world, doer.realm, concerned)
  return made
}

async function lead(tx: Db, world: World, leader: Organisation, made: Organisation, on: string): Promise<void> {
  const realm = made.realm_id
  await insertLink(tx, realm, { public_id: newId(), kind: 'leads', from_id: leader.id, to_id: made.id, from_on: on })
  await beyondReach(tx, () => extendReach(tx, made))
  await settleUnder(tx, world, realm, leader.path)
}

const sectorOf = (code: string | undefined): Sector | null => sectorCodes.find((sector) => sector === code) ?? null
