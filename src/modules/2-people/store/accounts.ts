import { sql } from 'kysely'
import type { Sql } from '#base/sql.ts'
import { visibleUnder } from '#access/visible.ts'

/** The person with a public id, where they stand or hold a post under an organisation within the reach. */
export const personUnder = (realm: number, path: string, reach: readonly string[]) => (publicId: Sql): Sql => {
  const under = (column: Sql) => sql`${column} >= ${path} and ${column} < ${`${path}~`} and ${visibleUnder(reach, path, column)}`
  return sql`select p.public_id, p.name from people_persons p where p.realm_id = ${realm} and p.public_id = ${publicId} and (
    exists (select from people_memberships m where m.realm_id = ${realm} and m.person_id = p.id and m.to_on is null and ${under(sql`m.path`)})
    or exists (select from people_posts h where h.realm_id = ${realm} and h.person_id = p.id and h.to_on is null and ${under(sql`h.path`)}))`
}
