import { sql } from 'kysely'
import { many, maybe, one, run, type Db } from '#base/sql.ts'
import { newId } from '#base/id.ts'
import type { Grade } from '#org-life/kinds.ts'

export interface Appraisal {
  id: number
  public_id: string
  year: number
  held_on: string
  ballots: number
  expected: number
  finished_on: string | null
  registered_on: string | null
  version: number
}

const columns = sql.raw('a.id, a.public_id, a.year, a.held_on, a.ballots, a.expected, a.finished_on, a.registered_on, a.version')

export const appraisalOf = (tx: Db, realm: number, organisationId: number, year: number): Promise<Appraisal | null> =>
  maybe(tx, sql<Appraisal>`select ${columns} from org_life_appraisals a where a.realm_id = ${realm} and a.organisation_id = ${organisationId} and a.year = ${year}`)

export const appraisalForChange = (tx: Db, realm: number, organisationId: number, year: number): Promise<Appraisal | null> =>
  maybe(tx, sql<Appraisal>`select ${columns} from org_life_appraisals a where a.realm_id = ${realm} and a.organisation_id = ${organisationId}
    and a.year = ${year} for update`)

export const insertAppraisal = (
  tx: Db, realm: number, at: { id: number; path: string }, made: Pick<Appraisal, 'year' | 'held_on' | 'ballots' | 'expected'>,
): Promise<Appraisal> =>
  one(tx, sql<Appraisal>`insert into org_life_appraisals as a (realm_id, public_id, organisation_id, path, year, held_on, ballots, expected)
    values (${realm}, ${newId()}, ${at.id}, ${at.path}, ${made.year}, ${made.held_on}, ${made.ballots}, ${made.expected}) returning ${columns}`)

export const saveAppraisal = (tx: Db, realm: number, a: Appraisal): Promise<number> =>
  run(tx, sql`update org_life_appraisals set finished_on = ${a.finished_on}, registered_on = ${a.registered_on}, version = version + 1
    where realm_id = ${realm} and id = ${a.id}`)

export interface AppraisedLine {
  id: number
  person_id: string
  name: string
  status: string
  graded: boolean
  excellent: number
  qualified: number
  basic: number
  unqualified: number
  grade: Grade | null
  remark: string
  registration: 'registered' | 'deferred' | null
}

const lineColumns = sql.raw('l.id, l.person_id, l.name, l.status, l.graded, l.excellent, l.qualified, l.basic, l.unqualified, l.grade, l.remark, l.registration')

export const appraisedIn = (tx: Db, realm: number, appraisalId: number): Promise<AppraisedLine[]> =>
  many(tx, sql<AppraisedLine>`select ${lineColumns} from org_life_appraised l where l.realm_id = ${realm} and l.appraisal_id = ${appraisalId} order by l.name_key, l.id`)

export const insertAppraised = (
  tx: Db, realm: number, at: { path: string }, appraisalId: number, people: readonly { id: string; name: string; nameKey: string; status: string; graded: boolean }[],
): Promise<number> =>
  run(tx, sql`insert into org_life_appraised (realm_id, appraisal_id, path, person_id, name, name_key, status, graded)
    select ${realm}, ${appraisalId}, ${at.path}, e.id, e.name, e."nameKey", e.status, e.graded
    from jsonb_to_recordset(${JSON.stringify(people)}::jsonb) as e(id uuid, name text, "nameKey" text, status text, graded boolean)`)

export const saveAppraised = (tx: Db, realm: number, l: AppraisedLine): Promise<number> =>
  run(tx, sql`update org_life_appraised set excellent = ${l.excellent}, qualified = ${l.qualified}, basic = ${l.basic}, unqualified = ${l.unqualified},
      grade = ${l.grade}, remark = ${l.remark}, registration = ${l.registration} where realm_id = ${realm} and id = ${l.id}`)

export interface OwnGrade extends AppraisedLine {
  year: number
  organisation: string
}

/** One's own results, of appraisals that are finished. */
export const gradesOfPerson = (tx: Db, realm: number, persons: readonly string[]): Promise<OwnGrade[]> =>
  many(tx, sql<OwnGrade>`select ${lineColumns}, a.year, o.name as organisation from org_life_appraised l
    join org_life_appraisals a on a.realm_id = l.realm_id and a.id = l.appraisal_id
    join organisations o on o.realm_id = a.realm_id and o.id = a.organisation_id
    where l.realm_id = ${realm} and l.person_id = any(${persons as string[]}::uuid[]) and a.finished_on is not null order by a.year desc`)
