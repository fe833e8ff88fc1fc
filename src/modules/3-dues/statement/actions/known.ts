import { refuse, Refusal } from '#base/decision.ts'
import type { Db } from '#base/sql.ts'
import type { Actor } from '#access/actor.ts'
import type { World } from '#database/world.ts'
import type { Jobs } from '#exchange/jobs.ts'
import { organisationByPublicId, type Organisation } from '#organisations/actions/lookup.ts'
import { ownLineOnly } from '#dues/actions/books.ts'
import { isDuesLine, type DuesLine } from '#dues/codes.ts'
import { statementById, type Statement } from '#dues/statement/store.ts'

export type StatementRefusal = 'dues.statement-busy' | 'dues.statement-not-ready' | 'dues.statement-line' | 'dues.statement-nothing' | 'dues.statement-line-gone' | 'dues.statements-open'

/** Whoever works on statements, and where the long work runs. */
export interface Desk {
  world: World
  actor: Actor
  jobs: Jobs
}

/** The body whose account the statement is of: a branch, or a committee that collects for those below it. */
export type Account = Organisation & { line: DuesLine }

export async function accountAt(tx: Db, actor: Actor, publicId: string): Promise<Account> {
  const found = await organisationByPublicId(tx, actor.realm, publicId)
  if (!found) throw new Refusal(refuse('access.not-found'))
  ownLineOnly(actor, found)
  if (!isDuesLine(found.line)) throw new Refusal(refuse('dues.no-dues-here'))
  return found as Account
}

export async function heldStatement(
  tx: Db, actor: Actor, publicId: string,
): Promise<{ statement: Statement; account: Account }> {
  const statement = await statementById(tx, actor.realm, publicId)
  if (!statement) throw new Refusal(refuse('access.not-found'))
  return { statement, account: await accountAt(tx, actor, statement.organisation) }
}
