import type { Db } from '#base/sql.ts'
import type { Organisation } from '#organisations/actions/lookup.ts'
import type { PersonRow } from '#people/contract.ts'
import { presentRows } from '#people/present.ts'
import { roster } from '#people/store/memberships.ts'

/** An organisation's own members as the roster page shows them, masked; for forms that print them. */
export const rosterShown = async (tx: Db, organisation: Organisation, reach: readonly string[]): Promise<PersonRow[]> =>
  presentRows(await roster(tx, organisation, false, reach, {}, 1000))
