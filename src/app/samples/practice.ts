import { daysBetween, type Day } from '#base/day.ts'
import { seeded, type Seeded } from '#base/seeded.ts'
import { cityWorksBranches } from '#app/samples/city-works.ts'
import { Draft } from '#app/samples/draft.ts'
import { practiceArea } from '#app/samples/identity.ts'
import { fillParty } from '#app/samples/staffing.ts'
import { rosterColumns, rosterOf, type RosterColumn, type RosterRow } from '#app/samples/rosters.ts'

/** A cell as a spreadsheet holds it: dates of the serial kind and long numbers come as numbers. */
export type Cell = string | number

export interface PracticeSheet {
  fileName: string
  sheetName: string
  /** title rows, the header row, then people: what a secretary really keeps */
  cells: Cell[][]
  /** index of the header row in `cells` */
  header: number
  people: number
  branches: readonly string[]
  faults: PracticeFault[]
}

export type FaultKind =
  | 'id-check-digit' | 'id-destroyed' | 'day-impossible' | 'branch-nearly' | 'person-twice' | 'name-missing'

export interface PracticeFault {
  kind: FaultKind
  /** index of the row in `cells` */
  row: number
  column: RosterColumn
  /** what is right, where it can be known */
  right: string | null
}

/**
 * „拿这份示例名册试一次“: 312 people in the nine branches of 同心城建集团 with seven faults. Everything else that looks odd (title
 * rows, five ways to write a date, blanks, full-width digits, headers by other names) a good import settles by itself.
 */
export function practiceRoster(today: Day): PracticeSheet {
  const rows = practiceRows(today)
  const people = rows.length
  // Moved to another branch years ago and never struck off the old one.
  rows.splice(twice, 0, { ...rows[original]!, 所在支部: rows[twice]!.所在支部 })
  const cells = rows.map((row, i) => untidy(row, seeded(`习惯${i}`)))
  const header = titleRows.length
  const faults: PracticeFault[] = []
  spoilCells(rows, (kind, index, column, right, wrong) => {
    if (wrong !== undefined) cells[index]![rosterColumns.indexOf(column)] = wrong
    faults.push({ kind, row: header + 1 + index, column, right })
  })
  return {
    fileName: '同心城建集团党员名册（示例）.xlsx',
    sheetName: '党员名册',
    cells: [...titleRows, [...headers], ...cells],
    header,
    people,
    branches: cityWorksBranches.map(([, name]) => name),
    faults,
  }
}

/** Places in the list of people, counted from 0. */
const original = 21
const twice = 290

type Spoil = (kind: FaultKind, index: number, column: RosterColumn, right: string | null, wrong?: Cell) => void

function spoilCells(rows: RosterRow[], spoil: Spoil): void {
  const id = (index: number) => rows[index]!.公民身份号码
  spoil('id-check-digit', 17, '公民身份号码', null, withWrongDigit(id(17)))
  // Kept as a number: a spreadsheet holds 15 digits, the last three are gone for good.
  spoil('id-destroyed', 64, '公民身份号码', null, Number(`${id(64).slice(0, 15)}000`))
  spoil('day-impossible', 103, '入党日期', null, '2009年2月30日')
  spoil('branch-nearly', 141, '所在支部', '市政养护公司党支部', '市政养护党支部')
  spoil('branch-nearly', 190, '所在支部', '水务公司党支部', '水物公司党支部')
  spoil('name-missing', 233, '姓名', null, '')
  spoil('person-twice', twice, '公民身份号码', null)
}

const titleRows: Cell[][] = [
  ['同心城市建设集团有限公司党员花名册'],
  ['填报单位：集团党委办公室（仅供练习，人员均为虚构）'],
]

/** Headers as offices write them; the official names are `rosterColumns`. */
const headers: readonly string[] = [
  '姓　名', '性别', '身份证号', '民族', '出生年月日', '文化程度', '党员类别', '所在党支部', '入党时间', '转正时间', '岗位', '手机号码', '住址',
]

/** The people exist nowhere else: the world has their branches without a roster. */
function practiceRows(today: Day): RosterRow[] {
  const draft = new Draft(today, '示例名册', { area: practiceArea, firstPhone: 50_000 })
  for (const [key, name, people] of cityWorksBranches) {
    draft.found({ key, kind: 'party.branch', name, founded: '2009-04-01', termStarted: null })
    const retired = key === 'works-party-retired'
    const probationary = retired ? 0 : 2
    fillParty(draft, key, { full: people - probationary, probationary }, () => ({
      category: retired ? '离退休人员' : '企业职工',
      ages: retired ? [61, 85] : [25, 59],
      job: retired ? '退休' : draft.seeded.pick(['工程师', '施工员', '技术员', '项目经理', '养护工', '管理员', '会计', '驾驶员']),
    }))
  }
  return cityWorksBranches.flatMap(([key]) => rosterOf(draft.world, key))
}

/** The row as it was typed by several hands over the years; nothing in it is wrong. */
function untidy(row: RosterRow, chance: Seeded): Cell[] {
  return rosterColumns.map((column): Cell => {
    const value = row[column]
    if (column.endsWith('日期')) return value === '' ? '' : typedDay(value, chance.whole(0, 9))
    if (column === '姓名' && [...value].length === 2 && chance.chance(0.3)) return [...value].join('　')
    if (column === '公民身份号码' && chance.chance(0.05)) return ` ${value.toLowerCase()} `
    if (column === '民族' && value === '汉族' && chance.chance(0.4)) return '汉'
    if (column === '学历' && chance.chance(0.5)) return habits[value] ?? value
    if (column === '联系电话' && chance.chance(0.05)) return fullWidth(value)
    return value
  })
}

/** What people write for the words of the standard. */
const habits: Record<string, string> = { 大学本科: '本科', 大学专科: '大专', 中等专科: '中专', 普通高中: '高中', 硕士研究生: '硕士' }

function typedDay(day: Day, way: number): Cell {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  if (way <= 2) return `${year}.${String(month).padStart(2, '0')}.${String(date).padStart(2, '0')}`
  if (way <= 4) return `${year}年${month}月${date}日`
  if (way === 5) return day.replaceAll('-', '')
  if (way === 6) return `${year}/${month}/${date}`
  // Days since 30 December 1899, as spreadsheets count them.
  if (way === 7) return daysBetween('1899-12-30', day)
  return way === 8 ? fullWidth(day) : day
}

const fullWidth = (text: string): string =>
  text.replace(/[0-9-]/g, (sign) => (sign === '-' ? '－' : String.fromCharCode(sign.charCodeAt(0) + 0xfee0)))

function withWrongDigit(id: string): string {
  return id.slice(0, 17) + (id[17] === '0' ? '1' : '0')
}
