import type { World } from '#database/world.ts'
import type { CalendarRow } from '#notices/calendar/store.ts'
import type { SendingView, SettingsView } from '#notices/settings/contract.ts'
import type { MailRow, SettingsRow } from '#notices/settings/store.ts'
import { faultWords, givenUpWords, kindWords, stateWords } from '#notices/words.ts'

const defaults = { actBy: 'at-once', knowBy: 'digest', readBy: 'app', digestHour: 8, quietFrom: null, quietUntil: null } as const

const waysOf = (row: SettingsRow | null) =>
  row === null ? defaults : {
    actBy: row.act_by, knowBy: row.know_by, readBy: row.read_by, digestHour: row.digest_hour, quietFrom: row.quiet_from, quietUntil: row.quiet_until,
  }

export function presentSettings(world: World, row: SettingsRow | null, calendar: CalendarRow | null, shows: string[]): SettingsView {
  const isWished = row?.wished_mask && row.code_ends_at! > world.clock.now()
  return {
    mailHere: !!world.outward?.smtp,
    mail: row?.confirmed_at ? { mask: row.mail_mask!, since: row.confirmed_at.toISOString() } : null,
    wished: isWished ? { mask: row.wished_mask!, ends: row.code_ends_at!.toISOString() } : null,
    ...waysOf(row),
    calendar: calendar && { since: calendar.made_at.toISOString(), read: calendar.read_at?.toISOString() ?? null },
    calendarShows: shows,
  }
}

type Sent = Omit<MailRow, 'id' | 'kind' | 'to_mask'> & { kind: keyof typeof kindWords }

/** A line of the send log, of a letter or of a message to a group. */
export function presentSending(row: Sent, to: string): SendingView {
  const reason = row.fault === null ? null : (faultWords[row.fault] ?? faultWords['failed']!)
  const isGivenUp = row.state === 'given-up'
  return {
    id: row.public_id, kind: row.kind, kindWords: kindWords[row.kind], to, titles: row.titles, made: row.made_at.toISOString(),
    state: row.state, stateWords: stateWords[row.state], ended: row.ended_at?.toISOString() ?? null, tries: row.tries,
    next: row.state === 'waiting' ? row.due_at.toISOString() : null,
    fault: reason && (isGivenUp ? `${reason}。${givenUpWords(row.tries)}` : reason), answer: row.answer,
  }
}
