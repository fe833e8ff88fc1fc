import { on, type Route } from '#base/http/serve.ts'
import type { Account } from '#access/actor.ts'
import type { Caller } from '#access/gate.ts'
import { reading, within, type Scope } from '#database/scope.ts'
import * as contract from '#notices/contract.ts'
import { noticesOf, saveRead, unreadOf } from '#notices/store.ts'

/** Nothing but the account's own, whatever posts it holds. */
const own = (account: Account): Scope => ({ realm: account.realm, reach: [], accountId: account.id })

export const routes: Route<Caller>[] = [
  on<Caller, typeof contract.myNotices>(contract.myNotices, async ({ world, account, input }) => {
    const before = input.after === undefined ? null : Number.parseInt(input.after, 36)
    const [rows, unread] = await reading(world.db, own(account!), async (tx) => [
      await noticesOf(tx, account!.id, Number.isSafeInteger(before) ? before : null, input.limit),
      await unreadOf(tx, account!.id),
    ] as const)
    const next = rows.length === input.limit ? rows.at(-1)!.id.toString(36) : null
    const presented = rows.map(({ public_id, class: kind, title, body, link, made_at, read_at }) => ({
      id: public_id,
      class: kind,
      title,
      body,
      link,
      at: made_at.toISOString(),
      read: read_at !== null,
    }))
    return { rows: presented, next, unread }
  }),
  on<Caller, typeof contract.readNotices>(contract.readNotices, async ({ world, account, input }) => {
    await within(world.db, own(account!), (tx) => saveRead(tx, account!.id, input.id ?? null, world.clock.now()))
    return {}
  }),
]
