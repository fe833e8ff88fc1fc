import { readCursor, nextOf } from '#base/cursor.ts'
import type { ParsedOf } from '#base/contract.ts'
import type { Db } from '#base/sql.ts'
import { collects } from '#dues/actions/books.ts'
import { monthWords } from '#dues/rules/months.ts'
import { accountAt, heldStatement, type Account, type Desk } from '#dues/statement/actions/known.ts'
import type * as contract from '#dues/statement/contract.ts'
import type { LineView, StatementView } from '#dues/statement/contract.ts'
import { bodyNamesOf, namesOf, openLines, partsOf, statementsOf, type JudgedLine, type Statement } from '#dues/statement/store.ts'
import { reasonWords } from '#dues/statement/words.ts'
import { yuan } from '#dues/words.ts'

const nothing = { n: 0, fen: 0 }

export async function statementView(
  tx: Db, { actor, jobs }: Desk, account: Account, one: Statement,
): Promise<StatementView> {
  const { publicId: id, fileName: file, fault, outgoing, known, unread } = one
  const parts: StatementView['parts'] = { sure: nothing, doubtful: nothing, nobody: nothing, refused: nothing, done: nothing }
  for (const { part, n, fen } of await partsOf(tx, actor.realm, id)) parts[part] = { n, fen }
  const job = jobs.of(id)
  return {
    id, organisation: { id: account.public_id, name: account.name, collects: collects(account) }, file, madeAt: one.madeAt.toISOString(),
    // a job that looks once more leaves the state as it was
    state: job && one.state === 'ready' ? 'reading' : one.state, fault, progress: job ? { ...job.progress } : null, parts, outgoing, known, unread,
  }
}

export async function presentStatements(tx: Db, desk: Desk, organisation: string) {
  const account = await accountAt(tx, desk.actor, organisation)
  const rows: StatementView[] = []
  const held = await statementsOf(tx, desk.actor.realm, organisation)
  for (const one of held) rows.push(await statementView(tx, desk, account, one))
  return { organisation: { id: account.public_id, name: account.name }, rows }
}

export async function presentStatement(tx: Db, desk: Desk, publicId: string): Promise<StatementView> {
  const { statement, account } = await heldStatement(tx, desk.actor, publicId)
  return statementView(tx, desk, account, statement)
}

const choiceWords = (months: readonly string[], extra: number): string =>
  [months.map(monthWords).join('、'), extra > 0 ? `自愿多交 ${yuan(extra)}` : ''].filter(Boolean).join('，另')

export async function presentLines(tx: Db, { actor }: Desk, input: ParsedOf<typeof contract.readLines>) {
  const { statement } = await heldStatement(tx, actor, input.statement)
  const lines = await openLines(tx, actor.realm, statement.publicId, input.part, readCursor(input.after), input.limit)
  const choices = lines.flatMap((line) => line.choices)
  const names = new Map((await namesOf(
    tx, actor.realm, [...new Set(choices.map(({ person }) => person))],
  )).map(({ id, name }) => [id, name]))
  const bodies = new Map((await bodyNamesOf(
    tx, actor.realm, [...new Set(choices.map(({ organisation }) => organisation))],
  )).map(({ id, name }) => [id, name]))
  const view = ({ reason, facts, choices: of, ...line }: JudgedLine): LineView => ({
    ...line, why: reasonWords(reason, facts),
    choices: of.map((one) => ({ ...one, name: names.get(one.person) ?? '', organisationName: bodies.get(one.organisation) ?? '', words: choiceWords(one.months, one.extra) })),
  })
  const last = lines.at(-1)
  return { rows: lines.map(view), next: nextOf(last && { key: last.id, id: last.row }, lines.length, input.limit) }
}
