import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { must } from '#base/decision.ts'
import { newId } from '#base/id.ts'
import { many } from '#base/sql.ts'
import { everywhere, within } from '#database/scope.ts'
import { installPacks } from '#regulations/packs/installed.ts'
import { builtIn } from '#regulations/packs/national.ts'
import { setRegion } from '#organisations/actions/regions.ts'
import * as organisations from '#organisations/contract.ts'
import { organisationList } from '#organisations/exchange/list.ts'
import * as people from '#people/contract.ts'
import * as transfers from '#people/contract/transfers.ts'
import { rosters } from '#people/exchange/kinds.ts'
import { workList } from '#app/contract.ts'
import { batchOf, commit, csv, deskAt, rowsOf, undo, upload } from '../../test/desk.ts'
import { nobody } from '../../test/geometry.ts'
import { openOffice, type Office } from '../../test/office.ts'
import { serving, type Client } from '../../test/serving.ts'
import { testWorld, type TestWorld } from '../../test/world.ts'

/* One province (99) is stricter in everything a rule is asked about below: each question must name where it is asked. */

let world: TestWorld
let app: FastifyInstance
let office: Office
let officer: Client
let folder: string
let inside: string
let outside: string
const today = '2026-11-23'

const laid = (id: string, value: number) => {
  const { dated: _, nationalValue: __, to: ___, ...rule } = builtIn.findLast((one) => one.id === id && !one.to)!
  return { ...rule, value, from: '2000-01-01', grade: 'B', article: '某省委〔2025〕9号', scope: { ...rule.scope, regions: ['99'] } }
}
const stricter = [
  laid('party.member.age-min', 20), laid('party.transfer.answer-days', 5), laid('party.branch.committee-from', 4), laid('party.branch.members-max', 4),
  laid('coverage.party.reachable-min', 5), laid('league.branch.members-min', 5), laid('party.committee.term', 3),
]

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'packs-'))
  await mkdir(join(folder, 'regulations'))
  await writeFile(join(folder, 'regulations', 'a.json'), JSON.stringify({ version: '1', title: '某省', rules: stricter }))
  expect(await installPacks(folder)).toEqual([])
  world = await testWorld()
  app = await serving(world)
  office = await openOffice(world)
  officer = await office.as(app, 'party.local-committee.organisation-officer', office.top)
  const province = await office.found('party.committee', '省内党委', office.top)
  inside = await office.found('party.branch', '省内支部', province)
  outside = await office.found('party.branch', '省外支部', office.top)
  for (const branch of [inside, outside]) for (const name of ['甲一', '乙二', '丙三', '丁四', '戊五']) await office.register(name, branch)
  const { version } = await office.organisation(province)
  must(await setRegion(world, office.doer, { act: newId(), id: province, version, region: '990102', on: today }))
})
afterAll(async () => {
  await app.close()
  await world.end()
  await installPacks('/nowhere')
  await rm(folder, { recursive: true })
})

const entered = { act: '', ...nobody, status: 'applicant', joinedOn: null, fullOn: null, on: today, confirmed: true, earlier: false }

test('who applies at nineteen is too young in the region alone: by hand, in a second line, and from a roster', async () => {
  const young = { ...entered, name: '赵幼', born: '2007-06-01', idNumber: null }
  const wrong = await officer.refused(people.register, { ...young, act: newId(), organisation: inside })
  expect([wrong.code, wrong.detail]).toEqual(['people.age-not-lawful', expect.stringContaining('20')])
  await officer.call(people.register, { ...young, act: newId(), organisation: outside })
  const league = await office.found('league.branch', '团支部', null, { leader: office.top })
  const person = await office.register('钱幼', league, { status: 'member', born: '2007-06-01', joinedOn: '2022-05-04', on: '2022-05-04' })
  const joining = { id: person, status: 'applicant', joinedOn: null, on: today, earlier: false }
  expect((await officer.refused(people.join, { ...joining, act: newId(), organisation: inside })).code).toBe('people.age-not-lawful')
  await officer.call(people.join, { ...joining, act: newId(), organisation: outside })
  const desk = await deskAt(world, office, [...rosters], { organisation: office.top })
  const sheet = csv([['姓名', '出生日期', '所在支部', '人员类别', '申请入党时间'], ['孙幼', '2007.06.01', '省内支部', '入党申请人', ''], ['李幼', '2007.06.01', '省外支部', '入党申请人', '']])
  const batch = await upload(desk, office.top, { name: '党员名册.csv', bytes: sheet })
  const faults = (await rowsOf(desk, batch.public_id)).map((row) => row.cells.some((cell) => cell.fault?.code === 'age-not-lawful'))
  expect(faults).toEqual([true, false])
})

test('the answer to a transfer is due by the region’s days, and says so even when the code has changed since', async () => {
  const due = async (from: string, to: string) => {
    const [id] = (await within(world.db, everywhere(office.realm), (tx) => many(tx, sql<{ id: string }>`select m.public_id as id from people_memberships m
      join people_persons p on p.realm_id = m.realm_id and p.id = m.person_id join organisations o on o.realm_id = m.realm_id and o.id = m.organisation_id
      where o.public_id = ${from} and p.name = '甲一'`))).map((row) => row.id)
    const sent = await officer.call(transfers.send, { act: newId(), id: id!, to, on: today, reason: 'work', duesUntil: '2026-11' })
    return officer.call(transfers.read, { id: sent.id })
  }
  const mine = await due(inside, outside)
  expect([mine.dueOn, mine.why?.article]).toEqual(['2026-11-28', '某省委〔2025〕9号'])
  expect((await due(outside, inside)).dueOn).toBe('2026-12-23')
})

test('five members owe a committee, are too many and are hollow in the region alone', async () => {
  const { items } = await officer.call(workList, {})
  expect(items.filter(({ id }) => id.startsWith('committee-due')).map((item) => item.about)).toEqual(['省内支部'])
  const codes = await within(world.db, everywhere(office.realm), (tx) => many(tx, sql<{ name: string; code: string }>`select o.name, s.code
    from coverage_spots s join organisations o on o.realm_id = s.realm_id and o.id = s.subject_id where s.subject = 'organisation' and o.kind = 'party.branch' order by 1, 2`))
  expect(codes.filter(({ name }) => name === '省内支部').map(({ code }) => code)).toContain('party-large')
  expect(codes.filter(({ name }) => name === '省外支部').map(({ code }) => code)).not.toContain('party-large')
})

test('a list of organisations brings codes, refuses wrong ones at their cell, and the export reads back the same', async () => {
  const desk = await deskAt(world, office, [organisationList], { organisation: office.top })
  const header = ['组织名称', '上级组织', '组织类别', '成立日期', '本届开始', '行政区划代码']
  const sheet = csv([
    header, ['北省党委', '', '基层党委', '2010.01.01', '2024.05.10', '990300'], ['南省党委', '', '基层党委', '2010.01.01', '2024.05.10', ''],
    ['北一支部', '北省党委', '党支部', '2010.01.01', '', ''], ['错码支部', '', '党支部', '2010.01.01', '', '9903'],
  ])
  const batch = await upload(desk, office.top, { name: '组织.csv', bytes: sheet })
  const rows = await rowsOf(desk, batch.public_id)
  expect(rows.map((row) => row.cells.find((cell) => cell.fault)?.fault?.code ?? row.verdict)).toEqual(['new', 'new', 'new', 'organisations.region-wrong'])
  expect(await commit(desk, batch.public_id, true)).toMatchObject({ ok: true, value: { made: 3 } })
  const found = await within(world.db, everywhere(office.realm), (tx) => many(tx, sql<{ name: string; region: string | null; due: string | null }>`
    select o.name, o.region, t.due_on::text as due from organisations o left join organisations_terms t on t.realm_id = o.realm_id and t.organisation_id = o.id
    where o.name in ('北省党委', '南省党委', '北一支部') order by o.name`))
  expect(found).toEqual([
    { name: '北一支部', region: null, due: null }, { name: '北省党委', region: '990300', due: '2027-05-10' }, { name: '南省党委', region: null, due: '2029-05-10' },
  ])
  const out = await officer.file(organisations.exportTree, { id: office.top, format: 'csv' })
  const lines = out.raw.toString('utf8').split('\n')
  expect(lines.find((line) => line.includes('组织名称'))).toContain('行政区划')
  expect(lines.find((line) => line.startsWith('北省党委'))).toContain('990300')
  const again = await upload(desk, office.top, { name: '再导入.csv', bytes: out.raw })
  expect((await batchOf(desk, again.public_id)).counts).toMatchObject({ new: 0, change: 0, fault: 0 })
  must(await undo(desk, batch.public_id))
})
