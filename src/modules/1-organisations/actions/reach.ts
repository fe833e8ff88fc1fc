import { sql } from 'kysely'
import { run, type Db, type Sql } from '#base/sql.ts'
import { seatedAmong, setReach } from '#access/seats.ts'
import { reachOf, reachingOf } from '#organisations/store/links.ts'
import type { Organisation } from '#organisations/store/organisations.ts'

/**
 * A seat given and a link made at one time would not see each other: whoever changes what reaches holds the realm's
 * reach alone until the commit, whoever reads it for a seat shares it.
 */
const lock = (tx: Db, realm: number, taken: Sql): Promise<number> =>
  run(tx, sql`select ${taken}(hashtextextended(${`reach ${realm}`}, 0))`)

/** What the posts of an organisation act over, for a seat about to be given. */
export async function reachForSeat(tx: Db, realm: number, id: number): Promise<string[]> {
  await lock(tx, realm, sql.raw('pg_advisory_xact_lock_shared'))
  return reachOf(tx, realm, id)
}

/** After links or superiors of some organisations changed: what the seats of all who reach them act over. */
export async function refreshReach(tx: Db, realm: number, ...organisationIds: number[]): Promise<void> {
  await refresh(tx, realm, organisationIds)
}

/** After an organisation got a leader: nothing changes for those who reach it already, as most superiors do. */
export async function extendReach(tx: Db, led: Organisation): Promise<void> {
  await refresh(tx, led.realm_id, [led.id], led.path)
}

async function refresh(tx: Db, realm: number, organisationIds: number[], beyond?: string): Promise<void> {
  await lock(tx, realm, sql.raw('pg_advisory_xact_lock'))
  const reaching = await reachingOf(tx, realm, organisationIds)
  const seated = await seatedAmong(tx, realm, reaching.map((one) => one.public_id), beyond)
  for (const one of reaching.filter(({ public_id: id }) => seated.has(id))) {
    await setReach(tx, realm, one.public_id, await reachOf(tx, realm, one.id))
  }
}
