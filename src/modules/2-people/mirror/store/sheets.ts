import { sql } from 'kysely'
import { many, maybe, run, type Db } from '#base/sql.ts'

export interface Sheet {
  id: number
  code: string
  person_id: number
  made_at: Date
  made_by: string
  state: string
}

const columns = sql.raw('s.id, s.code, s.person_id, s.made_at, s.made_by, s.state')

/** An open sheet of the same person is replaced: only the newest paper counts. */
export async function insertSheets(
  tx: Db, realm: number, printId: string, sheets: { personId: number; code: string }[], by: { who: string; at: Date },
): Promise<void> {
  const people = sheets.map((sheet) => sheet.personId)
  await run(tx, sql`update people_sheets set state = 'void' where realm_id = ${realm} and state = 'out' and person_id = any(${people}::bigint[])`)
  await run(
    tx,
    sql`insert into people_sheets (realm_id, print_id, person_id, code, made_at, made_by)
      select ${realm}, ${printId}, person_id, code, ${by.at}, ${by.who}
      from unnest(${people}::bigint[], ${sheets.map((sheet) => sheet.code)}::text[]) t(person_id, code)`,
  )
}

export const sheetsOfPrint = (tx: Db, realm: number, printId: string): Promise<Sheet[]> =>
  many(tx, sql<Sheet>`select ${columns} from people_sheets s where s.realm_id = ${realm} and s.print_id = ${printId} order by s.id`)

export const sheetForChange = (tx: Db, realm: number, personId: number, code: string): Promise<Sheet | null> =>
  maybe(tx, sql<Sheet>`select ${columns} from people_sheets s
    where s.realm_id = ${realm} and s.person_id = ${personId} and s.code = ${code} for update`)

export const saveEntered = (
  tx: Db, realm: number, id: number, state: 'right' | 'corrected', by: { who: string; at: Date; signedOn: string },
): Promise<number> =>
  run(
    tx,
    sql`update people_sheets set state = ${state}, signed_on = ${by.signedOn}, entered_at = ${by.at}, entered_by = ${by.who}
      where realm_id = ${realm} and id = ${id}`,
  )

/** Where the people of a print stand; null when none of them is seen. */
export async function pathsOfPrint(tx: Db, realm: number, printId: string): Promise<string[] | null> {
  const rows = await many(
    tx,
    sql<{ paths: string[] }>`select p.paths from people_sheets s join people_persons p on p.realm_id = s.realm_id and p.id = s.person_id
      where s.realm_id = ${realm} and s.print_id = ${printId}`,
  )
  return rows.length === 0 ? null : [...new Set(rows.flatMap((row) => row.paths))]
}

export const lastSigned = async (tx: Db, realm: number, personId: number): Promise<string | null> =>
  (await maybe(
    tx,
    sql<{ on: string | null }>`select max(signed_on) as on from people_sheets
      where realm_id = ${realm} and person_id = ${personId} and state in ('right', 'corrected')`,
  ))?.on ?? null

/** Those who stand in an organisation itself, by name. */
export const membersOf = (tx: Db, realm: number, organisationId: number, limit: number): Promise<{ id: number; public_id: string }[]> =>
  many(
    tx,
    sql<{ id: number; public_id: string }>`select p.id, p.public_id from people_memberships m
      join people_persons p on p.realm_id = m.realm_id and p.id = m.person_id
      where m.realm_id = ${realm} and m.organisation_id = ${organisationId} and m.to_on is null and p.merged_into is null
      order by m.name_key, m.id limit ${limit}`,
  )
