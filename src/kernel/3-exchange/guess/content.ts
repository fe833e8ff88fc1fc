import type { Look } from '#exchange/columns.ts'
import { isBlank, type Cell } from '#exchange/read/cell.ts'
import { readDay } from '#exchange/values/day.ts'
import { readIdNumber } from '#exchange/values/id-number.ts'
import { readPhone } from '#exchange/values/phone.ts'
import { plain, tidy } from '#exchange/values/plain.ts'
import { readEducation, readNation } from '#exchange/values/tables.ts'
import { readUnitCode } from '#exchange/values/unit-code.ts'

const SURNAMES = new Set(
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史贺顾毛郝邵万覃'
    + '武钱戴严莫孔向常汤康易乔赖文施洪辛柯温牛葛樊季安欧阳司上官诸尉迟申纪舒屈项祝左涂鲁包殷关翟俞单仇解宁童柳庞骆甘商岳齐梅管伍聂焦盛兰翁阮路裴耿米闵鲍倪游颜',
)

/** The day and the readers' context do not matter for looks: any day far ahead will do. */
const context = { today: '2100-12-31' }
const DESTROYED = new Set(['id-check-digit', 'id-destroyed', 'id-birth', 'id-masked'])

const looks: Record<Look, (cell: Cell) => boolean> = {
  'id-number': (cell) => {
    const read = readIdNumber(cell, context)
    return read.ok || (DESTROYED.has(read.fault) && plain(cell).length >= 15)
  },
  'unit-code': (cell) => typeof cell === 'string' && readUnitCode(cell).ok,
  phone: (cell) => plain(cell).length >= 11 && readPhone(cell).ok,
  day: (cell) => (typeof cell === 'number' ? cell > 1900 : true) && readDay(cell, context).ok,
  sex: (cell) => /^[男女]性?$/.test(plain(cell)),
  nation: (cell) => !/^\d+$/.test(plain(cell)) && readNation(cell).ok,
  education: (cell) => !/^\d+$/.test(plain(cell)) && readEducation(cell).ok,
  organisation: (cell) => /(支部|党委|总支|团委|委员会|工会|大队|党组|支队|党工委|团工委)$/.test(plain(cell)),
  name: (cell) => {
    const text = typeof cell === 'string' ? tidy(cell).replace(/\s/g, '') : ''
    return /^\p{Script=Han}{2,4}$/u.test(text) && SURNAMES.has(text[0]!)
  },
}

/** The share of a column's filled cells that look like this, 0 where there are none; names must also differ. */
export function share(look: Look, cells: readonly Cell[]): number {
  const filled = cells.filter((cell) => !isBlank(cell))
  if (filled.length === 0) return 0
  const alike = filled.filter(looks[look])
  if (look !== 'name') return alike.length / filled.length
  const different = new Set(alike.map((cell) => plain(cell))).size
  return (alike.length / filled.length) * Math.min(1, (different / Math.max(1, alike.length)) * 1.5)
}

/** Whether a column of days holds the births that the ID numbers tell. */
export function isBirthOf(days: readonly Cell[], ids: readonly Cell[]): boolean {
  let told = 0
  let same = 0
  for (const [i, cell] of ids.entries()) {
    const id = readIdNumber(cell, context)
    const day = readDay(days[i] ?? null, context)
    if (!id.ok || !day.ok) continue
    told++
    if (id.value.born.slice(0, 7) === day.value.slice(0, 7)) same++
  }
  return told > 0 && same / told >= 0.8
}
