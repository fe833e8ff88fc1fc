import { on, type Route } from '#base/http/serve.ts'
import type { Account, Powers } from '#access/actor.ts'
import { ownerOf, type Caller, type Finder } from '#access/gate.ts'
import { reading, within, type Scope } from '#database/scope.ts'
import { dropCalendar, makeCalendar, readCalendar } from '#notices/calendar/actions.ts'
import * as calendar from '#notices/calendar/contract.ts'
import type { CalendarProvider } from '#notices/calendar/provider.ts'
import { calendarOf } from '#notices/calendar/store.ts'
import * as contract from '#notices/contract.ts'
import { addHook, endHook, testHook, testMail, type PlaceOf } from '#notices/hooks/actions.ts'
import * as hooks from '#notices/hooks/contract.ts'
import { presentHook, presentOutward } from '#notices/hooks/present.ts'
import { deliveriesOf, hookByPublicId, hooksSeen, outwardNumbers } from '#notices/hooks/store.ts'
import { askMail, confirmMail, dropMail, setWays } from '#notices/settings/actions.ts'
import * as settings from '#notices/settings/contract.ts'
import { presentSending, presentSettings } from '#notices/settings/present.ts'
import { mailsOf, settingsOf } from '#notices/settings/store.ts'
import { noticesOf, saveRead, unreadOf } from '#notices/store.ts'

/** Nothing but the account's own, whatever posts it holds. */
const own = (account: Account): Scope => ({ realm: account.realm, reach: [], accountId: account.id })

/** What the roof hands over. */
export interface NoticeParts {
  powers: Powers
  calendars: readonly CalendarProvider[]
  placeOf: PlaceOf
}

/** The group of an organisation stands where the organisation stands. */
export const finders: Record<string, Finder> = {
  hook: async (tx, actor, id) => {
    const hook = await hookByPublicId(tx, actor.realm, id)
    return hook && [hook.path]
  },
}

const beforeOf = (after: string | undefined): number | null => {
  const before = after === undefined ? null : Number.parseInt(after, 36)
  return Number.isSafeInteger(before) ? before : null
}
const nextOf = (rows: readonly { id: number }[], limit: number): string | null => (rows.length === limit ? rows.at(-1)!.id.toString(36) : null)

const noticeRoutes: Route<Caller>[] = [
  on<Caller, typeof contract.myNotices>(contract.myNotices, async ({ world, account, input }) => {
    const [rows, unread] = await reading(world.db, own(account!), async (tx) => [
      await noticesOf(tx, account!.id, beforeOf(input.after), input.limit),
      await unreadOf(tx, account!.id),
    ] as const)
    const presented = rows.map(({ public_id, class: kind, title, body, link, made_at, read_at }) => ({
      id: public_id,
      class: kind,
      title,
      body,
      link,
      at: made_at.toISOString(),
      read: read_at !== null,
    }))
    return { rows: presented, next: nextOf(rows, input.limit), unread }
  }),
  on<Caller, typeof contract.readNotices>(contract.readNotices, async ({ world, account, input }) => {
    await within(world.db, own(account!), (tx) => saveRead(tx, account!.id, input.id ?? null, world.clock.now()))
    return {}
  }),
]

const settingRoutes = (shows: string[]): Route<Caller>[] => [
  on<Caller, typeof settings.mySettings>(settings.mySettings, async ({ world, account }) =>
    reading(world.db, own(account!), async (tx) =>
      presentSettings(world, await settingsOf(tx, account!.id), await calendarOf(tx, account!.id), shows))),
  on<Caller, typeof settings.setWays>(settings.setWays, ({ world, account, input }) => setWays(world, account!, input)),
  on<Caller, typeof settings.askMail>(settings.askMail, ({ world, account, input }) => askMail(world, account!, input)),
  on<Caller, typeof settings.confirmMail>(settings.confirmMail, ({ world, account, input }) => confirmMail(world, account!, input)),
  on<Caller, typeof settings.dropMail>(settings.dropMail, ({ world, account, input }) => dropMail(world, account!, input)),
  on<Caller, typeof settings.mySendings>(settings.mySendings, async ({ world, account, input }) => {
    const rows = await reading(world.db, own(account!), (tx) => mailsOf(tx, account!.id, beforeOf(input.after), input.limit))
    return { rows: rows.map((row) => presentSending(row, row.to_mask)), next: nextOf(rows, input.limit) }
  }),
]

const calendarRoutes = ({ powers, calendars }: NoticeParts): Route<Caller>[] => [
  on<Caller, typeof calendar.calendarFeed>(calendar.calendarFeed, ({ world, input, from, site }) =>
    readCalendar(world, { key: input.key, address: from.address, origin: site.origin, powers, providers: calendars })),
  on<Caller, typeof calendar.makeCalendar>(calendar.makeCalendar, (call) =>
    makeCalendar(call.world, ownerOf(call).account, call.input.act, call.site.origin)),
  on<Caller, typeof calendar.dropCalendar>(calendar.dropCalendar, ({ world, account, input }) => dropCalendar(world, account!, input.act)),
]

const hookRoutes = ({ placeOf }: NoticeParts): Route<Caller>[] => [
  on<Caller, typeof hooks.listHooks>(hooks.listHooks, async ({ world, actor }) => ({
    hooks: (await reading(world.db, actor, (tx) => hooksSeen(tx, actor.realm, actor.reach))).map(presentHook),
  })),
  on<Caller, typeof hooks.addHook>(hooks.addHook, ({ world, actor, input }) => addHook(world, actor, placeOf, input)),
  on<Caller, typeof hooks.endHook>(hooks.endHook, ({ world, actor, input }) => endHook(world, actor, input)),
  on<Caller, typeof hooks.testHook>(hooks.testHook, ({ world, actor, input }) => testHook(world, actor, input)),
  on<Caller, typeof hooks.hookSendings>(hooks.hookSendings, ({ world, actor, input }) =>
    reading(world.db, actor, async (tx) => {
      const hook = (await hookByPublicId(tx, actor.realm, input.hook))!
      const rows = await deliveriesOf(tx, hook, beforeOf(input.after), input.limit)
      return { rows: rows.map((row) => presentSending(row, hook.host)), next: nextOf(rows, input.limit) }
    })),
  on<Caller, typeof hooks.outward>(hooks.outward, async ({ world, actor, account }) => {
    const numbers = await outwardNumbers(world.db, world.clock.now())
    const tests = await reading(world.db, { ...own(account!), realm: actor.realm }, (tx) => mailsOf(tx, account!.id, null, 5, 'test'))
    return { ...presentOutward(world.outward, numbers), tests: tests.map((row) => presentSending(row, row.to_mask)) }
  }),
  on<Caller, typeof hooks.testMail>(hooks.testMail, ({ world, actor, input }) => testMail(world, actor, input)),
]

export const routesOf = (parts: NoticeParts): Route<Caller>[] => [
  ...noticeRoutes, ...settingRoutes(parts.calendars.map(({ words }) => words)), ...calendarRoutes(parts), ...hookRoutes(parts),
]

/** HTTP statuses of its refusals that are not 422: calendar programs go by them. */
export const statuses: Record<string, number> = { 'notices.calendar-unknown': 410, 'notices.calendar-too-often': 429 }
