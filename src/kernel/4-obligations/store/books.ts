import { sql } from 'kysely'
import type { Day } from '#base/day.ts'
import { many, maybe, one, planned, run, type Db, type Sql } from '#base/sql.ts'
import { visible } from '#access/visible.ts'
import type { Fulfilment, Subject, Waiver } from '#obligations/owed.ts'

const subjectColumns = sql.raw(`s.organisation_id as "organisationId", s.name, s.path, s.kind, s.line, s.flags, s.sector, s.region, s.members,
  s.from_on as "from", s.to_on as "to", s.known_on as "knownOn"`)

const json = (rows: readonly unknown[]): Sql => sql`${JSON.stringify(rows)}::jsonb`

export const openSubjects = (tx: Db, realm: number, organisationIds: readonly string[]): Promise<Subject[]> =>
  many(tx, sql<Subject>`select ${subjectColumns} from obligations_subjects s
    where s.realm_id = ${realm} and s.organisation_id = any(${organisationIds}::uuid[]) and s.to_on is null`)

/** All versions of some organisations, each one's in order of days. */
export const subjectsOf = (tx: Db, realm: number, organisationIds: readonly string[]): Promise<Subject[]> =>
  many(tx, planned('obligations.subjects', sql<Subject>`select ${subjectColumns} from obligations_subjects s
    where s.realm_id = ${realm} and s.organisation_id = any(${organisationIds}::uuid[]) order by s.organisation_id, s.from_on`))

/** What a version holds, by the names of the columns' own record below. */
const record = sql.raw(`"organisationId" uuid, "from" date, path text, name text, kind text, line text, flags text[], sector text, region text,
  members int, "to" date, "knownOn" date`)

export const insertSubjects = (tx: Db, realm: number, rows: readonly (Omit<Subject, 'to'> & { to?: Day | null })[]): Promise<number> =>
  run(tx, sql`insert into obligations_subjects
      (realm_id, organisation_id, from_on, to_on, path, name, kind, line, flags, sector, region, members, known_on)
    select ${realm}, n."organisationId", n."from", n."to", n.path, n.name, n.kind, n.line, n.flags, n.sector, n.region, n.members, n."knownOn"
    from jsonb_to_recordset(${json(rows)}) as n(${record}) on conflict do nothing`)

/** Overwrites open versions: names and paths have no past here, and facts that change twice in a day only their last. */
export const saveSubjects = (tx: Db, realm: number, rows: readonly Omit<Subject, 'to'>[]): Promise<number> =>
  run(tx, sql`update obligations_subjects s set path = n.path, name = n.name, kind = n.kind, line = n.line, flags = n.flags,
      sector = n.sector, region = n.region, members = n.members
    from jsonb_to_recordset(${json(rows)}) as n(${record})
    where s.realm_id = ${realm} and s.organisation_id = n."organisationId" and s.to_on is null`)

export const saveMembers = (tx: Db, realm: number, rows: readonly { organisationId: string; members: number }[]): Promise<number> =>
  run(tx, sql`update obligations_subjects s set members = n.members
    from jsonb_to_recordset(${json(rows)}) as n("organisationId" uuid, members int)
    where s.realm_id = ${realm} and s.organisation_id = n."organisationId" and s.to_on is null and s.members <> n.members`)

export const deleteSubjects = (tx: Db, realm: number, organisationIds: readonly string[]): Promise<number> =>
  run(tx, sql`delete from obligations_subjects where realm_id = ${realm} and organisation_id = any(${organisationIds}::uuid[])`)

/** Ends open versions; one that would have lasted no day goes. */
export async function endSubjects(tx: Db, realm: number, organisationIds: readonly string[], on: Day): Promise<void> {
  const mine = sql`realm_id = ${realm} and organisation_id = any(${organisationIds}::uuid[]) and to_on is null`
  await run(tx, sql`delete from obligations_subjects where ${mine} and from_on >= ${on}`)
  await run(tx, sql`update obligations_subjects set to_on = ${on} where ${mine}`)
}

export const saveGone = (tx: Db, realm: number, organisationId: string, on: Day): Promise<number> =>
  run(tx, sql`update obligations_subjects set gone_on = ${on} where realm_id = ${realm} and organisation_id = ${organisationId}`)

/** A tree moved: what is kept by path follows. */
export async function movePaths(tx: Db, realm: number, from: string, to: string): Promise<void> {
  for (const table of ['obligations_subjects', 'obligations_fulfilments', 'obligations_waivers', 'obligations_crowds', 'obligations_tallies']) {
    await run(tx, sql`update ${sql.table(table)} set path = ${to} || substr(path, length(${from}) + 1)
      where realm_id = ${realm} and path >= ${from} and path < ${`${from}~`}`)
  }
}

export interface NewFulfilment {
  organisationId: string
  path: string
  duty: string
  periodFrom: Day
  periodTo: Day
  times: number
  personId: string | null
  occurredOn: Day
  ref: { kind: string; id: string }
}

export const insertFulfilment = (tx: Db, realm: number, one: NewFulfilment, now: Date): Promise<number> =>
  run(tx, planned('obligations.settle', sql`insert into obligations_fulfilments (realm_id, organisation_id, path, duty, period_from, period_to, times, person_id,
      occurred_on, recorded_at, ref_kind, ref_id)
    values (${realm}, ${one.organisationId}, ${one.path}, ${one.duty}, ${one.periodFrom}, ${one.periodTo}, ${one.times}, ${one.personId},
      ${one.occurredOn}, ${now}, ${one.ref.kind}, ${one.ref.id})
    on conflict do nothing`))

/** Takes back all that a record settled: it is revised or was entered by mistake. */
export const deleteFulfilments = (tx: Db, realm: number, ref: { kind: string; id: string }): Promise<number> =>
  run(tx, sql`delete from obligations_fulfilments where realm_id = ${realm} and ref_kind = ${ref.kind} and ref_id = ${ref.id}`)

export type HeldFulfilment = Fulfilment & { organisationId: string; personId: string | null }
export type HeldWaiver = Waiver & { organisationId: string }

const within = (range: { from: Day; to: Day }): Sql => sql`period_from >= ${range.from} and period_from < ${range.to}`

/** By the first days of their periods; a range of whole years leaves nothing out. */
export const fulfilmentsOf = async (tx: Db, realm: number, organisationIds: string[], range: { from: Day; to: Day }): Promise<HeldFulfilment[]> =>
  (await many(tx, sql<Omit<HeldFulfilment, 'ref'> & { kind: string; id: string }>`select organisation_id as "organisationId", duty,
      period_from as "periodFrom", person_id as "personId", occurred_on as "occurredOn", ref_kind as kind, ref_id as id from obligations_fulfilments
    where realm_id = ${realm} and organisation_id = any(${organisationIds}::uuid[]) and ${within(range)} order by occurred_on, id`)
  ).map(({ kind, id, ...one }) => ({ ...one, ref: { kind, id } }))

export const waiversOf = (tx: Db, realm: number, organisationIds: string[], range: { from: Day; to: Day }): Promise<HeldWaiver[]> =>
  many(tx, sql<HeldWaiver>`select organisation_id as "organisationId", duty, period_from as "periodFrom", reason, waived_by as by, waived_on as "on"
    from obligations_waivers where realm_id = ${realm} and organisation_id = any(${organisationIds}::uuid[]) and ${within(range)}`)

export const insertWaiver = (tx: Db, realm: number, publicId: string, path: string, waiver: HeldWaiver): Promise<number> =>
  run(tx, sql`insert into obligations_waivers (realm_id, public_id, organisation_id, path, duty, period_from, reason, waived_by, waived_on)
    values (${realm}, ${publicId}, ${waiver.organisationId}, ${path}, ${waiver.duty}, ${waiver.periodFrom}, ${waiver.reason}, ${waiver.by}, ${waiver.on})
    on conflict do nothing`)

/** Organisations that stand now, in tree order, as far as the reach lets them be seen. */
export const standingUnder = (tx: Db, realm: number, reach: readonly string[], path: string, limit: number): Promise<Subject[]> =>
  many(tx, sql<Subject>`select ${subjectColumns} from obligations_subjects s where s.realm_id = ${realm} and s.to_on is null
    and s.path >= ${path} and s.path < ${`${path}~`} and ${visible(reach, sql`s.path`)} order by s.path limit ${limit}`)

/** The versions of one organisation, held until the commit: two records that settle one duty at once count one after the other. */
export const lockedSubject = (tx: Db, realm: number, organisationId: string): Promise<Subject[]> =>
  many(tx, planned('obligations.locked', sql<Subject>`select ${subjectColumns} from obligations_subjects s
    where s.realm_id = ${realm} and s.organisation_id = ${organisationId} order by s.from_on for update`))

/** What is held of one duty of an organisation in one period. */
export const heldOf = async (tx: Db, realm: number, { organisationId, duty, periodFrom }: Pick<NewFulfilment, 'organisationId' | 'duty' | 'periodFrom'>) => {
  const one = sql`realm_id = ${realm} and organisation_id = ${organisationId} and duty = ${duty} and period_from = ${periodFrom}`
  const rows = await many(tx, planned('obligations.held', sql<{ day: Day | null }>`select occurred_on as day from obligations_fulfilments where ${one}
    union all select null from obligations_waivers where ${one}`))
  const done = rows.flatMap(({ day }) => (day === null ? [] : [day]))
  return { done, isWaived: done.length < rows.length }
}

const settledKey = sql.raw(`distinct organisation_id as "organisationId", path, duty, period_from as "periodFrom",
  coalesce(period_to, 'infinity')::text as "periodTo", times`)
interface SettledKey { organisationId: string; path: string; duty: string; periodFrom: Day; periodTo: Day; times: number }

/** What an organisation has settled in periods that end after a day. */
export const settledAfter = (tx: Db, realm: number, organisationId: string, on: Day): Promise<SettledKey[]> =>
  many(tx, sql<SettledKey>`select ${settledKey} from obligations_fulfilments
    where realm_id = ${realm} and organisation_id = ${organisationId} and period_to > ${on}`)

/** The duties a record settled. */
export const settledBy = (tx: Db, realm: number, ref: { kind: string; id: string }): Promise<SettledKey[]> =>
  many(tx, sql<SettledKey>`select ${settledKey} from obligations_fulfilments where realm_id = ${realm} and ref_kind = ${ref.kind} and ref_id = ${ref.id}`)

export const organisationAt = async (tx: Db, realm: number, path: string): Promise<string | null> =>
  (await maybe(tx, sql<{ id: string }>`select organisation_id as id from obligations_subjects where realm_id = ${realm} and path = ${path} limit 1`))?.id ?? null

/** How often somebody below an organisation was let off, by the day it was agreed to. */
export const waiversUnder = async (tx: Db, realm: number, path: string, range: { from: Day; to: Day }): Promise<number> =>
  (await one(tx, sql<{ n: number }>`select count(*)::int n from obligations_waivers where realm_id = ${realm} and path > ${path} and path < ${`${path}~`}
    and waived_on >= ${range.from} and waived_on < ${range.to}`)).n
