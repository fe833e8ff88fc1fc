import { sql } from 'kysely'
import type { Day } from '#base/day.ts'
import { many, run, type Db } from '#base/sql.ts'
import type { YearView } from '#dues/contract/report.ts'

export interface Publication {
  publicId: string
  year: number
  on: Day
  way: string
  grain: number
  content: YearView
  doer: string
}

const columns = sql.raw('public_id as "publicId", year, on_day as "on", way, grain, content, doer')

/** The newest first. */
export const publicationsOf = (tx: Db, realm: number, organisations: readonly string[], year: number): Promise<(Publication & { organisation: string })[]> =>
  many(tx, sql<Publication & { organisation: string }>`select organisation_id as organisation, ${columns} from dues_publications
    where realm_id = ${realm} and organisation_id = any(${organisations}::uuid[]) and year = ${year} order by id desc limit 50`)

export const insertPublication = (tx: Db, realm: number, at: { public_id: string; path: string }, made: Publication): Promise<number> =>
  run(tx, sql`insert into dues_publications (realm_id, public_id, organisation_id, path, year, on_day, way, grain, content, doer)
    values (${realm}, ${made.publicId}, ${at.public_id}, ${at.path}, ${made.year}, ${made.on}, ${made.way}, ${made.grain},
      ${JSON.stringify(made.content)}::jsonb, ${made.doer})`)
