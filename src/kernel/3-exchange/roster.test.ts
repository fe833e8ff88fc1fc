import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { placesOf, readRow, type RowReading } from '#exchange/columns.ts'
import { guessHeader } from '#exchange/guess/guess.ts'
import { NameIndex } from '#exchange/guess/nearest.ts'
import { skipper } from '#exchange/guess/skip.ts'
import type { SheetRow } from '#exchange/read/cell.ts'
import { readInWorker } from '#exchange/read/in-worker.ts'
import type { IdNumber } from '#exchange/values/id-number.ts'
import { messyRoster, type Planted, type Roster, type RosterFormat } from '../../../test/make-sheets.ts'
import { roster as kind } from '../../../test/roster-columns.ts'

/** The whole way of a file, from bytes to values: what the import does before anybody is asked. */
let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roster-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const branches = ['中共永宁街道幸福社区第一支部委员会', '中共永宁街道幸福社区第二支部委员会', '中共永宁机械有限公司第一支部委员会', '中共永宁街道机关支部委员会']

async function worked(roster: Roster) {
  const path = join(folder, roster.fileName)
  await writeFile(path, roster.bytes)
  const rows: SheetRow[] = []
  for await (const batch of readInWorker(path, { name: roster.fileName })) rows.push(...batch)
  const guess = guessHeader(rows, kind.columns)
  const reasonOf = skipper(guess)
  const skipped: { row: number; reason: string }[] = []
  const read = new Map<number, RowReading>()
  for (const row of rows) {
    const reason = reasonOf(row)
    if (reason === null) read.set(row.row, readRow(kind, guess.mapping, row.cells, { today: '2026-11-23' }))
    else if (reason !== 'above-header') skipped.push({ row: row.row, reason })
  }
  return { rows, guess, skipped, read }
}

const codeOf: Partial<Record<Planted['what'], string>> = { 'missing-name': 'missing' }
const unseen = new Set<Planted['what']>(['id-double', 'branch-near'])

describe.each<RosterFormat>(['xlsx', 'xls', 'csv', 'csv-gbk'])('a messy roster as %s', (format) => {
  const options = { rows: 620, branches, format }

  test('is understood: header, columns, rows that are none, and every person', async () => {
    const roster = await messyRoster(options)
    const { rows, guess, skipped, read } = await worked(roster)
    expect(new Set(rows.map(({ sheet }) => sheet))).toEqual(new Set([roster.sheet]))
    expect(guess).toMatchObject({ headerRow: roster.headerRow, dataFrom: roster.dataFrom, missing: [] })
    expect(Object.values(guess.mapping).sort()).toEqual(
      kind.columns.map(({ field }) => field).filter((field) => field !== 'confirmed').sort())
    expect(guess.confidence).toBeGreaterThanOrEqual(0.8)
    expect(skipped).toEqual(roster.skipped)
    expect([...read.keys()]).toEqual(roster.people.map(({ row }) => row))
    const wrong = new Set(roster.planted.map(({ row, column }) => `${row}:${column}`))
    const places = placesOf(guess.mapping)
    for (const person of roster.people) {
      const { values } = read.get(person.row)!
      const { row, name, sex, nation, education, category, joined, phone, born, idNumber: number } = person
      const idNumber: IdNumber = { number, sex, born }
      const month = `${born.slice(0, 7)}-01`
      const expected = { name, sex, nation, education, category, joined, phone, idNumber, born: month }
      for (const [field, value] of Object.entries(expected)) {
        if (!wrong.has(`${row}:${places.get(field)}`)) expect(values[field], `row ${row} ${field}`).toEqual(value)
      }
    }
  }, 20_000)

  test('shows exactly the planted faults, each at its cell, with the right proposals', async () => {
    const roster = await messyRoster(options)
    const { read } = await worked(roster)
    const found = [...read].flatMap(([row, { faults }]) => faults.map((fault) => ({ row, ...fault })))
    const expected = roster.planted.filter(({ what }) => !unseen.has(what))
    expect(found.map(({ row, column, fault }) => ({ row, column, fault }))).toEqual(
      expected.map(({ row, column, what }) => ({ row, column, fault: codeOf[what] ?? what })))
    for (const { proposal, row } of found) {
      if (proposal) expect(proposal).toBe(expected.find((one) => one.row === row)?.meant)
    }
    expect(found.filter(({ proposal }) => proposal !== undefined).length).toBeGreaterThanOrEqual(5)
  }, 20_000)

  test('places everybody in a branch but the one whose branch is misspelt', async () => {
    const roster = await messyRoster(options)
    const { read } = await worked(roster)
    const index = new NameIndex(branches.map((name) => ({ id: name, name })))
    const near = roster.planted.find(({ what }) => what === 'branch-near')!
    for (const { row, branch } of roster.people) {
      const text = read.get(row)!.values['branch'] as string
      const found = index.find(text)
      if (row === near.row) expect([found.match, found.proposals[0]?.id]).toEqual([null, near.meant])
      else expect(found.match, text).toBe(branch)
    }
  }, 20_000)
})

test('a roster without planted faults has none', async () => {
  const { read } = await worked(await messyRoster({ rows: 300, branches, faults: false }))
  expect([...read.values()].flatMap(({ faults }) => faults)).toEqual([])
})

test('100,000 rows are read within 512 MiB, each value understood', async () => {
  const roster = await messyRoster({ rows: 100_000, branches })
  const path = join(folder, 'big.xlsx')
  await writeFile(path, roster.bytes)
  let began = performance.now()
  let rows = 0
  let peak = 0
  for await (const batch of readInWorker(path, { onDone: ({ peakBytes }) => (peak = peakBytes) })) rows += batch.length
  const reading = performance.now() - began
  began = performance.now()
  const { read } = await worked(roster)
  const working = performance.now() - began
  const [size, seconds, all] = [roster.bytes.length / 2 ** 20, reading / 1000, working / 1000].map((n) => n.toFixed(1))
  console.log(`100,000 rows, ${size} MB: read in ${seconds} s, worker's peak ${Math.round(peak / 2 ** 20)} MiB; `
    + `read and understood in ${all} s`)
  expect(read.size).toBe(100_000)
  expect(rows).toBeGreaterThan(100_000)
  expect(peak).toBeLessThan(512 * 2 ** 20)
}, 120_000)
