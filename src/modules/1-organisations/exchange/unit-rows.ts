import type { Column, RowReading } from '#exchange/columns.ts'
import type { RowFault } from '#exchange/kind.ts'
import { readChoice } from '#exchange/values/choice.ts'
import { readText } from '#exchange/values/name.ts'
import { readUnitCode } from '#exchange/values/unit-code.ts'
import { readWhole } from '#exchange/values/whole.ts'
import { fitsUnitKind, sectorCodes, sectors, unitKindCodes, unitKinds, type Sector, type UnitKind } from '#organisations/unit-kinds.ts'

/** A list of units, one row each; kind and sector in words. */
export interface UnitValues {
  name: string
  code: string | null
  kind: string | null
  sector: string | null
  staff: number | null
  young: number | null
  migrant: number | null
  fullMembers: number | null
  leagueMembers: number | null
  women: number | null
}

const byWords = <T extends string>(codes: readonly T[], words: (code: T) => string, more: Record<string, readonly string[]>) =>
  readChoice(Object.fromEntries(codes.map((code) => [words(code), more[words(code)] ?? []])))

const readKind = byWords(unitKindCodes, (code) => unitKinds[code].words, {
  企业: [
    '公司', '有限公司', '工厂', '有限责任公司', '股份有限公司', '有限责任公司（自然人投资或控股）', '有限责任公司（自然人独资）', '有限责任公司（法人独资）',
    '股份有限公司（非上市）', '个人独资企业', '合伙企业', '普通合伙企业', '有限合伙企业', '全民所有制', '集体所有制', '内资企业', '外商投资企业', '私营企业',
  ], 机关: ['党政机关', '行政机关'], 社会组织: ['社会团体', '民办非企业单位', '民办非企业', '社会服务机构', '基金会', '行业协会', '商会'],
  个体工商户: ['个体户', '个体'], '园区、楼宇、市场、工地': ['园区', '楼宇', '市场', '工地', '商圈'],
})
const readSector = byWords(sectorCodes, (code) => sectors[code].words, {
  非公有制经济组织: ['非公', '非公企业', '民营企业', '私营企业', '民企'], 国有企业: ['国企', '国有', '国有控股'], '中小学、幼儿园': ['中小学', '幼儿园', '中学', '小学'],
  高等学校: ['高校', '大学', '学院'], 行政村: ['村'], 公立医院: ['医院'], 机关: ['党政机关'],
})
const readCount = readWhole(0, 10_000_000)

export const unitColumns: readonly Column[] = [
  { field: 'name', words: '单位名称', synonyms: ['企业名称', '单位', '公司名称', '单位全称', '企业（机构）名称', '机构名称', '社会组织名称', '市场主体名称', '名称', '字号名称'], required: true, read: readText(100), help: '证照上的全称', width: 34 },
  { field: 'code', words: '统一社会信用代码', synonyms: ['信用代码', '社会信用代码', '机构代码', '统一代码', '统一社会信用代码/注册号', '注册号/统一社会信用代码'], look: 'unit-code', asText: true, read: readUnitCode, help: '18 位；没有的留空', width: 22 },
  { field: 'kind', words: '单位类型', synonyms: ['单位性质', '单位类别', '类型', '企业类型', '市场主体类型', '主体类型', '企业（机构）类型', '社会组织类型', '登记类型'], read: readKind, help: '如企业、学校、社会组织', choices: unitKindCodes.map((code) => unitKinds[code].words), width: 14 },
  { field: 'sector', words: '行业领域', synonyms: ['领域', '所属领域', '经济类型', '所有制'], read: readSector, help: '如非公有制经济组织、国有企业', choices: sectorCodes.map((code) => sectors[code].words), width: 18 },
  { field: 'staff', words: '职工数', synonyms: ['职工人数', '从业人数', '从业人员数', '从业人员', '期末从业人数', '年末从业人员数', '员工人数', '员工数', '在职职工数', '用工人数', '专职工作人员数'], read: readCount, help: '整数', width: 8 },
  { field: 'young', words: '青年数', synonyms: ['35岁以下人数', '青年人数', '35周岁以下'], read: readCount, help: '整数', width: 8 },
  { field: 'migrant', words: '农民工数', synonyms: ['农民工人数', '农民工'], read: readCount, help: '整数', width: 8 },
  { field: 'fullMembers', words: '正式党员数', synonyms: ['正式党员人数', '正式党员', '其中：正式党员'], read: readCount, help: '在这里工作的正式党员，不论组织关系在哪里；不掌握的留空', width: 10 },
  { field: 'leagueMembers', words: '团员数', synonyms: ['团员人数', '团员', '共青团员数', '团员总数'], read: readCount, help: '在这里工作的团员；不掌握的留空', width: 8 },
  { field: 'women', words: '女职工数', synonyms: ['女职工人数', '女职工', '女性从业人数', '女员工数', '其中：女性', '女性人数'], read: readCount, help: '整数', width: 8 },
]

export const kindOfWords = (words: string): UnitKind => unitKindCodes.find((code) => unitKinds[code].words === words)!
export const sectorOfWords = (words: string): Sector => sectorCodes.find((code) => sectors[code].words === words)!

/** The kind may be told by the sector alone, and the other way round, where only one fits. */
export function judgeUnitRow({ values }: RowReading): { values: UnitValues; faults: RowFault[] } {
  const text = (field: string) => (typeof values[field] === 'string' && values[field] !== '' ? values[field] : null)
  const count = (field: string) => (typeof values[field] === 'number' ? values[field] : null)
  const read: UnitValues = {
    name: text('name') ?? '', code: text('code'), kind: text('kind'), sector: text('sector'), staff: count('staff'), young: count('young'),
    migrant: count('migrant'), fullMembers: count('fullMembers'), leagueMembers: count('leagueMembers'), women: count('women'),
  }
  const faults: RowFault[] = []
  read.kind ??= read.code && kindOfCode(read.code)
  read.sector ??= read.kind && onlySector(kindOfWords(read.kind))
  read.kind ??= read.sector && onlyKind(sectorOfWords(read.sector))
  if (read.kind && read.sector && !fitsUnitKind(kindOfWords(read.kind), sectorOfWords(read.sector))) faults.push({ field: 'sector', code: 'sector-not-fitting' })
  // members of a village or a market are not its staff
  const ofStaff = ['young', 'migrant', 'women'] as const
  for (const field of ofStaff) if (read.staff !== null && (read[field] ?? 0) > read.staff) faults.push({ field, code: 'more-than-staff' })
  return { values: read, faults }
}

/** The first two signs of a credit code tell who registered the unit, and as what. */
const registered: Partial<Record<string, UnitKind>> = {
  11: 'agency', 12: 'institution', 51: 'association', 52: 'association', 53: 'association', 91: 'enterprise', 92: 'sole-trader', 93: 'cooperative',
}
function kindOfCode(code: string): string | null {
  const kind = registered[code.slice(0, 2)]
  return kind ? unitKinds[kind].words : null
}

function onlySector(kind: UnitKind): string | null {
  const fitting = unitKinds[kind].sectors
  return fitting.length === 1 ? sectors[fitting[0]].words : null
}

function onlyKind(sector: Sector): string | null {
  const fitting = unitKindCodes.filter((kind) => fitsUnitKind(kind, sector))
  return fitting.length === 1 ? unitKinds[fitting[0]!].words : null
}
