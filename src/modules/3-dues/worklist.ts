import type { Day } from '#base/day.ts'
import { daysBetween } from '#base/day.ts'
import type { Db } from '#base/sql.ts'
import type { Work } from '#kernel/manifest.ts'
import type { Actor } from '#access/actor.ts'
import { organisationByPublicId, type Organisation } from '#organisations/actions/lookup.ts'
import { ruleOn } from '#regulations/rules.ts'
import { why } from '#regulations/words.ts'
import { clockOf } from '#dues/actions/arrears.ts'
import { groundAt } from '#dues/actions/assessing.ts'
import { collects, type Body } from '#dues/actions/books.ts'
import { keepsJournal, remittanceAt } from '#dues/actions/journal-known.ts'
import { permissions } from '#dues/contract.ts'
import { lastDay } from '#dues/rules/months.ts'
import { drawnOf } from '#dues/store/orders.ts'
import { workWords } from '#dues/words.ts'
import { workTitle } from '#dues/words/arrears.ts'
import { voucherWords } from '#dues/words/money.ts'

/** Who has not paid for months, told to whoever collects and to nobody else; what has been done is not asked again. */
export async function workOfDues(tx: Db, actor: Actor, today: Day): Promise<Work[]> {
  const found = await organisationByPublicId(tx, actor.realm, actor.seat.organisationId)
  if (!found) return []
  return [...(await workOfArrears(tx, actor, found, today)), ...(await workOfJournal(tx, actor, found, today))]
}

async function workOfArrears(tx: Db, actor: Actor, found: Organisation, today: Day): Promise<Work[]> {
  if (!actor.permissions.has(permissions.collect) || !collects(found)) return []
  const { rows, rules } = await clockOf(tx, found as Body, today)
  const asked = { talk: rules.talk, deadline: rules.deadline, meeting: rules.limit }
  return rows.flatMap(({ person, name, inARow, stage, answered }) => {
    if (answered || stage === 'none' || stage === 'member') return []
    return [{
      id: `dues-arrears-${person}`, title: workTitle[stage](inARow), about: name, dueOn: null, daysLeft: null, why: { rule: asked[stage].id, ...why(asked[stage]) },
      address: `/dues/arrears/${person}?organisation=${found.public_id}`, verb: workWords.look,
    }]
  })
}

/** Vouchers that wait for the other of the two, and what goes up for the year before until the rule's day. */
async function workOfJournal(tx: Db, actor: Actor, found: Organisation, today: Day): Promise<Work[]> {
  if (!actor.permissions.has(permissions.draw) || !keepsJournal(found)) return []
  const address = `/dues/journal?organisation=${found.public_id}`
  const drawn = (await drawnOf(tx, actor.realm, found.public_id)).filter(({ makerAccount }) => makerAccount !== actor.accountId)
  const waiting = drawn.map((one): Work => ({
    id: `dues-order-${one.publicId}`, title: workWords.confirm(voucherWords[one.kind]), about: one.otherName ?? one.about, dueOn: one.on,
    daysLeft: daysBetween(today, one.on), why: null, address, verb: workWords.toConfirm,
  }))
  return [...waiting, ...(await workOfRemittance(tx, found as Body, today, address))]
}

async function workOfRemittance(tx: Db, body: Body, today: Day, address: string): Promise<Work[]> {
  const ground = await groundAt(tx, body, today)
  const by = ruleOn(ground.rules, `${body.line}.dues.remit.by`, ground.place)
  const year = Number(today.slice(0, 4)) - 1
  const { ratio, due, done } = await remittanceAt(tx, body, year, today)
  if (!by || !ratio || due <= done) return []
  const dueOn = lastDay(`${year + 1}-${String(by.value).padStart(2, '0')}`)
  const one = { title: workWords.remit(year), about: body.name, dueOn, daysLeft: daysBetween(today, dueOn), why: { rule: by.id, ...why(by) } }
  return [{ id: `dues-remit-${body.public_id}-${year}`, ...one, address, verb: workWords.toRemit }]
}
