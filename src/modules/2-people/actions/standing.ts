import type { Db } from '#base/sql.ts'
import type { Day } from '#base/day.ts'
import { beyondReach } from '#database/scope.ts'
import type { Organisation } from '#organisations/actions/lookup.ts'
import { statusOf } from '#people/statuses.ts'
import { holdingOn, standingOn, type HeldOn } from '#people/store/standing-on.ts'

export interface MemberOn {
  id: string
  name: string
  nameKey: string
  status: string
  statusWords: string
  voting: boolean
}

/** The members of an organisation on a day, also those who stand elsewhere by now: its own records name them. */
export async function membersOn(tx: Db, organisation: Organisation, day: Day): Promise<MemberOn[]> {
  const all = await beyondReach(tx, () => standingOn(tx, organisation.realm_id, organisation.id, day))
  // one who left and came back on the day stands there twice
  return [...new Map(all.map((one) => [one.id, one])).values()].flatMap((one) => {
    const status = statusOf(organisation.line, one.status)
    return status?.member ? [{ ...one, statusWords: status.words, voting: status.voting }] : []
  })
}

/** Who held the posts of an organisation on a day. */
export const holdersOn = (tx: Db, organisation: Organisation, day: Day): Promise<HeldOn[]> =>
  beyondReach(tx, () => holdingOn(tx, organisation.realm_id, organisation.id, day))

export { ownDoer, readOwn } from '#people/mirror/own.ts'
