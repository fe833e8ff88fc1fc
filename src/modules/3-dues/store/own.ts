import { sql } from 'kysely'
import type { Day } from '#base/day.ts'
import { many, type Db } from '#base/sql.ts'
import type { DuesLine } from '#dues/codes.ts'

/** Where somebody was a member of a line on any of the days `from` <= day < `to`, the present place first. */
export const placesOf = (tx: Db, realm: number, person: string, lines: readonly DuesLine[], from: Day, to: Day): Promise<{ organisation: string }[]> =>
  many(tx, sql<{ organisation: string }>`select o.public_id as organisation from people_memberships m
    join people_persons p on p.realm_id = m.realm_id and p.id = m.person_id
    join organisations o on o.realm_id = m.realm_id and o.id = m.organisation_id
    where m.realm_id = ${realm} and p.public_id = ${person} and m.line = any(${lines}::text[])
      and m.from_on < ${to} and (m.to_on is null or m.to_on > ${from})
    group by o.public_id order by bool_or(m.to_on is null) desc, min(m.from_on)`)
