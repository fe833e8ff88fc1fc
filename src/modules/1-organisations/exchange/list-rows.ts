import type { Day } from '#base/day.ts'
import type { Column, RowReading } from '#exchange/columns.ts'
import type { RowFault } from '#exchange/kind.ts'
import type { Cell } from '#exchange/read/cell.ts'
import { readDay } from '#exchange/values/day.ts'
import { readText } from '#exchange/values/name.ts'
import { bad, good, type Parsed } from '#exchange/values/parsed.ts'
import { tidy } from '#exchange/values/plain.ts'
import { kindOfName } from '#organisations/kind-of-name.ts'
import { kindCodes, kindOf, kinds, type Flag, type Flags, type KindCode, type Line } from '#organisations/kinds.ts'
import { isRegionCode } from '#organisations/rules/regions.ts'
import { flagWords, kindWords } from '#organisations/words.ts'

/** A list of organisations, one row each. */
export interface ListValues {
  name: string
  parent: string | null
  /** in words, as the page shows it */
  kind: string | null
  kindCode: KindCode | null
  flags: Flag[]
  founded: Day | null
  termStarted: Day | null
  code: string | null
  /** its own; without one its superior's holds */
  region: string | null
}

const past = (cell: Cell, { today }: { today: Day }) => readDay(cell, { today, past: true })

/** 党支部, 联合党支部, 学生团支部; also the official name of the kind alone */
function kindNamed(text: string): { kind: KindCode; flags: Flag[] } | null {
  let rest = text.replace(/[\s（）()]/g, '')
  const flags: Flag[] = []
  for (;;) {
    const whole = kindCodes.find((code) => kinds[code].words === rest) ?? kindCodes.find((code) => kinds[code].short === rest)
    if (whole) return { kind: whole, flags }
    const flag = (Object.keys(flagWords) as Flag[]).find((one) => !flags.includes(one) && rest.startsWith(flagWords[one]))
    if (!flag) return null
    flags.push(flag)
    rest = rest.slice(flagWords[flag].length)
  }
}

function readKind(cell: Cell): Parsed<string> {
  const named = kindNamed(tidy(cell))
  return named ? good(kindWords(named.kind, asFlags(named.flags))) : bad('choice-unknown')
}

const asFlags = (flags: Flag[]): Flags => Object.fromEntries(flags.map((flag) => [flag, true]))

/** A spreadsheet likes to make a number of it. */
const readRegion = (cell: Cell): Parsed<string> => readText(12)(typeof cell === 'number' ? String(cell) : cell)

export const listColumns: readonly Column[] = [
  { field: 'name', words: '组织名称', synonyms: ['党组织名称', '团组织名称', '工会名称', '名称', '组织全称', '支部名称'], required: true, look: 'organisation', read: readText(80), help: '组织的全称', width: 34 },
  { field: 'parent', words: '上级组织', synonyms: ['上级党组织', '上级团组织', '隶属组织', '隶属关系', '上级组织名称'], read: readText(80), help: '隶属的上级，可以是本表里的另一行；不填就是直属本级', width: 34 },
  { field: 'kind', words: '组织类别', synonyms: ['组织类型', '类别', '党组织类别', '党组织类型'], read: readKind, help: '如党支部、联合党支部；不填就按名称判断', choices: kindCodes.map((code) => kinds[code].words), width: 14 },
  { field: 'founded', words: '成立日期', synonyms: ['成立时间', '建立时间', '批准成立日期'], look: 'day', read: past, help: '写成 2012.07.01', width: 12 },
  { field: 'termStarted', words: '本届开始', synonyms: ['换届日期', '换届时间', '本届换届日期', '选举日期', '届满起算日期'], read: past, help: '最近一次换届的日期', width: 12 },
  { field: 'code', words: '组织代码', synonyms: ['党组织代码', '组织编码'], asText: true, read: readText(30), help: '上级系统里的代码', width: 16 },
  {
    field: 'region', words: '行政区划', synonyms: ['行政区划代码', '区划代码', '行政区划编码', '所在行政区划'], asText: true, read: readRegion,
    help: '6 位行政区划代码，如 370102；不填就随上级', width: 12,
  },
]

/** A row by itself: its kind is what the sheet says, or what the name says. */
export function judgeListRow(line: Line, { values }: RowReading): { values: ListValues; faults: RowFault[] } {
  const text = (field: string) => (typeof values[field] === 'string' && values[field] !== '' ? values[field] : null)
  const name = text('name') ?? ''
  const said = text('kind')
  const named = said === null ? null : kindNamed(said)
  const byName = kindOfName(name)
  const kindCode = named?.kind ?? (byName && kindOf(byName).line === line ? byName : null)
  const read: ListValues = {
    name, parent: text('parent'), kind: kindCode && kindWords(kindCode, asFlags(named?.flags ?? [])), kindCode, flags: named?.flags ?? [],
    founded: text('founded'), termStarted: text('termStarted'), code: text('code'), region: text('region'),
  }
  const faults: RowFault[] = []
  if (name !== '' && kindCode === null) faults.push({ field: 'kind', code: 'kind-missing' })
  if (kindCode !== null && kindOf(kindCode).line !== line) faults.push({ field: 'kind', code: 'kind-other-line' })
  if (read.region !== null && !isRegionCode(read.region)) faults.push({ field: 'region', code: 'organisations.region-wrong', facts: { code: read.region } })
  return { values: read, faults }
}

