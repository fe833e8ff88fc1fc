import { daysBetween, type Day } from '#base/day.ts'
import type { Actor } from '#access/actor.ts'
import { reaches } from '#access/visible.ts'
import type { Reason } from '#kernel/manifest.ts'
import { ruleOn } from '#regulations/rules.ts'
import { why } from '#regulations/words.ts'
import { regulations } from '#organisations/actions/lookup.ts'
import type { FloatingView } from '#people/contract/floating.ts'
import type { TransferView } from '#people/contract/transfers.ts'
import { isPending } from '#people/rules/transfer-states.ts'
import type { FloatingEnd } from '#people/rules/transfers.ts'
import { statusWords } from '#people/statuses.ts'
import type { FloatingRow } from '#people/store/floating.ts'
import type { TransferRow } from '#people/store/transfers.ts'
import { floatingEndWords, stateWords } from '#people/words/transfers.ts'

type Reader = Pick<Actor, 'reach'> & { permissions?: ReadonlySet<string> }

/** An organisation beyond the reach is named, but leads nowhere. */
const placeOf = (reader: Reader, path: string | null, id: string | null, name: string | null) =>
  ({ id: path !== null && reaches(reader.reach, path) ? id : null, name: name ?? '（已不在）' })

/** The rule that gave the last day, as it stood on the day of sending. */
export function whyDue(row: TransferRow): Reason | null {
  const rule = row.due_rule === null ? null : ruleOn(regulations, row.due_rule, { day: row.sent_on, kind: row.from_kind ?? '', line: row.line, region: row.from_region })
  return rule && { rule: rule.id, ...why(rule) }
}

type May = TransferView['may'][number]

function mayOf(row: TransferRow, reader: Reader): May[] {
  if (!isPending(row.state)) return []
  const own = row.from_path !== null && reaches(reader.reach, row.from_path) ? ['withdraw' as const] : []
  if (!reaches(reader.reach, row.desk_path)) return own
  if (row.way === 'letter') return ['receipt', 'return', ...own]
  return [row.state === 'climbed' ? 'assign' : 'receive', 'return', ...own]
}

export const numberOf = (row: Pick<TransferRow, 'year' | 'serial'>): string => (row.serial === 0 ? '' : `${row.year}${String(row.serial).padStart(4, '0')}`)

export function presentTransfer(row: TransferRow, reader: Reader, today: Day): TransferView {
  const { name, sex, born, nation } = row
  return {
    id: row.public_id,
    code: row.code,
    number: numberOf(row),
    line: row.line,
    way: row.way,
    state: row.state,
    stateWords: stateWords[row.state],
    person: { id: row.person_public, name, sex, born, nation, idMask: row.id_mask },
    status: row.status,
    statusWords: statusWords(row.line, row.status),
    from: row.from_outside === null ? placeOf(reader, row.from_path, row.from_public, row.from_name) : { id: null, name: row.from_outside },
    fromSuperior: row.from_superior,
    to: row.to_id === null ? { id: null, name: row.to_outside ?? '' } : placeOf(reader, row.to_path, row.to_public, row.to_name),
    desk: row.desk_name,
    ...datesOf(row, today),
    may: mayOf(row, reader),
  }
}

const datesOf = (row: TransferRow, today: Day) => ({
  reason: row.reason,
  remark: row.remark,
  duesUntil: row.dues_until,
  sentOn: row.sent_on,
  sentBy: row.sent_by,
  dueOn: row.due_on,
  daysLeft: row.due_on !== null && isPending(row.state) ? daysBetween(today, row.due_on) : null,
  why: whyDue(row),
  climbedOn: row.climbed_on,
  settledOn: row.settled_on,
  settledBy: row.settled_by,
  returnReason: row.return_reason,
  returnRemark: row.return_remark,
})

/** To a bearer of the letter's code: what stands on the letter and nothing more. */
export const presentLetter = (row: TransferRow, today: Day): TransferView => {
  const shown = presentTransfer(row, { reach: [] }, today)
  return { ...shown, person: { ...shown.person, id: null }, may: row.state === 'sent' ? ['claim'] : [] }
}

export function presentFloating(row: FloatingRow, reader: Reader): FloatingView {
  const inside = row.to_id !== null
  return {
    id: row.public_id,
    person: { id: row.person_public, name: row.name, phoneMask: row.phone_mask },
    line: row.line,
    from: placeOf(reader, row.from_path, row.from_public, row.from_name),
    to: inside ? placeOf(reader, row.to_path, row.to_public, row.to_name) : { id: null, name: row.outside ?? '' },
    inside,
    since: row.since,
    until: row.until,
    contact: row.contact,
    endedOn: row.ended_on,
    endWords: row.end_reason === null ? null : floatingEndWords[row.end_reason as FloatingEnd],
  }
}
