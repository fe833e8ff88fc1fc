import { sql } from 'kysely'
import type { Day } from '#base/day.ts'
import { maybe, type Db } from '#base/sql.ts'
import { why } from '#regulations/words.ts'
import { committeeFindings, numbersOf, regionOf, rulesFor, type Organisation } from '#organisations/actions/lookup.ts'
import type { FindingView } from '#organisations/contract.ts'
import type { KindCode } from '#organisations/kinds.ts'
import { postsOf } from '#organisations/posts.ts'
import { findingWords, kindWords, manyWords } from '#organisations/words.ts'

/** A lone secretary and a deputy are no committee: a branch without one has at most these two. */
export const isCommitteePost = (code: string): boolean => !/\.(secretary|deputy-secretary)$/.test(code)

type Found = ReturnType<typeof committeeFindings>[number]

export const wordsOf = ({ finding, rule, given }: Found): string => findingWords[finding]({ given, limit: rule.value, base: rule.base })
export const groupOf = ({ finding, rule }: Found, kind: KindCode): string =>
  manyWords(finding, kindWords(kind, {}), { limit: rule.value, base: rule.base })
export const whyOf = ({ rule }: Found) => ({ rule: rule.id, ...why(rule) })

/** What the rules say about an organisation that has no committee; nothing where one sits. */
export async function committeeOwed(tx: Db, organisation: Organisation, today: Day): Promise<FindingView[]> {
  const { realm_id: realm, id, kind, flags, sector } = organisation
  if (organisation.dissolved_on || (await hasCommittee(tx, organisation))) return []
  const { members, voting } = await numbersOf(tx, realm, id)
  return committeeFindings({ kind, flags, sector, region: await regionOf(tx, organisation), members, voting }, today, await rulesFor(tx, organisation)).map((found) =>
    ({ code: found.finding, sentence: wordsOf(found), force: found.rule.force, why: whyOf(found) }))
}

async function hasCommittee(tx: Db, { realm_id: realm, id, kind }: Organisation): Promise<boolean> {
  const posts = postsOf(kind).map((post) => post.code).filter(isCommitteePost)
  return (await maybe(
    tx,
    sql`select from people_posts where realm_id = ${realm} and organisation_id = ${id} and to_on is null and post = any(${posts}::text[]) limit 1`,
  )) !== null
}
