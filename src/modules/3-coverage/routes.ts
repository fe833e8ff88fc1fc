import { on, type Route } from '#base/http/serve.ts'
import { readCursor, writeCursor } from '#base/cursor.ts'
import type { Db } from '#base/sql.ts'
import type { Actor } from '#access/actor.ts'
import type { Caller } from '#access/gate.ts'
import { reading } from '#database/scope.ts'
import { presentEntries } from '#ledger/present.ts'
import { organisationByPublicId, unitByPublicId, type Organisation } from '#organisations/actions/lookup.ts'
import { plan, setAside, takeUp } from '#coverage/actions/decisions.ts'
import * as contract from '#coverage/contract.ts'
import { exportSpots } from '#coverage/export.ts'
import { filterOf } from '#coverage/filters.ts'
import { presentOverview, presentUnit, spotOf } from '#coverage/present.ts'
import { spotsUnder, type ListedSpot, type Place } from '#coverage/store/spots.ts'

/** The gate has found it and checked its reach. */
const organisationOf = async (tx: Db, actor: Actor, id: string): Promise<Organisation> => (await organisationByPublicId(tx, actor.realm, id))!

const placeAfter = (row: ListedSpot): string => writeCursor({ key: `${row.path} ${row.subject} ${row.code}`, id: row.subject_id })

/** A forged cursor only skips rows. */
function placeOf(cursor: string | undefined): Place | undefined {
  const read = readCursor(cursor)
  const [path, subject, code] = read?.key.split(' ') ?? []
  if (!read || path === undefined || code === undefined) return undefined
  return { path, subject: subject === 'organisation' ? subject : 'unit', id: read.id, code }
}

export const routes: Route<Caller>[] = [
  on<Caller, typeof contract.overview>(contract.overview, ({ world, actor, input }) =>
    reading(world.db, actor, async (tx) =>
      presentOverview(tx, actor, await organisationOf(tx, actor, input.organisation), input.of === 'two-new', world.clock.today())),
  ),
  on<Caller, typeof contract.spots>(contract.spots, ({ world, actor, input }) =>
    reading(world.db, actor, async (tx) => {
      const { path } = await organisationOf(tx, actor, input.organisation)
      const after = placeOf(input.after)
      const filter = { ...filterOf(input, world.clock.today()), ...(after && { after }) }
      const rows = await spotsUnder(tx, actor.realm, path, actor.reach, filter, input.limit)
      return { rows: rows.map(spotOf), next: rows.length === input.limit ? placeAfter(rows.at(-1)!) : null }
    }),
  ),
  on<Caller, typeof contract.exportSpots>(contract.exportSpots, ({ world, actor, input }) => exportSpots(world, actor, input)),
  on<Caller, typeof contract.unit>(contract.unit, ({ world, actor, input }) =>
    reading(world.db, actor, async (tx) => {
      const unit = (await unitByPublicId(tx, actor.realm, input.id))!
      const shown = await presentUnit(tx, actor, unit, world.clock.today())
      return { ...shown, entries: await presentEntries(tx, world, actor.realm, { kind: 'unit', id: input.id }) }
    }),
  ),
  on<Caller, typeof contract.setAside>(contract.setAside, ({ world, actor, input }) => setAside(world, actor, input)),
  on<Caller, typeof contract.takeUp>(contract.takeUp, ({ world, actor, input }) => takeUp(world, actor, input)),
  on<Caller, typeof contract.plan>(contract.plan, ({ world, actor, input }) => plan(world, actor, input)),
]
