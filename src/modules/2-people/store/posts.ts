import { sql } from 'kysely'
import { many, maybe, one, run, type Db } from '#base/sql.ts'

export interface HeldPost {
  id: number
  public_id: string
  person_id: number
  organisation_id: number
  post: string
  from_on: string
  to_on: string | null
  path: string
}

const columns = sql.raw('o.id, o.public_id, o.person_id, o.organisation_id, o.post, o.from_on, o.to_on, o.path')

export const postByPublicId = (tx: Db, realm: number, publicId: string): Promise<HeldPost | null> =>
  maybe(tx, sql<HeldPost>`select ${columns} from people_posts o where o.realm_id = ${realm} and o.public_id = ${publicId}`)

export const postForChange = (tx: Db, realm: number, publicId: string): Promise<HeldPost | null> =>
  maybe(tx, sql<HeldPost>`select ${columns} from people_posts o where o.realm_id = ${realm} and o.public_id = ${publicId} for update`)

export const postsOfPerson = (tx: Db, realm: number, personId: number): Promise<HeldPost[]> =>
  many(
    tx,
    sql<HeldPost>`select ${columns} from people_posts o where o.realm_id = ${realm} and o.person_id = ${personId}
      order by o.to_on is not null, o.from_on desc`,
  )

/** Who holds posts in an organisation, for its page. */
export const holdersIn = (tx: Db, realm: number, organisationId: number) =>
  many(
    tx,
    sql<{ post: string; post_id: string; from_on: string; person_id: string; name: string; phone_mask: string | null }>`
      select o.post, o.public_id as post_id, o.from_on, p.public_id as person_id, p.name, p.phone_mask
      from people_posts o join people_persons p on p.realm_id = o.realm_id and p.id = o.person_id
      where o.realm_id = ${realm} and o.organisation_id = ${organisationId} and o.to_on is null order by o.from_on, o.id`,
  )

export const countHolders = async (tx: Db, realm: number, organisationId: number, post: string): Promise<number> =>
  (
    await one(
      tx,
      sql<{ n: number }>`select count(*)::int n from people_posts
        where realm_id = ${realm} and organisation_id = ${organisationId} and post = ${post} and to_on is null`,
    )
  ).n

export const holdsPost = async (tx: Db, realm: number, personId: number, organisationId: number, post: string): Promise<boolean> =>
  (await maybe(
    tx,
    sql`select from people_posts where realm_id = ${realm} and person_id = ${personId} and organisation_id = ${organisationId}
      and post = ${post} and to_on is null`,
  )) !== null

export const insertPost = (tx: Db, realm: number, made: Omit<HeldPost, 'id' | 'to_on'>, until: string | null = null): Promise<number> =>
  run(
    tx,
    sql`insert into people_posts (realm_id, public_id, person_id, organisation_id, post, from_on, to_on, path)
      values (${realm}, ${made.public_id}, ${made.person_id}, ${made.organisation_id}, ${made.post}, ${made.from_on}, ${until}, ${made.path})`,
  )

export const savePostEnd = (tx: Db, realm: number, id: number, on: string): Promise<number> =>
  run(tx, sql`update people_posts set to_on = greatest(from_on, ${on}::date) where realm_id = ${realm} and id = ${id}`)

/** Ends a person's posts in one organisation; answers which ended. */
export const endPostsIn = (tx: Db, realm: number, personId: number, organisationId: number, on: string): Promise<{ post: string }[]> =>
  many(
    tx,
    sql<{ post: string }>`update people_posts set to_on = greatest(from_on, ${on}::date)
      where realm_id = ${realm} and person_id = ${personId} and organisation_id = ${organisationId} and to_on is null returning post`,
  )

/** Of some organisations those of certain kinds: since when somebody holds one of certain posts there, or until when somebody did. */
export const committeesOf = (tx: Db, realm: number, organisations: readonly number[], kinds: readonly string[], posts: readonly string[]) =>
  many(
    tx,
    sql<{ organisationId: string; since: string | null; until: string | null }>`select o.public_id as "organisationId",
        min(p.from_on) filter (where p.to_on is null) as since, max(p.to_on) as until
      from organisations o left join people_posts p on p.realm_id = o.realm_id and p.organisation_id = o.id and p.post = any(${posts}::text[])
      where o.realm_id = ${realm} and o.id = any(${organisations}::bigint[]) and o.kind = any(${kinds}::text[]) and o.dissolved_on is null
      group by o.public_id`,
  )
