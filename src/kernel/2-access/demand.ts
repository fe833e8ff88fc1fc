import type { Db } from '#base/sql.ts'
import { guardsOf, profileOf } from '#access/profile.ts'
import type { Demand } from '#access/second-factor.ts'

/** What the profile of scale demands of this installation. */
export const demandOf = async (db: Db): Promise<Demand> => guardsOf(await profileOf(db)).secondFactor
