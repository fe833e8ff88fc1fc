import type { Decision } from '#base/decision.ts'
import type { Db } from '#base/sql.ts'
import type { Account } from '#access/actor.ts'
import { everywhere } from '#database/scope.ts'
import type { World } from '#database/world.ts'
import { perform } from '#ledger/act.ts'

export interface OwnAct {
  id: string
  kind: string
  /** what the client sent, without any secret: its digest is kept */
  input: object
}

/** One act on how one is told: the change and its ledger entry, as nobody's post. */
export function performOwn<T>(
  world: World, account: Account, act: OwnAct, work: (tx: Db) => Promise<{ answer: T; payload?: object }>,
): Promise<Decision<T>> {
  const doer = { ...everywhere(account.realm), accountId: account.id, name: account.name, postWords: '本人', seatId: account.publicId }
  return perform(world, doer, act, async (tx) => {
    const { answer, payload = {} } = await work(tx)
    return { answer, ref: { kind: 'account', id: account.publicId }, path: '', payload }
  })
}
