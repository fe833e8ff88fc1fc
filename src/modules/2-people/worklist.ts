import { sql } from 'kysely'
import type { Day } from '#base/day.ts'
import { many, type Db, type Sql } from '#base/sql.ts'
import type { Work } from '#kernel/manifest.ts'
import type { Actor } from '#access/actor.ts'
import { visible } from '#access/visible.ts'
import { zonesOf, type Zone } from '#regulations/actions.ts'
import { isInForce, type Regulation } from '#regulations/rules.ts'
import { committeeFindings, regionHere } from '#organisations/actions/lookup.ts'
import { kindCodes, kindOf, type Flag, type KindCode } from '#organisations/kinds.ts'
import { postsOf } from '#organisations/posts.ts'
import type { Sector } from '#organisations/unit-kinds.ts'
import { groupOf, isCommitteePost, whyOf, wordsOf } from '#people/committees.ts'

interface Branch {
  public_id: string
  name: string
  path: string
  kind: KindCode
  flags: Flag[]
  sector: Sector | null
  region: string | null
  members: number
  voting: number
}

const most = 100

/** Members from which a kind's branch may owe a committee: the loosest of the day's rules. */
function committeeFrom(kind: KindCode, day: Day, rules: readonly Regulation[]): number {
  const id = kindOf(kind).sizes?.committeeFrom
  return Math.min(1_000_000, ...rules.filter((rule) => rule.id === id && isInForce(rule, day)).map((rule) => rule.value))
}

/** What only the rosters can tell: branches that have grown into the duty to elect a committee and have none. */
export async function workOfPeople(tx: Db, actor: Actor, today: Day): Promise<Work[]> {
  const kinds = kindCodes.filter((kind) => kindOf(kind).sizes?.committeeFrom)
  const { zones, at } = await zonesOf(tx, actor.realm, (rule) => kinds.some((kind) => kindOf(kind).sizes?.committeeFrom === rule))
  const grownIn = ({ path, rules }: Zone): Sql => {
    const grown = kinds.map((kind) => sql`when ${kind} then s.members >= ${committeeFrom(kind, today, rules)}::int`)
    return sql`(${visible([path], sql`s.path`)} and case s.sized_as ${sql.join(grown, sql` `)} else false end)`
  }
  const posts = kinds.flatMap((kind) => postsOf(kind)).map((post) => post.code).filter(isCommitteePost)
  // `offset 0` asks the index of each branch: the planner would rather read all posts of the realm first
  const rows = await many(
    tx,
    sql<Branch>`select o.public_id, o.name, s.path, o.kind, o.flags, o.sector, ${regionHere} as region, s.members, s.voting
      from organisations_stats s join organisations o on o.realm_id = s.realm_id and o.id = s.organisation_id
      where s.realm_id = ${actor.realm} and s.sized_as is not null and ${visible(actor.reach, sql`s.path`)}
        and (${sql.join(zones.map(grownIn), sql` or `)})
        and not exists (
          select from people_posts p where p.realm_id = o.realm_id and p.organisation_id = o.id and p.to_on is null
            and p.post = any(${posts}::text[]) offset 0)
      order by s.path limit ${most}`,
  )
  return rows.flatMap((row) => committeeFindings(row, today, at(row.path)).map((found) => ({
    id: `${found.finding}-${row.public_id}`,
    title: wordsOf(found),
    about: row.name,
    dueOn: null,
    daysLeft: null,
    why: whyOf(found),
    address: `/organisations/${row.public_id}`,
    verb: '登记班子',
    group: groupOf(found, row.kind),
  })))
}
