import type { Db } from '#base/sql.ts'
import type { Actor } from '#access/actor.ts'
import type { World } from '#database/world.ts'
import type { Hit } from '#search/contract.ts'

/** A module's part of the one box: searches what the post may see, or nothing without the permission. */
export interface SearchProvider {
  permission: string
  find(tx: Db, actor: Actor, q: string, limit: number, world: World): Promise<Hit[]>
}
