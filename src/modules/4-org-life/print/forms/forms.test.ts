import { describe, expect, test } from 'vitest'
import { linesOf } from '#base/paper/lines.ts'
import type { MeetingView } from '#org-life/contract.ts'
import { bookPaper, type BookOf } from '#org-life/print/forms/book.ts'
import { factsPaper } from '#org-life/print/forms/facts.ts'
import { recordPaper } from '#org-life/print/forms/record.ts'
import { signInPaper } from '#org-life/print/forms/sign-in.ts'

const origin = 'https://tongxin.example'

const meeting: MeetingView = {
  id: '0198c1f0-1111-7222-8333-0a1b2c3d4e5f', kinds: ['members-meeting'], words: '支部党员大会', state: 'locked', stateWords: '已锁定', on: '2026-11-12', held: true,
  starts: null, place: null, topic: '', organisation: { id: '0198c1f0-1111-7222-8333-0a1b2c3d4e60', name: '青石社区党支部' }, group: null, expected: 2, present: 2,
  late: false, onPaper: false, version: 1, revision: 1, revisionReason: null, cancelReason: null, plannedOn: '2026-11-12', occurredOn: '2026-11-12', forDay: null,
  closedOn: '2026-11-12', lateWords: null, guests: '', oath: null, chair: null, recorder: null, recorderSigned: { on: '2026-11-13', how: 'self' }, chairSigned: null,
  roll: [{ person: { id: '0198c1f0-1111-7222-8333-0a1b2c3d4e61', name: '赵一' }, statusWords: '正式党员', entitled: true, mark: 'leave', reason: 'ill', reply: null, replyReason: null, version: 1, markedBy: null }],
  counted: { expected: 2, entitled: 2, present: 1, presentEntitled: 1, leave: 1, absent: 0 }, quorum: null, matters: [], minutes: ['头', '时间'], may: [], mine: null, elsewhere: [],
  revisions: [], entries: [],
}
const ahead: MeetingView = { ...meeting, state: 'planned', occurredOn: null, held: false, roll: [{ ...meeting.roll[0]!, mark: null, reason: null }] }

const book: BookOf = {
  organisation: { id: meeting.organisation.id, name: '青石社区党支部', line: 'party', foundedOn: '2000-01-01', superior: null }, numbers: { members: 1, voting: 1 },
  posts: [], members: null, owed: [], rows: [], meetings: [], talks: 0, period: '202611', on: '2026-11-23', today: '2026-11-23',
}

const tables = (of: ReturnType<typeof bookPaper>) => of.blocks.flatMap((block) => (block.kind === 'table' ? [block] : []))
const metaOf = (of: ReturnType<typeof bookPaper>, label: string) =>
  of.blocks.flatMap((block) => (block.kind === 'meta' ? block.rows.flat() : [])).find((one) => one.label === label)!.value

describe('what no record holds', () => {
  test('is room for a pen, in the record too', () => {
    const paper = recordPaper(meeting, origin)
    expect(metaOf(paper, '地点')).toEqual([{ blank: 10 }])
    expect(metaOf(paper, '主持')).toEqual([{ blank: 8 }])
    expect(metaOf(paper, '列席')).toEqual(['无'])
  })

  test('before the meeting nobody is said to have been away, and there is room for each matter', () => {
    const paper = recordPaper(ahead, origin)
    expect(metaOf(paper, '请假')).toEqual([{ blank: 28 }])
    expect(metaOf(paper, '列席')).toEqual([{ blank: 28 }])
    expect(paper.blocks.filter(({ kind }) => kind === 'lines')).toHaveLength(3)
    expect(JSON.stringify(paper)).not.toContain('病假')
  })

  test('a matter planned keeps its title, one more has room, and a vote asks for its numbers against who must attend', () => {
    const why = { sentence: '', article: '', grade: '', toBeChecked: false }
    const planned = { ...ahead, matters: [{} as never], minutes: ['头', '一、讨论：修路'], quorum: { needed: 1, met: false, why } }
    const lines = linesOf(recordPaper(planned, origin).blocks)
    expect(lines).toEqual(expect.arrayContaining(['一、讨论：修路', '二、议题：', '三、议题：']))
    expect(lines.filter((line) => line.startsWith('表决：应到会有表决权 2 人'))).toHaveLength(3)
  })

  test('a book without records says so, and its dues are empty cells by month', () => {
    const paper = bookPaper(book, origin)
    expect(linesOf(paper.blocks)).toEqual(expect.arrayContaining(['没有记录。', '您现在的职务不能查看名册，这里不打印。', '这一期没有规定的次数。']))
    expect(tables(paper).at(-1)!.rows).toEqual([[['2026-11'], [], [], [], []]])
    expect(metaOf(paper, '上级组织')).toEqual([{ blank: 20 }])
  })
})

describe('what belongs to somebody', () => {
  test('the reason of a leave stands in the record, never on the sheet that passes from hand to hand', () => {
    expect(JSON.stringify(recordPaper(meeting, origin))).toContain('赵一（病假）')
    const sheet = JSON.stringify(signInPaper(meeting, origin))
    expect(sheet).toContain('请假')
    expect(sheet).not.toContain('病假')
  })

  test('the facts of an account name nobody and rank nothing', () => {
    const paper = factsPaper({ ...book, meetings: [meeting], from: '2026-01-01', changes: { joined: 1, left: 0 } }, origin)
    expect(linesOf(paper.blocks)).toContain('自 2026-01-01 起加入 1 人，离开 0 人。')
    expect(JSON.stringify(paper)).not.toMatch(/赵一|%|名次/)
  })

  test('an invented word is nowhere: what the record does not hold, no form of it says', () => {
    const said = linesOf(recordPaper(meeting, origin).blocks).join('\n')
    expect(said).not.toMatch(/会议室|领导|圆满|一致/)
    expect(said).toContain('记录人签字：＿＿＿＿＿＿＿＿　　2026-11-13，已在系统签字')
  })
})

test('every form of one meeting carries the same code and the address that leads back', () => {
  const codes = [recordPaper(meeting, origin), recordPaper(ahead, origin), signInPaper(meeting, origin)].map((paper) => paper.blocks[0])
  expect(new Set(codes.map((block) => block?.kind === 'code' && block.address)).size).toBe(1)
  expect(codes[0]).toMatchObject({ kind: 'code', address: expect.stringMatching(/^https:\/\/tongxin\.example\/org-life\/codes\/M-/) })
})
