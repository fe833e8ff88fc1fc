import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { must } from '#base/decision.ts'
import { newId } from '#base/id.ts'
import type { Desk } from '#exchange/actions/known.ts'
import { fixCell } from '#exchange/actions/repair.ts'
import { rename } from '#organisations/actions/changes.ts'
import { organisationList } from '#organisations/exchange/list.ts'
import { batchOf, booksOf, commit, csv, deskAt, rowsOf, undo, upload } from '../../../../test/desk.ts'
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
  await office.found('party.branch', '机关党支部', street)
})
beforeEach(async () => {
  desk = await deskAt(world, office, [organisationList], { organisation: street })
})
afterAll(() => world.end())

const header = ['组织名称', '上级组织', '组织类别', '成立日期', '换届日期']
const list = (...rows: string[][]) => ({ name: '组织.csv', bytes: csv([header, ...rows]) })
const faultsOf = async (batch: string) => (await rowsOf(desk, batch)).map((row) => row.cells.find((cell) => cell.fault)?.fault?.code ?? row.verdict)

test('a tree goes in whole, subordinates above their superiors too; a second time nothing is new; it is undone without a trace', async () => {
  const before = await booksOf(world.superuserUrl)
  const file = list(
    ['幸福社区第一党支部', '幸福社区党总支', '', '2015.03.01', '2024.05.10'],
    ['幸福社区党总支', '', '', '2010.01.01', '2023.06.01'],
    ['机关党支部', '永宁街道党委', '党支部', '', ''],
    ['柳桥社区学生之家', '永宁街道党委', '临时党支部', '2026.05.01', ''],
  )
  const batch = await upload(desk, street, file)
  expect(await faultsOf(batch.public_id)).toEqual(['new', 'new', 'same', 'new'])
  expect(await commit(desk, batch.public_id)).toMatchObject({ ok: true, value: { made: 3, founded: 3 } })
  const books = await booksOf(world.superuserUrl)
  expect(books['organisations_terms']).toHaveLength(2)
  expect(books['organisations']!.find((line) => line.includes('学生之家'))).toContain('{temporary}')
  expect((await upload(desk, street, file)).counts).toMatchObject({ same: 4, new: 0 })
  must(await undo(desk, batch.public_id))
  expect(await booksOf(world.superuserUrl)).toEqual(before)
})

test('what cannot stand there, or names no superior, is told at its cell and mended there', async () => {
  const batch = await upload(desk, street, list(
    ['甲', '', '', '', ''],
    ['乙党小组', '', '党小组', '', ''],
    ['丙党支部', '没有的党总支', '', '', ''],
    ['丁团支部', '', '团支部', '', ''],
    ['机关党支部', '戊党总支', '', '', ''],
    ['戊党总支', '', '', '', ''],
  ))
  expect(await faultsOf(batch.public_id)).toEqual(['kind-missing', 'organisations.wrong-place', 'parent-unknown', 'kind-other-line', 'new', 'new'])
  await fixCell(desk, { batch: batch.public_id, seq: 1, field: 'kind', text: '党支部' })
  await fixCell(desk, { batch: batch.public_id, seq: 3, field: 'parent', text: '戊党总支' })
  expect(await commit(desk, batch.public_id, true)).toMatchObject({ ok: true, value: { made: 4, leftOut: 2 } })
  must(await undo(desk, batch.public_id))
})

test('two that are each other’s superior are refused by name', async () => {
  const batch = await upload(desk, street, list(['己党总支', '庚党总支', '', '', ''], ['庚党总支', '己党总支', '', '', '']))
  const refused = await commit(desk, batch.public_id, true)
  expect(refused.ok).toBe(false)
  expect((await batchOf(desk, batch.public_id)).state).toBe('ready')
})

test('an undo waits where an organisation of the list was changed since', async () => {
  const batch = await upload(desk, street, list(['辛党支部', '', '', '2015.03.01', '']))
  must(await commit(desk, batch.public_id))
  const id = /辛党支部/.test((await booksOf(world.superuserUrl))['organisations']!.join()) && (await booksOf(world.superuserUrl))['organisations']!.find((line) => line.includes('辛党支部'))!.split(',')[2]!
  must(await rename(world, office.doer, { act: newId(), id: id as string, name: '壬党支部', on: '2026-11-20' }))
  expect(await undo(desk, batch.public_id)).toMatchObject({ ok: false, refusal: 'exchange.built-upon', facts: { names: '壬党支部' } })
})
