import { refuse, Refusal } from '#base/decision.ts'
import type { Db } from '#base/sql.ts'
import { removeSeats } from '#access/seats.ts'
import type { Ref } from '#ledger/act.ts'
import type { Undo } from '#exchange/kind.ts'
import { namesOf, unfound } from '#organisations/actions/placing.ts'
import { organisationsByIds } from '#organisations/actions/lookup.ts'
import { recount } from '#people/actions/known.ts'
import type { HeldMembership } from '#people/store/import-held.ts'
import { deleteBatch, deleteStatuses, inUse, organisationsOfBatch, personsOfBatch, savePaths } from '#people/store/import-undo.ts'
import { saveMemberships, savePersons, type PersonRow } from '#people/store/import-write.ts'
import { refreshPaths } from '#people/store/persons.ts'

/** Takes a roster back: its people go, changed ones are as before, organisations it founded are gone if empty. */
export async function undoRoster(tx: Db, work: Undo): Promise<{ touches: Ref[] }> {
  const { realm } = work.actor
  const batch = work.batch.id
  const before = (await work.changes('person')).map((change) => change.before as PersonRow)
  const changed = before.map(({ id }) => id)
  const made = (await personsOfBatch(tx, realm, batch)).filter((person) => person.made)
  await mustBeUntouched(work, [...made, ...before])
  const organisations = await organisationsOfBatch(tx, realm, batch, changed)
  await deleteBatch(tx, realm, batch)
  await work.breathe()
  await restore(tx, work, before)
  await takeBackFounded(tx, work)
  await recount(tx, work.world, realm, [...organisations, ...(await organisationsOfBatch(tx, realm, batch, changed))])
  return { touches: before.map(({ public_id }) => ({ kind: 'person', id: public_id })) }
}

/** Looking at somebody's number changes nothing; every other act does. */
async function mustBeUntouched(work: Undo, persons: { public_id: string; name: string }[]): Promise<void> {
  const touched = new Set(await work.touchedLater('person', persons.map(({ public_id }) => public_id), ['people.unmask']))
  const built = persons.filter(({ public_id }) => touched.has(public_id))
  if (built.length > 0) throw new Refusal(refuse('exchange.built-upon', { names: namesOf(built) }))
}

async function restore(tx: Db, work: Undo, before: PersonRow[]): Promise<void> {
  const { realm } = work.actor
  const refs = async (what: string) => (await work.changes(what)).map(({ ref }) => ref)
  const changed = (await refs('membership')).map(Number)
  await deleteStatuses(tx, realm, changed, (await refs('status')).map(Number))
  await removeSeats(tx, realm, await refs('seat'))
  const memberships = (await work.changes('membership')).map((change) => change.before as HeldMembership)
  if (memberships.length > 0) await saveMemberships(tx, realm, memberships)
  for (let at = 0; at < before.length; at += 1_000) {
    const rows = before.slice(at, at + 1_000)
    await savePersons(tx, realm, rows)
    // who had left everything stays where they stood last; everybody else where they stand
    await savePaths(tx, realm, rows as { id: number; paths: unknown }[] & PersonRow[])
    await refreshPaths(tx, realm, rows.map(({ id }) => id))
    await work.breathe()
  }
}

async function takeBackFounded(tx: Db, work: Undo): Promise<void> {
  const { realm } = work.actor
  const founded = (await work.changes('organisation')).map(({ ref }) => Number(ref))
  if (founded.length === 0) return
  const used = await inUse(tx, realm, founded)
  if (used.length > 0) throw new Refusal(refuse('exchange.built-upon', { names: namesOf(await organisationsByIds(tx, realm, used)) }))
  await unfound(tx, realm, founded, (ids) => work.touchedLater('organisation', ids), work.world)
}
