import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { must, type Refused } from '#base/decision.ts'
import { newId } from '#base/id.ts'
import type { Desk } from '#exchange/actions/known.ts'
import { decideConflicts, fixAll, fixCell } from '#exchange/actions/repair.ts'
import { recheck } from '#exchange/actions/columns.ts'
import { setStatus } from '#people/actions/memberships.ts'
import { beginPost } from '#people/actions/posts.ts'
import { changePerson } from '#people/actions/register.ts'
import { rosters } from '#people/exchange/kinds.ts'
import { batchOf, booksOf, commit, csv, deskAt, everything, rowsOf, undo, upload } from '../../../../test/desk.ts'
import { testIdNumber } from '../../../../test/make-sheets.ts'
import { openOffice, type Office } from '../../../../test/office.ts'
import { testWorld, type TestWorld } from '../../../../test/world.ts'
import { invite, knowOwner } from '#access/accounts.ts'

/* What is held already meets what the sheet says. */

let world: TestWorld
let office: Office
let desk: Desk
let [street, first, second]: string[] = []
const ids = Array.from({ length: 20 }, (_, i) => testIdNumber('1980-05-17', i * 2 + 1))
const header = ['姓名', '公民身份号码', '人员类别', '所在支部', '入党日期', '联系电话', '党内职务']

const worlds: TestWorld[] = []
beforeEach(async () => {
  world = await testWorld()
  worlds.push(world)
  office = await openOffice(world)
  street = await office.found('party.committee', '永宁街道党委', office.top)
  first = await office.found('party.branch', '第一党支部', street)
  second = await office.found('party.branch', '第二党支部', street)
  desk = await deskAt(world, office, rosters, { organisation: street })
})
afterAll(() => Promise.all(worlds.map((one) => one.end())))

const sheet = (...rows: string[][]) => ({ name: '名册.csv', bytes: csv([header, ...rows]), kind: 'people.party-roster' })
const row = (i: number, name: string, more: Partial<Record<string, string>> = {}) =>
  header.map((words) => more[words] ?? ({ 姓名: name, 公民身份号码: ids[i]!, 人员类别: '正式党员', 所在支部: '第一党支部', 入党日期: '2005.07.01' } as Record<string, string>)[words] ?? '')
const importAll = async (...rows: string[][]) => {
  const batch = await upload(desk, street!, sheet(...rows))
  expect(batch.counts).toMatchObject({ fault: 0 })
  must(await commit(desk, batch.public_id))
  return batch.public_id
}
const personOf = async (name: string) => (await booksOf(world.superuserUrl))['people_persons']!.find((line) => line.includes(name))

describe('a roster that says something else than the register', () => {
  test('shows both side by side, and nothing is written before a person has chosen', async () => {
    await importAll(row(0, '王安', { 联系电话: '13800000001' }))
    const batch = await upload(desk, street!, sheet(row(0, '王安', { 联系电话: '13800000002', 入党日期: '2006.07.01' })))
    expect(batch.counts).toMatchObject({ conflict: 1, undecided: 1 })
    const [shown] = await rowsOf(desk, batch.public_id)
    expect(shown!.differences).toEqual([
      { field: 'phone', words: '联系电话', held: '138****0001', sheet: '138****0002' },
      { field: 'joinedOn', words: '入党日期', held: '2005-07-01', sheet: '2006-07-01' },
    ])
    expect(await commit(desk, batch.public_id)).toMatchObject({ ok: false, refusal: 'exchange.conflicts-open', facts: { rows: 1 } })
  })

  test('is taken over, so that it says the same the next time, and undone to what was', async () => {
    await importAll(row(0, '王安', { 联系电话: '13800000001' }))
    const before = await booksOf(world.superuserUrl)
    const rows = [row(0, '王安', { 联系电话: '13800000002', 人员类别: '预备党员', 所在支部: '第二党支部' })]
    const batch = await upload(desk, street!, sheet(...rows))
    await decideConflicts(desk, { batch: batch.public_id, seq: null, choice: 'take' })
    expect(await commit(desk, batch.public_id)).toMatchObject({ ok: true, value: { made: 0, changed: 1 } })
    expect((await upload(desk, street!, sheet(...rows))).counts).toMatchObject({ same: 1 })
    const books = await booksOf(world.superuserUrl)
    expect(books['people_memberships']!.filter((line) => line.includes('按名册转入另一组织'))).toHaveLength(1)
    must(await undo(desk, batch.public_id))
    expect(await booksOf(world.superuserUrl)).toEqual(before)
  })

  test('is not taken over where the register counts; blanks are filled in all the same', async () => {
    await importAll(row(0, '王安', { 联系电话: '13800000001', 入党日期: '' }))
    const batch = await upload(desk, street!, sheet(row(0, '王安', { 联系电话: '13800000002', 入党日期: '2005.07.01', 所在支部: '第二党支部', 党内职务: '书记' })))
    await decideConflicts(desk, { batch: batch.public_id, seq: 1, choice: 'keep' })
    must(await commit(desk, batch.public_id))
    const again = await upload(desk, street!, sheet(row(0, '王安', { 联系电话: '13800000001', 入党日期: '2005.07.01' })))
    expect(again.counts).toMatchObject({ same: 1 })
    expect((await booksOf(world.superuserUrl))['people_posts']).toEqual([])
  })

  test('fills in what was blank without asking', async () => {
    await importAll(row(0, '王安'))
    const batch = await upload(desk, street!, sheet(row(0, '王安', { 联系电话: '13800000002', 党内职务: '书记' })))
    expect(batch.counts).toMatchObject({ change: 1, conflict: 0 })
    must(await commit(desk, batch.public_id))
    expect((await booksOf(world.superuserUrl))['people_posts']![0]).toContain('party.branch.secretary')
  })
})

describe('what changed between check and commit', () => {
  test('a person corrected meanwhile stops the commit; checked again it goes through', async () => {
    await importAll(row(0, '王安'))
    const batch = await upload(desk, street!, sheet(row(0, '王安', { 联系电话: '13800000002' })))
    const [id] = /[0-9a-f-]{36}/.exec((await personOf('王安'))!)!
    const { version } = await office.person(id)
    must(await changePerson(world, office.doer, { act: newId(), id, version, changes: { job: '会计' } }))
    expect(await commit(desk, batch.public_id)).toMatchObject({ ok: false, refusal: 'exchange.changed-meanwhile', facts: { name: '王安' } })
    await recheck(desk, batch.public_id)
    await desk.exchange.jobs.idle()
    expect(await commit(desk, batch.public_id)).toMatchObject({ ok: true, value: { changed: 1 } })
  })

  test('somebody registered meanwhile with the same ID number stops the commit, and nothing stays', async () => {
    const batch = await upload(desk, street!, sheet(row(0, '王安'), row(1, '李宁')))
    await office.register('李宁', second!, { idNumber: ids[1]! })
    const before = await booksOf(world.superuserUrl)
    expect(await commit(desk, batch.public_id)).toMatchObject({ ok: false, refusal: 'exchange.changed-meanwhile' })
    expect(await booksOf(world.superuserUrl)).toEqual(before)
    expect((await batchOf(desk, batch.public_id)).state).toBe('ready')
  })
})

describe('an undo', () => {
  const people = () => importAll(row(0, '王安'), row(1, '李宁'), row(2, '张清'))
  const idOf = async (name: string) => /[0-9a-f-]{36}/.exec((await personOf(name))!)![0]

  test('is refused with the names of those who were changed since', async () => {
    const batch = await people()
    must(await changePerson(world, office.doer, { act: newId(), id: await idOf('李宁'), version: 1, changes: { job: '会计' } }))
    must(await beginPost(world, office.doer, { act: newId(), id: await idOf('张清'), organisation: first!, post: 'party.branch.secretary', on: '2026-01-01' }))
    const before = await booksOf(world.superuserUrl)
    const refused = await undo(desk, batch)
    expect(refused).toMatchObject({ ok: false, refusal: 'exchange.built-upon' })
    expect(String((refused as Refused).facts?.['names']).split('、').sort()).toEqual(['张清', '李宁'])
    expect(await booksOf(world.superuserUrl)).toEqual(before)
  })

  test('is refused after a change of status', async () => {
    const batch = await importAll(row(0, '王安', { 人员类别: '预备党员', 入党日期: '2025.12.01' }))
    const id = /^\(\d+,\d+,([0-9a-f-]{36})/.exec((await booksOf(world.superuserUrl))['people_memberships']![0]!)![1]!
    must(await setStatus(world, office.doer, { act: newId(), id, status: 'full', on: '2026-11-01' }))
    expect(await undo(desk, batch)).toMatchObject({ ok: false, refusal: 'exchange.built-upon', facts: { names: '王安' } })
  })

  test('waits for the undo of a later import of the same people', async () => {
    const before = await booksOf(world.superuserUrl)
    const batch = await people()
    const later = await importAll(row(1, '李宁', { 联系电话: '13800000003' }))
    expect(await undo(desk, batch)).toMatchObject({ ok: false, refusal: 'exchange.built-upon', facts: { names: '李宁' } })
    must(await undo(desk, later))
    must(await undo(desk, batch))
    expect(await booksOf(world.superuserUrl)).toEqual(before)
    expect(await undo(desk, batch)).toMatchObject({ ok: false, refusal: 'exchange.not-done' })
  })

  test('takes back the seat that a post gave to somebody with an account', async () => {
    const id = await office.register('王安', first!, { idNumber: ids[0]! })
    const account = await invite(world.db, { login: 'wangan', name: '王安', realm: office.realm, personId: id, now: world.clock.now() })
    await knowOwner(world.db, account.id, (await office.person(id)).id_hash)
    const before = await booksOf(world.superuserUrl)
    const batch = await importAll(row(0, '王安', { 入党日期: '2015.07.01', 党内职务: '组织委员' }))
    expect((await booksOf(world.superuserUrl))['access_seats']!.filter((line) => line.includes('party.branch.organisation-member'))).toHaveLength(1)
    must(await undo(desk, batch))
    // whose account it is, by a keyed hash, stays known
    const { access_accounts: _, ...after } = await booksOf(world.superuserUrl)
    const { access_accounts: __, ...held } = before
    expect(after).toEqual(held)
  })
})

describe('an importer', () => {
  test('finds no organisation beside the own ones', async () => {
    await office.found('party.branch', '远处党支部', office.top)
    const batch = await upload(desk, street!, sheet(row(0, '王安', { 所在支部: '远处党支部' })))
    expect(batch.counts).toMatchObject({ fault: 1, unknownPlaces: 1 })
  })

  test('is told that somebody is registered elsewhere, and nothing about them', async () => {
    const far = await office.found('party.branch', '远处党支部', office.top)
    await office.register('秘密人', far, { idNumber: ids[0]!, phone: '13811112222' })
    const batch = await upload(desk, street!, sheet(row(0, '王安')))
    const [shown] = await rowsOf(desk, batch.public_id)
    expect(shown!.cells.find((cell) => cell.fault)!.fault!.code).toBe('held-elsewhere')
    expect(JSON.stringify(shown)).not.toMatch(/秘密人|1381111/)
    const before = await booksOf(world.superuserUrl)
    expect(await commit(desk, batch.public_id, true)).toMatchObject({ ok: false, refusal: 'exchange.nothing-to-do' })
    expect(await booksOf(world.superuserUrl)).toEqual(before)
  })

  test('cannot move somebody out of an organisation that is out of reach', async () => {
    const far = await office.found('party.branch', '远处党支部', office.top)
    const person = await office.register('王安', far, { idNumber: ids[0]! })
    must(await beginPost(world, office.doer, { act: newId(), id: person, organisation: first!, post: 'party.branch.secretary', on: '2020-01-01' }))
    const batch = await upload(desk, street!, sheet(row(0, '王安')))
    const [shown] = await rowsOf(desk, batch.public_id)
    expect(shown!.cells.find((cell) => cell.fault)!.fault!.code).toBe('member-elsewhere')
  })

  test('without the right to fill posts imports none, and the whole column is cleared at once', async () => {
    desk = await deskAt(world, office, rosters, { organisation: street!, permissions: everything.filter((one) => one !== 'people.posts') })
    const batch = await upload(desk, street!, sheet(row(0, '王安', { 党内职务: '书记' }), row(1, '李宁', { 党内职务: '副书记' })))
    expect(batch.counts).toMatchObject({ fault: 2 })
    expect(await fixAll(desk, { batch: batch.public_id, do: 'clear', field: 'posts', code: 'posts-not-permitted' })).toEqual({ changed: 2 })
    expect(await commit(desk, batch.public_id)).toMatchObject({ ok: true, value: { made: 2 } })
    expect((await booksOf(world.superuserUrl))['people_posts']).toEqual([])
  })

  test('without the right to import is refused by name of the permission', async () => {
    desk = await deskAt(world, office, rosters, { organisation: street!, permissions: ['exchange.use'] })
    await expect(upload(desk, street!, sheet(row(0, '王安')))).rejects.toMatchObject({ refused: { refusal: 'exchange.kind-not-here' } })
  })
})

test('a post with one seat is not given to two', async () => {
  const batch = await upload(desk, street!, sheet(row(0, '王安', { 党内职务: '书记' }), row(1, '李宁', { 党内职务: '支部书记' })))
  const refused = await commit(desk, batch.public_id)
  expect(refused).toMatchObject({ ok: false, refusal: 'exchange.cannot-write' })
  expect(String((refused as Refused).facts?.['why'])).toContain('书记只设 1 人')
  await fixCell(desk, { batch: batch.public_id, seq: 2, field: 'posts', text: '' })
  expect(await commit(desk, batch.public_id)).toMatchObject({ ok: true })
})

test('people without an ID number are known again by name and birth date, or by name in their branch', async () => {
  const plain = (name: string, more = {}) => row(0, name, { 公民身份号码: '', ...more })
  const withBirth = { name: '名册.csv', bytes: csv([['姓名', '出生日期', '所在支部'], ['王安', '1980.05.17', '第一党支部'], ['王安', '1981.02.03', '第一党支部'], ['赵文', '', '第二党支部']]) }
  const batch = await upload(desk, street!, withBirth)
  expect(batch.counts).toMatchObject({ new: 3, fault: 0 })
  must(await commit(desk, batch.public_id))
  expect((await upload(desk, street!, withBirth)).counts).toMatchObject({ same: 3 })
  const bare = await upload(desk, street!, sheet(plain('王安', { 入党日期: '', 人员类别: '' })))
  expect((await rowsOf(desk, bare.public_id))[0]!.cells.find((cell) => cell.fault)!.fault!.code).toBe('several-alike')
})
