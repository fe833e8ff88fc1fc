import { on, type Route } from '#base/http/serve.ts'
import type { Caller } from '#access/gate.ts'
import * as contract from '#notices/contract.ts'
import { noticesOf, saveRead, unreadOf } from '#notices/store.ts'

export const routes: Route<Caller>[] = [
  on<Caller, typeof contract.myNotices>(contract.myNotices, async ({ world, account, input }) => {
    const before = input.after === undefined ? null : Number.parseInt(input.after, 36)
    const rows = await noticesOf(world.db, account!.id, Number.isSafeInteger(before) ? before : null, input.limit)
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
    return { rows: presented, next, unread: await unreadOf(world.db, account!.id) }
  }),
  on<Caller, typeof contract.readNotices>(contract.readNotices, async ({ world, account, input }) => {
    await saveRead(world.db, account!.id, input.id ?? null, world.clock.now())
    return {}
  }),
]
