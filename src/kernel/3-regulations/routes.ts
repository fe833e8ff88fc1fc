import { on, type Route } from '#base/http/serve.ts'
import type { Caller } from '#access/gate.ts'
import { endSetting, setRule, type PlaceOf } from '#regulations/actions.ts'
import * as contract from '#regulations/contract.ts'

export const routesOf = (placeOf: PlaceOf): Route<Caller>[] => [
  on<Caller, typeof contract.set>(contract.set, ({ world, actor, input }) => setRule(world, actor, placeOf, input)),
  on<Caller, typeof contract.endSetting>(contract.endSetting, ({ world, actor, input }) => endSetting(world, actor, placeOf, input)),
]
