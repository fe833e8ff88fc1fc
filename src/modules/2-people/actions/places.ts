import type { Db } from '#base/sql.ts'
import { personByPublicId } from '#people/store/persons.ts'

/** Where a person stands, for those above who must know whom something concerns. */
export const placesOfPerson = async (tx: Db, realm: number, publicId: string): Promise<readonly string[]> =>
  (await personByPublicId(tx, realm, publicId))?.paths ?? []
