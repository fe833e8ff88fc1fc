import { refuse } from '#base/decision.ts'
import { addYears, type Day } from '#base/day.ts'
import { on, type Route } from '#base/http/serve.ts'
import type { Account } from '#access/actor.ts'
import type { Caller } from '#access/gate.ts'
import { reading, within, type Scope } from '#database/scope.ts'
import { owedBy, waive } from '#obligations/actions.ts'
import * as contract from '#obligations/contract.ts'
import type { Duty } from '#obligations/duty.ts'
import { exportFulfilment } from '#obligations/export.ts'
import { present } from '#obligations/present.ts'
import { presentFulfilment } from '#obligations/present-fulfilment.ts'
import { deleteQuestion, insertQuestion, questionsOf } from '#obligations/store/questions.ts'

const mostYears = 3

/** Nothing but the account's own, whatever posts it holds. */
const own = (account: Account): Scope => ({ realm: account.realm, reach: [], accountId: account.id })

const isTooLong = ({ from, to }: { from: Day; to: Day }): boolean => to > addYears(from, mostYears)

export const routesOf = (duties: readonly Duty[]): Route<Caller>[] => [
  on<Caller, typeof contract.list>(contract.list, async ({ world, actor, input: { organisation, from, to } }) => {
    if (isTooLong({ from, to })) return refuse('obligations.range-too-long')
    const today = world.clock.today()
    const all = await reading(world.db, actor, (tx) => owedBy(tx, actor.realm, duties, [organisation], { from, to }, today))
    return { obligations: all.get(organisation)!.map((one) => present(organisation, one)) }
  }),
  on<Caller, typeof contract.waive>(contract.waive, ({ world, actor, input }) => waive(world, actor, duties, input)),
  on<Caller, typeof contract.fulfilment>(contract.fulfilment, async ({ world, actor, input }) =>
    isTooLong(input) ? refuse('obligations.range-too-long')
      : reading(world.db, actor, (tx) => presentFulfilment(tx, actor.realm, duties, input, world.clock.today()))),
  on<Caller, typeof contract.exportFulfilment>(contract.exportFulfilment, async ({ world, actor, input }) =>
    isTooLong(input) ? refuse('obligations.range-too-long') : exportFulfilment(world, actor, duties, input)),
  on<Caller, typeof contract.questions>(contract.questions, ({ world, account }) =>
    reading(world.db, own(account!), async (tx) => ({ questions: await questionsOf(tx, account!.realm, account!.id) }))),
  on<Caller, typeof contract.keepQuestion>(contract.keepQuestion, async ({ world, account, input }) => {
    const kept = await within(world.db, own(account!), (tx) => insertQuestion(tx, account!.realm, account!.id, input))
    return kept === 0 ? refuse('obligations.too-many-questions') : {}
  }),
  on<Caller, typeof contract.forgetQuestion>(contract.forgetQuestion, async ({ world, account, input }) => {
    await within(world.db, own(account!), (tx) => deleteQuestion(tx, account!.realm, account!.id, input.id))
    return {}
  }),
]
