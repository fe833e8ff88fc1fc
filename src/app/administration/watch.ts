import type { AnyEndpoint } from '#base/contract.ts'
import type { Refused } from '#base/decision.ts'
import type { Request } from '#base/http/serve.ts'
import { emergencyPost } from '#access/administrators/posts.ts'
import type { EventKind } from '#access/event-groups.ts'
import { byActor, rememberEvent } from '#access/events.ts'
import { rememberRefused, statuses, type Caller } from '#access/gate.ts'

/** Acts on the installation that write no event of their own. */
const ofInstallation = new Set(['app.reset-sample', 'app.remove-sample', 'app.start-own'])
/** Files out that write one of their own, with how many people were in them; templates hold nobody. */
const counted = new Set(['people.export', 'administration.audit-export', 'exchange.template'])

/** What every call leaves in the audit log beside its own events. */
export async function watch(call: Caller & Request<unknown>, endpoint: AnyEndpoint, refused: Refused | null): Promise<void> {
  const status = refused && statuses[refused.refusal]
  if (refused && call.account && (status === 403 || status === 404)) await rememberRefused(call.world, call, endpoint, refused, call.from.address)
  const kind = refused ? null : kindOf(call, endpoint)
  if (!kind) return
  const { permission } = endpoint.guard as { permission?: string }
  const event = { kind, ...byActor(call.actor), detail: endpoint.summary, address: call.from.address, ...(permission && { permission }) }
  await rememberEvent(call.world.db, event, call.world.clock.now())
}

function kindOf({ actor }: Caller, endpoint: AnyEndpoint): EventKind | null {
  if (!actor || !('permission' in endpoint.guard)) return null
  if (actor.seat.post === emergencyPost) return endpoint.method === 'POST' ? 'emergency-act' : 'emergency-look'
  if (ofInstallation.has(endpoint.name)) return 'administration'
  return endpoint.form === 'download' && !counted.has(endpoint.name) ? 'export' : null
}
