import { sql } from 'kysely'
import type { Day } from '#base/day.ts'
import { many, type Db } from '#base/sql.ts'
import type { Work } from '#kernel/manifest.ts'
import type { Actor } from '#access/actor.ts'
import { visible } from '#access/visible.ts'
import { isInForce } from '#regulations/rules.ts'
import { why } from '#regulations/words.ts'
import { committeeFindings, regulations } from '#organisations/actions/lookup.ts'
import { kindCodes, kindOf, type Flag, type KindCode } from '#organisations/kinds.ts'
import { postsOf } from '#organisations/posts.ts'
import { findingWords } from '#organisations/words.ts'

interface Branch {
  public_id: string
  name: string
  kind: KindCode
  flags: Flag[]
  members: number
  voting: number
}

const most = 100

/** A lone secretary and a deputy are no committee: a branch without one has at most these two. */
const isCommitteePost = (code: string): boolean => !/\.(secretary|deputy-secretary)$/.test(code)

/** What only the rosters can tell: branches that have grown into the duty to elect a committee and have none. */
export async function workOfPeople(tx: Db, actor: Actor, today: Day): Promise<Work[]> {
  const kinds = kindCodes.filter((kind) => kindOf(kind).sizes?.committeeFrom)
  const from = kinds.map((kind) => Math.min(...regulations.filter((rule) => rule.id === kindOf(kind).sizes!.committeeFrom && isInForce(rule, today)).map((rule) => rule.value)))
  const posts = kinds.flatMap((kind) => postsOf(kind)).map((post) => post.code).filter(isCommitteePost)
  const rows = await many(
    tx,
    sql<Branch>`select o.public_id, o.name, o.kind, o.flags, s.members, s.voting
      from unnest(${kinds}::text[], ${from}::int[]) k(kind, low)
      join organisations o on o.kind = k.kind
      join organisations_stats s on s.realm_id = o.realm_id and s.organisation_id = o.id
      where o.realm_id = ${actor.realm} and o.dissolved_on is null and s.members >= k.low and ${visible(actor.reach, sql`o.path`)}
        and not exists (select from people_posts p where p.realm_id = o.realm_id and p.organisation_id = o.id and p.to_on is null and p.post = any(${posts}::text[]))
      order by o.path limit ${most}`,
  )
  return rows.flatMap((row) => committeeFindings(row, today).map(({ finding, rule, given }) => ({
    id: `${finding}-${row.public_id}`,
    title: findingWords[finding]({ given, limit: rule.value }),
    about: row.name,
    dueOn: null,
    daysLeft: null,
    why: { rule: rule.id, ...why(rule) },
    address: `/organisations/${row.public_id}`,
    verb: '登记班子',
  })))
}
