import { sql } from 'kysely'
import { many, one, type Db } from '#base/sql.ts'
import { rowColumns, rowTables, type TransferRow } from '#people/store/transfers.ts'

export interface LeaverRow {
  membership: string
  person_id: number
  person: string
  name: string
  sex: string | null
  born: string | null
  id_mask: string | null
  status: string
  lost: boolean
  posts: string[]
}

export const leaversOf = (tx: Db, realm: number, organisationId: number, limit: number): Promise<LeaverRow[]> =>
  many(
    tx,
    sql<LeaverRow>`select m.public_id as membership, p.id as person_id, p.public_id as person, p.name, p.sex, p.born, p.id_mask, m.status,
        p.lost_since is not null as lost,
        array(select h.post from people_posts h where h.realm_id = m.realm_id and h.person_id = m.person_id
          and h.organisation_id = m.organisation_id and h.to_on is null order by h.id) as posts
      from people_memberships m join people_persons p on p.realm_id = m.realm_id and p.id = m.person_id
      where m.realm_id = ${realm} and m.organisation_id = ${organisationId} and m.to_on is null order by m.name_key, m.id limit ${limit}`,
  )

export const pendingRowsFrom = (tx: Db, realm: number, organisationId: number): Promise<TransferRow[]> =>
  many(tx, sql<TransferRow>`select ${rowColumns} from ${rowTables}
    where t.realm_id = ${realm} and t.from_id = ${organisationId} and t.state in ('sent', 'climbed')`)

export const countGone = async (tx: Db, realm: number, organisationId: number, since: string): Promise<number> =>
  (await one(tx, sql<{ n: number }>`select count(*)::int n from people_transfers t
    where t.realm_id = ${realm} and t.from_id = ${organisationId} and t.state = 'received' and t.settled_on >= ${since}`)).n
