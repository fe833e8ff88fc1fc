import { refuse } from '#base/decision.ts'
import { addYears } from '#base/day.ts'
import { on, type Route } from '#base/http/serve.ts'
import type { Caller } from '#access/gate.ts'
import { reading } from '#database/scope.ts'
import { owedBy, waive } from '#obligations/actions.ts'
import * as contract from '#obligations/contract.ts'
import type { Duty } from '#obligations/duty.ts'
import { present } from '#obligations/present.ts'

const mostYears = 3

export const routesOf = (duties: readonly Duty[]): Route<Caller>[] => [
  on<Caller, typeof contract.list>(contract.list, async ({ world, actor, input: { organisation, from, to } }) => {
    if (to > addYears(from, mostYears)) return refuse('obligations.range-too-long')
    const today = world.clock.today()
    const all = await reading(world.db, actor, (tx) => owedBy(tx, actor.realm, duties, [organisation], { from, to }, today))
    return { obligations: all.get(organisation)!.map((one) => present(organisation, one)) }
  }),
  on<Caller, typeof contract.waive>(contract.waive, ({ world, actor, input }) => waive(world, actor, duties, input)),
]
