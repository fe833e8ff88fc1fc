import { on, type Route } from '#base/http/serve.ts'
import type { Dictionary } from '#kernel/dictionary.ts'
import type { Powers } from '#access/actor.ts'
import type { Caller, Finder } from '#access/gate.ts'
import { reading } from '#database/scope.ts'
import { askCorrection, withdrawCorrection } from '#people/mirror/actions/ask.ts'
import { copyOwn, revealOwn } from '#people/mirror/actions/copy.ts'
import { settleCorrection } from '#people/mirror/actions/settle.ts'
import { enterSheet, printSheets } from '#people/mirror/actions/sheets.ts'
import * as contract from '#people/mirror/contract.ts'
import { presentSeenBy } from '#people/mirror/explain.ts'
import { presentMirror } from '#people/mirror/held.ts'
import { readOwn } from '#people/mirror/own.ts'
import { presentCorrections, presentSheets } from '#people/mirror/present.ts'
import { pathsOfCorrection } from '#people/mirror/store/corrections.ts'
import { pathsOfPrint } from '#people/mirror/store/sheets.ts'
import { personByPublicId } from '#people/store/persons.ts'

/** Where things of the mirror stand: with their person. */
export const finders: Record<string, Finder> = {
  correction: (tx, actor, id) => pathsOfCorrection(tx, actor.realm, id),
  sheets: (tx, actor, id) => pathsOfPrint(tx, actor.realm, id),
}

const nobody = { seats: 0, organisations: [], letters: [], blind: [] }

/** What the roof alone can hand over: which post may what, and what every column is. */
export const routesOf = (powers: Powers, dictionary: Dictionary): Route<Caller>[] => [
  on<Caller, typeof contract.myData>(contract.myData, async ({ world, account }) => ({
    mirror: await readOwn(world, account!, null, (tx, person) => presentMirror(tx, world, dictionary, person)),
  })),
  on<Caller, typeof contract.seenBy>(contract.seenBy, ({ world, account }) =>
    readOwn(world, account!, nobody, (tx, person) => presentSeenBy(tx, powers, person, world.clock.today())),
  ),
  on<Caller, typeof contract.reveal>(contract.reveal, ({ world, account, input, from }) => revealOwn(world, account!, input.password, from)),
  on<Caller, typeof contract.copy>(contract.copy, ({ world, account, input, from }) =>
    copyOwn({ world, powers, dictionary }, account!, input, from),
  ),
  on<Caller, typeof contract.ask>(contract.ask, ({ world, account, input }) => askCorrection(world, powers, account!, input)),
  on<Caller, typeof contract.myCorrections>(contract.myCorrections, async ({ world, account }) => ({
    corrections: await readOwn(world, account!, [], (tx, person) => presentCorrections(tx, world, person)),
  })),
  on<Caller, typeof contract.withdraw>(contract.withdraw, ({ world, account, input }) => withdrawCorrection(world, account!, input)),
  on<Caller, typeof contract.corrections>(contract.corrections, ({ world, actor, input }) =>
    reading(world.db, actor, async (tx) => {
      const person = (await personByPublicId(tx, actor.realm, input.id))!
      return { corrections: await presentCorrections(tx, world, person), version: person.version }
    }),
  ),
  on<Caller, typeof contract.settle>(contract.settle, ({ world, actor, input }) => settleCorrection(world, actor, input)),
  on<Caller, typeof contract.printSheets>(contract.printSheets, ({ world, actor, input }) => printSheets(world, actor, input)),
  on<Caller, typeof contract.sheets>(contract.sheets, ({ world, actor, input }) =>
    reading(world.db, actor, (tx) => presentSheets(tx, world, actor.realm, input.id)),
  ),
  on<Caller, typeof contract.enterSheet>(contract.enterSheet, ({ world, actor, input }) => enterSheet(world, actor, input)),
]
