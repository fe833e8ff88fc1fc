import { sql } from 'kysely'
import { refuse, Refusal } from '#base/decision.ts'
import { many, one, run, type Db } from '#base/sql.ts'
import { rememberFailure } from '#access/events.ts'
import { failureWords } from '#access/words.ts'

/** ASVS 6.3.1 and goal G10: per account over all addresses, and per address over all accounts. */
export const guessLimits = { minutes: 15, perAccount: 10, perAddress: 60 }

const since = (now: Date) => new Date(now.getTime() - guessLimits.minutes * 60_000)

/** Wrong guesses about something within the window. */
export async function countOf(db: Db, about: string, now: Date): Promise<number> {
  const row = await one(db, sql<{ n: number }>`select count(*) n from access_guesses where about = ${about} and at > ${since(now)}`)
  return row.n
}

/** What a guess counts against: a login, known or not, and an address. A code typed from a slip has no login. */
type About = string | null

/**
 * Refuses when too many wrong guesses were made. Asked again once a guess was judged (`own`: that guess, already written
 * down, does not count), or a hundred at once would all be judged before one is counted.
 */
export async function mayGuess(db: Db, login: About, address: string, now: Date, own: 0 | 1 = 0): Promise<void> {
  const tooMany =
    (login !== null && (await countOf(db, `login:${login}`, now)) - own >= guessLimits.perAccount) ||
    (await countOf(db, `from:${address}`, now)) - own >= guessLimits.perAddress
  if (tooMany) throw new Refusal(refuse('access.too-many-guesses', { minutes: guessLimits.minutes }))
}

/** Writes a wrong guess down; refused when others made at the same time used up the limit. */
export async function rememberGuess(db: Db, login: About, address: string, now: Date): Promise<void> {
  const about = [...(login === null ? [] : [`login:${login}`]), `from:${address}`]
  await run(db, sql`insert into access_guesses (about, at) select about, ${now} from unnest(${about}::text[]) about`)
  await run(db, sql`delete from access_guesses where at < ${since(now)}`)
  await rememberFailure(db, 'sign-in-failed', login, login === null ? failureWords.slip : failureWords.password, { address, now })
  if (login !== null && (await countOf(db, `login:${login}`, now)) === guessLimits.perAccount) {
    await rememberFailure(db, 'sign-in-locked', login, failureWords.locked(guessLimits.minutes), { address, now })
  }
  await mayGuess(db, login, address, now, 1)
}

export const forgetGuesses = (db: Db, login: string): Promise<number> =>
  run(db, sql`delete from access_guesses where about = ${`login:${login}`}`)

/** Logins of accounts that were guessed at too often a moment ago. */
export const lockedLogins = async (db: Db, now: Date): Promise<string[]> =>
  (
    await many(
      db,
      sql<{ login: string }>`select a.login from access_accounts a join access_guesses g on g.about = 'login:' || a.login and g.at > ${since(now)}
        group by a.login having count(*) >= ${guessLimits.perAccount} order by a.login`,
    )
  ).map(({ login }) => login)
