import type { CalendarProvider } from '#notices/calendar/provider.ts'
import type { WorkProvider } from '#app/routes.ts'

/**
 * What is due on the work list, on its day. Titles may name a person, and a calendar lies on devices and servers of others:
 * an entry says how many things are due for which post, and leads to the list.
 */
export const calendarOfWork = (providers: readonly WorkProvider[]): CalendarProvider => ({
  words: '工作清单里有期限的事：每个职务每天一条，写几件、不写是谁的事',
  async ofPost(tx, actor, today) {
    const days = new Map<string, number>()
    for (const provider of providers) {
      for (const { dueOn } of await provider(tx, actor, today)) if (dueOn !== null) days.set(dueOn, (days.get(dueOn) ?? 0) + 1)
    }
    return [...days].map(([day, count]) => ({
      id: `work-${actor.seat.publicId}-${day}`, title: `到期 ${count} 件（${actor.postWords}）`, when: day, verb: '办理', address: '/',
    }))
  },
})
