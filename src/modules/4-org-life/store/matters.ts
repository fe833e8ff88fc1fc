import { sql } from 'kysely'
import { many, maybe, one, run, type Db } from '#base/sql.ts'
import { newId } from '#base/id.ts'
import type { MatterKind } from '#org-life/kinds.ts'

export interface Matter {
  id: number
  public_id: string
  meeting_id: number
  position: number
  kind: MatterKind
  title: string
  record: string
  vote: 'none' | 'open' | 'counted'
  quorum_rule: string | null
  majority_rule: string | null
  base: number | null
  present: number | null
  needed: number | null
  written: number
  votes_for: number | null
  votes_against: number | null
  votes_abstain: number | null
  passed: boolean | null
  version: number
}

const columns = sql.raw(`x.id, x.public_id, x.meeting_id, x.position, x.kind, x.title, x.record, x.vote, x.quorum_rule, x.majority_rule, x.base, x.present,
  x.needed, x.written, x.votes_for, x.votes_against, x.votes_abstain, x.passed, x.version`)

/** In the order they were dealt with; of one meeting or several. */
export const mattersOf = (tx: Db, realm: number, ...meetings: number[]): Promise<Matter[]> =>
  many(tx, sql<Matter>`select ${columns} from org_life_matters x where x.realm_id = ${realm} and x.meeting_id = any(${meetings}::bigint[])
    order by x.meeting_id, x.position, x.id`)

export const matterForChange = (tx: Db, realm: number, meetingId: number, publicId: string): Promise<Matter | null> =>
  maybe(tx, sql<Matter>`select ${columns} from org_life_matters x where x.realm_id = ${realm} and x.meeting_id = ${meetingId} and x.public_id = ${publicId} for update`)

export const insertMatter = (
  tx: Db, realm: number, meeting: { id: number; path: string }, made: Pick<Matter, 'kind' | 'title' | 'record'>,
): Promise<{ public_id: string }> =>
  one(tx, sql<{ public_id: string }>`insert into org_life_matters (realm_id, public_id, meeting_id, path, position, kind, title, record)
    select ${realm}, ${newId()}, ${meeting.id}, ${meeting.path}, coalesce(max(position), 0) + 1, ${made.kind}, ${made.title}, ${made.record}
    from org_life_matters where realm_id = ${realm} and meeting_id = ${meeting.id} returning public_id`)

export const saveMatter = (tx: Db, realm: number, m: Matter): Promise<number> =>
  run(tx, sql`update org_life_matters set title = ${m.title}, record = ${m.record}, vote = ${m.vote}, quorum_rule = ${m.quorum_rule}, majority_rule = ${m.majority_rule},
      base = ${m.base}, present = ${m.present}, needed = ${m.needed}, written = ${m.written}, votes_for = ${m.votes_for}, votes_against = ${m.votes_against},
      votes_abstain = ${m.votes_abstain}, passed = ${m.passed}, version = version + 1
    where realm_id = ${realm} and id = ${m.id}`)

export const deleteMatter = (tx: Db, realm: number, id: number): Promise<number> =>
  run(tx, sql`delete from org_life_matters where realm_id = ${realm} and id = ${id}`)
