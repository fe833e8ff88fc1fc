import { refuse, type Decision } from '#base/decision.ts'
import type { Download } from '#base/http/serve.ts'
import { keyedHash, sha256 } from '#base/seal.ts'
import type { Db } from '#base/sql.ts'
import { reading, type Scope } from '#database/scope.ts'
import type { World } from '#database/world.ts'
import { accountById, accountOf } from '#access/accounts.ts'
import { actorOf, type Account, type Actor, type Powers } from '#access/actor.ts'
import { seatsOf } from '#access/sessions.ts'
import { feedOf } from '#notices/calendar/feed.ts'
import type { CalendarEntry, CalendarProvider } from '#notices/calendar/provider.ts'
import { openCalendar, removeCalendar, saveCalendar } from '#notices/calendar/store.ts'
import { performOwn } from '#notices/performing.ts'
import { calendarWords } from '#notices/words.ts'

export const readsPerHour = 60
const tooOften = refuse('notices.calendar-too-often', { most: readsPerHour })

/** Made of the act's id by a key outside the database: a retry gives the same address, and it is stored nowhere. */
const tokenOf = (world: World, account: Account, act: string): string =>
  keyedHash(world.keys, 'calendar', `${account.publicId} ${act}`).toString('base64url')

export async function makeCalendar(world: World, account: Account, act: string, origin: string): Promise<Decision<{ address: string }>> {
  const token = tokenOf(world, account, act)
  const done = await performOwn(world, account, { id: act, kind: 'notices.calendar', input: {} }, async (tx) => {
    await saveCalendar(tx, account.realm, account.id, sha256(token), world.clock.now())
    return { answer: {} }
  })
  return done.ok ? { ok: true, value: { address: `${origin}/api/v1/calendar.ics?key=${token}` } } : done
}

export const dropCalendar = (world: World, account: Account, act: string): Promise<Decision<Record<string, never>>> =>
  performOwn(world, account, { id: act, kind: 'notices.drop-calendar', input: {} }, async (tx) => {
    await removeCalendar(tx, account.id)
    return { answer: {} }
  })

interface Asked {
  key: string
  address: string
  origin: string
  powers: Powers
  providers: readonly CalendarProvider[]
}

export const unknownPerMinute = 600
const strangers = new Map<string, { count: number; until: number }>()

/**
 * Addresses are too long to be guessed; this only keeps a device that asks for a dead one again and again from costing much.
 * Not counted with wrong passwords: an office behind one address must not be locked out by somebody's old calendar.
 */
function isTooOften(address: string, now: number): boolean {
  const held = strangers.get(address)
  if (strangers.size > 1000) strangers.clear()
  if (!held || held.until <= now) strangers.set(address, { count: 1, until: now + 60_000 })
  else held.count++
  return (held?.count ?? 0) > unknownPerMinute && held!.until > now
}

/** The calendar behind a secret address. */
export async function readCalendar(world: World, asked: Asked): Promise<Decision<never> | Download> {
  const now = world.clock.now()
  const opened = await openCalendar(world.db, sha256(asked.key), now)
  const row = opened && (await accountById(world.db, opened.account_id))
  if (!opened || row?.state !== 'active') {
    return isTooOften(asked.address, now.getTime()) ? tooOften : refuse('notices.calendar-unknown')
  }
  if (opened.reads > readsPerHour) return tooOften
  const account = accountOf(row)
  const entries = await entriesOf(world, account, asked)
  const text = feedOf(account.name, entries, { publicUrl: asked.origin, now })
  return { name: calendarWords.file, type: 'text/calendar; charset=utf-8', body: Buffer.from(text) }
}

/** Every post by itself: each asks with its own powers and reach, no union of rights. */
async function entriesOf(world: World, account: Account, { powers, providers }: Asked): Promise<CalendarEntry[]> {
  const today = world.clock.today()
  const found = new Map<string, CalendarEntry>()
  const gather = async (scope: Scope, work: (tx: Db, provider: CalendarProvider) => Promise<CalendarEntry[]> | undefined) =>
    reading(world.db, scope, async (tx) => {
      for (const provider of providers) for (const entry of (await work(tx, provider)) ?? []) found.set(entry.id, found.get(entry.id) ?? entry)
    })
  for (const seat of await seatsOf(world.db, account.id, today, world.clock.now())) {
    const actor: Actor = actorOf(account, seat, powers)
    await gather(actor, (tx, provider) => provider.ofPost?.(tx, actor, today))
  }
  const own: Scope = { realm: account.realm, reach: [], accountId: account.id, ...(account.personId && { persons: [account.personId] }) }
  await gather(own, (tx, provider) => provider.ofAccount?.(tx, account, today))
  return [...found.values()]
}
