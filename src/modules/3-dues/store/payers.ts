import { sql } from 'kysely'
import type { Day } from '#base/day.ts'
import { many, type Db, type Sql } from '#base/sql.ts'
import type { DuesLine } from '#dues/codes.ts'

/** A membership that may owe dues, as it stood at the end of a month. */
export interface PayerRow {
  /** the first day of the month meant */
  month: Day
  organisation: string
  person: string
  name: string
  status: string
  joined_on: string | null
  /** a member of the Party too, who keeps League membership */
  in_party: boolean
  student: boolean
}

/** The status held on the last day meant: the steps tell, and where they do not, what is registered now. */
const statusThen: Sql = sql`coalesce((select s.status from people_statuses s
  where s.realm_id = m.realm_id and s.membership_id = m.id and s.since <= t.last order by s.since desc, s.id desc limit 1), m.status)`

export interface MonthEnd {
  month: Day
  /** its last day, or today in the month that runs */
  last: Day
}

/**
 * Who stood in an organisation at the end of a month (today, in the month that runs): whoever came in its middle pays
 * here, whoever left pays where they are now. By name.
 */
export const payersOf = (tx: Db, realm: number, at: { id: number | readonly number[]; line: DuesLine }, ends: readonly MonthEnd[], person?: string | readonly string[]): Promise<PayerRow[]> =>
  many(tx, sql<PayerRow>`select t.month, o.public_id as organisation, p.public_id as person, p.name, ${statusThen} as status, m.joined_on,
      m.line = 'league' and exists (select from people_memberships y where y.realm_id = m.realm_id and y.person_id = m.person_id and y.line = 'party'
        and y.status in ('probationary', 'full') and y.from_on <= t.last and (y.to_on is null or y.to_on > t.last)) as in_party,
      'student' = any(o.flags) as student
    from unnest(${ends.map(({ month }) => month)}::date[], ${ends.map(({ last }) => last)}::date[]) as t(month, last)
    cross join people_memberships m
    join people_persons p on p.realm_id = m.realm_id and p.id = m.person_id
    join organisations o on o.realm_id = m.realm_id and o.id = m.organisation_id
    where m.realm_id = ${realm} and m.organisation_id = any(${[at.id].flat()}::bigint[]) and m.line = ${at.line}
      and m.from_on <= t.last and (m.to_on is null or m.to_on > t.last) and coalesce(m.joined_on, m.from_on) <= t.last
      and p.merged_into is null ${person === undefined ? sql`` : sql`and p.public_id = any(${[person].flat()}::uuid[])`}
    order by m.name_key, m.id`)
