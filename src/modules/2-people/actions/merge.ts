import { sql } from 'kysely'
import { refuse, Refusal, type Decision } from '#base/decision.ts'
import type { ParsedOf } from '#base/contract.ts'
import { run, type Db } from '#base/sql.ts'
import { perform, type Doer } from '#ledger/act.ts'
import type { World } from '#database/world.ts'
import type * as contract from '#people/contract.ts'
import { membershipsOf, saveEnd } from '#people/store/memberships.ts'
import { fieldsOf, refreshPaths, saveMerged, savePerson, type Person, type PersonFields } from '#people/store/persons.ts'
import { livingPerson, placeOf, recount } from '#people/actions/known.ts'
import { accountOfPerson, closeAccount } from '#access/accounts.ts'

/** Merges a double into the record that stays: what the other lacks is filled in, memberships and posts go over. */
export function mergePersons(world: World, doer: Doer, input: ParsedOf<typeof contract.merge>): Promise<Decision<{ id: string }>> {
  return perform(world, doer, { id: input.act, kind: 'people.merge', input }, async (tx) => {
    if (input.id === input.into) throw new Refusal(refuse('people.same-person'))
    const from = await livingPerson(tx, doer.realm, input.id)
    const into = await livingPerson(tx, doer.realm, input.into)
    if (from.id_hash && into.id_hash && !from.id_hash.equals(into.id_hash)) throw new Refusal(refuse('people.id-numbers-differ'))
    const lost = await fieldsOf(tx, world.keys, from)
    const kept = filled(await fieldsOf(tx, world.keys, into), lost)
    await saveMerged(tx, from, into)
    await savePerson(tx, world.keys, into, kept)
    const concerned = await moveRecords(tx, from, into, world.clock.today())
    const account = await accountOfPerson(tx, doer.realm, from.public_id)
    if (account) await closeAccount(tx, account.id)
    await refreshPaths(tx, doer.realm, [into.id])
    await recount(tx, world, doer.realm, concerned)
    const payload = { name: into.name, reason: input.reason, from: input.id, lost }
    return { answer: { id: input.into }, ref: { kind: 'person', id: input.id }, path: placeOf(into, doer), payload, touches: [{ kind: 'person', id: input.into }] }
  })
}

/** The record that stays wins; empty fields take the other's value. */
function filled(kept: PersonFields, lost: PersonFields): PersonFields {
  const entries = Object.entries(kept).map(([field, value]) => [field, value ?? lost[field as keyof PersonFields]])
  return Object.fromEntries(entries) as unknown as PersonFields
}

/** A line in which both stood keeps the membership of the record that stays; the other's ends with the reason. */
async function moveRecords(tx: Db, from: Person, into: Person, today: string): Promise<number[]> {
  const realm = from.realm_id
  const [ours, theirs] = [await membershipsOf(tx, realm, from.id), await membershipsOf(tx, realm, into.id)]
  const openLines = new Set(theirs.filter((one) => one.to_on === null).map((one) => one.line))
  for (const one of ours) if (one.to_on === null && openLines.has(one.line)) await saveEnd(tx, realm, one.id, today, '重复登记合并')
  await run(tx, sql`update people_memberships set person_id = ${into.id}, name = ${into.name} where realm_id = ${realm} and person_id = ${from.id}`)
  await run(
    tx,
    sql`update people_posts o set person_id = ${into.id} where o.realm_id = ${realm} and o.person_id = ${from.id} and not exists (
      select from people_posts x where x.realm_id = o.realm_id and x.person_id = ${into.id} and x.organisation_id = o.organisation_id
        and x.post = o.post and x.to_on is null)`,
  )
  return [...ours, ...theirs].map((one) => one.organisation_id)
}
