import type { Db } from '#base/sql.ts'
import { beyondReach } from '#database/scope.ts'
import { tellFlag } from '#obligations/subjects.ts'
import type { KindCode } from '#organisations/kinds.ts'
import { postsOf } from '#organisations/posts.ts'
import { isCommitteePost } from '#people/committees.ts'
import { committeesOf } from '#people/store/posts.ts'

/** Branches whose committee owes meetings of its own. */
const branches: readonly KindCode[] = ['party.branch', 'league.branch']
const posts = branches.flatMap((kind) => postsOf(kind).map(({ code }) => code)).filter(isCommitteePost)

/** Tells the engine of obligations which branches have a committee, and since when; called after posts changed. */
export async function tellCommittees(tx: Db, realm: number, organisations: readonly number[]): Promise<void> {
  if (organisations.length === 0) return
  await beyondReach(tx, async () => {
    const known = await committeesOf(tx, realm, organisations, branches, posts)
    const told = known.map(({ organisationId, since, until }) => ({ organisationId, on: since !== null, from: since ?? until }))
    await tellFlag(tx, realm, 'with-committee', told)
  })
}
