import { sql } from 'kysely'
import type { Db } from '#base/sql.ts'
import type { Breath } from '#exchange/breath.ts'
import { Doubles } from '#exchange/check/doubles.ts'
import { doubleFault, judgeRow, markDouble, type Checking, type JudgedRow, type RawRow } from '#exchange/check/judging.ts'
import { placeOf } from '#exchange/check/places.ts'
import type { RowToMatch } from '#exchange/kind.ts'
import { savePlaces } from '#exchange/store/places.ts'
import { rowsWhere, saveRows, subjectsTaken, type Row } from '#exchange/store/rows.ts'

/** Which held thing each earlier row of the batch speaks about. */
export type Subjects = Map<number, { row: number; sheet: number }>

/** Compares the rows without fault with what is held; a second row about one held thing is a double. */
export async function matchRows(tx: Db, checking: Checking, rows: readonly JudgedRow[], subjects: Subjects): Promise<void> {
  const sound = rows.filter((row) => row.verdict !== 'skip' && row.body.faults.length === 0)
  if (sound.length === 0) return
  const matches = await checking.judge.match(tx, sound.map((row) => toMatch(checking, row)))
  for (const [i, row] of sound.entries()) {
    const { verdict, subject, version, differences, faults } = matches[i]!
    const earlier = subject === null ? undefined : subjects.get(subject)
    const field = row.identity?.field ?? checking.kind.columns[0]!.field
    row.body.faults = earlier ? [doubleFault(checking, field, earlier, row.sheet)] : faults
    row.body.differences = differences
    row.verdict = row.body.faults.length > 0 ? 'fault' : verdict
    row.decision = verdict === 'conflict' ? row.decision : null
    if (row.verdict === 'fault') continue
    Object.assign(row, { subject, version })
    if (subject !== null) subjects.set(subject, { row: row.row, sheet: row.sheet })
  }
}

export function toMatch({ places }: Checking, row: Row): RowToMatch {
  const place = row.place === null ? undefined : places.byNo(row.place)
  return { values: row.body.values, place: place ? placeOf(place) : null }
}

/** A stored row as it came in, for judging it again. */
const rawOf = ({ seq, sheet, row, body, skip, decision, touched }: Row): RawRow => ({
  seq, sheet, row, cells: body.cells, skip, decision, touched, ...(body.typed && { typed: body.typed }),
})

/**
 * Judges stored rows again after an edit, and with them every row that shares a number or a name: it may have been a
 * double of one of them, or have become one.
 */
export async function judgeAgain(tx: Db, checking: Checking, edited: readonly Row[], breath: Breath): Promise<Row[]> {
  const rows = edited.map((row) => judgeRow(checking, rawOf(row)))
  const around = await neighbours(tx, checking, [...edited, ...rows])
  const all = [...rows, ...around.map((row) => judgeRow(checking, rawOf(row)))]
  const context = (await neighbours(tx, checking, all)).map((row) => judgeRow(checking, rawOf(row)))
  const doubles = new Doubles((one, other) => checking.judge.isSame(one, other))
  const judged = new Set(all)
  for (const row of [...all, ...context].sort((a, b) => a.seq - b.seq)) {
    if (judged.has(row)) markDouble(checking, doubles, row)
    else if (row.identity) doubles.see(row.identity, row.row, row.sheet)
    if (breath.due) await breath.take()
  }
  all.sort((a, b) => a.seq - b.seq)
  await matchRows(tx, checking, all, await subjectsTaken(tx, checking.batch, all.map((row) => row.seq)))
  await savePlaces(tx, checking.batch, checking.places.takeFresh())
  await saveRows(tx, checking.world.keys, checking.batch, all)
  return rows
}

/** Rows outside the given ones that share a hash with any of them. */
async function neighbours(tx: Db, { world, batch }: Checking, rows: readonly Row[]): Promise<Row[]> {
  const strong = rows.flatMap((row) => row.strong ?? [])
  const alike = rows.flatMap((row) => row.alike ?? [])
  const shares = sql`(strong = any(${strong}::bigint[]) or alike = any(${alike}::bigint[])) and seq <> all(${rows.map((row) => row.seq)}::int[])`
  return rowsWhere(tx, world.keys, batch, [shares, sql`verdict <> 'skip'`], 20_000)
}
