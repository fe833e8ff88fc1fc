import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#base/id.ts'
import { everywhere, within } from '#database/scope.ts'
import { owedBy } from '#obligations/actions.ts'
import * as life from '#org-life/contract.ts'
import * as own from '#org-life/contract/own.ts'
import { duties } from '#org-life/duties.ts'
import { bookOf } from '#org-life/present/book.ts'
import { once } from '../../../test/cluster.ts'
import { openOffice, type Office } from '../../../test/office.ts'
import { serving, type Client } from '../../../test/serving.ts'
import { testWorld, type TestWorld } from '../../../test/world.ts'

// The clock stands at 23 November 2026
const today = '2026-11-23'
let world: TestWorld
let app: FastifyInstance
let office: Office
let branch: string
let people: string[]
let secretary: Client
let organiser: Client
let superior: Client

beforeAll(async () => {
  world = await testWorld()
  app = await serving(world)
  office = await openOffice(world)
  const committee = await office.found('party.working-committee', '中共青石街道工作委员会', office.top)
  branch = await office.found('party.branch', '青石社区党支部', committee)
  people = []
  for (const name of ['赵一', '钱二', '孙三', '李四', '周五', '吴六', '郑七', '王八']) people.push(await office.register(name, branch))
  people.push(await office.register('预备冯', branch, { status: 'probationary', joinedOn: '2026-06-01', on: '2026-06-01' }))
  await office.appoint(people[0]!, branch, 'party.branch.secretary')
  await office.appoint(people[1]!, branch, 'party.branch.organisation-member')
  secretary = await office.as(app, 'party.branch.secretary', branch, people[0]!)
  organiser = await office.as(app, 'party.branch.organisation-member', branch, people[1]!)
  superior = await office.as(app, 'party.working-committee.secretary', committee)
  // known long before: what was owed this summer was owed indeed
  await once(world.superuserUrl, `update obligations_subjects set known_on = null where organisation_id = '${branch}'`)
})
afterAll(async () => {
  await app?.close()
  await world?.end()
})

const act = () => newId()
type Session = Parameters<Client['call']>[1] extends never ? never : Record<string, unknown>
const planOne = async (session: Session = {}, who = secretary): Promise<string> => {
  const given = { kinds: ['party-day'], on: today, ...session }
  return (await who.call(life.plan, { act: act(), organisation: branch, sessions: [given] } as never)).ids[0]!
}
const read = (id: string, who = secretary) => who.call(life.read, { id })
const openOne = async (session: Session = {}): Promise<string> => {
  const id = await planOne(session)
  await secretary.call(life.open, { act: act(), id })
  return id
}
const matter = async (id: string, kind = 'study', title = '学习二十届四中全会精神') =>
  (await secretary.call(life.addMatter, { act: act(), id, kind, title } as never)).matter
const mark = async (id: string, names: string[], how: string, reason: string | null = null, who = secretary) => {
  const { roll } = await read(id)
  const marks = names.map((name) => ({ person: roll.find((one) => one.person.name === name)!.person.id, version: roll.find((one) => one.person.name === name)!.version, mark: how, reason }))
  return who.call(life.markRoll, { act: act(), id, marks } as never)
}
const lock = async (id: string) => {
  await secretary.call(life.close, { act: act(), id })
  await secretary.call(life.signPaper, { act: act(), id, role: 'recorder' })
  await secretary.call(own.sign, { act: act(), id })
}
const stateOf = async (duty: string, from: string, to: string, day = today) => {
  const all = await within(world.db, everywhere(office.realm), (tx) => owedBy(tx, office.realm, duties, [branch], { from, to }, day))
  return all.get(branch)!.find((one) => one.duty.id === duty)?.state
}

describe('planning', () => {
  test('chair and recorder are those of the branch, the roll is the members of the day', async () => {
    const seen = await read(await planOne({ on: '2026-11-25' }))
    expect(seen).toMatchObject({ state: 'planned', chair: { name: '赵一' }, recorder: { name: '钱二' }, quorum: null })
    expect(seen.counted).toMatchObject({ expected: 9, entitled: 8 })
  })

  test('the next one takes over time and place from the last', async () => {
    await planOne({ on: '2026-11-26', starts: '19:30', place: '二楼会议室' })
    expect(await read(await planOne({ on: '2026-11-27' }))).toMatchObject({ starts: '19:30', place: '二楼会议室' })
  })

  test('the same session twice on one day is planned once', async () => {
    await planOne({ on: '2026-12-01' })
    const again = { act: act(), organisation: branch, sessions: [{ kinds: ['party-day'], on: '2026-12-01' }] }
    expect((await secretary.refused(life.plan, again)).detail).toBe('2026-12-01 的主题党日已经安排过了，请直接打开它。')
  })

  test('a committee meeting cannot be the members’ meeting too, and a superior body has no members to meet', async () => {
    const joint = { act: act(), organisation: branch, sessions: [{ kinds: ['members-meeting', 'committee-meeting'], on: today }] }
    expect((await secretary.refused(life.plan, joint)).code).toBe('org-life.not-joint')
    const above = { act: act(), organisation: office.top, sessions: [{ kinds: ['party-day'], on: today }] }
    expect((await (await office.as(app, 'party.local-committee.secretary', office.top)).refused(life.plan, above)).code).toBe('org-life.not-a-branch')
  })

  test('the committee is expected by its posts, all of them with a vote', async () => {
    const seen = await read(await planOne({ kinds: ['committee-meeting'] }))
    expect(seen.roll.map(({ person, statusWords }) => `${person.name} ${statusWords}`)).toEqual(['钱二 组织委员', '赵一 书记'])
    expect(seen.quorum).toMatchObject({ needed: 1 })
  })

  test('the month is proposed from what is due: the session of members carries theme day and lesson', async () => {
    const { proposals, duties: owed } = await secretary.call(life.month, { organisation: branch, month: '2026-12' })
    expect(proposals.map(({ words }) => words).toSorted()).toEqual(['支委会', '支部党员大会、党课', '组织生活会'].toSorted())
    expect(proposals.every(({ on }) => on >= today)).toBe(true)
    expect(owed.find(({ kind }) => kind === 'members-meeting')).toMatchObject({ period: '2026年第4季度', why: { article: expect.stringContaining('第十一条') } })
  })
})

describe('the roll', () => {
  test('everyone is there by default; whoever asked for leave is on leave', async () => {
    const id = await planOne({ on: today, kinds: ['party-day', 'lesson'] })
    await secretary.call(life.notify, { act: act(), id })
    await organiser.call(own.reply, { act: act(), id, reply: 'leave', reason: 'ill' })
    await secretary.call(life.open, { act: act(), id })
    const { roll, counted } = await read(id)
    expect(roll.find(({ person }) => person.name === '钱二')).toMatchObject({ mark: 'leave', reason: 'ill' })
    expect(counted).toMatchObject({ expected: 9, present: 8, leave: 1 })
  })

  test('two devices that mark different people merge; who marks the same one is told who said what', async () => {
    const id = await openOne()
    const { roll } = await read(id)
    const [one, other] = [roll[0]!, roll[1]!]
    const marks = (row: typeof one, how: string) => ({ act: act(), id, marks: [{ person: row.person.id, version: row.version, mark: how }] })
    await secretary.call(life.markRoll, marks(one, 'absent') as never)
    await organiser.call(life.markRoll, marks(other, 'online') as never)
    const problem = await organiser.refused(life.markRoll, marks(one, 'present'))
    expect(problem.code).toBe('org-life.roll-changed')
    expect(problem.detail).toContain(`${one.person.name}刚由测试party.branch.secretary在 10:00 记为缺席`)
    expect((await read(id)).roll.slice(0, 2).map((row) => row.mark)).toEqual(['absent', 'online'])
  })

  test('who was no member that day cannot be there: neither who came later nor who had left', async () => {
    const late = await office.register('后来人', branch, { on: '2026-11-20', joinedOn: '2015-07-01' })
    const id = await planOne({ on: '2026-11-19' })
    await secretary.call(life.open, { act: act(), id })
    const { roll } = await read(id)
    expect(roll.map(({ person }) => person.name)).not.toContain('后来人')
    const stranger = { act: act(), id, marks: [{ person: late, version: 1, mark: 'present' }] }
    expect((await secretary.refused(life.markRoll, stranger)).code).toBe('org-life.not-a-member-then')
    const chaired = { act: act(), organisation: branch, sessions: [{ kinds: ['party-day'], on: '2026-11-18', chair: late }] }
    expect((await secretary.refused(life.plan, chaired)).code).toBe('org-life.not-a-member-then')
    expect((await read(await openOne({ on: '2026-11-20', kinds: ['lesson'] }))).roll.map(({ person }) => person.name)).toContain('后来人')
  })

  test('leave wants a reason', async () => {
    const id = await openOne({ kinds: ['lesson'] })
    const { roll } = await read(id)
    const bare = { act: act(), id, marks: [{ person: roll[0]!.person.id, version: roll[0]!.version, mark: 'leave' }] }
    expect((await secretary.refused(life.markRoll, bare)).code).toBe('org-life.leave-reason-missing')
  })
})

describe('a meeting in the future', () => {
  test('is not opened, today’s is', async () => {
    const tomorrow = await planOne({ on: '2026-11-24' })
    expect((await secretary.refused(life.open, { act: act(), id: tomorrow })).code).toBe('org-life.in-the-future')
    await secretary.call(life.open, { act: act(), id: tomorrow, on: today })
    expect((await read(tomorrow)).occurredOn).toBe(today)
  })
})

describe('votes (第十一条)', () => {
  test('do not open without half of those with a vote, count only what balances, and pass by more than half of the base', async () => {
    const id = await openOne({ kinds: ['members-meeting'], on: '2026-11-10' })
    const decision = await matter(id, 'decide', '党费使用安排')
    await mark(id, ['赵一', '钱二', '孙三', '李四', '周五'], 'absent')
    const problem = await secretary.refused(life.openVote, { act: act(), id, matter: decision })
    expect(problem.detail).toContain('有表决权的应到 8 人，至少要到 4 人，现在到了 3 人（《中国共产党支部工作条例（试行）》第十一条）')
    await mark(id, ['赵一', '钱二'], 'present')
    expect(await secretary.call(life.openVote, { act: act(), id, matter: decision })).toMatchObject({ base: 8, present: 5, needed: 5 })
    expect((await secretary.refused(life.countVote, { act: act(), id, matter: decision, for: 6 })).code).toBe('org-life.votes-do-not-balance')
    expect((await secretary.refused(life.close, { act: act(), id })).code).toBe('org-life.vote-open')
    expect(await secretary.call(life.countVote, { act: act(), id, matter: decision, for: 4, against: 1 })).toMatchObject({ passed: false })
    expect((await secretary.refused(life.openVote, { act: act(), id, matter: decision })).code).toBe('org-life.voted-already')
    expect((await read(id)).minutes.at(-1)).toContain('应到会有表决权 8 人，实到 5 人。表决：赞成 4 票，反对 1 票，弃权 0 票，未通过。')
  })

  test('nothing is voted on at a theme day', async () => {
    const id = await openOne({ on: '2026-11-11' })
    expect((await secretary.refused(life.openVote, { act: act(), id, matter: await matter(id, 'decide', '预算') })).code).toBe('org-life.no-vote-here')
  })
})

describe('signing', () => {
  test('recorder first, then the chair; the lock meets what the session was owed for', async () => {
    const id = await openOne({ kinds: ['members-meeting', 'lesson'], on: '2026-10-15' })
    await matter(id)
    expect(await stateOf('org-life.members-meeting', '2026-10-01', '2027-01-01')).toBe('due')
    expect((await secretary.refused(own.sign, { act: act(), id })).code).toBe('org-life.not-yours')
    await secretary.call(life.close, { act: act(), id })
    expect((await secretary.refused(own.sign, { act: act(), id })).code).toBe('org-life.not-yours')
    await organiser.call(own.sign, { act: act(), id })
    expect(await stateOf('org-life.members-meeting', '2026-10-01', '2027-01-01')).toBe('due')
    await secretary.call(own.sign, { act: act(), id })
    const seen = await read(id)
    expect(seen).toMatchObject({ state: 'locked', recorderSigned: { how: 'self' }, chairSigned: { how: 'self' }, late: true, lateWords: '补录：2026-10-15 的会议，2026-11-23 登记' })
    expect(await stateOf('org-life.members-meeting', '2026-10-01', '2027-01-01')).toBe('met')
    expect(await stateOf('org-life.lesson', '2026-07-01', '2027-01-01')).toBe('met')
    expect((await secretary.refused(life.addMatter, { act: act(), id, kind: 'study', title: '补一条' })).code).toBe('org-life.locked')
  })

  test('somebody who neither chaired nor recorded learns nothing of the meeting', async () => {
    const id = await openOne({ on: '2026-11-12' })
    const member = await office.as(app, 'party.branch.publicity-member', branch, people[4]!)
    const none = await member.refused(own.sign, { act: act(), id: newId() })
    expect((await member.refused(own.sign, { act: act(), id })).detail).toBe(none.detail)
    expect(none.code).toBe('org-life.not-yours')
  })

  test('a correction is asked for by a second person, keeps the former text, and opens the duty again until it is locked anew', async () => {
    const id = await openOne({ kinds: ['party-day'], on: '2026-08-07', onPaper: true })
    await matter(id, 'study', '学习党章')
    await lock(id)
    expect(await stateOf('org-life.party-day', '2026-08-01', '2026-09-01')).toBe('met')
    expect((await secretary.refused(life.revise, { act: act(), id, reason: '漏记一人' })).code).toBe('org-life.second-person')
    await organiser.call(life.revise, { act: act(), id, reason: '漏记一人' })
    expect(await stateOf('org-life.party-day', '2026-08-01', '2026-09-01')).toBe('missed')
    await mark(id, ['孙三'], 'absent')
    await lock(id)
    const seen = await read(id)
    expect(seen).toMatchObject({ revision: 2, state: 'locked', onPaper: true, revisions: [{ revision: 1, reason: '漏记一人' }] })
    expect(seen.revisions[0]!.minutes.join()).toContain('实到 9 人')
    expect(seen.minutes.join()).toContain('缺席 1 人：孙三')
    expect(await stateOf('org-life.party-day', '2026-08-01', '2026-09-01')).toBe('met')
  })

  test('made up later for another month it is met late', async () => {
    const id = await openOne({ kinds: ['party-day'], on: '2026-11-20', forDay: '2026-09-15' })
    await matter(id)
    expect(await stateOf('org-life.party-day', '2026-09-01', '2026-10-01')).toBe('missed')
    await lock(id)
    expect(await stateOf('org-life.party-day', '2026-09-01', '2026-10-01')).toBe('met-late')
    expect(await stateOf('org-life.party-day', '2026-11-01', '2026-12-01')).toBe('due')
  })

  test('signatures are void when it goes back to the desk', async () => {
    const id = await openOne({ kinds: ['party-day'], on: '2026-11-13' })
    await matter(id)
    await secretary.call(life.close, { act: act(), id })
    await organiser.call(own.sign, { act: act(), id })
    await secretary.call(life.reopen, { act: act(), id })
    expect(await read(id)).toMatchObject({ state: 'open', recorderSigned: null, closedOn: null })
  })
})

describe('the book of a branch', () => {
  test('of a month holds every meeting with roll, matters and minutes, in order', async () => {
    const at = await office.organisation(branch)
    const book = await within(world.db, everywhere(office.realm), (tx) => bookOf(tx, at, { from: '2026-10-01', to: '2026-11-01' }))
    expect(book).toMatchObject([{ meeting: { occurred_on: '2026-10-15', state: 'locked' }, counted: { present: 9 }, matters: [{ title: '学习二十届四中全会精神' }] }])
    expect(book[0]!.minutes[0]).toBe('青石社区党支部党员大会、党课')
  })
})

describe('who sees what', () => {
  test('the superior reads the record and lists those below, and writes nothing into it unasked', async () => {
    const { rows } = await superior.call(life.list, { organisation: (await office.organisation(branch)).public_id, below: true, q: '学习党章' })
    expect(rows).toHaveLength(1)
    expect((await read(rows[0]!.id, superior)).roll).toHaveLength(9)
  })

  test('another branch sees nothing', async () => {
    const other = await office.found('party.branch', '白石社区党支部', office.top)
    const stranger = await office.as(app, 'party.branch.secretary', other)
    expect((await stranger.refused(life.read, { id: await planOne({ on: '2026-12-09' }) })).code).toBe('access.not-found')
  })

  test('a member sees the own meetings and what was noted, and nobody else’s', async () => {
    const seen = await organiser.call(own.mine, {})
    expect(seen.past.length).toBeGreaterThan(3)
    expect(seen.past.find(({ reason }) => reason === 'ill')).toMatchObject({ markWords: '请假（病假）' })
    expect(JSON.stringify(seen)).not.toContain('孙三')
  })
})
