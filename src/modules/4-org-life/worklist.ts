import { addDays, daysBetween, type Day } from '#base/day.ts'
import type { Db } from '#base/sql.ts'
import type { Work } from '#kernel/manifest.ts'
import type { Actor } from '#access/actor.ts'
import { why } from '#regulations/words.ts'
import { organisationByPublicId, type Organisation } from '#organisations/actions/lookup.ts'
import { permissions } from '#org-life/contract.ts'
import { termAt } from '#org-life/appraisal/corrections.ts'
import { appraisalsUnder, correctingIn, type Listed } from '#org-life/appraisal/store.ts'
import { kindsWords } from '#org-life/kinds.ts'
import { meetingsBetween, type ListedMeeting } from '#org-life/store/meetings.ts'

const titles: Partial<Record<ListedMeeting['state'], { title: string; verb: string }>> = {
  planned: { title: '还没有记录', verb: '去记录' }, noticed: { title: '还没有记录', verb: '去记录' }, open: { title: '记录还没有整理完', verb: '去整理' },
  closed: { title: '等记录人签字', verb: '去签字' }, signed: { title: '等主持人核对签字', verb: '去签字' },
}

/** Meetings of the own branch whose day has come and whose record is not locked. */
export async function workOfLife(tx: Db, actor: Actor, today: Day): Promise<Work[]> {
  const organisation = await organisationByPublicId(tx, actor.realm, actor.seat.organisationId)
  if (!organisation || !actor.permissions.has(permissions.keep)) return []
  const rows = await meetingsBetween(tx, actor.realm, organisation.id, { from: addDays(today, -365), to: addDays(today, 1) })
  const waiting = actor.permissions.has(permissions.approve) && organisation.line === 'league'
    ? await appraisalsUnder(tx, actor.realm, organisation.path, 'submitted') : []
  const mine = actor.permissions.has(permissions.private) ? await appraisalsUnder(tx, actor.realm, organisation.path, 'counting') : []
  const again = actor.permissions.has(permissions.private) ? await toAppraiseAgain(tx, actor.realm, organisation, today) : []
  const back = mine.filter((one) => one.organisation_id === organisation.id && one.returned_reason !== null)
  const meetings = rows.flatMap((one) => {
    const told = titles[one.state]
    return told ? [workOf(one, told, today)] : []
  })
  return [...waiting.map(toApprove), ...back.map(sentBack), ...again, ...meetings]
}

const ofAppraisal = (one: Listed) => ({ id: `appraisal-${one.public_id}`, about: one.organisation, dueOn: null, daysLeft: null, why: null })

const toApprove = (one: Listed): Work => ({
  ...ofAppraisal(one), title: `${one.year} 年度教育评议的等次等您批准`, verb: '去审批', group: '等您批准的教育评议',
  address: `/org-life/appraisal/approval?organisation=${one.organisation_public_id}&year=${one.year}`,
})

const sentBack = (one: Listed): Work => ({
  ...ofAppraisal(one), title: `${one.year} 年度评议被上级退回：${one.returned_reason}`, verb: '去修改', address: `/org-life/appraisal?year=${one.year}`,
})

async function toAppraiseAgain(tx: Db, realm: number, organisation: Organisation, today: Day): Promise<Work[]> {
  const [rows, term] = [await correctingIn(tx, realm, organisation.id), await termAt(tx, organisation, today)]
  return rows.map(({ person_id, name, correct_by, year }) => ({
    id: `again-${year}-${person_id}`, about: name, title: '改正期满，再次评议', dueOn: correct_by, daysLeft: daysBetween(today, correct_by!),
    why: term && { rule: term.max.id, ...why(term.max) }, address: `/org-life/appraisal?year=${year}`, verb: '去评议',
  }))
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
