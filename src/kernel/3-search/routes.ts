import { on, type Route } from '#base/http/serve.ts'
import type { Caller } from '#access/gate.ts'
import { reading } from '#database/scope.ts'
import * as contract from '#search/contract.ts'
import type { SearchProvider } from '#search/provider.ts'

export const routesOf = (providers: SearchProvider[]): Route<Caller>[] => [
  on<Caller, typeof contract.search>(contract.search, async ({ world, actor, input }) => {
    const allowed = actor ? providers.filter((provider) => actor.permissions.has(provider.permission)) : []
    if (input.q === '' || allowed.length === 0) return { hits: [] }
    return reading(world.db, actor, async (tx) => {
      const hits: contract.Hit[] = []
      for (const provider of allowed) hits.push(...(await provider.find(tx, actor, input.q, input.limit, world)))
      return { hits }
    })
  }),
]
