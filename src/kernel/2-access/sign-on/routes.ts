import { on, type Route } from '#base/http/serve.ts'
import { seated } from '#access/factors/routes.ts'
import { ownerOf, type Caller } from '#access/gate.ts'
import * as contract from '#access/sign-on/contract.ts'
import { beginLink, beginSignOn, dropLink, finishSignOn } from '#access/sign-on/sign-on.ts'

export const signOnRoutes: Route<Caller>[] = [
  on<Caller, typeof contract.beginSignOn>(contract.beginSignOn, ({ world, site, from }) =>
    beginSignOn(world, site, { purpose: 'sign-on', accountId: null, from })),
  on<Caller, typeof contract.finishSignOn>(contract.finishSignOn, async ({ world, site, input, from, account, session }) => {
    const done = await finishSignOn(world, site, input, { from, account })
    if (!done.ok) return done
    if (done.value.linked) return { ok: true, value: { next: 'in', name: account?.name ?? null, linked: true } }
    return { ok: true, value: { ...seated(session, done.value), linked: false } }
  }),
  on<Caller, typeof contract.linkSignOn>(contract.linkSignOn, (call) => beginLink(call.world, call.site, ownerOf(call), call.input.current)),
  on<Caller, typeof contract.unlinkSignOn>(contract.unlinkSignOn, (call) => dropLink(call.world, ownerOf(call), call.input)),
]
