import { afterAll, beforeAll, expect, test } from 'vitest'
import { rosters } from '#people/exchange/kinds.ts'
import { booksOf, commit, deskAt, rowsOf, undo, upload } from '../../../../test/desk.ts'
import { messyRoster } from '../../../../test/make-sheets.ts'
import { openOffice, type Office } from '../../../../test/office.ts'
import { testWorld, type TestWorld } from '../../../../test/world.ts'

let world: TestWorld
let office: Office
const branches = ['机关第一', '机关第二', '机关第三', '幸福社区', '柳桥社区', '永安社区', '建材厂', '卫生院', '中心小学'].map((name) => `中共永宁街道${name}支部委员会`)
let street: string

beforeAll(async () => {
  world = await testWorld()
  office = await openOffice(world)
  street = await office.found('party.committee', '中共永宁街道委员会', office.top)
  for (const name of branches) await office.found('party.branch', name, street)
})
afterAll(() => world.end())

test('a messy roster of 312 people goes in', async () => {
  const desk = await deskAt(world, office, rosters, { organisation: street })
  const roster = await messyRoster({ rows: 312, branches })
  const batch = await upload(desk, street, { name: roster.fileName, bytes: roster.bytes })
  console.info(batch.state, batch.fault, batch.counts, batch.confidence)
  const rows = await rowsOf(desk, batch.public_id)
  for (const row of rows) if (row.verdict === 'fault') console.info(row.row, row.cells.filter((cell) => cell.fault).map((cell) => [cell.field, cell.text, cell.fault!.code, cell.fault!.proposal]))
  const before = await booksOf(world.superuserUrl)
  const done = await commit(desk, batch.public_id, true)
  console.info(done)
  const again = await upload(desk, street, { name: roster.fileName, bytes: roster.bytes })
  console.info(again.counts)
  console.info((await rowsOf(desk, again.public_id)).filter((row) => row.verdict === 'conflict' || row.verdict==='change').slice(0, 5).map((r) => r.differences))
  console.info(await undo(desk, batch.public_id))
  expect(await booksOf(world.superuserUrl)).toEqual(before)
})
