import { on, type Route } from '#base/http/serve.ts'
import type { Caller, Finder } from '#access/gate.ts'
import { reading } from '#database/scope.ts'
import type { Jobs } from '#exchange/jobs.ts'
import { confirmStatement } from '#dues/statement/actions/confirm.ts'
import type { Desk } from '#dues/statement/actions/known.ts'
import { dropStatement, receiveStatement, rematch } from '#dues/statement/actions/reading.ts'
import * as contract from '#dues/statement/contract.ts'
import { presentLines, presentStatement, presentStatements } from '#dues/statement/present.ts'
import { statementById } from '#dues/statement/store.ts'

export const finders: Record<string, Finder> = {
  'dues-statement': async (tx, actor, id) => {
    const found = await statementById(tx, actor.realm, id)
    return found && [found.path]
  },
}

/** Statements are read in the same line as other imports: one at a time in each realm. */
export const routesOf = (jobs: Jobs): Route<Caller>[] => {
  const deskOf = ({ world, actor }: Caller): Desk => ({ world, actor, jobs })
  const viewOf = (call: Caller, id: string) => reading(
    call.world.db, call.actor, (tx) => presentStatement(tx, deskOf(call), id),
  )
  return [
    on<Caller, typeof contract.statements>(contract.statements, (call) =>
      reading(call.world.db, call.actor, (tx) => presentStatements(tx, deskOf(call), call.input.organisation))),
    on<Caller, typeof contract.uploadStatement>(contract.uploadStatement, async (call) => {
      const { publicId } = await receiveStatement(deskOf(call), call.input.organisation, call.file!)
      return viewOf(call, publicId)
    }),
    on<Caller, typeof contract.readStatement>(contract.readStatement, (call) => viewOf(call, call.input.statement)),
    on<Caller, typeof contract.readLines>(contract.readLines, (call) =>
      reading(call.world.db, call.actor, (tx) => presentLines(tx, deskOf(call), call.input))),
    on<Caller, typeof contract.rematchStatement>(contract.rematchStatement, async (call) => {
      await rematch(deskOf(call), call.input.statement)
      return viewOf(call, call.input.statement)
    }),
    on<Caller, typeof contract.confirmStatement>(
      contract.confirmStatement, (call) => confirmStatement(deskOf(call), call.input),
    ),
    on<Caller, typeof contract.dropStatement>(
      contract.dropStatement, (call) => dropStatement(deskOf(call), call.input.statement),
    ),
  ]
}
