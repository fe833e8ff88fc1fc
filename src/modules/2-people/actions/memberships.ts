import { must, refuse, Refusal, type Decision } from '#base/decision.ts'
import type { ParsedOf } from '#base/contract.ts'
import type { Db } from '#base/sql.ts'
import { beyondReach } from '#database/scope.ts'
import { perform, type Doer } from '#ledger/act.ts'
import type { World } from '#database/world.ts'
import { closeWith } from '#people/actions/transfers/follow.ts'
import type * as contract from '#people/contract.ts'
import { mayChangeStatus } from '#people/rules.ts'
import { membershipForChange, saveEnd, saveStatus, type Membership } from '#people/store/memberships.ts'
import { personById, refreshPaths, type Person } from '#people/store/persons.ts'
import { organisationName, recount } from '#people/actions/known.ts'

async function membershipOf(tx: Db, realm: number, publicId: string): Promise<{ membership: Membership; person: Person }> {
  const membership = await membershipForChange(tx, realm, publicId)
  const person = membership && (await personById(tx, realm, membership.person_id))
  if (!membership || !person) throw new Refusal(refuse('access.not-found'))
  return { membership, person }
}

const touched = (person: Person) => [{ kind: 'person', id: person.public_id }]

/** 申请人 → 积极分子 → 发展对象 → 预备 → 正式: becoming probationary is the day of joining, full is 转正. */
export function setStatus(world: World, doer: Doer, input: ParsedOf<typeof contract.setStatus>): Promise<Decision<{ id: string }>> {
  return perform(world, doer, { id: input.act, kind: 'people.set-status', input, on: input.on }, async (tx) => {
    const { membership, person } = await membershipOf(tx, doer.realm, input.id)
    const { line, status: from, status_on: since, to_on: ended } = membership
    must(mayChangeStatus({ line, from, to: input.status, since, on: input.on, ended }, world.clock.today()))
    const joins = (line === 'party' && input.status === 'probationary') || (line === 'league' && input.status === 'member' && from === 'candidate')
    const full = line === 'party' && input.status === 'full' && from === 'probationary'
    const dates = { joinedOn: joins ? input.on : membership.joined_on, fullOn: full ? input.on : membership.full_on }
    await saveStatus(tx, doer.realm, membership, input.status, input.on, dates)
    await recount(tx, world, doer.realm, [membership.organisation_id])
    const payload = { ...input, name: person.name, line, from }
    return { answer: { id: input.id }, ref: { kind: 'membership', id: input.id }, path: membership.path, payload, touches: touched(person) }
  })
}

/** Ends a membership. Whoever left everything stays readable where they stood last. */
export function leave(world: World, doer: Doer, input: ParsedOf<typeof contract.leave>): Promise<Decision<{ id: string }>> {
  return perform(world, doer, { id: input.act, kind: 'people.leave', input, on: input.on }, async (tx) => {
    const { membership, person } = await membershipOf(tx, doer.realm, input.id)
    if (membership.to_on) must(refuse('people.membership-ended', { day: membership.to_on }))
    if (input.on < membership.from_on) must(refuse('people.dates-not-lawful', { why: `结束日期 ${input.on} 早于开始日期 ${membership.from_on}` }))
    await saveEnd(tx, doer.realm, membership.id, input.on, input.reason)
    await beyondReach(tx, () => closeWith(tx, person, membership.line, input.on, 'left'))
    await refreshPaths(tx, doer.realm, [person.id])
    await recount(tx, world, doer.realm, [membership.organisation_id])
    const organisation = await organisationName(tx, doer.realm, membership.organisation_id)
    const payload = { ...input, name: person.name, line: membership.line, organisation }
    return { answer: { id: input.id }, ref: { kind: 'membership', id: input.id }, path: membership.path, payload, touches: touched(person) }
  })
}
