import type { Day } from '#base/day.ts'
import type { Db } from '#base/sql.ts'
import type { Organisation } from '#organisations/actions/lookup.ts'
import { holdersOn, isCommitteePost } from '#people/actions/standing.ts'
import { isPost, postByCode } from '#organisations/posts.ts'

/** A lone secretary and a deputy are no committee. */
export const hasCommittee = async (tx: Db, organisation: Organisation, day: Day): Promise<boolean> =>
  (await holdersOn(tx, organisation, day)).some(({ post }) => isPost(post) && postByCode(post).kind === organisation.kind && isCommitteePost(post))
