import { sql } from 'kysely'
import { many, type Db } from '#base/sql.ts'
import type { Day } from '#base/day.ts'

export interface StoodOn {
  /** public id */
  id: string
  name: string
  nameKey: string
  status: string
}

/** Who stood in an organisation on a day, with the status of that day, by name. */
export const standingOn = (tx: Db, realm: number, organisationId: number, day: Day): Promise<StoodOn[]> =>
  many(
    tx,
    sql<StoodOn>`select p.public_id as id, m.name, m.name_key as "nameKey", coalesce(
        (select s.status from people_statuses s where s.realm_id = m.realm_id and s.membership_id = m.id and s.since <= ${day}
          order by s.since desc, s.id desc limit 1), m.status) as status
      from people_memberships m join people_persons p on p.realm_id = m.realm_id and p.id = m.person_id
      where m.realm_id = ${realm} and m.organisation_id = ${organisationId} and m.from_on <= ${day} and (m.to_on is null or m.to_on > ${day})
      order by m.name_key, m.id`,
  )

export interface HeldOn {
  id: string
  name: string
  nameKey: string
  post: string
}

/** Who held posts in an organisation on a day. */
export const holdingOn = (tx: Db, realm: number, organisationId: number, day: Day): Promise<HeldOn[]> =>
  many(
    tx,
    sql<HeldOn>`select p.public_id as id, p.name, p.name_key as "nameKey", o.post from people_posts o
      join people_persons p on p.realm_id = o.realm_id and p.id = o.person_id
      where o.realm_id = ${realm} and o.organisation_id = ${organisationId} and o.from_on <= ${day} and (o.to_on is null or o.to_on > ${day})
      order by o.from_on, o.id`,
  )
