import { on, type Route } from '#base/http/serve.ts'
import { nextOf, readCursor } from '#base/cursor.ts'
import { addYears } from '#base/day.ts'
import type { Db } from '#base/sql.ts'
import type { Actor } from '#access/actor.ts'
import type { Caller, Finder } from '#access/gate.ts'
import { reaches } from '#access/visible.ts'
import { beyondReach, reading } from '#database/scope.ts'
import { isLatin } from '#search/keys.ts'
import { organisationByPublicId, type Organisation } from '#organisations/actions/lookup.ts'
import { kindCodes, kindOf } from '#organisations/kinds.ts'
import { kindWords } from '#organisations/words.ts'
import { beginFloating, endFloating } from '#people/actions/floating.ts'
import { registerArrival } from '#people/actions/transfers/arrive.ts'
import { readCode } from '#people/actions/transfers/known.ts'
import { moveMember, sendTransfer } from '#people/actions/transfers/send.ts'
import { assignTransfer, claimTransfer, receiveTransfer, returnTransfer, withdrawTransfer } from '#people/actions/transfers/settle.ts'
import * as floating from '#people/contract/floating.ts'
import * as contract from '#people/contract/transfers.ts'
import { presentFloating, presentLetter, presentTransfer } from '#people/present-transfers.ts'
import { presentLeavers } from '#people/present-leavers.ts'
import { floatingByPublicId, floatingRowsOf, floatingUnder } from '#people/store/floating.ts'
import { personByPublicId } from '#people/store/persons.ts'
import { destinationsNamed, namedLike, rowByCode, rowsOfPerson, transferByPublicId, transferRow, transferRows } from '#people/store/transfers.ts'

const found = async (tx: Db, actor: Actor, id: string) => transferByPublicId(tx, actor.realm, id)

/** A transfer is read from every place it concerns; who may decide it, and who may take it back, is one place each. */
export const finders: Record<string, Finder> = {
  transfer: async (tx, actor, id) => (await found(tx, actor, id))?.paths ?? null,
  'transfer-desk': async (tx, actor, id) => {
    const transfer = await found(tx, actor, id)
    return transfer && [transfer.desk_path]
  },
  'transfer-sender': async (tx, actor, id) => {
    const transfer = await found(tx, actor, id)
    return transfer?.from_path ? [transfer.from_path] : null
  },
  floating: async (tx, actor, id) => (await floatingByPublicId(tx, actor.realm, id))?.paths ?? null,
}

const organisationOf = async (tx: Db, actor: Actor, id: string): Promise<Organisation> => (await organisationByPublicId(tx, actor.realm, id))!
const nameFilter = (q: string | undefined) => q && (isLatin(q) ? { key: q.toLowerCase().replace(/[^a-z]/g, '') } : { name: q })
const most = 500

export const routes: Route<Caller>[] = [
  on<Caller, typeof contract.destinations>(contract.destinations, ({ world, actor, input }) =>
    reading(world.db, actor, async (tx) => {
      const kinds = kindCodes.filter((kind) => kindOf(kind).line === input.line && kindOf(kind).holdsMembers)
      const rows = await destinationsNamed(tx, actor.realm, kinds, namedLike(actor.realm, input.q), input.limit)
      return { rows: rows.map(({ public_id: id, name, kind, superior }) => ({ id, name, kindWords: kindWords(kind), superior })) }
    }),
  ),
  on<Caller, typeof contract.list>(contract.list, ({ world, actor, input }) =>
    reading(world.db, actor, async (tx) => {
      const where = await organisationOf(tx, actor, input.organisation)
      const { tab, line } = input
      const filter = { tab, line, q: nameFilter(input.q) || undefined, after: readCursor(input.after)?.id }
      const rows = await transferRows(tx, actor.realm, where, actor.reach, filter, input.limit)
      const last = rows.at(-1)
      const next = nextOf(last && { key: '', id: last.id }, rows.length, input.limit)
      return { rows: rows.map((row) => presentTransfer(row, actor, world.clock.today())), next }
    }),
  ),
  on<Caller, typeof contract.read>(contract.read, ({ world, actor, input }) =>
    reading(world.db, actor, async (tx) => presentTransfer((await transferRow(tx, actor.realm, input.id))!, actor, world.clock.today())),
  ),
  on<Caller, typeof contract.find>(contract.find, ({ world, actor, input }) =>
    reading(world.db, actor, async (tx) => {
      const row = await beyondReach(tx, () => rowByCode(tx, actor.realm, readCode(input.code)))
      const today = world.clock.today()
      if (row?.paths.some((path) => reaches(actor.reach, path))) return { transfer: presentTransfer((await transferRow(tx, actor.realm, row.public_id))!, actor, today) }
      return { transfer: row?.way === 'letter' && row.state === 'sent' ? presentLetter(row, today) : null }
    }),
  ),
  on<Caller, typeof contract.ofPerson>(contract.ofPerson, ({ world, actor, input }) =>
    reading(world.db, actor, async (tx) => {
      const person = (await personByPublicId(tx, actor.realm, input.id))!
      const rows = await rowsOfPerson(tx, actor.realm, person.id)
      return { rows: rows.map((row) => presentTransfer(row, actor, world.clock.today())) }
    }),
  ),
  on<Caller, typeof contract.graduation>(contract.graduation, ({ world, actor, input }) =>
    reading(world.db, actor, async (tx) => {
      const where = await organisationOf(tx, actor, input.organisation)
      const today = world.clock.today()
      return presentLeavers(tx, where, actor, { today, since: addYears(today, -1), most })
    }),
  ),
  on<Caller, typeof contract.send>(contract.send, ({ world, actor, input }) => sendTransfer(world, actor, input)),
  on<Caller, typeof contract.move>(contract.move, ({ world, actor, input }) => moveMember(world, actor, input)),
  on<Caller, typeof contract.receive>(contract.receive, ({ world, actor, input }) => receiveTransfer(world, actor, input)),
  on<Caller, typeof contract.assign>(contract.assign, ({ world, actor, input }) => assignTransfer(world, actor, input)),
  on<Caller, typeof contract.claim>(contract.claim, ({ world, actor, input }) => claimTransfer(world, actor, input)),
  on<Caller, typeof contract.sendBack>(contract.sendBack, ({ world, actor, input }) => returnTransfer(world, actor, input)),
  on<Caller, typeof contract.withdraw>(contract.withdraw, ({ world, actor, input }) => withdrawTransfer(world, actor, input)),
  on<Caller, typeof contract.arrive>(contract.arrive, ({ world, actor, input }) => registerArrival(world, actor, input)),
  on<Caller, typeof floating.beginFloating>(floating.beginFloating, ({ world, actor, input }) => beginFloating(world, actor, input)),
  on<Caller, typeof floating.endFloating>(floating.endFloating, ({ world, actor, input }) => endFloating(world, actor, input)),
  on<Caller, typeof floating.floatingIn>(floating.floatingIn, ({ world, actor, input }) =>
    reading(world.db, actor, async (tx) => {
      const where = await organisationOf(tx, actor, input.organisation)
      const rows = await floatingUnder(tx, actor.realm, where.path, actor.reach, most)
      const isUnder = (path: string | null) => path !== null && path.startsWith(where.path)
      const shown = (some: typeof rows) => some.map((row) => presentFloating(row, actor))
      return { out: shown(rows.filter((row) => isUnder(row.from_path))), here: shown(rows.filter((row) => isUnder(row.to_path))) }
    }),
  ),
  on<Caller, typeof floating.floatingOf>(floating.floatingOf, ({ world, actor, input }) =>
    reading(world.db, actor, async (tx) => {
      const person = (await personByPublicId(tx, actor.realm, input.id))!
      return { rows: (await floatingRowsOf(tx, actor.realm, person.id)).map((row) => presentFloating(row, actor)) }
    }),
  ),
]
