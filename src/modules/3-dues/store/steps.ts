import { sql } from 'kysely'
import type { Day } from '#base/day.ts'
import { place, seal, unseal, type Keys } from '#base/seal.ts'
import { many, run, type Db } from '#base/sql.ts'
import type { DuesLine } from '#dues/codes.ts'
import type { StepKind } from '#dues/contract/arrears.ts'

export interface HeldStep {
  publicId: string
  person: string
  line: DuesLine
  kind: StepKind
  on: Day
  until: Day | null
  /** what was written, sealed */
  sealed: Buffer | null
  doer: string
}

const sealedAt = (publicId: string): string => place('dues_steps', 'note', publicId)
export const sealNote = (keys: Keys, publicId: string, note: string): Buffer | null => (note === '' ? null : seal(keys, sealedAt(publicId), note))
export const noteOf = (keys: Keys, { publicId, sealed }: HeldStep): string | null => sealed && unseal(keys, sealedAt(publicId), sealed)

/** What was done about some people's unpaid months, the oldest first. */
export const stepsOf = (tx: Db, realm: number, line: DuesLine, persons: readonly string[]): Promise<HeldStep[]> =>
  many(tx, sql<HeldStep>`select public_id as "publicId", person_id as person, line, kind, on_day as "on", until_day as until, note as sealed, doer
    from dues_steps where realm_id = ${realm} and line = ${line} and person_id = any(${persons}::uuid[]) order by on_day, id`)

export const insertStep = (tx: Db, realm: number, at: { public_id: string; path: string }, made: HeldStep): Promise<number> =>
  run(tx, sql`insert into dues_steps (realm_id, public_id, organisation_id, path, person_id, line, kind, on_day, until_day, note, doer)
    values (${realm}, ${made.publicId}, ${at.public_id}, ${at.path}, ${made.person}, ${made.line}, ${made.kind}, ${made.on}, ${made.until},
      ${made.sealed}, ${made.doer})`)
