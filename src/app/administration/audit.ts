import { addDays, type Day } from '#base/day.ts'
import { refuse, Refusal } from '#base/decision.ts'
import type { ParsedOf } from '#base/contract.ts'
import { nextOf, readCursor } from '#base/cursor.ts'
import type { Download } from '#base/http/serve.ts'
import type { Actor } from '#access/actor.ts'
import { emergenciesBetween } from '#access/emergencies.ts'
import { eventGroups, type EventGroup, type EventKind } from '#access/event-groups.ts'
import { refusalWords } from '#access/words.ts'
import { byActor, countEvents, eventsWhere, rememberEvent, rememberOnce, type EventFilter, type EventRow } from '#access/events.ts'
import type { World } from '#database/world.ts'
import { formats, writeSheet } from '#exchange/write/sheet.ts'
import { permissionWords } from '#app/powers.ts'
import type * as contract from '#app/administration/contract.ts'
import type { EventView } from '#app/administration/contract.ts'
import { isSamplePost, presentEmergency } from '#app/administration/present.ts'
import { auditWords, eventWords, groupWords } from '#app/administration/words.ts'

/** A file of more rows than this is no longer read by anybody. */
export const mostExported = 50_000

const groupOf = (kind: EventKind): EventGroup =>
  (Object.keys(eventGroups) as EventGroup[]).find((group) => (eventGroups[group] as readonly string[]).includes(kind)) ?? 'administration'

/** The auditor reads everything but the auditors' own reading, which the security administrator reads. */
const audited = (Object.keys(eventGroups) as EventGroup[]).filter((group) => group !== 'audit').flatMap((group) => [...eventGroups[group]])

const startOf = (day: Day) => new Date(`${day}T00:00:00+08:00`)

type Filters = Pick<ParsedOf<typeof contract.auditLog>, 'from' | 'to' | 'group' | 'login' | 'q'>

/** Counting and searching without a first day looks this far back: the log is kept for years. */
export const lookBackDays = 90
const lookBack = (now: Date) => new Date(now.getTime() - lookBackDays * 86_400_000)

function filterOf({ from, to, group, login, q }: Filters, actor: Actor, now: Date): EventFilter {
  const since = from ? startOf(from) : q ? lookBack(now) : null
  const kinds = group && group !== 'audit' ? eventGroups[group] : group ? [] : audited
  return {
    kinds, ...(isSamplePost(actor.seat.post) && { realm: actor.realm }), ...(since && { from: since }), ...(to && { until: startOf(addDays(to, 1)) }), ...(login && { login: login.toLowerCase() }), ...(q && { q }),
  }
}

const wordsOf = ({ from, to, group, login, q }: Filters): string =>
  auditWords.filtered([from && `${from} 起`, to && `至 ${to}`, group && groupWords[group], login, q].filter((part): part is string => !!part))

/** The entry keeps the refusal's code; whoever reads the log reads what it says, without what to do about it. */
const told = (detail: string): string =>
  detail.replace(/（([a-z]+(?:\.[a-z-]+)+)）$/, (all, code: string) => {
    const [fact] = refusalWords[code]?.({ post: auditWords.thatPost }).split('。') ?? []
    return fact ? `：${fact}` : all
  })

const presentEvent = (row: EventRow): EventView => ({
  id: row.public_id, at: row.at.toISOString(), kind: row.kind, group: groupOf(row.kind),
  words: [eventWords[row.kind] ?? row.kind, told(row.detail)].filter(Boolean).join('：'),
  login: row.login, doer: row.doer, organisation: row.organisation, permission: row.permission,
  permissionWords: row.permission && permissionWords(row.permission), amount: row.amount, address: row.address,
})

/** Until the year 2096: a forged cursor makes no time PostgreSQL does not know. */
const latest = 4e15

function beforeOf(after: string | undefined) {
  const cursor = readCursor(after)
  const key = Number(cursor?.key)
  return cursor && Number.isSafeInteger(key) && Math.abs(key) < latest ? { before: { key, id: cursor.id } } : {}
}

function pageOf(rows: EventRow[], limit: number) {
  const last = rows.at(-1)
  return { rows: rows.map(presentEvent), next: nextOf(last && { key: String(last.key), id: last.id }, rows.length, limit) }
}

/** A page of the audit log; that it was opened is itself written down, once in five minutes for the same question. */
export async function readAudit(world: World, actor: Actor, input: ParsedOf<typeof contract.auditLog>) {
  const now = world.clock.now()
  const filter = filterOf(input, actor, now)
  const page = pageOf(await eventsWhere(world.db, { ...filter, ...beforeOf(input.after) }, input.limit), input.limit)
  if (input.after !== undefined) return { ...page, counts: {}, emergencies: [] }
  await rememberOnce(world.db, { kind: 'audit-read', ...byActor(actor), detail: wordsOf(input) }, now, 5)
  const counts: Record<string, number> = {}
  for (const { kind, n } of await countEvents(world.db, { from: lookBack(now), ...filter })) counts[groupOf(kind)] = (counts[groupOf(kind)] ?? 0) + n
  if (isSamplePost(actor.seat.post)) return { ...page, counts, emergencies: [] }
  const opened = await emergenciesBetween(world.db, filter.from ?? null, filter.until ?? null, 50)
  return { ...page, counts, emergencies: opened.map((row) => presentEmergency(row, actor.accountId, now)) }
}

export async function readAuditReads(world: World, input: ParsedOf<typeof contract.auditReads>) {
  return pageOf(await eventsWhere(world.db, { kinds: eventGroups.audit, ...beforeOf(input.after) }, input.limit), input.limit)
}

const localTime = (at: Date): string => new Date(at.getTime() + 8 * 3600_000).toISOString().slice(0, 19).replace('T', ' ')

/** The filtered log as a file with a stamp; the export is an event that the security administrator reads. */
export async function exportAudit(world: World, actor: Actor, input: ParsedOf<typeof contract.auditExport>): Promise<Download> {
  const now = world.clock.now()
  const filter = filterOf(input, actor, now)
  const rows = await eventsWhere(world.db, filter, mostExported + 1)
  if (rows.length > mostExported) {
    const found = (await countEvents(world.db, filter)).reduce((sum, { n }) => sum + n, 0)
    throw new Refusal(refuse('app.audit-too-many', { found, most: mostExported }))
  }
  await rememberEvent(world.db, { kind: 'audit-export', ...byActor(actor), detail: wordsOf(input), amount: rows.length }, now)
  const widths = [20, 12, 50, 16, 30, 26, 28, 8, 18]
  const columns = auditWords.columns.map((words, at) => ({ words, width: widths[at]! }))
  const cells = rows.map((row) => {
    const { group, words, permissionWords: permission } = presentEvent(row)
    return [localTime(row.at), groupWords[group as EventGroup], words, row.login, row.doer, row.organisation, permission, row.amount, row.address]
  })
  const stamp = { rows: rows.length, by: `${actor.postWords} ${actor.name}`, at: localTime(now).slice(0, 16) }
  return {
    name: `${auditWords.title}-${world.clock.today()}.${input.format}`,
    type: formats[input.format].type,
    body: writeSheet({ title: `${auditWords.title}（${wordsOf(input)}）`, columns, rows: cells, stamp }, input.format),
  }
}
