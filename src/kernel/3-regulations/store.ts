import { sql } from 'kysely'
import type { Day } from '#base/day.ts'
import { many, planned, run, type Db } from '#base/sql.ts'
import type { Setting } from '#regulations/settings.ts'

const columns = sql.raw(`public_id as id, organisation_id as "organisationId", organisation_name as "organisationName", path, rule, value::float8 as value,
  document, from_on as "from", to_on as "to"`)

/** Of an organisation and all above it. */
export const settingsOver = (tx: Db, realm: number, path: string): Promise<Setting[]> =>
  many(tx, planned('regulations.over', sql<Setting>`select ${columns} from regulations_settings
    where realm_id = ${realm} and starts_with(${path}::text, path) order by path, from_on`))

/** All of a realm: a few, next to its organisations. */
export const settingsOf = (tx: Db, realm: number): Promise<Setting[]> =>
  many(tx, planned('regulations.all', sql<Setting>`select ${columns} from regulations_settings where realm_id = ${realm} order by path, from_on`))

export interface NewSetting extends Setting {
  by: string
  on: Day
}

/** Ends the open one of the organisation on this rule; one that would have lasted no day goes. */
export async function endOpen(tx: Db, realm: number, organisationId: string, rule: string, on: Day): Promise<void> {
  const mine = sql`realm_id = ${realm} and organisation_id = ${organisationId} and rule = ${rule} and to_on is null`
  await run(tx, sql`delete from regulations_settings where ${mine} and from_on >= ${on}`)
  await run(tx, sql`update regulations_settings set to_on = ${on} where ${mine}`)
}

export const insertSetting = (tx: Db, realm: number, one: NewSetting): Promise<number> =>
  run(tx, sql`insert into regulations_settings (realm_id, public_id, organisation_id, organisation_name, path, rule, value, document, from_on, set_by, set_on)
    values (${realm}, ${one.id}, ${one.organisationId}, ${one.organisationName}, ${one.path}, ${one.rule}, ${one.value}, ${one.document}, ${one.from},
      ${one.by}, ${one.on})`)

export const moveSettings = (tx: Db, realm: number, from: string, to: string): Promise<number> =>
  run(tx, sql`update regulations_settings set path = ${to} || substr(path, length(${from}) + 1)
    where realm_id = ${realm} and path >= ${from} and path < ${`${from}~`}`)
