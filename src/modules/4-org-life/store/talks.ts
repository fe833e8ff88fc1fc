import { sql } from 'kysely'
import { place, seal, unseal, type Keys } from '#base/seal.ts'
import { newId } from '#base/id.ts'
import { many, maybe, run, type Db } from '#base/sql.ts'
import type { ExcuseCause, Occasion } from '#org-life/kinds.ts'

export interface Talk {
  id: number
  public_id: string
  talker_id: string
  talker_name: string
  partner_id: string
  partner_name: string
  held_on: string
  occasion: Occasion
}

const columns = sql.raw('t.id, t.public_id, t.talker_id, t.talker_name, t.partner_id, t.partner_name, t.held_on, t.occasion')

export type NewTalk = Omit<Talk, 'id' | 'public_id'> & { note: string; entered_on: string }

export function insertTalk(tx: Db, keys: Keys, realm: number, at: { id: number; path: string }, made: NewTalk): Promise<number> {
  const id = newId()
  const note = made.note === '' ? null : seal(keys, place('org_life_talks', 'note', id), made.note)
  return run(tx, sql`insert into org_life_talks (realm_id, public_id, organisation_id, path, talker_id, talker_name, partner_id, partner_name, held_on, occasion, note, entered_on)
    values (${realm}, ${id}, ${at.id}, ${at.path}, ${made.talker_id}, ${made.talker_name}, ${made.partner_id}, ${made.partner_name}, ${made.held_on},
      ${made.occasion}, ${note}, ${made.entered_on})`)
}

/** Talks of a branch in a stretch of days, without what was said. */
export const talksOf = (tx: Db, realm: number, organisationId: number, range: { from: string; to: string }): Promise<Talk[]> =>
  many(tx, sql<Talk>`select ${columns} from org_life_talks t where t.realm_id = ${realm} and t.organisation_id = ${organisationId}
    and t.held_on >= ${range.from} and t.held_on < ${range.to} order by t.held_on desc, t.id desc`)

/** One's own talks, with the note opened: only the two of them ask for it. */
export async function talksOfPerson(tx: Db, keys: Keys, realm: number, persons: readonly string[]): Promise<(Talk & { note: string })[]> {
  const ids = persons as string[]
  const rows = await many(tx, sql<Talk & { note: Buffer | null }>`select ${columns}, t.note from org_life_talks t where t.realm_id = ${realm}
    and (t.talker_id = any(${ids}::uuid[]) or t.partner_id = any(${ids}::uuid[])) order by t.held_on desc, t.id desc limit 100`)
  return rows.map((row) => ({ ...row, note: row.note === null ? '' : unseal(keys, place('org_life_talks', 'note', row.public_id), row.note) }))
}

export interface Excuse {
  person_id: string
  name: string
  cause: ExcuseCause
  from_on: string
  to_on: string | null
}

export const excusesOf = (tx: Db, realm: number, organisationId: number): Promise<Excuse[]> =>
  many(tx, sql<Excuse>`select person_id, name, cause, from_on, to_on from org_life_excuses where realm_id = ${realm} and organisation_id = ${organisationId}
    order by to_on is not null, from_on desc, id`)

export const openExcuse = (tx: Db, realm: number, organisationId: number, person: string): Promise<Excuse | null> =>
  maybe(tx, sql<Excuse>`select person_id, name, cause, from_on, to_on from org_life_excuses where realm_id = ${realm} and organisation_id = ${organisationId}
    and person_id = ${person} and to_on is null for update`)

export const insertExcuse = (tx: Db, realm: number, at: { id: number; path: string }, e: Excuse): Promise<number> =>
  run(tx, sql`insert into org_life_excuses (realm_id, organisation_id, path, person_id, name, cause, from_on, to_on)
    values (${realm}, ${at.id}, ${at.path}, ${e.person_id}, ${e.name}, ${e.cause}, ${e.from_on}, ${e.to_on})`)

export const saveExcuseEnd = (tx: Db, realm: number, organisationId: number, person: string, on: string): Promise<number> =>
  run(tx, sql`update org_life_excuses set to_on = greatest(from_on, ${on}::date) where realm_id = ${realm} and organisation_id = ${organisationId}
    and person_id = ${person} and to_on is null`)

/** Whoever is on long leave that day is noted as on leave, unless something is noted already. */
export const excuseLines = (tx: Db, realm: number, meetingId: number, organisationId: number, day: string): Promise<number> =>
  run(tx, sql`update org_life_roll r set reply = 'leave', reply_reason = e.cause from org_life_excuses e
    where r.realm_id = ${realm} and r.meeting_id = ${meetingId} and r.mark is null and e.realm_id = r.realm_id and e.organisation_id = ${organisationId}
      and e.person_id = r.person_id and e.from_on <= ${day} and (e.to_on is null or e.to_on >= ${day})`)
