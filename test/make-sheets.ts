import { utils, write as writeXls } from '@e965/xlsx'
import { writeXlsx } from 'hucre/xlsx'
import { dayOf, type Day } from '#base/day.ts'
import { seeded, type Seeded } from '#base/seeded.ts'
import { checkCharacter } from '#exchange/values/id-number.ts'

/*
 * Rosters as offices really have them, for tests. Every name is invented; ID numbers begin with 99, a region that has
 * never been given out, so that none of them can be anybody's.
 */

export type RosterFormat = 'xlsx' | 'xls' | 'csv' | 'csv-gbk'

export interface RosterOptions {
  /** people, the planted double included; from 20 on all faults are planted */
  rows: number
  /** full names of the organisations as the tree has them */
  branches: readonly string[]
  format?: RosterFormat
  seed?: string
  /** false: only mess that repairs itself, nothing that a person must decide */
  faults?: boolean
}

export interface Planted {
  what:
    | 'id-destroyed' | 'id-check-digit' | 'id-double' | 'day-two-digit-year' | 'day-impossible'
    | 'phone-length' | 'phone-several' | 'choice-unknown' | 'missing-name' | 'branch-near' | 'name-digits'
  /** row number as the spreadsheet shows it */
  row: number
  /** column index from 0 */
  column: number
  header: string
  /** what belongs there */
  meant: string
}

export interface RosterPerson {
  row: number
  name: string
  idNumber: string
  sex: '男' | '女'
  born: Day
  nation: string
  education: string
  category: string
  branch: string
  joined: Day
  phone: string
}

export interface Roster {
  bytes: Buffer
  /** with its extension */
  fileName: string
  sheet: string
  headerRow: number
  dataFrom: number
  /** what is right, in the order of the rows */
  people: RosterPerson[]
  planted: Planted[]
  skipped: { row: number; reason: 'repeated-header' | 'total' | 'remark' }[]
}

type Value = string | number | Date | null

const GROUPS: readonly (readonly [string, readonly string[]])[] = [
  ['序号', ['序号']],
  ['基本情况', ['姓\n名*', '性 别', '公民身份号码', '民族', '出生年月', '学历']],
  ['党内情况', ['人员类别', '所在党支部', '入党时间']],
  ['联系方式', ['联系电话（手机）', '家庭住址']],
  ['备注', ['备注']],
]
export const rosterHeaders = GROUPS.flatMap(([, headers]) => headers)
const AT = { name: 1, id: 3, nation: 4, born: 5, branch: 8, joined: 9, phone: 10 } as const
const DATA_FROM = 5

const SURNAMES = [...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗']
const GIVEN = [...'安平宁和清正明远志诚文斌晓雨春秋雪松竹梅兰海川']

/** An ID number that nobody has. */
export function testIdNumber(born: Day, sequence: number): string {
  const digits = `990101${born.replaceAll('-', '')}${String(sequence % 1000).padStart(3, '0')}`
  return digits + checkCharacter(digits)
}

/** Builds the file and says what was planted in it. */
export async function messyRoster(options: RosterOptions): Promise<Roster> {
  const { rows, format = 'xlsx', faults = true } = options
  const chance = seeded(options.seed ?? 'roster')
  const people = Array.from({ length: rows }, (_, i) => personAt(i, rows, options.branches, chance))
  const lines = people.map((person, i) => messy(person, i, chance))
  const planted = faults && rows >= 20 ? plant(people, lines) : []
  const { table, merges, skipped } = laidOut(people, lines, format.startsWith('xls'))
  return {
    bytes: await encoded(table, merges, format),
    fileName: `党员花名册.${format.replace('-gbk', '')}`,
    sheet: format.startsWith('csv') ? '党员花名册' : '党员',
    headerRow: 4,
    dataFrom: DATA_FROM,
    people,
    planted: planted.map((fault) => ({ ...fault, row: people[fault.row]!.row })),
    skipped,
  }
}

function personAt(i: number, rows: number, branches: readonly string[], chance: Seeded): RosterPerson {
  const born = dayOf(chance.whole(1950, 2003), chance.whole(1, 12), chance.whole(1, 28))!
  const idNumber = testIdNumber(born, i)
  return {
    row: 0,
    name: chance.pick(SURNAMES) + chance.pick(GIVEN) + (chance.chance(0.7) ? chance.pick(GIVEN) : ''),
    idNumber,
    sex: Number(idNumber[16]) % 2 === 1 ? '男' : '女',
    born,
    nation: chance.chance(0.9) ? '汉族' : chance.pick(['回族', '满族', '壮族', '维吾尔族']),
    education: chance.pick(['大学本科', '大学专科', '硕士研究生', '普通高中', '中等专科']),
    category: chance.chance(0.9) ? '正式党员' : '预备党员',
    branch: branches[Math.floor((i * branches.length) / rows)]!,
    joined: dayOf(chance.whole(Number(born.slice(0, 4)) + 19, 2025), chance.whole(1, 12), chance.whole(1, 28))!,
    phone: `138${String(10_000_000 + ((i * 7919) % 89_999_999)).padStart(8, '0')}`,
  }
}

const wide = (text: string): string =>
  text.replace(/[0-9]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))

const spaced = (text: string, ...cuts: number[]): string =>
  [0, ...cuts].map((from, i) => text.slice(from, cuts[i])).join(' ')

/** The ways one and the same thing is written, row by row another; what only names a month loses its day. */
function messy(person: RosterPerson, i: number, chance: Seeded): Value[] {
  const { name, idNumber, born, joined, phone } = person
  const [year, month, date] = joined.split('-').map(Number) as [number, number, number]
  const days: Value[] = [
    `${year}.${month}.${date}`, `${year}年${month}月${date}日`, joined.replaceAll('-', ''), `${year}/${month}/${date}`,
    new Date(Date.UTC(year, month - 1, date)), wide(`${year}.${String(month).padStart(2, '0')}`),
  ]
  if (i % 6 === 5) person.joined = `${joined.slice(0, 7)}-01`
  return [
    i + 1,
    [...name].length === 2 && i % 3 === 0 ? `${name[0]}\u3000${name[1]}` : i % 7 === 0 ? ` ${name}\u200b` : name,
    i % 5 === 0 ? `${person.sex}性` : person.sex,
    [idNumber, wide(idNumber), idNumber.toLowerCase(), spaced(idNumber, 6, 14)][i % 4]!,
    i % 2 === 0 ? person.nation.slice(0, -1) : person.nation,
    i % 2 === 0 ? born.slice(0, 7).replace('-', '.') : born.slice(0, 7).replace('-', ''),
    ({ 大学本科: '本科', 大学专科: '大专', 硕士研究生: '硕士', 普通高中: '高中', 中等专科: '中专' } as Record<string, string>)[person.education]!,
    person.category,
    branchAs(person.branch, i),
    days[i % 6]!,
    [phone, spaced(phone, 3, 7), `+86${phone}`, Number(phone), wide(phone)][i % 5]!,
    `永宁街道幸福路${chance.whole(1, 200)}号`,
    null,
  ]
}

/** Written otherwise, but only one organisation can be meant. */
function branchAs(name: string, i: number): string {
  if (i % 3 === 1) return name.replace(/^中共/, '').replace(/支部委员会$/, '党支部')
  return i % 3 === 2 ? ` ${name.replace(/第([一二三四五六七八九])/, (_, n: string) => String('零一二三四五六七八九'.indexOf(n)))}` : name
}

/** `row` is still the index of the person here. */
function plant(people: RosterPerson[], lines: Value[][]): Planted[] {
  const planted: Planted[] = []
  const put = (what: Planted['what'], i: number, column: number, wrong: Value, meant: string): void => {
    lines[i]![column] = wrong
    planted.push({ what, row: i, column, header: rosterHeaders[column]!, meant })
  }
  const id = (i: number): string => people[i]!.idNumber
  put('id-destroyed', 2, AT.id, Math.floor(Number(id(2).slice(0, 17)) / 100) * 1000, id(2))
  put('id-check-digit', 4, AT.id, id(4).slice(0, 17) + (id(4)[17] === '1' ? '2' : '1'), id(4))
  put('day-two-digit-year', 6, AT.joined, people[6]!.joined.slice(2).replaceAll('-', '.'), people[6]!.joined)
  put('day-impossible', 8, AT.joined, '2019.02.30', '2019-02-28')
  put('phone-length', 10, AT.phone, people[10]!.phone.slice(0, 10), people[10]!.phone)
  put('phone-several', 11, AT.phone, `${people[11]!.phone}/13900000000`, people[11]!.phone)
  put('choice-unknown', 12, AT.nation, '汗族', people[12]!.nation)
  put('missing-name', 14, AT.name, null, people[14]!.name)
  put('name-digits', 15, AT.name, `${people[15]!.name}2`, people[15]!.name)
  put('branch-near', 16, AT.branch, nearly(people[16]!.branch), people[16]!.branch)
  lines[18] = [19, ...lines[17]!.slice(1)]
  people[18] = { ...people[17]! }
  planted.push({ what: 'id-double', row: 18, column: AT.id, header: rosterHeaders[AT.id]!, meant: id(17) })
  return planted
}

/** One character of the name's own is missing. */
const nearly = (name: string): string => name.slice(0, 3) + name.slice(4)

const FOOTERS = [
  ['合计', 'total'], ['注：本表由党支部填写，一式两份。', 'remark'], ['填表人：王安\u3000\u3000审核人：李宁', 'remark'],
] as const

interface Merge {
  startRow: number
  startCol: number
  endRow: number
  endCol: number
}

function laidOut(people: RosterPerson[], lines: Value[][], merging: boolean) {
  const width = rosterHeaders.length
  const merges: Merge[] = []
  const over = (row: number): void => void merges.push({ startRow: row, startCol: 0, endRow: row, endCol: width - 1 })
  const table: Value[][] = [['永宁街道党员花名册'], ['填报单位（盖章）：永宁街道          填报日期：2026年11月'], ...headerLines(2, merges)]
  over(0)
  over(1)
  const skipped: Roster['skipped'] = []
  for (const [i, line] of lines.entries()) {
    // a header on every printed page
    if (i > 0 && i % 500 === 0) {
      skipped.push({ row: table.length + 1, reason: 'repeated-header' })
      table.push([...rosterHeaders])
    }
    table.push(line)
    people[i]!.row = table.length
  }
  for (const [text, reason] of FOOTERS) {
    table.push(reason === 'total' ? [text, `${lines.length}人`] : [text])
    skipped.push({ row: table.length, reason })
    if (reason === 'remark') over(table.length - 1)
  }
  if (merging) mergeSecondBranch(people, table, merges)
  return { table, merges, skipped }
}

/** One branch is written once, over all its members. */
function mergeSecondBranch(people: readonly RosterPerson[], table: Value[][], merges: Merge[]): void {
  const second = people.find(({ branch }) => branch !== people[0]!.branch)?.branch
  const rows = people.filter(({ branch }) => branch === second).map(({ row }) => row)
  const unbroken = rows.length > 1 && rows.at(-1)! - rows[0]! === rows.length - 1
  if (!unbroken || people.findIndex(({ branch }) => branch === second) < 20) return
  for (const row of rows.slice(1)) table[row - 1]![AT.branch] = null
  merges.push({ startRow: rows[0]! - 1, startCol: AT.branch, endRow: rows.at(-1)! - 1, endCol: AT.branch })
}

function headerLines(from: number, merges: Merge[]): Value[][] {
  const upper: Value[] = []
  const lower: Value[] = []
  for (const [group, headers] of GROUPS) {
    const startCol = upper.length
    const single = headers.length === 1
    merges.push({ startRow: from, startCol, endRow: single ? from + 1 : from, endCol: startCol + headers.length - 1 })
    upper.push(group, ...headers.slice(1).map(() => null))
    lower.push(...(single ? [null] : headers))
  }
  return [upper, lower]
}

async function encoded(table: Value[][], merges: Merge[], format: RosterFormat): Promise<Buffer> {
  if (format === 'xlsx') return Buffer.from(await writeXlsx({ sheets: [{ name: '党员', rows: table, merges }] }))
  if (format === 'xls') return xlsOf(table, merges)
  // a sheet saved as .csv has lost its merges: of the header's groups only the first cell is filled
  const text = table.map((row) => row.map(csvField).join(',')).join('\r\n')
  return format === 'csv' ? Buffer.from(`\uFEFF${text}`) : toGbk(text)
}

function xlsOf(table: Value[][], merges: Merge[]): Buffer {
  const sheet = utils.aoa_to_sheet(table, { UTC: true })
  sheet['!merges'] = merges.map(({ startRow, startCol, endRow, endCol }) => ({
    s: { r: startRow, c: startCol },
    e: { r: endRow, c: endCol },
  }))
  const book = utils.book_new()
  utils.book_append_sheet(book, sheet, '党员')
  return writeXls(book, { type: 'buffer', bookType: 'biff8' }) as Buffer
}

const csvField = (value: Value): string => {
  const text = value instanceof Date ? value.toISOString().slice(0, 10).replace(/-0?/g, '/') : String(value ?? '')
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

let gbk: Map<string, number> | undefined

/** Node decodes GBK but does not encode it: the table is turned round once. */
export function toGbk(text: string): Buffer {
  gbk ??= gbkTable()
  const bytes: number[] = []
  for (const char of text) {
    const code = gbk.get(char)
    if (char.codePointAt(0)! < 0x80) bytes.push(char.charCodeAt(0))
    else if (code !== undefined) bytes.push(code >> 8, code & 0xff)
    else if (char !== '\u200b') throw new Error(`no GBK for ${char}`)
  }
  return Buffer.from(bytes)
}

function gbkTable(): Map<string, number> {
  const decoder = new TextDecoder('gbk')
  const table = new Map<string, number>()
  for (let high = 0x81; high <= 0xfe; high++) {
    for (let low = 0x40; low <= 0xfe; low++) {
      const char = decoder.decode(Uint8Array.of(high, low))
      if (char.length === 1 && char !== '\ufffd' && !table.has(char)) table.set(char, (high << 8) | low)
    }
  }
  return table
}
