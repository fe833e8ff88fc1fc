import { on, type Route } from '#base/http/serve.ts'
import type { Caller } from '#access/gate.ts'
import { reading } from '#database/scope.ts'
import * as contract from '#indicators/contract.ts'
import type { Indicator } from '#indicators/indicator.ts'

export const routesOf = (indicators: Indicator[]): Route<Caller>[] => [
  on<Caller, typeof contract.indicators>(contract.indicators, ({ world, actor, input }) =>
    reading(world.db, actor, async (tx) => {
      const rows = []
      for (const { value, ...facts } of indicators) rows.push({ ...facts, value: await value(tx, actor, { publicId: input.organisation }) })
      return { indicators: rows }
    }),
  ),
]
