import { addDays, addMonths, type Day } from '#base/day.ts'
import type { Db } from '#base/sql.ts'
import type { World } from '#database/world.ts'
import { settle } from '#obligations/actions.ts'
import type { Organisation } from '#organisations/actions/lookup.ts'
import { expectedAt } from '#org-life/actions/known.ts'
import { usualOf } from '#org-life/actions/planning.ts'
import { meetingDuties } from '#org-life/duties.ts'
import { leaveReasons, meetingKind, type MatterKind, type MeetingKindCode } from '#org-life/kinds.ts'
import { insertMatter, mattersOf, saveMatter } from '#org-life/store/matters.ts'
import { insertMeeting, saveMeeting, type Meeting } from '#org-life/store/meetings.ts'
import { expectOnly, type Expected } from '#org-life/store/roll.ts'

interface SampleSession {
  kinds: MeetingKindCode[]
  on: Day
  topic: string
  matters: { kind: MatterKind; title: string; record: string }[]
}

const study = ['学习党章和党内法规', '学习二十届四中全会精神', '重温入党志愿，谈身边榜样', '学习安全生产有关要求', '到社区参加志愿服务', '学习先进典型事迹']
const leagueStudy = ['学习团章', '学雷锋志愿服务总结', '讲身边的青年榜样', '学习五四运动历史', '暑期社会实践交流', '学习防范电信诈骗']

/** The day of a month that a branch keeps: the second Thursday, the first Wednesday. */
function dayIn(month: Day, weekday: number, week: number): Day {
  const first = new Date(`${month}T00:00:00Z`).getUTCDay()
  return addDays(month, ((weekday - first + 7) % 7) + 7 * week)
}

const isQuarterly = (month: Day): boolean => [2, 5, 8, 11].includes(Number(month.slice(5, 7)))

function sessionsIn(month: Day, line: string, no: number): SampleSession[] {
  if (line === 'league') {
    const kinds: MeetingKindCode[] = isQuarterly(month) ? ['league-members-meeting', 'league-lesson'] : []
    const topic = leagueStudy[no % leagueStudy.length]!
    const held = { kinds, on: dayIn(month, 5, 1), topic, matters: [{ kind: 'lesson' as const, title: topic, record: '支部书记主讲，团员结合工作谈体会。' }] }
    const committee = { kinds: ['league-committee-meeting' as const], on: dayIn(month, 3, 0), topic: '', matters: [{ kind: 'discuss' as const, title: '安排本月活动', record: '商定活动时间和分工。' }] }
    return kinds.length > 0 ? [committee, held] : [committee]
  }
  const topic = study[no % study.length]!
  const together: MeetingKindCode[] = isQuarterly(month) ? ['members-meeting', 'party-day', ...(no % 2 === 0 ? ['lesson' as const] : [])] : ['party-day']
  const decision = { kind: 'decide' as const, title: '支部活动经费使用安排', record: '组织委员说明用途和金额，党员讨论后表决。' }
  return [
    { kinds: ['committee-meeting'], on: dayIn(month, 3, 0), topic: '', matters: [{ kind: 'discuss', title: '研究本月组织生活安排', record: '商定主题党日的内容、时间和分工。' }] },
    {
      kinds: together, on: dayIn(month, 4, 1), topic,
      matters: [{ kind: 'study', title: topic, record: '领学后分组讨论，几位同志结合岗位发言。' }, ...(isQuarterly(month) ? [decision] : [])],
    },
  ]
}

/** Most are there; a few are away, each with a reason; the same few every time would be a finding. */
const marked = (people: readonly Expected[], seed: number): Expected[] =>
  people.map((one, no) => {
    const away = (no * 7 + seed * 5) % 17 === 0
    return away ? { ...one, mark: 'leave', reason: leaveReasons[(no + seed) % 4]! } : { ...one, mark: 'present' }
  })

/** Half a year of meetings of some branches, as their books would read: signed, the last one waiting, the coming one announced. */
export async function plantMeetings(tx: Db, world: World, realm: number, branches: readonly Organisation[]): Promise<void> {
  const today = world.clock.today()
  for (const branch of branches) {
    const usual = await usualOf(tx, branch, null, today)
    for (let back = 5; back >= 0; back--) {
      const month = `${addMonths(today, -back).slice(0, 7)}-01`
      const sessions = sessionsIn(month, branch.line, 5 - back).filter(({ on }) => on >= branch.founded_on)
      for (const session of sessions) await plantOne(tx, world, realm, { branch, usual }, session)
    }
  }
}

interface Keeper {
  branch: Organisation
  usual: Awaited<ReturnType<typeof usualOf>>
}

async function plantOne(tx: Db, world: World, realm: number, { branch, usual }: Keeper, session: SampleSession): Promise<void> {
  const today = world.clock.today()
  const held = session.on < today
  const meeting = await insertMeeting(tx, realm, {
    organisation_id: branch.id, path: branch.path, kinds: session.kinds, group_id: null, planned_on: session.on, starts: branch.line === 'league' ? '17:30' : '16:30',
    place: branch.line === 'league' ? '团员活动室' : '党员活动室', topic: session.topic, for_day: null, chair_id: usual.chair?.id ?? null,
    chair_name: usual.chair?.name ?? null, recorder_id: usual.recorder?.id ?? null, recorder_name: usual.recorder?.name ?? null, on_paper: false,
    entered_on: addDays(session.on, -5) < today ? addDays(session.on, -5) : today,
  })
  const people = await expectedAt(tx, branch, meeting, session.on)
  await expectOnly(tx, realm, meeting, held ? marked(people, Number(session.on.slice(5, 7))) : people)
  for (const matter of session.matters) await insertMatter(tx, realm, meeting, matter)
  if (!held) return void (await saveMeeting(tx, realm, { ...meeting, state: 'noticed' }))
  const there = marked(people, Number(session.on.slice(5, 7))).filter(({ entitled, mark }) => entitled && mark === 'present').length
  await plantVotes(tx, realm, meeting, people.filter(({ entitled }) => entitled).length, there)
  await plantSignatures(tx, world, realm, branch, meeting, session)
}

async function plantVotes(tx: Db, realm: number, meeting: Meeting, base: number, present: number): Promise<void> {
  for (const matter of await mattersOf(tx, realm, meeting.id)) {
    if (matter.kind !== 'decide') continue
    const rules = { quorum_rule: 'party.branch.members-meeting.quorum', majority_rule: 'party.branch.members-meeting.majority' }
    const votes = { votes_for: present - 1, votes_against: 0, votes_abstain: 1, passed: (present - 1) * 2 > base }
    await saveMatter(tx, realm, { ...matter, ...rules, ...votes, vote: 'counted', base, present, needed: Math.floor(base / 2) + 1 })
  }
}

/** The latest one of this month still waits for its signatures. */
async function plantSignatures(tx: Db, world: World, realm: number, branch: Organisation, meeting: Meeting, session: SampleSession): Promise<void> {
  const on = addDays(session.on, 1)
  const last = session.on.slice(0, 7) === world.clock.today().slice(0, 7) && meetingKind(session.kinds[0]!).attending !== 'committee'
  const closed = { ...meeting, state: 'closed' as const, occurred_on: session.on, closed_on: on }
  if (last) return void (await saveMeeting(tx, realm, closed))
  const signed = { recorder_signed_on: on, recorder_signed_how: 'self' as const, chair_signed_on: on, chair_signed_how: 'self' as const }
  await saveMeeting(tx, realm, { ...closed, ...signed, state: 'locked' })
  for (const kind of session.kinds) {
    const duty = meetingDuties.get(kind)
    if (duty) await settle(tx, world, realm, { duty, organisationId: branch.public_id, occurredOn: session.on, ref: { kind: 'meeting', id: meeting.public_id } })
  }
}
