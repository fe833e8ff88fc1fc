import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { place, seal, unseal, type Keys } from '#base/seal.ts'
import { many, maybe, one, run, type Db } from '#base/sql.ts'
import { newId } from '#base/id.ts'
import type { AppraisalState, Grade, Way } from '#org-life/kinds.ts'

export interface Appraisal {
  id: number
  public_id: string
  organisation_id: number
  path: string
  year: number
  state: AppraisalState
  way: Way
  begun_on: string
  held_on: string | null
  ballots: number
  expected: number
  decided_by: 'committee' | 'meeting' | null
  decided_on: string | null
  finished_by: number | null
  finished_on: string | null
  submitted_on: string | null
  approved_by: string | null
  approved_how: 'self' | 'paper' | null
  approval_document: string | null
  returned_reason: string | null
  registered_on: string | null
  revision: number
  version: number
}

const columns = sql.raw(['id', 'public_id', 'organisation_id', 'path', 'year', 'state', 'way', 'begun_on', 'held_on', 'ballots', 'expected', 'decided_by',
  'decided_on', 'finished_by', 'finished_on', 'submitted_on', 'approved_by', 'approved_how', 'approval_document', 'returned_reason', 'registered_on',
  'revision', 'version'].map((name) => `a.${name}`).join(', '))

export const appraisalOf = (tx: Db, realm: number, organisationId: number, year: number): Promise<Appraisal | null> =>
  maybe(tx, sql<Appraisal>`select ${columns} from org_life_appraisals a where a.realm_id = ${realm} and a.organisation_id = ${organisationId} and a.year = ${year}`)

export const appraisalForChange = (tx: Db, realm: number, organisationId: number, year: number): Promise<Appraisal | null> =>
  maybe(tx, sql<Appraisal>`select ${columns} from org_life_appraisals a where a.realm_id = ${realm} and a.organisation_id = ${organisationId}
    and a.year = ${year} for update`)

export const insertAppraisal = (
  tx: Db, realm: number, at: { id: number; path: string }, made: Pick<Appraisal, 'year' | 'way' | 'begun_on' | 'expected'>,
): Promise<Appraisal> =>
  one(tx, sql<Appraisal>`insert into org_life_appraisals as a (realm_id, public_id, organisation_id, path, year, state, way, begun_on, expected)
    values (${realm}, ${newId()}, ${at.id}, ${at.path}, ${made.year}, 'writing', ${made.way}, ${made.begun_on}, ${made.expected}) returning ${columns}`)

export const saveAppraisal = (tx: Db, realm: number, a: Appraisal): Promise<number> =>
  run(tx, sql`update org_life_appraisals set state = ${a.state}, way = ${a.way}, held_on = ${a.held_on}, ballots = ${a.ballots}, expected = ${a.expected},
      decided_by = ${a.decided_by}, decided_on = ${a.decided_on}, finished_by = ${a.finished_by}, finished_on = ${a.finished_on},
      submitted_on = ${a.submitted_on}, approved_by = ${a.approved_by}, approved_how = ${a.approved_how}, approval_document = ${a.approval_document},
      returned_reason = ${a.returned_reason}, registered_on = ${a.registered_on}, revision = ${a.revision}, version = version + 1
    where realm_id = ${realm} and id = ${a.id}`)

export interface Listed extends Appraisal {
  organisation: string
  organisation_public_id: string
}

/** What waits under a path for a decision or, in one's own branch, was sent back. */
export const appraisalsUnder = (tx: Db, realm: number, path: string, state: AppraisalState): Promise<Listed[]> =>
  many(tx, sql<Listed>`select ${columns}, o.name as organisation, o.public_id as organisation_public_id from org_life_appraisals a
    join organisations o on o.realm_id = a.realm_id and o.id = a.organisation_id
    where a.realm_id = ${realm} and a.state = ${state} and a.path >= ${path} and a.path < ${`${path}~`} order by a.path, a.year`)

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
  self_on: string | null
  self_how: 'self' | 'paper' | null
  slips_on: string | null
  correct_by: string | null
  again_on: string | null
  again_grade: Grade | null
}

const lineColumns = sql.raw(['id', 'person_id', 'name', 'status', 'graded', 'excellent', 'qualified', 'basic', 'unqualified', 'grade', 'remark', 'registration',
  'self_on', 'self_how', 'slips_on', 'correct_by', 'again_on', 'again_grade'].map((name) => `l.${name}`).join(', '))

export const appraisedIn = (tx: Db, realm: number, appraisalId: number): Promise<AppraisedLine[]> =>
  many(tx, sql<AppraisedLine>`select ${lineColumns} from org_life_appraised l where l.realm_id = ${realm} and l.appraisal_id = ${appraisalId} order by l.name_key, l.id`)

export const insertAppraised = (
  tx: Db, realm: number, at: { path: string }, appraisalId: number, people: readonly { id: string; name: string; nameKey: string; status: string; graded: boolean }[],
): Promise<number> =>
  run(tx, sql`insert into org_life_appraised (realm_id, appraisal_id, path, person_id, name, name_key, status, graded)
    select ${realm}, ${appraisalId}, ${at.path}, e.id, e.name, e."nameKey", e.status, e.graded
    from jsonb_to_recordset(${JSON.stringify(people)}::jsonb) as e(id uuid, name text, "nameKey" text, status text, graded boolean)`)

/** Who is not on the roster of the day any more leaves the table, unless something is written there. */
export const deleteEmptyLines = (tx: Db, realm: number, appraisalId: number, kept: readonly string[]): Promise<number> =>
  run(tx, sql`delete from org_life_appraised l where l.realm_id = ${realm} and l.appraisal_id = ${appraisalId}
    and l.person_id <> all(${kept as string[]}::uuid[]) and l.self_on is null and not exists (select from org_life_opinions p
      where p.realm_id = l.realm_id and p.appraisal_id = l.appraisal_id and l.person_id in (p.about_id, p.author_id))`)

export const ungrade = (tx: Db, realm: number, id: number, status: string): Promise<number> =>
  run(tx, sql`update org_life_appraised set graded = false, grade = null, status = ${status} where realm_id = ${realm} and id = ${id}`)

export const saveAppraised = (tx: Db, realm: number, l: AppraisedLine): Promise<number> =>
  run(tx, sql`update org_life_appraised set excellent = ${l.excellent}, qualified = ${l.qualified}, basic = ${l.basic}, unqualified = ${l.unqualified},
      grade = ${l.grade}, remark = ${l.remark}, registration = ${l.registration},
      correct_by = ${l.correct_by}, again_on = ${l.again_on}, again_grade = ${l.again_grade} where realm_id = ${realm} and id = ${l.id}`)

export interface Correcting extends Pick<AppraisedLine, 'person_id' | 'name' | 'correct_by'> {
  public_id: string
  year: number
}

/** Who of a branch is still to be appraised again. */
export const correctingIn = (tx: Db, realm: number, organisationId: number): Promise<Correcting[]> =>
  many(tx, sql<Correcting>`select l.person_id, l.name, l.correct_by, a.public_id, a.year from org_life_appraised l
    join org_life_appraisals a on a.realm_id = l.realm_id and a.id = l.appraisal_id
    where l.realm_id = ${realm} and a.organisation_id = ${organisationId} and l.correct_by is not null and l.again_on is null
    order by l.correct_by, l.name_key`)

export interface OwnGrade extends AppraisedLine {
  year: number
  organisation: string
}

/** One's own results, of appraisals that are finished. */
export const gradesOfPerson = (tx: Db, realm: number, persons: readonly string[]): Promise<OwnGrade[]> =>
  many(tx, sql<OwnGrade>`select ${lineColumns}, a.year, o.name as organisation from org_life_appraised l
    join org_life_appraisals a on a.realm_id = l.realm_id and a.id = l.appraisal_id
    join organisations o on o.realm_id = a.realm_id and o.id = a.organisation_id
    where l.realm_id = ${realm} and l.person_id = any(${persons as string[]}::uuid[]) and a.state in ('finished', 'registered') order by a.year desc`)

/** The appraisals a member takes part in, the newest first. */
export const appraisalsOfPerson = (tx: Db, realm: number, persons: readonly string[]): Promise<Listed[]> =>
  many(tx, sql<Listed>`select ${columns}, o.name as organisation, o.public_id as organisation_public_id from org_life_appraisals a
    join organisations o on o.realm_id = a.realm_id and o.id = a.organisation_id
    where a.realm_id = ${realm} and a.id in (select l.appraisal_id from org_life_appraised l where l.realm_id = ${realm} and l.person_id = any(${persons as string[]}::uuid[]))
    order by a.year desc, a.id desc limit 20`)

const selfPlace = (lineId: number) => place('org_life_appraised', 'self_text', String(lineId))

export const saveSelf = (tx: Db, keys: Keys, realm: number, lineId: number, said: { text: string; on: string; how: 'self' | 'paper' }): Promise<number> =>
  run(tx, sql`update org_life_appraised set self_text = ${seal(keys, selfPlace(lineId), said.text)}, self_on = ${said.on}, self_how = ${said.how}
    where realm_id = ${realm} and id = ${lineId}`)

/** The self-appraisals of an appraisal, opened: by line. */
export async function selvesIn(tx: Db, keys: Keys, realm: number, appraisalId: number, person: string | null = null): Promise<Map<number, string>> {
  const rows = await many(tx, sql<{ id: number; self_text: Buffer }>`select id, self_text from org_life_appraised where realm_id = ${realm}
    and appraisal_id = ${appraisalId} and self_text is not null and (${person}::uuid is null or person_id = ${person})`)
  return new Map(rows.map(({ id, self_text }) => [id, unseal(keys, selfPlace(id), self_text)]))
}

export interface Opinion {
  public_id: string
  about_id: string
  author_id: string | null
  author_name: string | null
  on_paper: boolean
  text: string
}

const opinionPlace = (id: string) => place('org_life_opinions', 'opinion', id)

/** A named one takes the place of the author's former one on the same member. */
export async function saveOpinion(tx: Db, keys: Keys, realm: number, at: Pick<Appraisal, 'id' | 'path'>, said: Omit<Opinion, 'public_id'>): Promise<void> {
  if (said.author_id !== null) {
    await run(tx, sql`delete from org_life_opinions where realm_id = ${realm} and appraisal_id = ${at.id} and about_id = ${said.about_id} and author_id = ${said.author_id}`)
  }
  const id = randomUUID()
  await run(tx, sql`insert into org_life_opinions (realm_id, public_id, appraisal_id, path, about_id, author_id, author_name, opinion, on_paper)
    values (${realm}, ${id}, ${at.id}, ${at.path}, ${said.about_id}, ${said.author_id}, ${said.author_name}, ${seal(keys, opinionPlace(id), said.text)}, ${said.on_paper})`)
}

export const saveSlipsOn = (tx: Db, realm: number, lineId: number, on: string): Promise<number> =>
  run(tx, sql`update org_life_appraised set slips_on = ${on} where realm_id = ${realm} and id = ${lineId}`)

/** Opinions, opened, in an order that tells nothing; of all, or on some or by some. */
export async function opinionsIn(
  tx: Db, keys: Keys, realm: number, appraisalId: number, of: { about?: readonly string[]; by?: readonly string[] } = {},
): Promise<Opinion[]> {
  const [about, by] = [(of.about ?? null) as string[] | null, (of.by ?? null) as string[] | null]
  const rows = await many(tx, sql<Omit<Opinion, 'text'> & { opinion: Buffer }>`select public_id, about_id, author_id, author_name, on_paper, opinion
    from org_life_opinions where realm_id = ${realm} and appraisal_id = ${appraisalId}
    and (${about}::uuid[] is null or about_id = any(${about}::uuid[])) and (${by}::uuid[] is null or author_id = any(${by}::uuid[])) order by public_id`)
  return rows.map(({ opinion, ...row }) => ({ ...row, text: unseal(keys, opinionPlace(row.public_id), opinion) }))
}

export interface AppraisalRevision {
  revision: number
  reason: string
  asked_by: string
  asked_at: Date
  content: { name: string; grade: Grade | null }[]
}

export const insertAppraisalRevision = (tx: Db, realm: number, at: Pick<Appraisal, 'id' | 'path'>, one: AppraisalRevision): Promise<number> =>
  run(tx, sql`insert into org_life_appraisal_revisions (realm_id, appraisal_id, path, revision, reason, asked_by, asked_at, content)
    values (${realm}, ${at.id}, ${at.path}, ${one.revision}, ${one.reason}, ${one.asked_by}, ${one.asked_at}, ${JSON.stringify(one.content)}::jsonb)`)

export const revisionsOfAppraisal = (tx: Db, realm: number, appraisalId: number): Promise<AppraisalRevision[]> =>
  many(tx, sql<AppraisalRevision>`select revision, reason, asked_by, asked_at, content from org_life_appraisal_revisions
    where realm_id = ${realm} and appraisal_id = ${appraisalId} order by revision desc`)
