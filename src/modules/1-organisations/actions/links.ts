import { must, refuse, Refusal, type Decision } from '#base/decision.ts'
import type { ParsedOf } from '#base/contract.ts'
import { newId } from '#base/id.ts'
import type { Db } from '#base/sql.ts'
import { perform, type Doer } from '#ledger/act.ts'
import type { World } from '#database/world.ts'
import type * as contract from '#organisations/contract.ts'
import { mayEndLink, mayLink, type LinkEnd } from '#organisations/rules/links.ts'
import { insertLink, linkForChange, linksOf, saveLinkEnd } from '#organisations/store/links.ts'
import { organisationById, type Organisation } from '#organisations/store/organisations.ts'
import { unitsOfOrganisation } from '#organisations/store/units.ts'
import { isOwn, organisationLocked, standing, type Changer } from '#organisations/actions/known.ts'
import { extendReach, refreshReach } from '#organisations/actions/reach.ts'
import { settleUnder } from '#organisations/actions/touching.ts'

const ref = (organisation: Organisation) => ({ kind: 'organisation', id: organisation.public_id })

async function endOf(tx: Db, organisation: Organisation): Promise<LinkEnd> {
  const units = await unitsOfOrganisation(tx, organisation.realm_id, organisation.id)
  return { ...standing(organisation), units: units.map((unit) => unit.public_id) }
}

export function addLink(world: World, doer: Doer, input: ParsedOf<typeof contract.addLink>): Promise<Decision<{ id: string }>> {
  return perform(world, doer, { id: input.act, kind: 'organisations.add-link', input, on: input.on }, async (tx) => {
    const from = await organisationLocked(tx, doer.realm, input.from)
    const to = await organisationLocked(tx, doer.realm, input.to)
    const between = (await linksOf(tx, doer.realm, from.id)).filter((link) => link.to_id === to.id && link.to_on === null)
    const open = between.map((link) => ({ kind: link.kind, from: from.public_id, to: to.public_id }))
    must(mayLink({ kind: input.kind, from: await endOf(tx, from), to: await endOf(tx, to), start: input.on, open }, world.clock.today()))
    const id = newId()
    await insertLink(tx, doer.realm, { public_id: id, kind: input.kind, from_id: from.id, to_id: to.id, from_on: input.on })
    await extendReach(tx, to)
    if (input.kind === 'leads') await settleUnder(tx, world, doer.realm, from.path)
    const payload = { ...input, fromName: from.name, toName: to.name }
    return { answer: { id }, ref: { kind: 'link', id }, path: from.path, payload, touches: [ref(from), ref(to)] }
  })
}

export function endLink(world: World, doer: Changer, input: ParsedOf<typeof contract.endLink>): Promise<Decision<{ id: string }>> {
  return perform(world, doer, { id: input.act, kind: 'organisations.end-link', input, on: input.on }, async (tx) => {
    const link = await linkForChange(tx, doer.realm, input.id)
    if (!link) throw new Refusal(refuse('access.not-found'))
    const from = (await organisationById(tx, doer.realm, link.from_id))!
    const to = (await organisationById(tx, doer.realm, link.to_id))!
    const leadsDoer = link.kind === 'leads' && isOwn(doer, to)
    must(mayEndLink({ start: link.from_on, end: link.to_on, leadsDoer }, input.on, world.clock.today()))
    await saveLinkEnd(tx, doer.realm, link.id, input.on)
    await refreshReach(tx, doer.realm, from.id)
    if (link.kind === 'leads') await settleUnder(tx, world, doer.realm, from.path)
    const payload = { ...input, linkKind: link.kind, fromName: from.name, toName: to.name }
    return { answer: { id: input.id }, ref: { kind: 'link', id: input.id }, path: from.path, payload, touches: [ref(from), ref(to)] }
  })
}
