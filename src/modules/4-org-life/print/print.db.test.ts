import type { FastifyInstance } from 'fastify'
import mammoth from 'mammoth'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AnyEndpoint } from '#base/contract.ts'
import { newId } from '#base/id.ts'
import type { Paper } from '#base/paper/blocks.ts'
import { linesOf } from '#base/paper/lines.ts'
import { everywhere, within } from '#database/scope.ts'
import { owedBy } from '#obligations/actions.ts'
import * as life from '#org-life/contract.ts'
import * as inner from '#org-life/contract/private.ts'
import { duties } from '#org-life/duties.ts'
import * as print from '#org-life/print/contract.ts'
import { paperCode } from '#org-life/print/rules.ts'
import { once } from '../../../../test/cluster.ts'
import { openOffice, type Office } from '../../../../test/office.ts'
import { serving, type Client } from '../../../../test/serving.ts'
import { testWorld, type TestWorld } from '../../../../test/world.ts'

// The clock stands at 23 November 2026
const today = '2026-11-23'
let world: TestWorld
let app: FastifyInstance
let office: Office
let branch: string
let people: string[]
let secretary: Client
let superior: Client
let stranger: Client

beforeAll(async () => {
  world = await testWorld()
  app = await serving(world)
  office = await openOffice(world)
  const committee = await office.found('party.working-committee', '中共青石街道工作委员会', office.top)
  branch = await office.found('party.branch', '青石社区党支部', committee)
  people = []
  for (const name of ['赵一', '钱二', '孙三', '李四', '周五', '吴六', '郑七']) people.push(await office.register(name, branch, { phone: '13800138000' }))
  people.push(await office.register('预备冯', branch, { status: 'probationary', joinedOn: '2026-06-01', on: '2026-06-01' }))
  await office.appoint(people[0]!, branch, 'party.branch.secretary')
  await office.appoint(people[1]!, branch, 'party.branch.organisation-member')
  secretary = await office.as(app, 'party.branch.secretary', branch, people[0]!)
  superior = await office.as(app, 'party.working-committee.secretary', committee)
  stranger = await office.as(app, 'party.branch.secretary', await office.found('party.branch', '白石社区党支部', office.top))
  await once(world.superuserUrl, `update obligations_subjects set known_on = null where organisation_id = '${branch}'`)
})
afterAll(async () => {
  await app?.close()
  await world?.end()
})

const act = () => newId()
const planOne = async (session: Record<string, unknown>): Promise<string> =>
  (await secretary.call(life.plan, { act: act(), organisation: branch, sessions: [{ kinds: ['members-meeting'], on: today, ...session }] } as never)).ids[0]!
const read = (id: string) => secretary.call(life.read, { id })
const paperOf = (id: string, form: 'record' | 'sign-in' = 'record', who = secretary) => who.call(print.meetingPaper, { id, form })

/** What an independent reader makes of the Word file. */
async function wordOf(endpoint: AnyEndpoint, input: object, who = secretary) {
  const buffers: Buffer[] = []
  const answer = await fetchFile(endpoint, input, who)
  buffers.push(answer.file)
  const { value } = await mammoth.convertToHtml({ buffer: Buffer.concat(buffers) })
  return { name: answer.name, html: value, text: value.replace(/<br \/>|<\/(p|h\d|td|th)>/g, '\n').replace(/<[^>]+>/g, '').replaceAll('&amp;', '&') }
}

async function fetchFile(endpoint: AnyEndpoint, input: object, who: Client) {
  const { status, raw, headers } = await who.file(endpoint, { act: act(), ...input })
  expect(status).toBe(200)
  return { file: raw, name: decodeURIComponent(/filename\*=UTF-8''(.+)$/.exec(String(headers['content-disposition']))![1]!) }
}

/** Every line of the page stands in the Word file, in the page's order. */
function expectInOrder(text: string, paper: Paper): void {
  let from = 0
  for (const line of linesOf(paper.blocks).map((one) => one.replaceAll('＿', '　').trim()).filter(Boolean)) {
    const at = text.indexOf(line, from)
    expect(at, `${line} after ${text.slice(from, from + 60)}`).toBeGreaterThanOrEqual(from)
    from = at + line.length
  }
}

async function heldMeeting(): Promise<string> {
  const id = await planOne({ kinds: ['members-meeting', 'lesson'], on: '2026-10-15', starts: '19:30', place: '二楼会议室', topic: '三季度工作' })
  await secretary.call(life.open, { act: act(), id })
  const { roll } = await read(id)
  const row = (name: string) => roll.find(({ person }) => person.name === name)!
  const marks = [
    { person: row('孙三').person.id, version: row('孙三').version, mark: 'absent' as const },
    { person: row('李四').person.id, version: row('李四').version, mark: 'leave' as const, reason: 'ill' as const },
  ]
  await secretary.call(life.markRoll, { act: act(), id, marks })
  await secretary.call(life.addMatter, { act: act(), id, kind: 'study', title: '学习党章', record: '赵一领学第一章。\n大家谈了体会。' })
  const { matter } = await secretary.call(life.addMatter, { act: act(), id, kind: 'decide', title: '困难党员慰问', record: '' })
  await secretary.call(life.openVote, { act: act(), id, matter })
  await secretary.call(life.countVote, { act: act(), id, matter, for: 4, against: 1 })
  await secretary.call(life.close, { act: act(), id })
  return id
}

describe('the record on paper', () => {
  test('holds every field of the record, page and Word alike, and what is not signed is room for a pen', async () => {
    const id = await heldMeeting()
    const [view, paper] = [await read(id), await paperOf(id)]
    const lines = linesOf(paper.blocks)
    for (const known of [
      view.words, view.place!, view.chair!.name, view.recorder!.name, '2026-10-15 19:30', '8 人（有表决权 7 人）', '6 人（有表决权 5 人）', '李四（病假）', '孙三', view.topic,
      ...view.minutes.slice(-2).flatMap((one) => one.split('\n')), view.lateWords!,
    ]) expect(lines, known).toContain(known)
    expect(lines).toContain('主持人核对签字：＿＿＿＿＿＿＿＿　　日期 ＿＿＿ 年 ＿＿ 月 ＿＿ 日')
    const word = await wordOf(print.meetingFile, { id })
    expect(word.name).toBe('会议记录-青石社区党支部-2026-10-15支部党员大会、党课.docx')
    expectInOrder(word.text, paper)
    await secretary.call(life.signPaper, { act: act(), id, role: 'recorder' })
    expect(linesOf((await paperOf(id)).blocks)).toContain(`记录人签字：${view.recorder!.name}　　${today} 登记：已在纸上签字`)
  })

  test('is nobody’s in another branch; the superior prints it; every file is an act', async () => {
    const { rows } = await secretary.call(life.list, { organisation: branch, kind: 'lesson' })
    const id = rows[0]!.id
    for (const [endpoint, more] of [[print.meetingPaper, {}], [print.meetingFile, { act: act() }]] as const) {
      expect((await stranger.refused(endpoint, { id, ...more })).code).toBe('access.not-found')
    }
    await wordOf(print.meetingFile, { id }, superior)
    expect((await read(id)).entries.map(({ words }) => words)).toContain(`导出会议记录-青石社区党支部-2026-10-15支部党员大会、党课（${paperCode('meeting', id)}）`)
  })

  test('the sign-in sheet names who must attend and not why somebody was away', async () => {
    const { rows } = await secretary.call(life.list, { organisation: branch, kind: 'lesson' })
    const lines = linesOf((await paperOf(rows[0]!.id, 'sign-in')).blocks)
    for (const name of ['赵一', '钱二', '孙三', '李四', '周五', '吴六', '郑七', '预备冯', '请假', '缺席']) expect(lines).toContain(name)
    expect(lines.join()).not.toContain('病假')
  })
})

describe('a form filled in by hand', () => {
  test('is printed with its code, comes back by it with all that was known, and is dated by the day it was held', async () => {
    const id = await planOne({ kinds: ['party-day'], on: '2026-09-28', place: '村部', topic: '清理河道' })
    const paper = await paperOf(id)
    expect(linesOf(paper.blocks)).toEqual(expect.arrayContaining(['会议记录（空白表）', '青石社区党支部', '主题党日', '2026-09-28 19:30（计划）', '村部', '清理河道']))
    expectInOrder((await wordOf(print.meetingFile, { id })).text, paper)
    const found = await secretary.call(print.byCode, { code: paper.code.toLowerCase().replaceAll('-', ' ') })
    expect(found).toMatchObject({ organisation: '青石社区党支部', words: '2026-09-28 主题党日', toEnter: { id, plannedOn: '2026-09-28', place: '村部' } })
    expect(found.toEnter!.expected).toHaveLength(8)
    await secretary.call(print.enterPaper, { act: act(), id, code: paper.code, on: '2026-10-09' })
    const view = await read(id)
    expect(view).toMatchObject({ state: 'open', onPaper: true, occurredOn: '2026-10-09', place: '村部', topic: '清理河道', counted: { expected: 8, present: 8 } })
    expect(view.entries.map(({ words }) => words)).toContain(`按纸质表补录 2026-10-09 主题党日（编号 ${paper.code}）`)
    expect((await secretary.call(print.byCode, { code: paper.code })).toEnter).toBeNull()
    expect((await secretary.refused(print.enterPaper, { act: act(), id, code: paper.code, on: '2026-10-09' })).code).toBe('org-life.entered-already')
  })

  test('made up for an earlier month it stays met late for ever', async () => {
    const id = await planOne({ kinds: ['party-day'], on: '2026-08-30', forDay: '2026-08-30' })
    const { code } = await paperOf(id)
    await secretary.call(print.enterPaper, { act: act(), id, code, on: '2026-09-03' })
    await secretary.call(life.addMatter, { act: act(), id, kind: 'study', title: '学习' })
    await secretary.call(life.close, { act: act(), id })
    await secretary.call(life.signPaper, { act: act(), id, role: 'recorder' })
    await secretary.call(life.signPaper, { act: act(), id, role: 'chair' })
    const owed = await within(world.db, everywhere(office.realm), (tx) => owedBy(tx, office.realm, duties, [branch], { from: '2026-08-01', to: '2026-09-01' }, today))
    expect(owed.get(branch)!.find(({ duty }) => duty.id === 'org-life.party-day')?.state).toBe('met-late')
    expect(linesOf((await paperOf(id)).blocks)).toEqual(expect.arrayContaining(['补录：2026-09-03 的会议，2026-11-23 登记', '本记录按纸质记录代录。']))
  })

  test('not for a day to come, not with another meeting’s code, and a misread code says so', async () => {
    const id = await planOne({ kinds: ['party-day'], on: '2026-11-20' })
    const { code } = await paperOf(id)
    expect((await secretary.refused(print.enterPaper, { act: act(), id, code, on: '2026-11-24' })).code).toBe('ledger.in-the-future')
    const other = await paperOf(await planOne({ kinds: ['party-day'], on: '2026-11-21' }))
    expect((await secretary.refused(print.enterPaper, { act: act(), id, code: other.code, on: today })).code).toBe('org-life.code-other-form')
    const misread = code.slice(0, -1) + (code.endsWith('7') ? '8' : '7')
    expect((await secretary.refused(print.byCode, { code: misread })).detail).toContain('抄错了一位')
    expect((await stranger.refused(print.byCode, { code })).code).toBe('org-life.code-unknown')
    expect((await secretary.refused(print.byCode, { code: paperCode('meeting', newId()) })).code).toBe('org-life.code-unknown')
  })
})

describe('the handbook', () => {
  test('is the record of the year: members masked, meetings in order, blanks for what is not kept', async () => {
    const paper = await secretary.call(print.bookPaper, { organisation: branch, period: '2026' })
    const lines = linesOf(paper.blocks)
    expect(lines).toEqual(expect.arrayContaining(['党支部工作手册', '青石社区党支部　2026 年', '中共青石街道工作委员会', '书记', '138****8000', '2026年第4季度', '没有安排']))
    expect(lines.join()).not.toContain('13800138000')
    const headings = paper.blocks.flatMap((one) => (one.kind === 'heading' && one.text.startsWith('2026-') ? [one.text.slice(0, 10)] : []))
    expect(headings).toEqual(headings.toSorted())
    expect(headings.length).toBeGreaterThanOrEqual(3)
    expect(lines).toContain('赵一领学第一章。')
    const word = await wordOf(print.bookFile, { organisation: branch, period: '2026' })
    expectInOrder(word.text, paper)
    expect(await secretary.call(print.byCode, { code: paper.code })).toMatchObject({ words: '2026 年党支部工作手册', address: `/org-life/book?organisation=${branch}&period=2026&form=book` })
  })

  test('of one month holds that month alone; of one yet to come there is nothing but blanks', async () => {
    const october = await secretary.call(print.bookPaper, { organisation: branch, period: '202610' })
    const dates = linesOf(october.blocks).flatMap((line) => /^2026-\d\d-\d\d　/.exec(line) ?? []).map((one) => one.slice(0, 7))
    expect(new Set(dates)).toEqual(new Set(['2026-10']))
    const next = linesOf((await secretary.call(print.bookPaper, { organisation: branch, period: '202703' })).blocks)
    expect(next).toContain('没有记录。')
  })

  test('the facts of an account count and leave the rest to the hand; a committee has no such book', async () => {
    const lines = linesOf((await secretary.call(print.bookPaper, { organisation: branch, period: '2026', form: 'facts' })).blocks)
    expect(lines).toEqual(expect.arrayContaining(['党支部书记述职事实清单', '2026-10-15　困难党员慰问：赞成 4 票、反对 1 票、弃权 0 票，通过']))
    expect(lines.join()).not.toMatch(/孙三|%|排名|得分/)
    expect((await superior.refused(print.bookPaper, { organisation: (await office.organisation(office.top)).public_id, period: '2026' })).code).toBe('access.not-found')
    const top = await office.as(app, 'party.local-committee.secretary', office.top)
    expect((await top.refused(print.bookPaper, { organisation: office.top, period: '2026' })).code).toBe('org-life.not-a-branch')
    expect((await stranger.refused(print.bookPaper, { organisation: branch, period: '2026' })).code).toBe('access.not-found')
  })
})

describe('the table of an appraisal', () => {
  const table = (who = secretary) => who.call(print.appraisalPaper, { organisation: branch, year: '2026' })

  test('is a sheet of names to count on before it is held, without a grade for probationary members', async () => {
    const lines = linesOf((await table()).blocks)
    expect(lines).toEqual(expect.arrayContaining(['民主评议党员汇总表', '赵一', '预备冯', '不定等次']))
    expect(lines.filter((line) => line === '合格')).toHaveLength(1)
  })

  test('afterwards it holds the votes and grades as registered, in Word too', async () => {
    await secretary.call(inner.beginAppraisal, { act: act(), organisation: branch, year: '2026', on: today, ballots: 8 })
    const rows = [{ person: people[0]!, excellent: 5, qualified: 3, grade: 'excellent' as const }]
    await secretary.call(inner.appraise, { act: act(), organisation: branch, year: '2026', rows })
    const paper = await table()
    const one = paper.blocks.flatMap((block) => (block.kind === 'table' ? block.rows : [])).find((row) => row[1]?.[0] === '赵一')!
    expect(one.slice(1).map((cell) => cell.join(''))).toEqual(['赵一', '正式党员', '5', '3', '0', '0', '优秀', ''])
    expectInOrder((await wordOf(print.appraisalFile, { organisation: branch, year: '2026' })).text, paper)
  })

  test('stays within the branch', async () => {
    expect((await stranger.refused(print.appraisalPaper, { organisation: branch, year: '2026' })).code).toBe('access.not-found')
    expect((await superior.refused(print.appraisalPaper, { organisation: branch, year: '2026' })).code).toMatch(/own-branch-only|not-permitted/)
  })
})
