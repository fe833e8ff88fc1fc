import { refuse, Refusal } from '#base/decision.ts'
import type { Db } from '#base/sql.ts'
import type { Actor } from '#access/actor.ts'
import type { World } from '#database/world.ts'
import { stateWords } from '#exchange/words.ts'
import { Jobs } from '#exchange/jobs.ts'
import type { State } from '#exchange/contract.ts'
import type { ImportKind, Setting, Target } from '#exchange/kind.ts'

/** The imports of this process: what can be imported, and the long work under way. Made once, at the roof. */
export interface Exchange {
  kinds: readonly ImportKind[]
  jobs: Jobs
}

export const exchangeOf = (kinds: readonly ImportKind[]): Exchange => ({ kinds, jobs: new Jobs() })

export const kindNamed = (exchange: Exchange, name: string | null): ImportKind | null => exchange.kinds.find(({ kind }) => kind === name) ?? null

/** The kinds of sheet that fit an organisation and that this post may import, each with its target. */
export async function kindsFor(tx: Db, exchange: Exchange, actor: Actor, organisation: string): Promise<{ kind: ImportKind; target: Target }[]> {
  const found: { kind: ImportKind; target: Target }[] = []
  for (const kind of exchange.kinds) {
    const target = actor.permissions.has(kind.permission) ? await kind.target(tx, actor.realm, organisation) : null
    if (target) found.push({ kind, target })
  }
  return found
}

/** The module's own permission, beside `exchange.use` that the gate has asked for. */
export function mustPermit(actor: Actor, kind: ImportKind | null): void {
  if (kind === null || actor.permissions.has(kind.permission)) return
  throw new Refusal(refuse('access.not-permitted', { post: actor.postWords, permission: kind.permission }))
}

export const settingOf = (world: World, actor: Actor, target: Target, named: Setting['named'] = []): Setting =>
  ({ world, actor, target, today: world.clock.today(), named })

export const notReady = (state: State): Refusal => new Refusal(refuse('exchange.not-ready', { state: stateWords[state] }))
