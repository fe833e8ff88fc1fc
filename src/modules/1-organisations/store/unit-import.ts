import { sql } from 'kysely'
import { many, run, type Db } from '#base/sql.ts'
import type { Sector, UnitKind } from '#organisations/unit-kinds.ts'

export interface HeldUnit {
  id: number
  public_id: string
  name: string
  code: string | null
  kind: UnitKind
  sector: Sector
  staff: number | null
  young: number | null
  migrant: number | null
  full_members: number | null
  league_members: number | null
  women: number | null
  facts_on: string | null
  /** null: it stands beyond the reach, and only its code is known */
  path: string | null
}

const columns = sql.raw('u.id, u.public_id, u.name, u.code, u.kind, u.sector, u.staff, u.young, u.migrant, u.full_members, u.league_members, u.women, u.facts_on, u.path')

/** Units by credit code, wherever the reach goes, or by exact name under a path; a code held beyond it is told as such. */
export const unitsByCodeOrName = (tx: Db, realm: number, path: string, codes: string[], names: string[]): Promise<HeldUnit[]> =>
  many(
    tx,
    sql<HeldUnit>`select ${columns} from organisations_units u where u.realm_id = ${realm}
      and (u.code = any(${codes}::text[]) or (u.name = any(${names}::text[]) and u.path >= ${path} and u.path < ${`${path}~`}))
      union all
      select h.id, null, '', h.code, null, null, null, null, null, null, null, null, null, null
      from organisations_unit_holders(${realm}, ${codes}::text[]) h
      where not exists (select from organisations_units u where u.realm_id = ${realm} and u.id = h.id)`,
  )

export const unitRowsOf = (tx: Db, realm: number, ids: number[], publicIds: string[] = []): Promise<(HeldUnit & { public_id: string })[]> =>
  many(
    tx,
    sql<HeldUnit>`select ${columns} from organisations_units u
      where u.realm_id = ${realm} and (u.id = any(${ids}::bigint[]) or u.public_id = any(${publicIds}::uuid[]))`,
  )

export const removeUnits = (tx: Db, realm: number, publicIds: string[]): Promise<number> =>
  run(tx, sql`delete from organisations_units where realm_id = ${realm} and public_id = any(${publicIds}::uuid[])`)
