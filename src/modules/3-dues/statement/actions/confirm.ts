import type { ParsedOf } from '#base/contract.ts'
import { refuse, Refusal, type Decision } from '#base/decision.ts'
import { newId } from '#base/id.ts'
import { keyedHash } from '#base/seal.ts'
import type { Db } from '#base/sql.ts'
import type { Actor } from '#access/actor.ts'
import type { World } from '#database/world.ts'
import { perform } from '#ledger/act.ts'
import { chargeOf, groundOf, limitOf, standingsIn, type Standing } from '#dues/actions/assessing.ts'
import { bodyAt, monthGiven, type Body } from '#dues/actions/books.ts'
import { dueOf, limitsAt } from '#dues/actions/collect.ts'
import { kindOfExtra, mayCollect } from '#dues/rules/collecting.ts'
import { firstDay, monthOf, type Month } from '#dues/rules/months.ts'
import { heldStatement, type Account, type Desk } from '#dues/statement/actions/known.ts'
import type * as contract from '#dues/statement/contract.ts'
import type { Choice } from '#dues/statement/codes.ts'
import { otherPayer } from '#dues/statement/rules.ts'
import { insertReceipts, linesForConfirm, saveConfirmed, type JudgedLine, type Statement } from '#dues/statement/store.ts'
import { insertCharges, insertPaid, type Charge } from '#dues/store/months.ts'
import { lockBook, saveLast, type Payment, type Receipt } from '#dues/store/receipts.ts'

type Given = ParsedOf<typeof contract.confirmStatement>
type Made = Receipt & { lines: Payment[] }

interface Pick {
  line: JudgedLine
  choice: Choice
}

/** Writes down what a person has looked at: every line once, all of them or none. */
export function confirmStatement(
  { world, actor, jobs }: Desk, input: Given,
): Promise<Decision<{ id: string; receipts: number }>> {
  return perform(world, actor, { id: input.act, kind: 'dues.confirm-statement', input }, async (tx) => {
    const { statement, account } = await heldStatement(tx, actor, input.statement)
    if (jobs.isBusy(statement.publicId)) throw new Refusal(refuse('dues.statement-busy'))
    if (statement.state !== 'ready') throw new Refusal(refuse('dues.statement-not-ready'))
    const picks = await picksOf(tx, actor, statement, input)
    const receipts: string[] = []
    const byBody = [...Map.groupBy(picks, ({ choice }) => choice.organisation)]
    for (const [organisation, own] of byBody.toSorted(([a], [b]) => (a < b ? -1 : 1))) {
      receipts.push(...(await writeAt(tx, world, actor, await bodyUnder(tx, actor, account, organisation), own)))
    }
    const payload = { statement: statement.publicId, name: account.name, line: account.line, n: receipts.length, lines: picks.map(({ line }) => line.id) }
    return {
      answer: { id: statement.publicId, receipts: receipts.length }, ref: { kind: 'dues-statement', id: statement.publicId }, path: account.path, payload,
      touches: receipts.map((id) => ({ kind: 'dues-receipt', id })),
    }
  })
}

async function picksOf(tx: Db, actor: Actor, statement: Statement, { sure, without, picks }: Given): Promise<Pick[]> {
  const chosen = new Map(picks.map(({ line, ...choice }) => [line, choice]))
  const left = new Set(without.map(({ line }) => line))
  const lines = (await linesForConfirm(
    tx, actor.realm, statement.publicId, sure, [...chosen.keys()],
  )).filter(({ id }) => chosen.has(id) || !left.has(id))
  const held = new Set(lines.map(({ id }) => id))
  if ([...chosen.keys()].some((id) => !held.has(id))) throw new Refusal(refuse('dues.statement-line-gone'))
  if (lines.length === 0) throw new Refusal(refuse('dues.statement-nothing'))
  return lines.map((line) => {
    if (line.part === 'refused') throw refusedAt(
      line, { refusal: line.reason === 'unit' ? 'dues.advance-forbidden' : 'dues.payroll-forbidden' },
    )
    return { line, choice: chosen.get(line.id) ?? line.choices[0]! }
  })
}

const refusedAt = (
  { row, name }: JudgedLine, { refusal, facts }: { refusal: string; facts?: Record<string, unknown> | undefined },
) =>
  new Refusal(refuse('dues.statement-line', { ...(facts as Record<string, string>), row, name, because: refusal }))

/** A choice may name only bodies whose dues come to this account. */
async function bodyUnder(tx: Db, actor: Actor, account: Account, organisation: string): Promise<Body> {
  const body = await bodyAt(tx, actor, organisation)
  if (!body.path.startsWith(account.path) || body.line !== account.line) throw new Refusal(refuse('dues.not-your-books'))
  return body
}

/** The receipts of one body, under the locks of its books. */
async function writeAt(tx: Db, world: World, actor: Actor, body: Body, picks: readonly Pick[]): Promise<string[]> {
  const numbers = await numbersOf(tx, body, picks)
  const months = [
    ...new Set(picks.flatMap(({ line, choice }) => [monthOf(line.paidOn), ...choice.months.map(monthGiven)])),
  ]
  const standings = await standingsIn(tx, world, body, months, [...new Set(picks.map(({ choice }) => choice.person))])
  const at = new Map([...standings].flatMap(([month, rows]) => rows.map((row) => [`${row.person} ${month}`, row] as const)))
  const limits = await limitsOf(tx, world, body, picks)
  const done = { receipts: [] as Made[], charges: [] as Charge[] }
  for (const pick of picks) {
    const found = judge(pick, at, limits.get(monthOf(pick.line.paidOn))!)
    const { central } = limits.get(monthOf(pick.line.paidOn))!
    done.receipts.push(receiptFor(world, actor, body, pick, { found, number: numbers.next(pick.line.paidOn), central }))
    done.charges.push(...found.map(({ month, standing }) => chargeOf(body.line, month, standing)))
    for (const { month, standing } of found) at.set(`${standing.person} ${month}`, { ...standing, paid: { person: standing.person, month: firstDay(month), organisation: body.public_id, receipt: '', paidOn: pick.line.paidOn } })
  }
  await numbers.save()
  await insertReceipts(tx, actor.realm, done.receipts, world.clock.now())
  await insertCharges(tx, actor.realm, body, done.charges)
  const paid = done.receipts.flatMap(({ publicId: receipt, person, paidOn, lines }) => lines.flatMap(
    ({ month }) => (month ? [{ person, month, receipt, paidOn }] : []),
  ))
  await insertPaid(tx, actor.realm, body, body.line, paid)
  await saveConfirmed(
    tx,
    actor.realm,
    done.receipts.map(({ publicId: receipt, person }, no) => ({ id: picks[no]!.line.id, person, receipt })),
  )
  return done.receipts.map(({ publicId }) => publicId)
}

type Limits = Awaited<ReturnType<typeof limitsAt>> & { central: number | null }

async function limitsOf(tx: Db, world: World, body: Body, picks: readonly Pick[]): Promise<Map<Month, Limits>> {
  const found = new Map<Month, Limits>()
  for (const month of new Set(picks.map(({ line }) => monthOf(line.paidOn)))) {
    const central = limitOf(await groundOf(tx, body, month), 'party.dues.central-extra')
    const limits = await limitsAt(tx, world, body, firstDay(month), false)
    found.set(month, { ...limits, central: central === null ? null : central * 100 })
  }
  return found
}

/** The next numbers of the year's books, kept by locks until the end of the transaction. */
async function numbersOf(tx: Db, body: Body, picks: readonly Pick[]) {
  const last = new Map<number, number>()
  for (const year of [...new Set(picks.map(({ line }) => Number(line.paidOn.slice(0, 4))))].sort()) {
    last.set(year, (await lockBook(tx, body.realm_id, body, year)).last)
  }
  return {
    next(day: string): number {
      const year = Number(day.slice(0, 4))
      last.set(year, last.get(year)! + 1)
      return last.get(year)!
    },
    async save(): Promise<void> {
      for (const [year, number] of last) await saveLast(tx, body.realm_id, body.public_id, year, number)
    },
  }
}

/** Judged like any payment, by what is known under the lock. */
function judge(
  { line, choice }: Pick, at: ReadonlyMap<string, Standing>, limits: Limits,
): { month: Month; standing: Standing }[] {
  const found = choice.months.map((month) => ({ month, standing: at.get(`${choice.person} ${month}`) ?? null }))
  const now = at.get(`${choice.person} ${monthOf(line.paidOn)}`)
  if (!now && found.every(({ standing }) => standing === null)) throw refusedAt(line, { refusal: 'dues.nobody-here' })
  const quarterly = [now, ...found.map(({ standing }) => standing)].some((one) => one?.quarterly)
  const given = { months: found.map(dueOf), fen: line.fen, extra: choice.extra, way: 'transfer' as const, payer: null, paidOn: line.paidOn }
  const decision = mayCollect(given, { ...limits, quarterly })
  if (!decision.ok) throw refusedAt(line, decision)
  return found.map(({ month, standing }) => ({ month, standing: standing! }))
}

interface Written {
  found: { month: Month; standing: Standing }[]
  number: number
  central: number | null
}

function receiptFor(
  world: World, actor: Actor, body: Body, { line, choice }: Pick, { found, number, central }: Written,
): Made {
  const publicId = newId()
  const [first] = found
  const other = first ? otherPayer(line.name, first.standing.name) : null
  const lines: Payment[] = [
    ...found.map(({ month, standing }): Payment => ({ kind: 'month', month: firstDay(month), fen: standing.fen })),
    ...(choice.extra > 0
      ? [{ kind: kindOfExtra(body.line, choice.extra, central), month: null, fen: choice.extra }]
      : []),
  ]
  return {
    publicId, organisation: body.public_id, path: body.path, person: choice.person, line: body.line, year: Number(line.paidOn.slice(0, 4)), number,
    code: keyedHash(world.keys, 'dues-receipt', publicId).toString('hex').slice(0, 8).toUpperCase(),
    way: other ? 'by-other' : 'transfer', payer: other,
    paidOn: line.paidOn, fen: line.fen, reverses: null, reason: null, collector: actor.name, lines,
  }
}
