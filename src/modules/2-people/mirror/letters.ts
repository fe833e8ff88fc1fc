import type { Db } from '#base/sql.ts'
import type { Powers } from '#access/actor.ts'
import { seatsSeeing, type SeeingSeat } from '#access/seats.ts'
import { permissions } from '#people/contract.ts'
import type { LetterView } from '#people/mirror/contract.ts'
import { letterWords } from '#people/mirror/words.ts'
import type { Person } from '#people/store/persons.ts'
import { rowsOfPerson, type TransferRow } from '#people/store/transfers.ts'
import { stateWords } from '#people/words/transfers.ts'

/** A transfer's letter, and the seats that read it although they see nothing else of the person. */
export interface LetterSight {
  transfer: TransferRow
  seats: SeeingSeat[]
}

/** By the test that guards letters: the permission to transfer, and a place of the transfer in the seat's reach. */
export async function lettersSeen(
  tx: Db, powers: Powers, person: Person, today: string, seeing: ReadonlySet<string>,
): Promise<LetterSight[]> {
  const sights: LetterSight[] = []
  for (const transfer of await rowsOfPerson(tx, person.realm_id, person.id)) {
    const asked = { realm: person.realm_id, paths: transfer.paths, permission: permissions.transfer, today }
    const seats = (await seatsSeeing(tx, powers, asked)).filter((one) => !seeing.has(one.public_id))
    if (seats.length > 0) sights.push({ transfer, seats })
  }
  return sights
}

const placesOf = ({ from_name, from_outside, to_name, to_outside, state }: TransferRow): string =>
  letterWords.of(from_name ?? from_outside ?? '', to_name ?? to_outside ?? '', stateWords[state])

/** For the person to read: by organisation, with the letters it reads. */
export function presentLetters(sights: readonly LetterSight[], powers: Powers): LetterView[] {
  const read = sights.flatMap(({ transfer, seats }) => seats.map((seat) => ({ transfer, seat })))
  return [...Map.groupBy(read, ({ seat }) => seat.organisation_id).values()].map((here) => ({
    organisation: here[0]!.seat.organisation_name,
    why: [...new Set(here.map(({ transfer }) => placesOf(transfer)))],
    posts: [...Map.groupBy(here, ({ seat }) => seat.post)].map(([post, held]) =>
      ({ post: powers.wordsOf(post), holders: [...new Set(held.map(({ seat }) => seat.name))] })),
  }))
}
