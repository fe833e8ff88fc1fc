import { must, refuse, Refusal, type Decision } from '#base/decision.ts'
import type { ParsedOf } from '#base/contract.ts'
import { beyondReach } from '#database/scope.ts'
import type { World } from '#database/world.ts'
import { perform, type Doer } from '#ledger/act.ts'
import { tellPerson } from '#people/actions/known.ts'
import { organisationOf, placeOf, receiverOf, tellDesk } from '#people/actions/transfers/known.ts'
import { memberLocked } from '#people/actions/transfers/send.ts'
import type * as contract from '#people/contract/floating.ts'
import { mayFloat } from '#people/rules/transfers.ts'
import { floatingByPublicId, floatingForChange, insertFloating, openFloating, saveFloatingEnd, saveFloatingFlag } from '#people/store/floating.ts'
import { personByIdForChange, refreshPaths } from '#people/store/persons.ts'
import { floatedNotice, floatingEndedNotice, toldFloating } from '#people/words/transfers.ts'

type Done = Promise<Decision<{ id: string }>>

/** A second branch looks after the person where they are; the membership stays where it is. */
export function beginFloating(world: World, doer: Doer, input: ParsedOf<typeof contract.beginFloating>): Done {
  return perform(world, doer, { id: input.act, kind: 'people.float', input, on: input.on }, async (tx) => {
    const named = input.to === undefined ? null : await receiverOf(tx, doer.realm, input.to)
    const { person, membership, from, to } = await memberLocked(tx, doer.realm, input.id, named)
    const stays = await beyondReach(tx, () => openFloating(tx, doer.realm, person.id))
    const outside = input.outside || null
    must(mayFloat({
      line: membership.line, ended: membership.to_on, floating: stays.some((stay) => stay.line === membership.line), from: placeOf(from),
      to: to && placeOf(to), outside, since: input.on, until: input.until,
    }))
    const places = { from_id: from.id, from_path: from.path, to_id: to?.id ?? null, to_path: to?.path ?? null, outside }
    const id = await insertFloating(tx, doer.realm, { person_id: person.id, line: membership.line, ...places, since: input.on, until: input.until, contact: input.contact })
    await beyondReach(tx, () => saveFloatingFlag(tx, doer.realm, person.id))
    await refreshPaths(tx, doer.realm, [person.id])
    const where = to?.name ?? outside!
    if (to) await beyondReach(tx, () => tellDesk(tx, world, to, doer.accountId, floatedNotice(person.name, from.name, `/people/${person.public_id}`)))
    await tellPerson(tx, world, person, toldFloating(where))
    const payload = { ...input, name: person.name, from: from.name, where, line: membership.line }
    const touches = [{ kind: 'person', id: person.public_id }, ...[from, ...(to ? [to] : [])].map((one) => ({ kind: 'organisation', id: one.public_id }))]
    return { answer: { id }, ref: { kind: 'floating', id }, path: from.path, payload, touches }
  })
}

/** Either branch writes down that the person is back, or has moved on. */
export function endFloating(world: World, doer: Doer, input: ParsedOf<typeof contract.endFloating>): Done {
  return perform(world, doer, { id: input.act, kind: 'people.float-end', input, on: input.on }, async (tx) => {
    const seen = await floatingByPublicId(tx, doer.realm, input.id)
    const person = seen && (await beyondReach(tx, () => personByIdForChange(tx, doer.realm, seen.person_id)))
    const stay = person && (await floatingForChange(tx, doer.realm, input.id))
    if (!person || !stay) throw new Refusal(refuse('access.not-found'))
    if (stay.ended_on) throw new Refusal(refuse('people.floating-ended', { day: stay.ended_on }))
    if (input.on < stay.since) throw new Refusal(refuse('people.dates-not-lawful', { why: `结束日期 ${input.on} 早于外出日期 ${stay.since}` }))
    await beyondReach(tx, async () => {
      await saveFloatingEnd(tx, doer.realm, stay.id, input.on, input.reason)
      await saveFloatingFlag(tx, doer.realm, person.id)
    })
    await refreshPaths(tx, doer.realm, [person.id])
    const from = await organisationOf(tx, doer.realm, stay.from_id)
    const to = stay.to_id === null ? null : await organisationOf(tx, doer.realm, stay.to_id)
    await beyondReach(tx, async () => {
      for (const desk of to ? [from, to] : [from]) await tellDesk(tx, world, desk, doer.accountId, floatingEndedNotice(person.name, input.reason))
    })
    const payload = { ...input, name: person.name, from: from.name, where: to?.name ?? stay.outside, line: stay.line }
    const touches = [{ kind: 'person', id: person.public_id }]
    return { answer: { id: input.id }, ref: { kind: 'floating', id: input.id }, path: stay.from_path, payload, touches }
  })
}
