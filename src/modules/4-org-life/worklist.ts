import { addDays, daysBetween, type Day } from '#base/day.ts'
import type { Db } from '#base/sql.ts'
import type { Work } from '#kernel/manifest.ts'
import type { Actor } from '#access/actor.ts'
import { organisationByPublicId } from '#organisations/actions/lookup.ts'
import { permissions } from '#org-life/contract.ts'
import { kindsWords } from '#org-life/kinds.ts'
import { meetingsBetween, type ListedMeeting } from '#org-life/store/meetings.ts'

const titles: Partial<Record<ListedMeeting['state'], { title: string; verb: string }>> = {
  planned: { title: '还没有记录', verb: '去记录' }, noticed: { title: '还没有记录', verb: '去记录' }, open: { title: '记录还没有整理完', verb: '去整理' },
  closed: { title: '等记录人签字', verb: '去签字' }, signed: { title: '等主持人核对签字', verb: '去签字' },
}

/** Meetings of the own branch whose day has come and whose record is not locked. */
export async function workOfLife(tx: Db, actor: Actor, today: Day): Promise<Work[]> {
  if (!actor.permissions.has(permissions.keep)) return []
  const organisation = await organisationByPublicId(tx, actor.realm, actor.seat.organisationId)
  if (!organisation) return []
  const rows = await meetingsBetween(tx, actor.realm, organisation.id, { from: addDays(today, -365), to: addDays(today, 1) })
  return rows.flatMap((one) => {
    const told = titles[one.state]
    return told ? [workOf(one, told, today)] : []
  })
}

const workOf = (one: ListedMeeting, { title, verb }: { title: string; verb: string }, today: Day): Work => ({
  id: `org-life-${one.public_id}`,
  title: `${one.day} ${kindsWords(one.kinds)}${title}`,
  about: one.organisation_name,
  dueOn: one.day,
  daysLeft: daysBetween(today, one.day),
  why: null,
  address: `/org-life/meetings/${one.public_id}`,
  verb,
})
