import type { Db } from '#base/sql.ts'
import type { Powers } from '#access/actor.ts'
import { seatsSeeing, type SeeingSeat } from '#access/seats.ts'
import { permissions } from '#people/contract.ts'

/**
 * Who answers a person's request: those who keep the register in the organisation where the person stands, or, where
 * nobody there has an account, the nearest superior that has one.
 */
export async function keepersOf(tx: Db, powers: Powers, realm: number, paths: readonly string[], today: string): Promise<SeeingSeat[]> {
  const seats = await seatsSeeing(tx, powers, { realm, paths, permission: permissions.register, today })
  const above = seats.filter((seat) => paths.some((path) => path.startsWith(seat.path)))
  const nearest = Math.max(0, ...above.map((seat) => seat.path.length))
  const here = above.filter((seat) => paths.includes(seat.path))
  return here.length > 0 ? here : above.filter((seat) => seat.path.length === nearest)
}
