import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { must } from '#base/decision.ts'
import type { Desk } from '#exchange/actions/known.ts'
import { cancelBatch } from '#exchange/actions/stop.ts'
import { decideConflicts } from '#exchange/actions/repair.ts'
import { rosters } from '#people/exchange/kinds.ts'
import { batchOf, booksOf, commit, csv, deskAt, undo, upload } from '../../../../test/desk.ts'
import { testIdNumber } from '../../../../test/make-sheets.ts'
import { openOffice, type Office } from '../../../../test/office.ts'
import { testWorld, type TestWorld } from '../../../../test/world.ts'

let world: TestWorld
let office: Office
let desk: Desk
let street: string

beforeAll(async () => {
  world = await testWorld()
  office = await openOffice(world)
  street = await office.found('party.committee', '永宁街道党委', office.top)
  for (const name of ['第一党支部', '第二党支部', '第三党支部']) await office.found('party.branch', name, street)
  desk = await deskAt(world, office, rosters, { organisation: street })
})
afterAll(() => world.end())

const header = ['姓名', '公民身份号码', '性别', '民族', '学历', '人员类别', '所在支部', '入党日期', '转正日期', '工作岗位', '联系电话', '家庭住址', '失联情况', '是否为流动党员', '流动去向', '职务', '人员身份']
const pick = (...list: string[]) => fc.constantFrom('', ...list)

/** One line of a roster about person `who`; blanks everywhere but in the name. */
const line = fc.record({
  who: fc.integer({ min: 0, max: 7 }),
  withId: fc.boolean(),
  rest: fc.tuple(
    pick('汉', '回族'), pick('本科', '大专'), pick('正式党员', '预备党员', '入党积极分子', '停止党籍', '在职教师'),
    fc.constantFrom('第一党支部', '第二党支部', '第三支部', '第 一 党支部'), pick('2005.07', '2006年7月1日', '20070701'), pick('2008.07.01'),
    pick('会计', '教师'), pick('13800000001', '13800000002'), pick('幸福路1号', '幸福路2号'), pick('是', '否', '2020.01.01'),
    pick('是', '否'), pick('', '邻省'), pick('', '', '', '组织委员'), pick('退休'),
  ),
})
const born = (who: number) => `19${60 + who}-05-17`
const cellsOf = ({ who, withId, rest }: { who: number; withId: boolean; rest: string[] }): string[] => {
  const id = testIdNumber(born(who), who * 2 + 1)
  return [`王${'安宁清文明志诚斌'[who]!}`, withId ? id : '', '男', ...rest]
}

/** One row for each person at most: doubles have their own tests. */
const roster = fc.uniqueArray(line, { minLength: 1, maxLength: 6, selector: ({ who }) => who }).map((lines) => lines.map(cellsOf))
const file = (rows: string[][]) => ({ name: '名册.csv', bytes: csv([header, ...rows]), kind: 'people.party-roster' })

/** Imports what can be imported; conflicts are decided for the sheet. Null when there was nothing to write. */
async function take(rows: string[][]): Promise<string | null> {
  const batch = await upload(desk, street, file(rows))
  expect(batch.state).toBe('ready')
  await decideConflicts(desk, { batch: batch.public_id, seq: null, choice: 'take' })
  const done = await commit(desk, batch.public_id, true)
  if (!done.ok) expect(['exchange.nothing-to-do', 'exchange.cannot-write']).toContain(done.refusal)
  if (done.ok) return batch.public_id
  await cancelBatch(desk, batch.public_id)
  return null
}

test('whatever the sheets say: a second import changes nothing, and undoing them backwards brings every earlier state back', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(roster, { minLength: 1, maxLength: 3 }), async (sheets) => {
      const states = [await booksOf(world.superuserUrl)]
      const done: string[] = []
      for (const rows of sheets) {
        const batch = await take(rows)
        if (batch === null) continue
        done.push(batch)
        const books = await booksOf(world.superuserUrl)
        states.push(books)
        const again = await upload(desk, street, file(rows))
        expect((await batchOf(desk, again.public_id)).counts).toMatchObject({ new: 0, change: 0, conflict: 0 })
        await cancelBatch(desk, again.public_id)
        expect(await booksOf(world.superuserUrl)).toEqual(books)
      }
      states.pop()
      for (const batch of done.reverse()) {
        must(await undo(desk, batch))
        expect(await booksOf(world.superuserUrl)).toEqual(states.pop())
      }
    }),
    { numRuns: Number(process.env['RUNS'] ?? 12), seed: 20_261_123 },
  )
})
