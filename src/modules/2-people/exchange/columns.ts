import type { Cell } from '#exchange/read/cell.ts'
import type { Column } from '#exchange/columns.ts'
import { readChoice, readYesNo } from '#exchange/values/choice.ts'
import { readDay } from '#exchange/values/day.ts'
import { readIdNumber } from '#exchange/values/id-number.ts'
import { readName, readText } from '#exchange/values/name.ts'
import { bad, good, type Parsed } from '#exchange/values/parsed.ts'
import { readPhone } from '#exchange/values/phone.ts'
import { tidy } from '#exchange/values/plain.ts'
import { educations, nations, readEducation, readNation, readSex } from '#exchange/values/tables.ts'
import { statusCodes, statusWords } from '#people/statuses.ts'

/** The lines whose bodies have members by name */
export type RosterLine = 'party' | 'league' | 'union' | 'pioneers'

export type Field =
  | 'name' | 'sex' | 'idNumber' | 'nation' | 'born' | 'education' | 'status' | 'place' | 'joinedOn' | 'fullOn' | 'job' | 'phone' | 'address'
  | 'standing' | 'lost' | 'floating' | 'category' | 'lostSince' | 'floatingSince' | 'floatingTo' | 'posts' | 'guardian' | 'guardianPhone'

const past = (cell: Cell, { today }: { today: string }) => readDay(cell, { today, past: true })

const joined: Record<RosterLine, [string, ...string[]]> = {
  party: ['入党日期', '入党时间', '加入党组织日期', '加入中共组织的时间', '入党年月'],
  league: ['入团日期', '入团时间', '入团年月', '加入共青团时间'],
  union: ['入会日期', '入会时间', '加入工会时间'],
  pioneers: ['入队日期', '入队时间'],
}
const places: Record<RosterLine, readonly string[]> = {
  party: ['所在党支部', '党支部', '所在党组织', '所属党支部', '所属党组织', '党组织名称', '党支部名称'],
  league: ['所在团支部', '团支部', '所在团组织', '所属团支部', '团组织名称', '团支部名称'],
  union: ['所在工会', '所属工会', '工会名称', '分工会', '基层工会'],
  pioneers: ['所在中队', '中队', '所属中队', '中队名称'],
}
const statusSynonyms: Record<string, readonly string[]> = {
  正式党员: ['正式', '党员', '中共党员'],
  预备党员: ['预备', '中共预备党员'],
  入党申请人: ['申请人', '申请入党人员'],
  入党积极分子: ['积极分子'],
  发展对象: ['党员发展对象'],
  团员: ['共青团员', '正式团员'],
  保留团籍: ['保留团籍的党员', '保留团籍党员'],
  团的发展对象: ['发展对象', '团员发展对象'],
  入团申请人: ['申请人'],
  入团积极分子: ['积极分子'],
  工会会员: ['会员'],
  少先队员: ['队员'],
}

/** 人员类别 is the status where it names one; 在职教师, 退休 … say what somebody does and go to 人员身份. */
function readStatus(line: RosterLine): Column['read'] {
  const words = statusCodes(line).map((code) => statusWords(line, code))
  const choose = readChoice(Object.fromEntries(words.map((one) => [one, statusSynonyms[one] ?? []])))
  return (cell) => {
    const chosen = choose(cell)
    if (chosen.ok || chosen.proposal !== undefined) return chosen
    const text = tidy(cell)
    if (/党员|团员|会员|队员|积极分子|发展对象|申请/.test(text)) return bad('choice-unknown')
    return text.length > 30 ? bad('too-long') : good(text)
  }
}

const readStanding = readChoice({ 正常: ['是', '在册', '正常党籍', '有'], 停止: ['停止党籍', '已停止', '停'] })

/** 是, 否, or the day since when */
function readSince(yes: RegExp, no: RegExp) {
  return (cell: Cell, context: { today: string }): Parsed<boolean | string> => {
    const text = tidy(cell)
    if (yes.test(text)) return good(true)
    if (no.test(text)) return good(false)
    const plain = readYesNo(cell)
    return plain.ok ? plain : past(cell, context)
  }
}

/** 书记、组织委员: which posts they are is known when the organisation is. */
function readPosts(cell: Cell): Parsed<string> {
  const words = tidy(cell).split(/[、,，;；/\s]+|兼/).filter((word) => word !== '')
  const text = words.join('、')
  return text.length > 60 ? bad('too-long') : good(text)
}

/** The official member fields and everything an export writes, so that it goes in again. */
export function columnsOf(line: RosterLine): Column<Field>[] {
  const own = line === 'party'
  return [
    { field: 'name', words: '姓名', synonyms: ['党员姓名', '团员姓名', '会员姓名', '队员姓名', '名字', '学生姓名'], required: true, look: 'name', read: readName, help: '证件上的姓名', example: '李明', width: 10 },
    { field: 'sex', words: '性别', synonyms: ['男/女'], look: 'sex', read: readSex, help: '男或女；有公民身份号码的可以不填', choices: ['男', '女'], width: 6 },
    {
      field: 'idNumber', words: '公民身份号码', synonyms: ['身份证号', '身份证号码', '身份证', '证件号码', '居民身份证号', '居民身份证号码'],
      sensitive: true, asText: true, look: 'id-number', read: readIdNumber, help: '18 位，这一列要设为文本格式', width: 21,
    },
    { field: 'nation', words: '民族', synonyms: ['族别'], look: 'nation', read: readNation, help: '如汉族、回族', choices: nations, width: 8 },
    { field: 'born', words: '出生日期', synonyms: ['出生年月', '出生年月日', '生日', '出生时间'], look: 'day', read: past, help: '写成 1985.07.01', example: '1985.07.01', width: 12 },
    { field: 'education', words: '学历', synonyms: ['文化程度', '最高学历', '文化水平', '学历情况'], look: 'education', read: readEducation, help: '如大学本科', choices: educations, width: 10 },
    {
      field: 'status', words: '人员类别', synonyms: ['党员类别', '类别', '团员类别', '会员类别', '政治面貌类别', '身份类别'], read: readStatus(line),
      help: '如' + statusCodes(line).slice(-2).map((code) => statusWords(line, code)).join('、'), choices: statusCodes(line).map((code) => statusWords(line, code)), width: 12,
    },
    {
      field: 'place', words: '所在支部', synonyms: [...places[line], '所在组织', '支部名称', '所属支部', '所属组织', '组织名称', '支部'],
      look: 'organisation', read: readText(100), help: '组织的全称', width: 30,
    },
    { field: 'joinedOn', words: joined[line][0], synonyms: joined[line].slice(1), look: 'day', read: past, help: '写成 2012.07.01；只知道月份的写 2012.07', example: '2012.07.01', width: 12 },
    ...(own ? [{ field: 'fullOn' as const, words: '转正日期', synonyms: ['转正时间', '转为正式党员日期', '转为正式党员时间', '转为正式日期', '转为正式时间', '转正年月'], look: 'day' as const, read: past, help: '转为正式党员的日期', width: 12 }] : []),
    { field: 'job', words: '工作岗位', synonyms: ['岗位', '工作单位及职务', '单位职务', '工作单位', '职业'], read: readText(60), help: '在单位里做什么', width: 16 },
    { field: 'phone', words: '联系电话', synonyms: ['手机', '手机号', '手机号码', '电话', '联系方式', '移动电话', '电话号码'], sensitive: true, asText: true, look: 'phone', read: readPhone, help: '手机 11 位；座机写 区号-号码', width: 14 },
    { field: 'address', words: '家庭住址', synonyms: ['住址', '现居住地', '地址', '家庭地址', '现住址'], sensitive: true, read: readText(200), help: '现在的住址', width: 30 },
    ...(own ? [{ field: 'standing' as const, words: '党籍状态', synonyms: ['党籍情况'], read: readStanding, help: '正常或停止', choices: ['正常', '停止'], width: 10 }] : []),
    { field: 'lost', words: '失联情况', synonyms: ['是否为失联党员', '是否失联', '失联'], read: readSince(/^失联$|^已失联$/, /^正常$|^未失联$/), help: '是或否', choices: ['是', '否'], width: 8 },
    { field: 'lostSince', words: '失联日期', synonyms: ['失联时间', '失去联系日期'], read: past, help: '从哪天起失去联系', width: 12 },
    { field: 'floating', words: '是否为流动党员', synonyms: ['是否流动', '是否流动党员', '流动情况', '是否为流动团员', '流动'], read: readSince(/^流动$|^外出$/, /^非流动$|^未流动$|^在家$/), help: '是或否', choices: ['是', '否'], width: 8 },
    { field: 'floatingSince', words: '外出流动日期', synonyms: ['外出日期', '流动日期', '外出时间'], read: past, help: '从哪天起外出', width: 12 },
    { field: 'floatingTo', words: '流动去向', synonyms: ['外出流向', '外出去向', '外出地点', '流动（外出）去向', '流入地', '外出地'], read: readText(100), help: '去了哪里', width: 20 },
    { field: 'posts', words: '职务', synonyms: ['党内职务', '团内职务', '工会职务', '队内职务', '支部职务', '组织职务'], read: readPosts, help: '在所在组织担任的职务，几个用顿号隔开', width: 16 },
    { field: 'category', words: '人员身份', synonyms: ['身份', '人员性质', '从业身份'], read: readText(30), help: '如在职教师、退休职工', width: 12 },
    { field: 'guardian', words: '监护人', synonyms: ['监护人姓名', '家长', '家长姓名'], read: readName, help: '不满 14 周岁的必须填', width: 10 },
    { field: 'guardianPhone', words: '监护人电话', synonyms: ['监护人联系电话', '家长电话', '监护人手机'], sensitive: true, asText: true, read: readPhone, help: '监护人的手机', width: 14 },
  ]
}
