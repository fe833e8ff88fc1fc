import { on, type Route } from '#base/http/serve.ts'
import type { Db } from '#base/sql.ts'
import type { Actor } from '#access/actor.ts'
import type { Caller } from '#access/gate.ts'
import { within } from '#database/scope.ts'
import * as contract from '#indicators/contract.ts'

/** A number a module offers upward, by name; whoever reads it need not know the module. */
export interface Indicator {
  /** `people.members` */
  name: string
  words: string
  /** what is counted and what is not */
  definition: string
  unit: string
  /** null: facts are missing; never a guess */
  value(tx: Db, actor: Actor, organisation: { publicId: string }): Promise<number | null>
}

export const routesOf = (indicators: Indicator[]): Route<Caller>[] => [
  on<Caller, typeof contract.indicators>(contract.indicators, ({ world, actor, input }) =>
    within(world.db, actor, async (tx) => {
      const rows = []
      for (const { value, ...facts } of indicators) rows.push({ ...facts, value: await value(tx, actor, { publicId: input.organisation }) })
      return { indicators: rows }
    }),
  ),
]
