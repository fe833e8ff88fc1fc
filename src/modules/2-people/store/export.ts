import { sql } from 'kysely'
import { many, type Db } from '#base/sql.ts'
import { visible } from '#access/visible.ts'
import type { Line } from '#organisations/kinds.ts'
import { underOrganisation, type Where } from '#people/store/memberships.ts'

export interface ExportRow {
  public_id: string
  name: string
  sex: string | null
  born: string | null
  nation: string | null
  education: string | null
  category: string | null
  job: string | null
  id_number: Buffer | null
  id_mask: string | null
  phone: Buffer | null
  phone_mask: string | null
  address: Buffer | null
  guardian: string | null
  guardian_phone: Buffer | null
  lost_since: string | null
  floating_since: string | null
  floating_to: string | null
  line: Line
  status: string
  joined_on: string | null
  full_on: string | null
  organisation: string
  posts: string[]
}

/** All open memberships under an organisation in tree order, through the same predicate as the list. */
export const exportRows = (tx: Db, where: Where, below: boolean, reach: readonly string[]): Promise<ExportRow[]> =>
  many(
    tx,
    sql<ExportRow>`select p.public_id, p.name, p.sex, p.born, p.nation, p.education, p.category, p.job, p.id_number, p.id_mask, p.phone,
        p.phone_mask, p.address, p.guardian, p.guardian_phone, p.lost_since, p.floating_since, p.floating_to,
        m.line, m.status, m.joined_on, m.full_on, o.name as organisation,
        array(select h.post from people_posts h where h.realm_id = m.realm_id and h.person_id = m.person_id
          and h.organisation_id = m.organisation_id and h.to_on is null order by h.id) as posts
      from people_memberships m
      join people_persons p on p.realm_id = m.realm_id and p.id = m.person_id
      join organisations o on o.realm_id = m.realm_id and o.id = m.organisation_id
      where ${underOrganisation(where, below)} and m.to_on is null and ${visible(reach, sql`m.path`)}
      order by m.path, m.name_key, m.id`,
  )
