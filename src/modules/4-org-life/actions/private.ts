import { refuse, Refusal, type Decision } from '#base/decision.ts'
import type { Day } from '#base/day.ts'
import type { ParsedOf } from '#base/contract.ts'
import type { Db } from '#base/sql.ts'
import type { Actor } from '#access/actor.ts'
import type { World } from '#database/world.ts'
import { perform, type Deed } from '#ledger/act.ts'
import { organisationByPublicId, organisationForChange, type Organisation } from '#organisations/actions/lookup.ts'
import { membersOn } from '#people/actions/standing.ts'
import type * as contract from '#org-life/contract/private.ts'
import { insertExcuse, openExcuse, saveExcuseEnd } from '#org-life/store/talks.ts'

/** What stays within the branch is dealt with by its own secretary alone: a superior who reaches it learns counts. */
export function mustBeOwn(actor: Actor, organisationId: string): void {
  if (actor.seat.organisationId !== organisationId) throw new Refusal(refuse('org-life.own-branch-only'))
}

/** The own branch, locked: two of its forms follow each other. */
export async function ownBranch(tx: Db, actor: Actor, id: string): Promise<Organisation> {
  mustBeOwn(actor, id)
  await organisationForChange(tx, actor.realm, id)
  return (await organisationByPublicId(tx, actor.realm, id))!
}

export const deed = <T>(organisation: Organisation, answer: T, payload: Record<string, unknown>): Deed<T> => ({
  answer, ref: { kind: 'organisation', id: organisation.public_id }, path: organisation.path, payload: { ...payload, organisation: organisation.name },
})

export async function member(tx: Db, organisation: Organisation, id: string, day: Day): Promise<{ id: string; name: string }> {
  const found = (await membersOn(tx, organisation, day)).find((one) => one.id === id)
  if (!found) throw new Refusal(refuse('org-life.not-a-member-then', { day, name: null }))
  return found
}

export function excuse(world: World, actor: Actor, input: ParsedOf<typeof contract.excuseOne>): Promise<Decision<{ id: string }>> {
  return perform(world, actor, { id: input.act, kind: 'org-life.excuse', input }, async (tx) => {
    const organisation = await ownBranch(tx, actor, input.organisation)
    if (input.to !== null && input.to < input.from) throw new Refusal(refuse('org-life.dates-not-lawful', { from: input.from, to: input.to }))
    const person = await member(tx, organisation, input.person, input.from)
    if (await openExcuse(tx, actor.realm, organisation.id, person.id)) throw new Refusal(refuse('org-life.excused-already', { name: person.name }))
    const { cause, from, to } = input
    await insertExcuse(tx, actor.realm, organisation, { person_id: person.id, name: person.name, cause, from_on: from, to_on: to })
    return deed(organisation, { id: input.person }, { name: person.name, from, to })
  })
}

export function endExcuse(world: World, actor: Actor, input: ParsedOf<typeof contract.endExcuse>): Promise<Decision<{ id: string }>> {
  return perform(world, actor, { id: input.act, kind: 'org-life.end-excuse', input }, async (tx) => {
    const organisation = await ownBranch(tx, actor, input.organisation)
    const held = await openExcuse(tx, actor.realm, organisation.id, input.person)
    if (!held) throw new Refusal(refuse('org-life.not-excused'))
    await saveExcuseEnd(tx, actor.realm, organisation.id, input.person, input.on)
    return deed(organisation, { id: input.person }, { name: held.name, on: input.on })
  })
}
