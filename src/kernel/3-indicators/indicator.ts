import type { Db } from '#base/sql.ts'
import type { Actor } from '#access/actor.ts'

/** A number a module offers upward, by name; whoever reads it need not know the module. */
export interface Indicator {
  /** `people.members` */
  name: string
  words: string
  /** what is counted and what is not */
  definition: string
  unit: string
  /** null: facts are missing; never a guess */
  value(tx: Db, actor: Actor, organisation: { publicId: string }): Promise<number | null>
}
