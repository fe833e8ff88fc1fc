import { addDays, addYears, daysBetween, type Day } from '#base/day.ts'
import type { Db } from '#base/sql.ts'
import type { Work } from '#kernel/manifest.ts'
import type { Actor } from '#access/actor.ts'
import { why } from '#regulations/words.ts'
import { owedBy, remindDays } from '#obligations/actions.ts'
import { permissions } from '#obligations/contract.ts'
import { fulfilmentOf } from '#obligations/reading.ts'
import type { Duty } from '#obligations/duty.ts'
import type { Obligation } from '#obligations/owed.ts'
import { lastDay, periodWords } from '#obligations/periods.ts'
import { remindFrom } from '#obligations/state.ts'

/** What the own organisation owes now: what this period asks, and what has been missed in the last year. */
export const workOfObligations = (duties: readonly Duty[]) => async (tx: Db, actor: Actor, today: Day): Promise<Work[]> => {
  const organisation = actor.seat.organisationId
  const range = { from: addDays(today, -365), to: addDays(today, 1) }
  const all = (await owedBy(tx, actor.realm, duties, [organisation], range, today)).get(organisation)!
  const days = await remindDays(tx, actor.realm, actor.seat.path, today)
  const open = all.filter(({ state, period }) => state === 'missed' || (state === 'due' && isTime(period, today, days)))
  return open.map((one) => workOf(one, organisation, actor.seat.organisationName, today))
}

/** A month's business is shown all month; a year's not before its reminder. */
const isTime = (period: Obligation['period'], today: Day, days: number): boolean =>
  period.every === 'month' || remindFrom(period, Math.max(days, daysBetween(period.from, period.to) / 3)) <= today

function workOf({ duty, period, rule, state }: Obligation, organisation: string, name: string, today: Day): Work {
  const dueOn = lastDay(period)
  return {
    id: `${duty.id}-${organisation}-${period.from}`,
    title: state === 'missed' ? `${periodWords(period)}的${duty.words}还没有办` : `${periodWords(period)}${duty.words}`,
    about: name,
    dueOn,
    daysLeft: daysBetween(today, dueOn),
    why: { rule: rule.id, ...why(rule) },
    address: duty.address(organisation, period),
    verb: duty.verb,
  }
}

/** What has been missed below, for whoever may let off: after the grace it stands on the superior's work list. */
export const workOfBelow = (duties: readonly Duty[]) => async (tx: Db, actor: Actor, today: Day): Promise<Work[]> => {
  if (!actor.permissions.has(permissions.waive)) return []
  const { organisationId: id, path, organisationName: about } = actor.seat
  const range = { from: addYears(today, -1), to: addDays(today, 1) }
  const { children } = await fulfilmentOf(tx, actor.realm, { duties, organisation: { id, path }, range, today })
  const missed = children.map(({ counts }) => [...counts.values()].reduce((sum, count) => sum + count.missed, 0))
  const [n, bodies] = [missed.reduce((sum, one) => sum + one, 0), missed.filter((one) => one > 0).length]
  if (n === 0) return []
  const address = `/fulfilment?only=missed&span=${range.from}~${range.to}`
  return [{ id: `below-${id}`, title: `下级有 ${n} 件事过了宽限期还没有办，在 ${bodies} 个直接下级`, about, dueOn: null, daysLeft: null, why: null, address, verb: '看是哪些' }]
}
