import { refuse, Refusal } from '#base/decision.ts'
import type { Db } from '#base/sql.ts'
import type { Doer } from '#ledger/act.ts'
import type { World } from '#database/world.ts'
import { forgetSubjects } from '#obligations/subjects.ts'
import { kindOfName } from '#organisations/kind-of-name.ts'
import { isKind, kindOf, kindsUnder, mayStandUnder, type KindCode, type Line } from '#organisations/kinds.ts'
import { organisationByPublicId, organisationsByIds, type Organisation } from '#organisations/store/organisations.ts'
import { deleteOrganisations, furnished, type Placed } from '#organisations/store/placing.ts'
import { foundUnder } from '#organisations/actions/founding.ts'
import { touchOrganisation } from '#organisations/actions/touching.ts'

/** The door for imports: finding organisations by name, founding the missing ones and taking them back. */
export { bodiesByIds, livingUnder, type Placed } from '#organisations/store/placing.ts'

/** What would be founded under a name: a kind that holds members, under the nearest superior that may have it. */
export function foundableAs(name: string, line: Line, superiors: readonly Placed[]): { kind: KindCode; parent: Placed } | null {
  const named = kindOfName(name)
  const kind = named && kindOf(named).line === line && kindOf(named).holdsMembers ? named : firstHolding(line, superiors)
  const parent = kind && superiors.find((one) => mayStandUnder(kind, one.kind))
  return kind && parent ? { kind, parent } : null
}

const firstHolding = (line: Line, superiors: readonly Placed[]): KindCode | null =>
  superiors.flatMap((one) => kindsUnder(one.kind)).find((kind) => kindOf(kind).line === line && kindOf(kind).holdsMembers) ?? null

export interface ToFound {
  kind: string
  name: string
  /** public id */
  parent: string
}

/** Founds one organisation inside an import's transaction, by the rules of any founding. */
export async function foundOne(tx: Db, world: World, doer: Doer, wish: ToFound & { act: string; on: string }): Promise<Organisation> {
  const parent = await organisationByPublicId(tx, doer.realm, wish.parent)
  if (!parent || !isKind(wish.kind)) throw new Refusal(refuse('access.not-found'))
  const { act, kind, name, on } = wish
  return foundUnder(tx, world, doer, { act, kind, name, on, parent: wish.parent, flags: [], units: [], approved: true, confirmed: true }, parent)
}

/** Takes founded organisations back; refused with their names when something was built on them. */
export async function unfound(tx: Db, realm: number, ids: number[], touchedLater: (publicIds: string[]) => Promise<string[]>, world: World): Promise<void> {
  if (ids.length === 0) return
  const all = await organisationsByIds(tx, realm, ids)
  const touched = await touchedLater(all.map((one) => one.public_id))
  const used = await furnished(tx, realm, ids)
  const built = all.filter((one) => touched.includes(one.public_id) || used.includes(one.id))
  if (built.length > 0) throw new Refusal(refuse('exchange.built-upon', { names: namesOf(built) }))
  await deleteOrganisations(tx, realm, ids)
  await forgetSubjects(tx, realm, all.map((one) => one.public_id))
  await touchOrganisation(tx, world, realm, ids)
}

/** A few names, and how many there are. */
export const namesOf = (things: { name: string }[]): string =>
  things.slice(0, 5).map(({ name }) => name).join('、') + (things.length > 5 ? `等 ${things.length} 个` : '')
