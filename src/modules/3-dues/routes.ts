import { refuse, Refusal } from '#base/decision.ts'
import { on, type Route } from '#base/http/serve.ts'
import type { Caller, Finder } from '#access/gate.ts'
import { reading } from '#database/scope.ts'
import { organisationByPublicId } from '#organisations/actions/lookup.ts'
import { readOwn } from '#people/actions/own.ts'
import { ownLineOnly } from '#dues/actions/books.ts'
import { closeMonth, reopenMonth } from '#dues/actions/closing.ts'
import { collect, correct } from '#dues/actions/collect.ts'
import { answerArrangement, arrange, assess } from '#dues/actions/payers.ts'
import * as contract from '#dues/contract.ts'
import { mine } from '#dues/contract/own.ts'
import { presentOwn } from '#dues/present-own.ts'
import { arrangementView, presentMonth, presentPayer, receiptView } from '#dues/present.ts'
import { askedUnder, pathOfArrangement } from '#dues/store/arrangements.ts'
import { pathOfVoucher } from '#dues/store/journal.ts'
import { pathOfOrder } from '#dues/store/orders.ts'
import { pathOfReceipt, receiptByPublicId } from '#dues/store/receipts.ts'

export const finders: Record<string, Finder> = {
  'dues-receipt': (tx, actor, id) => pathOfReceipt(tx, actor.realm, id),
  'dues-arrangement': (tx, actor, id) => pathOfArrangement(tx, actor.realm, id),
  'dues-voucher': (tx, actor, id) => pathOfVoucher(tx, actor.realm, id),
  'dues-order': (tx, actor, id) => pathOfOrder(tx, actor.realm, id),
}

export const routes: Route<Caller>[] = [
  on<Caller, typeof contract.readMonth>(contract.readMonth, ({ world, actor, input }) =>
    reading(world.db, actor, (tx) => presentMonth(tx, world, actor, input))),
  on<Caller, typeof contract.readPayer>(contract.readPayer, ({ world, actor, input }) =>
    reading(world.db, actor, (tx) => presentPayer(tx, world, actor, input))),
  on<Caller, typeof contract.assess>(contract.assess, ({ world, actor, input }) => assess(world, actor, input)),
  on<Caller, typeof contract.collect>(contract.collect, ({ world, actor, input }) => collect(world, actor, input)),
  on<Caller, typeof contract.correct>(contract.correct, ({ world, actor, input }) => correct(world, actor, input)),
  on<Caller, typeof contract.readReceipt>(contract.readReceipt, ({ world, actor, input }) =>
    reading(world.db, actor, async (tx) => {
      const held = await receiptByPublicId(tx, actor.realm, input.receipt)
      if (!held) throw new Refusal(refuse('access.not-found'))
      ownLineOnly(actor, held)
      return receiptView(held)
    })),
  on<Caller, typeof contract.close>(contract.close, ({ world, actor, input }) => closeMonth(world, actor, input)),
  on<Caller, typeof contract.reopen>(contract.reopen, ({ world, actor, input }) => reopenMonth(world, actor, input)),
  on<Caller, typeof contract.arrange>(contract.arrange, ({ world, actor, input }) => arrange(world, actor, input)),
  on<Caller, typeof contract.asked>(contract.asked, ({ world, actor, input }) =>
    reading(world.db, actor, async (tx) => {
      const top = (await organisationByPublicId(tx, actor.realm, input.organisation))!
      ownLineOnly(actor, top)
      const rows = await askedUnder(tx, world.keys, actor.realm, top.path)
      return { rows: rows.map((row) => ({ ...arrangementView(row), name: row.name, branch: row.branch })) }
    })),
  on<Caller, typeof contract.answer>(contract.answer, ({ world, actor, input }) => answerArrangement(world, actor, input)),
  on<Caller, typeof mine>(mine, ({ world, account, input }) => {
    const year = input.year ?? Number(world.clock.today().slice(0, 4))
    const none = { name: null, year, lines: [], receipts: [], total: 0, published: [] }
    return readOwn(world, account!, none, (tx, person, publicIds) => presentOwn(tx, world, person, publicIds, year))
  }),
]
