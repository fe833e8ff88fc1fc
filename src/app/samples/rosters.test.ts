import { describe, expect, test } from 'vitest'
import { practiceRoster, type Cell } from '#app/samples/practice.ts'
import { rosterColumns, rosterOf, type RosterColumn as Column } from '#app/samples/rosters.ts'
import { buildWorld } from '#app/samples/world.ts'
import { NameIndex } from '#exchange/guess/nearest.ts'
import { readDay } from '#exchange/values/day.ts'
import { readIdNumber } from '#exchange/values/id-number.ts'
import { readName } from '#exchange/values/name.ts'
import { readPhone } from '#exchange/values/phone.ts'
import { readEducation, readNation, readSex } from '#exchange/values/tables.ts'
import { lineOf } from '#organisations/kinds.ts'

const today = '2026-11-23'
const world = buildWorld(today)

describe('the roster of a body', () => {
  test('of a branch lists its members, not those on the way into the Party', () => {
    const rows = rosterOf(world, 'school-party')
    expect(rows).toHaveLength(43)
    expect(rows.filter((row) => row.人员类别 === '预备党员')).toHaveLength(1)
    expect(new Set(rows.map((row) => row.所在支部))).toEqual(new Set(['晨光学校党支部']))
    expect(rows.filter((row) => row.人员类别 === '预备党员').map((row) => row.转正日期)).toEqual([''])
    expect(Object.keys(rows[0]!)).toEqual([...rosterColumns])
  })

  test('of a committee lists the branches below it', () => {
    const rows = rosterOf(world, 'bank-party')
    expect(new Set(rows.map((row) => row.所在支部)).size).toBe(5)
    expect(rows.length).toBe(114)
  })
})

describe('the practice file', () => {
  const sheet = practiceRoster(today)
  const people = sheet.cells.slice(sheet.header + 1)
  const column = (name: Column) => people.map((row) => row[rosterColumns.indexOf(name)]!)
  const at = (row: number, name: Column): Cell => sheet.cells[row]![rosterColumns.indexOf(name)]!

  test('holds 312 people of nine branches that stand in the sample world without a roster', () => {
    expect(sheet.people).toBe(312)
    expect(people).toHaveLength(313)
    expect(sheet.branches).toHaveLength(9)
    const empty = world.organisations.filter((one) => world.planted.rosterMissing.includes(one.key))
    expect(empty.map((one) => one.name)).toEqual(sheet.branches)
    expect(new Set(column('所在支部')).size).toBe(11)
  })

  test('has seven planted faults, each at its cell', () => {
    expect(sheet.faults.map((fault) => fault.kind).toSorted()).toEqual([
      'branch-nearly', 'branch-nearly', 'day-impossible', 'id-check-digit', 'id-destroyed', 'name-missing',
      'person-twice',
    ])
    const of = (kind: string) => sheet.faults.find((fault) => fault.kind === kind)!
    const idFault = (kind: string) => readIdNumber(at(of(kind).row, '公民身份号码'), { today })
    expect(idFault('id-check-digit')).toMatchObject({ ok: false, fault: 'id-check-digit' })
    expect(idFault('id-destroyed')).toMatchObject({ ok: false, fault: 'id-destroyed' })
    expect(readDay(at(of('day-impossible').row, '入党日期'), { today }).ok).toBe(false)
    expect(at(of('name-missing').row, '姓名')).toBe('')
    const bodies = world.organisations.filter((one) => lineOf(one.kind) === 'party')
    const index = new NameIndex(bodies.map(({ key: id, name }) => ({ id, name })))
    for (const fault of sheet.faults.filter((one) => one.kind === 'branch-nearly')) {
      // Near enough for a proposal, not so near that it is taken over without a question.
      const found = index.find(String(at(fault.row, '所在支部')))
      expect([found.match, found.proposals[0]?.name]).toEqual([null, fault.right])
    }
    const twice = String(at(of('person-twice').row, '公民身份号码')).trim().toUpperCase()
    expect(column('公民身份号码').filter((cell) => String(cell).trim().toUpperCase() === twice)).toHaveLength(2)
  })

  test('has no fault that is not planted: every other cell can be read', () => {
    const planted = new Set(sheet.faults.map((fault) => `${fault.row} ${fault.column}`))
    const readers: Partial<Record<Column, (cell: Cell) => { ok: boolean }>> = {
      姓名: readName, 性别: readSex, 民族: readNation, 学历: readEducation, 联系电话: readPhone,
      公民身份号码: (cell) => readIdNumber(cell, { today }), 出生日期: (cell) => readDay(cell, { today }),
      入党日期: (cell) => readDay(cell, { today }), 转正日期: (cell) => (cell === '' ? { ok: true } : readDay(cell, { today })),
      所在支部: (cell) => ({ ok: sheet.branches.includes(String(cell)) }),
    }
    const wrong = people.flatMap((_, i) => rosterColumns.flatMap((name) => {
      const row = sheet.header + 1 + i
      const cell = at(row, name)
      return planted.has(`${row} ${name}`) || (readers[name]?.(cell).ok ?? true) ? [] : [[row, name, cell]]
    }))
    expect(wrong).toEqual([])
    const ids = column('公民身份号码').map((cell) => String(cell).trim().toUpperCase())
    expect(new Set(ids).size).toBe(ids.length - 1)
  })

  test('carries birthday and sex that agree with the ID number', () => {
    let agreeing = 0
    for (const row of people) {
      const id = readIdNumber(row[2]!, { today })
      if (!id.ok) continue
      expect([row[1], readDay(row[4]!, { today })]).toEqual([id.value.sex, expect.objectContaining({ value: id.value.born })])
      agreeing++
    }
    expect(agreeing).toBe(people.length - 2)
  })

  test('writes days in several ways, serial numbers among them', () => {
    const days = column('入党日期').filter((cell) => cell !== '')
    const ways = [/^\d{4}\.\d{2}\.\d{2}$/, /^\d{4}年\d{1,2}月\d{1,2}日$/, /^\d{8}$/, /^\d{4}\/\d/, /^\d{5}$/, /^２|^１/]
    for (const way of ways) {
      expect(days.some((cell) => way.test(String(cell))), String(way)).toBe(true)
    }
  })

  test('shares no ID number and no telephone with the sample world', () => {
    const held = new Set(world.persons.flatMap((one) => [one.idNumber, one.phone ?? '', one.guardian?.phone ?? '']))
    const given = people.flatMap((row) => [String(row[2]), String(row[11])])
    expect(given.filter((value) => held.has(value.trim().toUpperCase()))).toEqual([])
  })
})
