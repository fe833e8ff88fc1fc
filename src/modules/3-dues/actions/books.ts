import type { Day } from '#base/day.ts'
import { refuse, Refusal } from '#base/decision.ts'
import type { Db } from '#base/sql.ts'
import type { Actor } from '#access/actor.ts'
import { organisationByPublicId, type Organisation } from '#organisations/actions/lookup.ts'
import { kindOf } from '#organisations/kinds.ts'
import { isDuesLine, type DuesLine } from '#dues/codes.ts'
import { firstDay, isMonth, plusMonths, type Month } from '#dues/rules/months.ts'
import { closingOf } from '#dues/store/months.ts'

export type BookRefusal = 'dues.not-your-books' | 'dues.no-dues-here' | 'dues.no-such-month'
/** A body that collects dues from its own members. */
export type Body = Organisation & { line: DuesLine }

/**
 * Sums of people are open to the own line, downward: whoever leads a union or a League body reaches it, and does not
 * read its members' pay for that (field note 16).
 */
export function ownLineOnly(actor: Actor, organisation: Pick<Organisation, 'path'>): void {
  if (!organisation.path.startsWith(actor.seat.path)) throw new Refusal(refuse('dues.not-your-books'))
}

/** The body whose members' dues are meant; the gate has found it. */
export async function bodyAt(tx: Db, actor: Actor, publicId: string): Promise<Body> {
  const found = await organisationByPublicId(tx, actor.realm, publicId)
  if (!found) throw new Refusal(refuse('access.not-found'))
  ownLineOnly(actor, found)
  if (!collects(found)) throw new Refusal(refuse('dues.no-dues-here'))
  return found as Body
}

/** Members stand in branches; a temporary branch has no dues, the Pioneers and the women's line neither. */
export const collects = ({ kind, line, flags, dissolved_on: ended }: Pick<Organisation, 'kind' | 'line' | 'flags' | 'dissolved_on'>): boolean =>
  isDuesLine(line) && kindOf(kind).holdsMembers && !flags.includes('temporary') && ended === null

export function monthGiven(month: string): Month {
  if (!isMonth(month)) throw new Refusal(refuse('dues.no-such-month'))
  return month
}

export const rangeOf = (month: Month): { from: Day; to: Day } => ({ from: firstDay(month), to: firstDay(plusMonths(month, 1)) })

export const isClosed = async (tx: Db, realm: number, organisation: string, month: Month): Promise<boolean> =>
  (await closingOf(tx, realm, organisation, firstDay(month)))?.closed ?? false
