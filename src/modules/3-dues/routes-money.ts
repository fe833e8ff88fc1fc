import { on, type Route } from '#base/http/serve.ts'
import type { Caller } from '#access/gate.ts'
import { reading } from '#database/scope.ts'
import { recordStep } from '#dues/actions/arrears.ts'
import { confirm, draw, drop, reconcile } from '#dues/actions/journal.ts'
import { publish } from '#dues/actions/publishing.ts'
import * as arrears from '#dues/contract/arrears.ts'
import * as journal from '#dues/contract/journal.ts'
import * as report from '#dues/contract/report.ts'
import { presentArrears, presentDossier } from '#dues/present-arrears.ts'
import { presentJournal } from '#dues/present-journal.ts'
import { presentOverview, presentReport } from '#dues/present-report.ts'

export const moneyRoutes: Route<Caller>[] = [
  on<Caller, typeof journal.readJournal>(journal.readJournal, ({ world, actor, input }) =>
    reading(world.db, actor, (tx) => presentJournal(tx, world, actor, input))),
  on<Caller, typeof journal.draw>(journal.draw, ({ world, actor, input }) => draw(world, actor, input)),
  on<Caller, typeof journal.confirm>(journal.confirm, ({ world, actor, input }) => confirm(world, actor, input)),
  on<Caller, typeof journal.drop>(journal.drop, ({ world, actor, input }) => drop(world, actor, input)),
  on<Caller, typeof journal.reconcile>(journal.reconcile, ({ world, actor, input }) => reconcile(world, actor, input)),
  on<Caller, typeof report.overview>(report.overview, ({ world, actor, input }) =>
    reading(world.db, actor, (tx) => presentOverview(tx, world, actor, input))),
  on<Caller, typeof report.report>(report.report, ({ world, actor, input }) =>
    reading(world.db, actor, (tx) => presentReport(tx, world, actor, input))),
  on<Caller, typeof report.publish>(report.publish, ({ world, actor, input }) => publish(world, actor, input)),
  on<Caller, typeof arrears.arrears>(arrears.arrears, ({ world, actor, input }) =>
    reading(world.db, actor, (tx) => presentArrears(tx, world, actor, input))),
  on<Caller, typeof arrears.dossier>(arrears.dossier, ({ world, actor, input }) =>
    reading(world.db, actor, (tx) => presentDossier(tx, world, actor, input))),
  on<Caller, typeof arrears.recordStep>(arrears.recordStep, ({ world, actor, input }) => recordStep(world, actor, input)),
]
