import type { Db } from '#base/sql.ts'
import type { World } from '#database/world.ts'
import type { Doer } from '#ledger/act.ts'
import { administrationTold, type Told } from '#access/administrators/told.ts'
import type { EventKind } from '#access/event-groups.ts'
import { rememberEvent } from '#access/events.ts'

/** An act on the installation itself stands in realm 0, where every auditor finds it. */
export const inInstallation = <D extends Doer>(doer: D): D => ({ ...doer, realm: 0, reach: [''] })

export const wordsOf = (doer: Doer): string => `${doer.postWords} ${doer.name}`

/** Writes an act into the audit log and tells whoever must know, all in the act's transaction. */
export async function announce(tx: Db, world: World, doer: Doer, act: string, told: Omit<Told, 'by'>): Promise<void> {
  const by = { accountId: doer.accountId, words: wordsOf(doer) }
  const kind: EventKind = told.kind === 'emergency' && told.what === 'proposed' ? 'emergency-asked' : told.what
  const { place } = told
  const where = { realm: place?.realm ?? doer.realm, organisation: place?.organisationName ?? null }
  await rememberEvent(tx, { kind, accountId: doer.accountId, doer: by.words, ...where, detail: told.words, act }, world.clock.now())
  await world.tell(tx, administrationTold, { ...told, by })
}
