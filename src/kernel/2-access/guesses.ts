import { sql } from 'kysely'
import { refuse, Refusal } from '#base/decision.ts'
import { one, run, type Db } from '#base/sql.ts'

/** ASVS 6.3.1 and goal G10: per account over all addresses, and per address over all accounts. */
export const guessLimits = { minutes: 15, perAccount: 10, perAddress: 60 }

const since = (now: Date) => new Date(now.getTime() - guessLimits.minutes * 60_000)

async function countOf(db: Db, about: string, now: Date): Promise<number> {
  const row = await one(db, sql<{ n: number }>`select count(*) n from access_guesses where about = ${about} and at > ${since(now)}`)
  return row.n
}

/** Refuses when too many wrong guesses were made; unknown logins count like known ones. */
export async function mayGuess(db: Db, login: string, address: string, now: Date): Promise<void> {
  const tooMany =
    (await countOf(db, `login:${login}`, now)) >= guessLimits.perAccount ||
    (await countOf(db, `from:${address}`, now)) >= guessLimits.perAddress
  if (tooMany) throw new Refusal(refuse('access.too-many-guesses', { minutes: guessLimits.minutes }))
}

export async function rememberGuess(db: Db, login: string, address: string, now: Date): Promise<void> {
  await run(db, sql`insert into access_guesses (about, at) values (${`login:${login}`}, ${now}), (${`from:${address}`}, ${now})`)
  await run(db, sql`delete from access_guesses where at < ${since(now)}`)
}

export const forgetGuesses = (db: Db, login: string): Promise<number> =>
  run(db, sql`delete from access_guesses where about = ${`login:${login}`}`)
