import { sql } from 'kysely'
import type { Day } from '#base/day.ts'
import { place, seal, unseal, type Keys } from '#base/seal.ts'
import { many, maybe, run, type Db } from '#base/sql.ts'
import type { ArrangementKind, DuesLine } from '#dues/codes.ts'

export type ArrangementState = 'asked' | 'agreed' | 'declined'

export interface Arrangement {
  publicId: string
  person: string
  line: DuesLine
  organisation: string
  path: string
  kind: ArrangementKind
  fen: number | null
  from: Day
  to: Day
  reason: string
  decidedOn: Day
  state: ArrangementState
  settledOn: Day | null
  settledBy: string | null
  document: string | null
}

type Row = Omit<Arrangement, 'reason'> & { reason: Buffer }
const columns = sql.raw(`a.public_id as "publicId", a.person_id as person, a.line, a.organisation_id as organisation, a.path, a.kind, a.fen,
  a.from_month as "from", a.to_month as "to", a.reason, a.decided_on as "decidedOn", a.state, a.settled_on as "settledOn",
  a.settled_by as "settledBy", a.document`)
const sealedAt = (publicId: string): string => place('dues_arrangements', 'reason', publicId)
const opened = (keys: Keys) => (row: Row): Arrangement => ({ ...row, reason: unseal(keys, sealedAt(row.publicId), row.reason) })

/** The newest first. */
export const arrangementsOf = async (tx: Db, keys: Keys, realm: number, line: DuesLine, persons: readonly string[]): Promise<Arrangement[]> =>
  (await many(tx, sql<Row>`select ${columns} from dues_arrangements a
    where a.realm_id = ${realm} and a.line = ${line} and a.person_id = any(${persons}::uuid[]) order by a.id desc`)).map(opened(keys))

/** Those that wait for the superior's answer under a path, the oldest first. */
export const askedUnder = async (tx: Db, keys: Keys, realm: number, path: string): Promise<(Arrangement & { name: string; branch: string })[]> =>
  (await many(tx, sql<Row & { name: string; branch: string }>`select ${columns}, p.name, o.name as branch from dues_arrangements a
    join people_persons p on p.realm_id = a.realm_id and p.public_id = a.person_id
    join organisations o on o.realm_id = a.realm_id and o.public_id = a.organisation_id
    where a.realm_id = ${realm} and a.path >= ${path} and a.path < ${`${path}~`} and a.state = 'asked' order by a.id limit 200`))
    .map(({ name, branch, ...row }) => ({ ...opened(keys)(row), name, branch }))

export const arrangementForChange = async (tx: Db, keys: Keys, realm: number, publicId: string): Promise<Arrangement | null> => {
  const row = await maybe(tx, sql<Row>`select ${columns} from dues_arrangements a where a.realm_id = ${realm} and a.public_id = ${publicId} for update`)
  return row && opened(keys)(row)
}

export const pathOfArrangement = async (tx: Db, realm: number, publicId: string): Promise<string[] | null> => {
  const row = await maybe(tx, sql<{ path: string }>`select path from dues_arrangements where realm_id = ${realm} and public_id = ${publicId}`)
  return row && [row.path]
}

export const insertArrangement = (tx: Db, keys: Keys, realm: number, made: Arrangement): Promise<number> =>
  run(tx, sql`insert into dues_arrangements (realm_id, public_id, person_id, line, organisation_id, path, kind, fen, from_month, to_month, reason,
      decided_on, state, settled_on, settled_by, document)
    values (${realm}, ${made.publicId}, ${made.person}, ${made.line}, ${made.organisation}, ${made.path}, ${made.kind}, ${made.fen}, ${made.from}, ${made.to},
      ${seal(keys, sealedAt(made.publicId), made.reason)}, ${made.decidedOn}, ${made.state}, ${made.settledOn}, ${made.settledBy}, ${made.document})`)

export const saveSettled = (tx: Db, realm: number, one: Arrangement): Promise<number> =>
  run(tx, sql`update dues_arrangements set state = ${one.state}, settled_on = ${one.settledOn}, settled_by = ${one.settledBy}, document = ${one.document}
    where realm_id = ${realm} and public_id = ${one.publicId}`)
