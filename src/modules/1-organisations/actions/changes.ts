import { must, Refusal, type Decision } from '#base/decision.ts'
import type { ParsedOf } from '#base/contract.ts'
import type { Db } from '#base/sql.ts'
import { endSeatsIn, movePath, renameSeats } from '#access/seats.ts'
import { beyondReach } from '#database/scope.ts'
import { moveImports } from '#exchange/paths.ts'
import { moveHooks } from '#notices/paths.ts'
import { perform, type Doer } from '#ledger/act.ts'
import { followPaths } from '#obligations/subjects.ts'
import { followSettings } from '#regulations/actions.ts'
import type { Seen } from '#ledger/seen.ts'
import type { World } from '#database/world.ts'
import type * as contract from '#organisations/contract.ts'
import { dissolved, merged, pathMoved } from '#organisations/events.ts'
import { mayDissolve, mayMerge, mayMove, mayRename, nameRefusal } from '#organisations/rules/changes.ts'
import { endLinksOf, ledBelow, linksOf, moveLinks } from '#organisations/store/links.ts'
import {
  beginVersion,
  chainOf,
  childrenOf,
  endVersion,
  moveSubtree,
  numbersOf,
  organisationById,
  saveDissolved,
  saveName,
  siblingNames,
  type Organisation,
} from '#organisations/store/organisations.ts'
import { moveBodies } from '#organisations/store/bodies.ts'
import { regionOf } from '#organisations/store/regions.ts'
import { endTerm } from '#organisations/store/terms.ts'
import { moveUnits, refreshPlaces, savePlaces, unitsStoodIn } from '#organisations/store/units.ts'
import {
  flagsOfRow,
  mustBeConfirmed,
  mustFollowLastChange,
  mustFollowThoseAbove,
  mustFollowThoseBelow,
  mustHaveSeen,
  organisationLocked,
  rulesFor,
  sayOf,
  standing,
  type Changer,
} from '#organisations/actions/known.ts'
import { refreshReach } from '#organisations/actions/reach.ts'
import { regionsMoved } from '#organisations/actions/regions.ts'
import { tellChanged, tellEnded, tellMoved } from '#organisations/actions/subjects.ts'
import { settleUnder, settleUnits, touchOrganisation, touchUnits } from '#organisations/actions/touching.ts'

type Done = Promise<Decision<{ id: string }>>
const ref = (organisation: Organisation) => ({ kind: 'organisation', id: organisation.public_id })

export function rename(world: World, doer: Doer, input: Seen<ParsedOf<typeof contract.rename>>): Done {
  return perform(world, doer, { id: input.act, kind: 'organisations.rename', input, on: input.on }, async (tx) => {
    const organisation = await organisationLocked(tx, doer.realm, input.id)
    await mustHaveSeen(tx, world, doer, organisation, input.version)
    const siblings = await siblingNames(tx, doer.realm, organisation.parent_id, organisation.kind, organisation.id)
    const asked = { organisation: { ...standing(organisation), name: organisation.name }, name: input.name, siblings, renamed: input.on }
    must(mayRename(asked, world.clock.today()))
    await mustFollowLastChange(tx, organisation, input.on)
    await saveName(tx, organisation, input.name)
    const version = { name: input.name, kind: organisation.kind, parentId: organisation.parent_id }
    await beginVersion(tx, doer.realm, organisation.id, version, input.on, input.act)
    await renameSeats(tx, doer.realm, organisation.public_id, input.name)
    await tellChanged(tx, doer.realm, [organisation.id], input.on)
    await touchOrganisation(tx, world, doer.realm, [organisation.id])
    const payload = { ...input, before: organisation.name }
    return { answer: { id: input.id }, ref: ref(organisation), path: organisation.path, payload }
  })
}

export function move(world: World, doer: Changer, input: Seen<ParsedOf<typeof contract.move>>): Done {
  return perform(world, doer, { id: input.act, kind: 'organisations.move', input, on: input.on }, async (tx) => {
    const organisation = await organisationLocked(tx, doer.realm, input.id)
    await mustHaveSeen(tx, world, doer, organisation, input.version)
    const parent = await organisationLocked(tx, doer.realm, input.parent)
    const before = organisation.parent_id === null ? null : await organisationById(tx, doer.realm, organisation.parent_id)
    const ancestors = (await chainOf(tx, parent)).map((one) => one.public_id)
    const direct = organisation.flags.includes('direct')
    const moving = { ...standing(organisation), name: organisation.name, parentId: before?.public_id ?? null, direct }
    const siblings = await siblingNames(tx, doer.realm, parent.id, organisation.kind, organisation.id)
    const asked = { organisation: moving, to: { ...standing(parent), ancestors }, siblings, moved: input.on }
    const say = await sayOf(tx, doer, organisation)
    must(mayMove({ ...asked, say, approval: input.approval }, world.clock.today()))
    await mustFollowLastChange(tx, organisation, input.on)
    await mustFollowThoseAbove(tx, parent, input.on)
    const path = await moveTo(tx, world, organisation, parent, input.on, input.act)
    const payload = { ...input, before: before?.name ?? null, after: parent.name }
    return { answer: { id: input.id }, ref: ref(organisation), path, payload, touches: [ref(parent), ...(before ? [ref(before)] : [])] }
  })
}

/** Moves a subtree and everything that keeps its paths: seats here, memberships through the followers. */
async function moveTo(tx: Db, world: World, organisation: Organisation, parent: Organisation, on: string, act: string): Promise<string> {
  const realm = organisation.realm_id
  const { to, deeper } = await moveSubtree(tx, organisation, parent)
  await movePath(tx, realm, organisation.path, to)
  await refreshPlaces(tx, realm, await unitsStoodIn(tx, realm, to))
  await moveImports(tx, realm, organisation.path, to)
  await moveHooks(tx, realm, organisation.path, to)
  await beyondReach(tx, async () => {
    await moveBodies(tx, realm, organisation.path, to)
    await followPaths(tx, realm, organisation.path, to)
    await followSettings(tx, realm, organisation.path, to)
  })
  await tellMoved(tx, organisation, parent.id, on)
  await regionsMoved(tx, organisation, on)
  await world.tell(tx, pathMoved, { realm, from: organisation.path, to, deeper })
  await settleUnder(tx, world, realm, to)
  const version = { name: organisation.name, kind: organisation.kind, parentId: parent.id }
  await beginVersion(tx, realm, organisation.id, version, on, act)
  const before = organisation.parent_id === null ? [] : [organisation.parent_id]
  await refreshReach(tx, realm, organisation.id, ...before, ...(await ledBelow(tx, realm, to)))
  return to
}

export function merge(world: World, doer: Changer, input: ParsedOf<typeof contract.merge>): Done {
  return perform(world, doer, { id: input.act, kind: 'organisations.merge', input, on: input.on }, async (tx) => {
    const from = await organisationLocked(tx, doer.realm, input.id)
    const into = await organisationLocked(tx, doer.realm, input.into)
    const [ours, theirs] = [await numbersOf(tx, doer.realm, from.id), await numbersOf(tx, doer.realm, into.id)]
    const members = { full: ours.voting + theirs.voting, all: ours.members + theirs.members }
    const ancestors = (await chainOf(tx, into)).map((one) => one.public_id)
    const stays = { ...standing(into), ...flagsOfRow(into), sector: into.sector, region: await regionOf(tx, into), ancestors }
    const asked = { into: stays, from: [standing(from)], merged: input.on, members, say: await sayOf(tx, doer, from) }
    const rules = await rulesFor(tx, into)
    const judged = must(mayMerge({ ...asked, approval: input.approval }, rules, world.clock.today()))
    mustBeConfirmed(judged.warnings, input.confirmed, input.on, rules)
    await mustFollowLastChange(tx, from, input.on)
    await mustFollowThoseBelow(tx, from, input.on)
    await mustFollowThoseAbove(tx, into, input.on)
    await carryOver(tx, world, from, into, input.on, input.act)
    await close(tx, world, from, input.on, into.id)
    return { answer: { id: input.into }, ref: ref(from), path: into.path, payload: { ...input, name: from.name, into: into.name }, touches: [ref(into)] }
  })
}

async function carryOver(tx: Db, world: World, from: Organisation, into: Organisation, on: string, act: string): Promise<void> {
  for (const child of await childrenOf(tx, from.realm_id, from.id)) {
    const taken = nameRefusal(child.name, await siblingNames(tx, from.realm_id, into.id, child.kind, child.id))
    if (taken) throw new Refusal(taken)
    await moveTo(tx, world, child, into, on, act)
  }
  await world.tell(tx, merged, { realm: from.realm_id, from, into, on })
  await settleUnits(tx, world, from.realm_id, await moveUnits(tx, from.realm_id, from, into, on))
  await moveLinks(tx, from.realm_id, from.id, into.id)
  await refreshReach(tx, from.realm_id, from.id, into.id)
}

/** Ends everything an organisation has: version, term, links, places, seats. */
async function close(tx: Db, world: World, organisation: Organisation, on: string, mergedInto: number | null): Promise<void> {
  const realm = organisation.realm_id
  await saveDissolved(tx, organisation, on, mergedInto)
  await endVersion(tx, realm, organisation.id, on)
  await endTerm(tx, realm, organisation.id, on)
  const leaders = (await linksOf(tx, realm, organisation.id)).filter((link) => link.to_id === organisation.id && link.to_on === null)
  await endLinksOf(tx, realm, organisation.id, on)
  const left = await savePlaces(tx, realm, organisation.id, [], on)
  await endSeatsIn(tx, organisation.public_id, on)
  await refreshReach(tx, realm, organisation.id, ...leaders.map((leader) => leader.from_id))
  await touchUnits(tx, world, realm, left)
  await tellEnded(tx, organisation, on)
  await touchOrganisation(tx, world, realm, [organisation.id])
  for (const leader of leaders) await settleUnder(tx, world, realm, (await organisationById(tx, realm, leader.from_id))!.path)
}

export function dissolve(world: World, doer: Changer, input: ParsedOf<typeof contract.dissolve>): Done {
  return perform(world, doer, { id: input.act, kind: 'organisations.dissolve', input, on: input.on }, async (tx) => {
    const organisation = await organisationLocked(tx, doer.realm, input.id)
    const children = (await childrenOf(tx, doer.realm, organisation.id)).length
    const { members } = await numbersOf(tx, doer.realm, organisation.id)
    const asked = { organisation: standing(organisation), children, members, dissolved: input.on, approval: input.approval }
    must(mayDissolve({ ...asked, say: await sayOf(tx, doer, organisation) }, world.clock.today()))
    await mustFollowLastChange(tx, organisation, input.on)
    await mustFollowThoseBelow(tx, organisation, input.on)
    await world.tell(tx, dissolved, { realm: doer.realm, organisation, on: input.on })
    await close(tx, world, organisation, input.on, null)
    return { answer: { id: input.id }, ref: ref(organisation), path: organisation.path, payload: { ...input, name: organisation.name } }
  })
}
