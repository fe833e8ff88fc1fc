import { sql } from 'kysely'
import { maybe, run, type Db } from '#base/sql.ts'
import { visible } from '#access/visible.ts'

/** The meeting whose public id ends so; random digits, so that one is found or none. */
export const meetingByTail = (tx: Db, realm: number, tail: string, reach: readonly string[]): Promise<{ public_id: string } | null> =>
  maybe(tx, sql<{ public_id: string }>`select t.public_id from org_life_meetings t
    where t.realm_id = ${realm} and right(t.public_id::text, 12) = ${tail} and ${visible(reach, sql`t.path`)} order by t.id limit 1`)

export const markOnPaper = (tx: Db, realm: number, id: number): Promise<number> =>
  run(tx, sql`update org_life_meetings set on_paper = true where realm_id = ${realm} and id = ${id}`)
