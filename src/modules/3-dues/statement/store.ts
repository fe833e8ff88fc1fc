import { sql } from 'kysely'
import type { Cursor } from '#base/cursor.ts'
import type { Day } from '#base/day.ts'
import { recordset } from '#base/recordset.ts'
import { many, maybe, run, type Db } from '#base/sql.ts'
import type { DuesLine } from '#dues/codes.ts'
import type { Part, Proposal } from '#dues/statement/codes.ts'
import type { Payment, Receipt } from '#dues/store/receipts.ts'

export type StatementState = 'reading' | 'ready' | 'failed' | 'done'

export interface Statement {
  publicId: string
  organisation: string
  path: string
  fileName: string
  state: StatementState
  fault: string | null
  outgoing: number
  known: number
  unread: number[]
  madeAt: Date
}

const columns = sql.raw(`public_id as "publicId", organisation_id as organisation, path, file_name as "fileName", state,
    fault, outgoing, known, unread,
  made_at as "madeAt"`)

export const insertStatement = (tx: Db, realm: number, made: Pick<Statement, 'publicId' | 'organisation' | 'path' | 'fileName' | 'madeAt'>, account: number): Promise<number> =>
  run(tx, sql`insert into dues_statements (realm_id, public_id, organisation_id, path, account_id, file_name, state,
      made_at)
    values (${realm}, ${made.publicId}, ${made.organisation}, ${made.path}, ${account}, ${made.fileName}, 'reading',
    ${made.madeAt})`)

export const statementById = (tx: Db, realm: number, publicId: string): Promise<Statement | null> =>
  maybe(tx, sql<Statement>`select ${columns} from dues_statements where realm_id = ${realm}
      and public_id = ${publicId}`)

/** The newest first. */
export const statementsOf = (tx: Db, realm: number, organisation: string): Promise<Statement[]> =>
  many(tx, sql<Statement>`select ${columns} from dues_statements where realm_id = ${realm}
      and organisation_id = ${organisation} order by made_at desc, public_id desc limit 50`)

export const saveStatementState = (
  tx: Db, realm: number, publicId: string, state: StatementState, fault: string | null = null,
): Promise<number> =>
  run(tx, sql`update dues_statements set state = ${state}, fault = ${fault} where realm_id = ${realm}
      and public_id = ${publicId}`)

export const saveRead = (tx: Db, realm: number, { publicId, outgoing, known, unread }: Pick<Statement, 'publicId' | 'outgoing' | 'known' | 'unread'>): Promise<number> =>
  run(tx, sql`update dues_statements set state = 'ready', fault = null, outgoing = ${outgoing}, known = ${known},
      unread = ${unread}::int[]
    where realm_id = ${realm} and public_id = ${publicId}`)

/** A process that was killed while it read leaves these behind. */
export const saveInterruptedStatements = async (tx: Db, realm: number, fault: string): Promise<string[]> =>
  (await many(tx, sql<{ id: string }>`update dues_statements set state = 'failed', fault = ${fault}
      where realm_id = ${realm} and state = 'reading'
    returning public_id as id`)).map(({ id }) => id)

export interface Line {
  id: string
  row: number
  paidOn: Day
  fen: number
  name: string
  tail: string
  remark: string
}
export type JudgedLine = Line & Proposal

/**
 * Keeps lines of a statement; answers how many of them were new. One that is known already stays what and where it is,
 * unless its receipt was taken back: then it is open again.
 */
export const insertLines = (tx: Db, realm: number, at: Statement, lines: readonly JudgedLine[]): Promise<number> => {
  const rows = lines.map(
    (line) => ({ ...line, facts: JSON.stringify(line.facts), choices: JSON.stringify(line.choices) }),
  )
  const kinds = { id: 'uuid', row: 'int', paidOn: 'date', fen: 'bigint', name: 'text', tail: 'text', remark: 'text', part: 'text', reason: 'text', facts: 'text', choices: 'text' } as const
  return run(tx, sql`insert into dues_statement_lines (realm_id, id, statement_id, organisation_id, path, row, paid_on,
      fen, name, tail, remark, part, reason, facts, choices)
    select ${realm}, r.id, ${at.publicId}, ${at.organisation}, ${at.path}, r.row, r."paidOn", r.fen, r.name, r.tail,
    r.remark, r.part, r.reason,
      r.facts::jsonb, r.choices::jsonb from ${recordset(rows, kinds)}
    on conflict (realm_id, id) do update set statement_id = excluded.statement_id, row = excluded.row,
    part = 'doubtful', reason = 'undone',
      facts = excluded.facts, choices = excluded.choices, person_id = null, receipt_id = null
    where exists (select from dues_receipts x where x.realm_id = dues_statement_lines.realm_id
    and x.reverses = dues_statement_lines.receipt_id)`)
}

/** Judged anew: what is proposed for open lines. */
export const saveProposals = (
  tx: Db, realm: number, lines: readonly (Pick<Line, 'id'> & Proposal)[],
): Promise<number> => {
  const rows = lines.map(
    (line) => ({ ...line, facts: JSON.stringify(line.facts), choices: JSON.stringify(line.choices) }),
  )
  const kinds = { id: 'uuid', part: 'text', reason: 'text', facts: 'text', choices: 'text' } as const
  return run(tx, sql`update dues_statement_lines l set part = r.part, reason = r.reason, facts = r.facts::jsonb,
      choices = r.choices::jsonb
    from ${recordset(rows, kinds)} where l.realm_id = ${realm} and l.id = r.id and l.receipt_id is null`)
}

const lineColumns = sql.raw(`id, row, paid_on as "paidOn", fen, name, tail, remark, part, reason, facts, choices`)
const isOpen = sql`receipt_id is null`

/** Open lines of a statement from a row on, in the order of the file. */
export const openLines = (
  tx: Db, realm: number, statement: string, part: Part | null, after: Cursor | undefined, limit: number,
): Promise<JudgedLine[]> =>
  many(tx, sql<JudgedLine>`select ${lineColumns} from dues_statement_lines where realm_id = ${realm}
      and statement_id = ${statement} and ${isOpen}
    ${after ? sql`and (row, id::text) > (${after.id},
    ${after.key})` : sql``} ${part === null ? sql`` : sql`and part = ${part}`}
    order by row, id::text limit ${limit}`)

/** The same, held until the end of the transaction: nobody else writes anything down for them meanwhile. */
export const linesForConfirm = (tx: Db, realm: number, statement: string, sure: boolean,
  ids: readonly string[]): Promise<JudgedLine[]> =>
  many(tx, sql<JudgedLine>`select ${lineColumns} from dues_statement_lines where realm_id = ${realm} and statement_id = ${statement} and ${isOpen}
    and ((${sure} and part = 'sure') or id = any(${ids}::uuid[])) order by row for update`)

export interface PartSum {
  part: Part | 'done'
  n: number
  fen: number
}

/** How many lines of each kind there are, and their sums. */
export const partsOf = (tx: Db, realm: number, statement: string): Promise<PartSum[]> =>
  many(tx, sql<PartSum>`select case when receipt_id is null then part else 'done' end as part, count(*)::int as n, sum(fen)::bigint as fen
    from dues_statement_lines where realm_id = ${realm} and statement_id = ${statement} group by 1`)

export const saveConfirmed = (tx: Db, realm: number,
  done: readonly { id: string; person: string; receipt: string }[]): Promise<number> =>
  run(tx, sql`update dues_statement_lines l set person_id = r.person, receipt_id = r.receipt, choices = '[]'
    from ${recordset(
      done, { id: 'uuid', person: 'uuid', receipt: 'uuid' },
    )} where l.realm_id = ${realm} and l.id = r.id`)

/** Takes away what nothing was written down for; a statement of which nothing is left goes too. */
export async function dropOpen(tx: Db, realm: number, statement: string): Promise<void> {
  await run(tx, sql`delete from dues_statement_lines where realm_id = ${realm} and statement_id = ${statement} and ${isOpen}`)
  await run(tx, sql`delete from dues_statements s where s.realm_id = ${realm} and s.public_id = ${statement}
    and not exists (select from dues_statement_lines l where l.realm_id = s.realm_id and l.statement_id = s.public_id)`)
  await saveStatementState(tx, realm, statement, 'done')
}

/** Of a sample realm and no other. */
export async function emptyStatements(tx: Db, realm: number): Promise<void> {
  const ofSample = sql`realm_id = ${realm} and exists (select from realms r where r.id = ${realm} and r.kind = 'sample')`
  await run(tx, sql`delete from dues_statement_lines where ${ofSample}`)
  await run(tx, sql`delete from dues_statements where ${ofSample}`)
}

// Who pays under an account ---------------------------------------------------------------------------------------------

export interface RosterRow {
  person: string
  name: string
  organisation: string
  /** its row id */
  body: number
}

/** Everybody who was a member of a line under a path on some day from `from` to `to`; their sums are looked at later. */
export const rosterUnder = (tx: Db, realm: number, at: { path: string; line: DuesLine }, from: Day,
  to: Day): Promise<RosterRow[]> =>
  many(tx, sql<RosterRow>`select distinct p.public_id as person, p.name, o.public_id as organisation, o.id as body from people_memberships m
    join people_persons p on p.realm_id = m.realm_id and p.id = m.person_id
    join organisations o on o.realm_id = m.realm_id and o.id = m.organisation_id
    where m.realm_id = ${realm} and m.path >= ${at.path} and m.path < ${`${at.path}~`} and m.line = ${at.line}
      and m.from_on <= ${to} and (m.to_on is null or m.to_on > ${from}) and p.merged_into is null`)

/** Which months of some bodies are closed. */
export const closedOf = (tx: Db, realm: number, bodies: readonly string[],
  months: readonly Day[]): Promise<{ organisation: string; month: Day }[]> =>
  many(tx, sql<{ organisation: string; month: Day }>`select organisation, month from (select distinct on (organisation_id, month)
      organisation_id as organisation, month, closed from dues_closings
      where realm_id = ${realm} and organisation_id = any(${bodies}::uuid[]) and month = any(${months}::date[]) order by organisation_id, month, id desc) c
    where closed`)

/** Of some people, whose telephone ends so; and whose money came from such an account before, as a collector confirmed. */
export const tailsOf = (tx: Db, realm: number, persons: readonly string[],
  tails: readonly { tail: string; hash: Buffer }[]): Promise<{ person: string; tail: string }[]> =>
  many(tx, sql<{ person: string; tail: string }>`
    select p.public_id as person, r.tail from people_persons p
      join ${recordset(tails, { tail: 'text', hash: 'bytea' })} on r.hash = p.phone_tail
      where p.realm_id = ${realm} and p.public_id = any(${persons}::uuid[])
    union select l.person_id, l.tail from dues_statement_lines l
      join people_persons p on p.realm_id = l.realm_id and p.public_id = l.person_id and p.name = l.name
      where l.realm_id = ${realm} and l.person_id = any(${persons}::uuid[]) and l.tail = any(${tails.map(({ tail }) => tail)}::text[])
        and not exists (select from dues_receipts x where x.realm_id = l.realm_id and x.reverses = l.receipt_id)`)

export const namesOf = (tx: Db, realm: number, persons: readonly string[]): Promise<{ id: string; name: string }[]> =>
  many(tx, sql<{ id: string; name: string }>`select public_id as id, name from people_persons where realm_id = ${realm} and public_id = any(${persons}::uuid[])`)

export const bodyNamesOf = (tx: Db, realm: number,
  bodies: readonly string[]): Promise<{ id: string; name: string }[]> =>
  many(tx, sql<{ id: string; name: string }>`select public_id as id, name from organisations where realm_id = ${realm} and public_id = any(${bodies}::uuid[])`)

// Writing many receipts ---------------------------------------------------------------------------------------------------

/** Many receipts of a book with their lines, at one stroke. */
export async function insertReceipts(tx: Db, realm: number, made: readonly (Receipt & { lines: Payment[] })[],
  now: Date): Promise<void> {
  const receipt = {
    publicId: 'uuid', organisation: 'uuid', path: 'text', person: 'uuid', line: 'text', year: 'int', number: 'int',
    code: 'text', way: 'text', payer: 'text',
    paidOn: 'date', fen: 'bigint', collector: 'text',
  } as const
  await run(tx, sql`insert into dues_receipts (realm_id, public_id, organisation_id, path, person_id, line, year, number, code, way, payer, paid_on, fen,
      collector, recorded_at)
    select ${realm}, r."publicId", r.organisation, r.path, r.person, r.line, r.year, r.number, r.code, r.way, r.payer, r."paidOn", r.fen, r.collector, ${now}
    from ${recordset(made, receipt)}`)
  const lines = made.flatMap(({ publicId, organisation, path, person, line, lines: of }) => of.map((one) => ({ ...one,
    publicId, organisation, path, person, line })))
  const payment = { publicId: 'uuid', organisation: 'uuid', path: 'text', person: 'uuid', line: 'text', kind: 'text',
    month: 'date', fen: 'bigint' } as const
  await run(tx, sql`insert into dues_payments (realm_id, receipt_id, organisation_id, path, person_id, line, kind, month, fen)
    select ${realm}, r."publicId", r.organisation, r.path, r.person, r.line, r.kind, r.month, r.fen from ${recordset(lines, payment)}`)
}
