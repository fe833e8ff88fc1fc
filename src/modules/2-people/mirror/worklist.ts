import { sql } from 'kysely'
import { daysBetween, type Day } from '#base/day.ts'
import type { Db } from '#base/sql.ts'
import type { Work } from '#kernel/manifest.ts'
import type { Actor, Powers } from '#access/actor.ts'
import { why } from '#regulations/words.ts'
import { permissions } from '#people/contract.ts'
import { answerRule } from '#people/mirror/actions/ask.ts'
import { keepersOf } from '#people/mirror/keepers.ts'
import { waitingIn, type Waiting } from '#people/mirror/store/corrections.ts'
import { fieldList, workWords } from '#people/mirror/words.ts'

const most = 100

/** With those who keep the register where the person stands; once it is late, with every superior too. */
async function isFor(tx: Db, powers: Powers, actor: Actor, one: Waiting, today: Day): Promise<boolean> {
  if (one.paths.includes(actor.seat.path)) return true
  const isAbove = one.paths.some((path) => path.startsWith(actor.seat.path))
  if (!isAbove) return false
  if (one.due_on < today) return true
  return (await keepersOf(tx, powers, actor.realm, one.paths, today)).some((seat) => seat.public_id === actor.seatId)
}

/** Requests for correction that wait for an answer. */
export const workOfMirror = (powers: Powers) => async (tx: Db, actor: Actor, today: Day): Promise<Work[]> => {
  if (!actor.permissions.has(permissions.register)) return []
  const waiting = await waitingIn(tx, actor.realm, sql`app_within(p.paths, ${actor.reach.join(',')})`, most)
  const mine: Waiting[] = []
  for (const one of waiting) if (await isFor(tx, powers, actor, one, today)) mine.push(one)
  const rule = answerRule(today)
  return mine.map((one) => ({
    id: `correction-${one.public_id}`,
    title: workWords.title(fieldList(one.fields)),
    about: one.name,
    dueOn: one.due_on,
    daysLeft: daysBetween(today, one.due_on),
    why: { rule: rule.id, ...why(rule) },
    address: `/people/${one.person}`,
    verb: workWords.verb,
  }))
}
