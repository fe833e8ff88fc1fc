import { afterAll, beforeAll, expect, test } from 'vitest'
import { must } from '#base/decision.ts'
import { newId } from '#base/id.ts'
import type { Desk } from '#exchange/actions/known.ts'
import { decideConflicts } from '#exchange/actions/repair.ts'
import { unitCheckSign } from '#exchange/values/unit-code.ts'
import { changeUnit, registerUnit } from '#organisations/actions/units.ts'
import { unitList } from '#organisations/exchange/units.ts'
import { booksOf, commit, csv, deskAt, rowsOf, undo, upload } from '../../../../test/desk.ts'
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
  desk = await deskAt(world, office, [unitList], { organisation: street })
})
afterAll(() => world.end())

const code = (i: number) => {
  const digits = `91990000MA${String(1_000_000 + i)}`
  return digits + unitCheckSign(digits)
}
const header = ['单位名称', '统一社会信用代码', '单位类型', '行业领域', '职工数', '青年数', '农民工数']
const list = (...rows: string[][]) => ({ name: '单位.csv', bytes: csv([header, ...rows]) })
const verdicts = async (batch: string) => (await rowsOf(desk, batch)).map((row) => row.cells.find((cell) => cell.fault)?.fault?.code ?? row.verdict)
const register = (name: string, unitCode: string, responsible: string) =>
  registerUnit(world, office.doer, { act: newId(), name, code: unitCode, kind: 'enterprise', sector: 'state-enterprise', staff: 3, young: null, migrant: null, factsOn: null, responsible })

test('units go in, known ones are brought up to date, and the undo brings the former facts back', async () => {
  must(await register('老厂', code(1), street))
  const before = await booksOf(world.superuserUrl)
  const file = list(
    ['老厂', code(1), '', '', '12', '4', ''],
    ['新公司', code(2), '企业', '民营企业', '20', '8', '3'],
    ['幸福村', '', '村', '', '', '', ''],
    ['怪单位', '', '学校', '国企', '', '', ''],
    ['小店', '', '个体户', '', '2', '3', ''],
  )
  const batch = await upload(desk, street, file)
  expect(await verdicts(batch.public_id)).toEqual(['conflict', 'new', 'new', 'sector-not-fitting', 'more-than-staff'])
  await decideConflicts(desk, { batch: batch.public_id, seq: null, choice: 'take' })
  expect(await commit(desk, batch.public_id, true)).toMatchObject({ ok: true, value: { made: 2, changed: 1, leftOut: 2 } })
  expect((await upload(desk, street, file)).counts).toMatchObject({ same: 3, fault: 2 })
  must(await undo(desk, batch.public_id))
  expect(await booksOf(world.superuserUrl)).toEqual(before)
})

test('a code held beyond the reach is told as taken, and nothing of the unit', async () => {
  must(await register('远处秘密厂', code(9), office.top))
  const batch = await upload(desk, street, list(['近处厂', code(9), '企业', '国企', '', '', '']))
  const [row] = await rowsOf(desk, batch.public_id)
  expect(row!.cells.find((cell) => cell.fault)!.fault!.code).toBe('unit-elsewhere')
  expect(JSON.stringify(row)).not.toContain('秘密')
})

test('an undo waits where a unit was changed since', async () => {
  const batch = await upload(desk, street, list(['晨光厂', code(20), '企业', '国企', '', '', '']))
  must(await commit(desk, batch.public_id))
  const id = (await booksOf(world.superuserUrl))['organisations_units']!.find((line) => line.includes('晨光厂'))!.split(',')[2]!
  must(await changeUnit(world, office.doer, { act: newId(), id, name: '晨光厂', code: code(20), kind: 'enterprise', sector: 'state-enterprise', staff: 9, young: null, migrant: null, factsOn: null }))
  expect(await undo(desk, batch.public_id)).toMatchObject({ ok: false, refusal: 'exchange.built-upon', facts: { names: '晨光厂' } })
})

test('an employer list of the register goes in by its own headers; what it does not tell is asked for once', async () => {
  const private_ = (i: number) => {
    const digits = `92990000MA${String(2_000_000 + i)}`
    return digits + unitCheckSign(digits)
  }
  const register = (...rows: string[][]) => ({
    name: '市场主体.csv',
    bytes: csv([['序号', '企业名称', '统一社会信用代码', '从业人数', '行业门类', '登记机关', '成立日期', '中共党员数', '团员人数', '其中：女性'], ...rows]),
  })
  const batch = await upload(desk, street, register(
    ['1', '张记面馆', private_(1), '6', '住宿和餐饮业', '某区市场监管局', '2019-03-01', '0', '3', '4'],
    ['2', '远景科技有限公司', code(30), '40', '信息技术', '某区市场监管局', '2020-03-01', '5', '', '12'],
  ))
  expect(await verdicts(batch.public_id)).toEqual(['new', 'missing'])
  must(await commit(desk, batch.public_id, true))
  const held = (await booksOf(world.superuserUrl))['organisations_units']!.find((line) => line.includes('张记面馆'))!
  expect(held).toContain('sole-trader,private-enterprise')
  expect((await upload(desk, street, register(['1', '张记面馆', private_(1), '6', '', '', '', '0', '3', '4']))).counts).toMatchObject({ same: 1 })
})
