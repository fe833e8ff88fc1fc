import type { Day } from '#base/day.ts'
import type { Db } from '#base/sql.ts'
import type { Work } from '#kernel/manifest.ts'
import type { Actor } from '#access/actor.ts'
import { organisationByPublicId } from '#organisations/actions/lookup.ts'
import { ruleOn } from '#regulations/rules.ts'
import { why } from '#regulations/words.ts'
import { groundOf } from '#dues/actions/assessing.ts'
import { collects, type Body } from '#dues/actions/books.ts'
import { permissions } from '#dues/contract.ts'
import { arrearsState, monthsInARow } from '#dues/rules/arrears.ts'
import { monthOf } from '#dues/rules/months.ts'
import { lastClosed, unpaidOf } from '#dues/store/arrears.ts'
import { arrearsWords } from '#dues/words.ts'

/** Who has not paid for months, told to whoever collects and to nobody else. Nothing follows by itself. */
export async function workOfDues(tx: Db, actor: Actor, today: Day): Promise<Work[]> {
  if (!actor.permissions.has(permissions.collect)) return []
  const found = await organisationByPublicId(tx, actor.realm, actor.seat.organisationId)
  if (!found || !collects(found)) return []
  const body = found as Body
  const last = await lastClosed(tx, actor.realm, body.public_id)
  if (last === null) return []
  const { rules, place } = await groundOf(tx, body, monthOf(today))
  const remind = ruleOn(rules, 'dues.remind-months', place)!.value
  const rule = ruleOn(rules, `${body.line}.dues.arrears-months`, place)!
  const persons = Map.groupBy(await unpaidOf(tx, actor.realm, body.public_id), ({ person }) => person)
  return [...persons].flatMap(([person, months]) => {
    const count = monthsInARow(months.map(({ month }) => monthOf(month)), monthOf(last))
    const state = arrearsState(count, remind, rule.value)
    if (state === 'none') return []
    return [{
      id: `dues-arrears-${person}`, title: arrearsWords[state](count), about: months[0]!.name, dueOn: null, daysLeft: null,
      why: { rule: rule.id, ...why(rule) }, address: `/dues/payers/${person}?organisation=${body.public_id}`, verb: arrearsWords.verb,
    }]
  })
}
