import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { newId } from '#base/id.ts'
import { everywhere, within } from '#database/scope.ts'
import { looksAt } from '#access/looks.ts'
import * as imports from '#exchange/contract.ts'
import { totalSentence } from '#exchange/present.ts'
import { rowFaultWords } from '#exchange/words.ts'
import * as people from '#people/contract.ts'
import { importKinds } from '#app/modules.ts'
import { testIdNumber } from '../../test/make-sheets.ts'
import { openOffice, type Office } from '../../test/office.ts'
import { serving, type Client } from '../../test/serving.ts'
import { testWorld, type TestWorld } from '../../test/world.ts'

/* What the page of an import asks while somebody mends. */

let world: TestWorld
let app: FastifyInstance
let office: Office
let street: string
let branches: string[]
let secretary: Client
let no = 0

beforeAll(async () => {
  world = await testWorld()
  app = await serving(world)
  office = await openOffice(world)
})
beforeEach(async () => {
  no++
  street = await office.found('party.committee', `第${no}街道党委`, office.top)
  branches = []
  for (const name of ['桃园', '柳园', '竹园']) branches.push(await office.found('party.branch', `${name}党支部`, street))
  secretary = await office.as(app, 'party.committee.secretary', street)
})
afterAll(async () => {
  await app.close()
  await world.end()
})

let person = 0
const line = (name: string, place: string, phone = '') => [name, testIdNumber('1980-05-17', ++person), place, phone]

/** Pastes a roster and waits until it has been looked at. */
async function pasted(rows: string[][], above: string[][] = []): Promise<string> {
  const header = ['姓名', '公民身份号码', '所在支部', '联系电话']
  const text = [...above, header, ...rows].map((cells) => cells.join('\t')).join('\n')
  const { id: batch } = await secretary.call(imports.paste, { organisation: street, kind: 'people.party-roster', text })
  for (;;) {
    const view = await secretary.call(imports.read, { batch })
    if (view.progress === null) return batch
    await new Promise((resolve) => setTimeout(resolve, 30))
  }
}
const committed = (batch: string) => secretary.call(imports.commit, { act: newId(), batch, leaveOut: true })

describe('rows', () => {
  test('are shown from any one on, with the filter still in force', async () => {
    const batch = await pasted(Array.from({ length: 12 }, (_, at) => line(`甲${'子丑寅卯辰巳午未申酉戌亥'[at]}`, '桃园党支部', at % 5 === 0 ? '12' : '')))
    const seqs = async (input: object) => (await secretary.call(imports.rows, { batch, ...input })).rows.map(({ seq }) => seq)
    expect(await seqs({ from: 11 })).toEqual([11, 12])
    expect(await seqs({ from: 2, filter: 'faults', limit: 1 })).toEqual([6])
    expect(await seqs({ from: 13 })).toEqual([])
    const { next } = await secretary.call(imports.rows, { batch, from: 5, limit: 2 })
    expect(await seqs({ from: 5, limit: 2, after: next! })).toEqual([7, 8])
  })
})

describe('faults of many rows', () => {
  test('that are doubles are told without a row that is only one of them', async () => {
    const [one, two] = [line('重一', '桃园党支部'), line('重二', '柳园党支部')]
    const batch = await pasted([one, one, two, two])
    const { faults } = await secretary.call(imports.faults, { batch })
    expect(faults.map(({ code, rows, sentence }) => [code, rows, sentence])).toEqual([['double', 2, rowFaultWords['double']!({})]])
    const { rows } = await secretary.call(imports.rows, { batch, filter: 'faults' })
    expect(rows[0]!.cells.find(({ fault }) => fault)!.fault!.sentence).toMatch(/^和第 2 行/)
  })

  test('never speak of what is not there, whichever sheet they are in', () => {
    for (const kind of importKinds) {
      const codes = [...Object.keys(kind.faultWords), ...Object.keys(rowFaultWords)]
      const wrong = codes.map((code) => totalSentence(kind, code)).filter((sentence) => /undefined|null|NaN/.test(sentence))
      expect([kind.kind, wrong]).toEqual([kind.kind, []])
      expect(codes.length).toBeGreaterThan(3)
    }
  })
})

describe('the sample of a sheet', () => {
  test('shows titles and headers as they stand, and masks numbers there and below', async () => {
    const title = ['桃园街道党员名册', '填表人王安', '13800001234', testIdNumber('1970-01-01', 7)]
    const batch = await pasted([line('张一', '桃园党支部', '13800005678')], [title])
    const { sheets } = await secretary.call(imports.columns, { batch })
    const [first, header, data] = sheets[0]!.sample.map(({ cells }) => cells)
    expect(first!.slice(0, 3)).toEqual(['桃园街道党员名册', '填表人王安', '138****1234'])
    expect(first![3]).toMatch(/^\d\*{15}\w{2}$/)
    expect(header).toEqual(['姓名', '公民身份号码', '所在支部', '联系电话'])
    expect([data![1], data![3]]).toEqual([expect.stringMatching(/^\d\*{15}\w{2}$/), '138****5678'])
  })
})

describe('names of organisations', () => {
  test('are settled many at once, all or none, with one look at the rows', async () => {
    const batch = await pasted([line('张安', '桃花园'), line('王安', '柳树园'), line('李安', '新竹园党支部'), line('赵安', '桃花园')])
    const { places } = await secretary.call(imports.places, { batch })
    const numberOf = (text: string) => places.find((one) => one.text === text)!.no
    const wish = (text: string, more: object) => ({ place: numberOf(text), ...more })
    const found = { kind: 'party.branch', name: '新竹园党支部', parent: street }
    const wrong = await secretary.refused(imports.setPlaces, { batch, places: [wish('桃花园', { organisation: branches[0] }), wish('柳树园', { organisation: office.top })] })
    expect(wrong.code).toBe('exchange.place-not-here')
    const before = await secretary.call(imports.read, { batch })
    expect(before.counts).toMatchObject({ new: 0, fault: 4, unknownPlaces: 3 })
    const after = await secretary.call(imports.setPlaces, { batch, places: [
      wish('桃花园', { organisation: branches[0] }), wish('柳树园', { organisation: branches[1] }), wish('新竹园党支部', { found }),
    ] })
    expect(after.counts).toMatchObject({ new: 4, fault: 0, unknownPlaces: 0, foundings: 1 })
    expect((await secretary.refused(imports.setPlaces, { batch, places: [] })).code).toBe('input.invalid')
    expect((await secretary.refused(imports.setPlaces, { batch, places: [{ place: 99 }] })).code).toBe('exchange.place-unknown')
  })

  test('tell after the commit how many rows stand where, and what was founded', async () => {
    const batch = await pasted([line('张宁', '桃园党支部'), line('王宁', '桃园支部'), line('李宁', '松园党支部'), line('孙宁', '柳园党支部', '12')])
    const { places } = await secretary.call(imports.places, { batch })
    const pine = places.find((one) => one.text === '松园党支部')!
    await secretary.call(imports.setPlaces, { batch, places: [{ place: pine.no, found: { kind: 'party.branch', name: '松园党支部', parent: street } }] })
    expect((await secretary.call(imports.places, { batch })).founded).toEqual([])
    await committed(batch)
    const done = await secretary.call(imports.places, { batch })
    const filled = done.places.map(({ text, rows, organisation }) => [text, rows, organisation?.name])
    expect(Object.fromEntries(filled.map(([text, ...rest]) => [text, rest]))).toEqual({
      '桃园党支部': [1, '桃园党支部'], '桃园支部': [1, '桃园党支部'], '松园党支部': [1, '松园党支部'], '柳园党支部': [0, '柳园党支部'],
    })
    expect([done.here, done.founded.map(({ name }) => name)]).toEqual([0, ['松园党支部']])
    expect(done.places.find((one) => one.text === '松园党支部')!.organisation!.id).toBe(done.founded[0]!.id)
    // the commit told the truth: as many as it says are in the rosters
    const held = await secretary.call(people.list, { organisation: done.founded[0]!.id, below: false })
    expect(held.rows.map(({ name }) => name)).toEqual(['李宁'])
  })

  test('of a branch’s own sheet: the rows stand in the branch itself', async () => {
    const own = await office.as(app, 'party.branch.secretary', branches[0]!)
    const text = `姓名\t公民身份号码\n钱安\t${testIdNumber('1980-05-17', ++person)}`
    const { id: batch } = await own.call(imports.paste, { organisation: branches[0]!, text })
    while ((await own.call(imports.read, { batch })).progress !== null) await new Promise((resolve) => setTimeout(resolve, 30))
    await own.call(imports.commit, { act: newId(), batch })
    const { places, here, founded } = await own.call(imports.places, { batch })
    expect([places.map(({ rows, organisation }) => [rows, organisation!.id]), here, founded]).toEqual([[[1, branches[0]]], 0, []])
  })

  test('of a list of organisations: what it founded', async () => {
    const text = ['组织名称\t组织类别\t上级组织', '梅园党支部\t党支部\t', '兰园党支部\t党支部\t'].join('\n')
    const { id: batch } = await secretary.call(imports.paste, { organisation: street, kind: 'organisations.list', text })
    while ((await secretary.call(imports.read, { batch })).progress !== null) await new Promise((resolve) => setTimeout(resolve, 30))
    await committed(batch)
    const { places, here, founded } = await secretary.call(imports.places, { batch })
    expect([places, here, founded.map(({ name }) => name)]).toEqual([[], 2, ['梅园党支部', '兰园党支部']])
  })
})

describe('mending one cell', () => {
  test('tells how many rows hold the same fault, and one act mends them', async () => {
    const rows = ['12', '12', '34', '12'].map((phone, at) => line(`周${'子丑寅卯'[at]}`, '桃园党支部', phone))
    const batch = await pasted([...rows, line('吴安', '桃园党支部', '13800000001')])
    const fixed = await secretary.call(imports.fix, { batch, seq: 1, field: 'phone', text: '13800000002' })
    expect(fixed.alike).toEqual({ rows: 2, more: false })
    expect((await secretary.call(imports.fixAll, { batch, do: 'replace', field: 'phone', was: '12', text: '' })).changed).toBe(2)
    expect((await secretary.call(imports.fix, { batch, seq: 3, field: 'phone', text: '' })).alike).toEqual({ rows: 0, more: false })
    // a cell without a fault has none alike
    expect((await secretary.call(imports.fix, { batch, seq: 5, field: 'phone', text: '' })).alike).toEqual({ rows: 0, more: false })
  })
})

describe('the sheet of rows left out', () => {
  test('is remembered: who took it, of which file, how many rows, each time', async () => {
    const batch = await pasted([line('钱安', '桃园党支部', '12'), line('钱宁', '桃园党支部')])
    await committed(batch)
    const looks = async () => (await within(world.db, everywhere(office.realm), (tx) => looksAt(tx, office.realm, [batch]))).map(({ kind, doer, detail }) => ({ kind, doer, detail }))
    expect(await looks()).toEqual([])
    const { status } = await secretary.send(imports.leftOut, { batch })
    const { file } = await secretary.call(imports.read, { batch })
    const taken = { kind: 'export', doer: expect.stringContaining(`第${no}街道党委`), detail: `下载“${file}”未导入的 1 行` }
    expect([status, await looks()]).toEqual([200, [taken]])
    await secretary.send(imports.leftOut, { batch })
    expect(await looks()).toHaveLength(2)
  })
})

describe('conflicts', () => {
  test('are counted by what was chosen', async () => {
    const [one, two] = [line('郑安', '桃园党支部', '13800000011'), line('冯安', '桃园党支部', '13800000012')]
    await committed(await pasted([one, two]))
    const changed = [one, two].map((cells) => [...cells.slice(0, 3), '13900000099'])
    const batch = await pasted(changed)
    const counts = async () => (await secretary.call(imports.read, { batch })).counts
    expect(await counts()).toMatchObject({ conflict: 2, undecided: 2, take: 0 })
    await secretary.call(imports.decideRow, { batch, seq: 1, choice: 'take' })
    await secretary.call(imports.decideRow, { batch, seq: 2, choice: 'keep' })
    expect(await counts()).toMatchObject({ conflict: 2, undecided: 0, take: 1 })
  })
})
