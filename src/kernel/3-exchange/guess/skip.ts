import type { Guess } from '#exchange/guess/guess.ts'
import { headerText } from '#exchange/guess/header-text.ts'
import { isBlank, type Cell } from '#exchange/read/cell.ts'
import { tidy } from '#exchange/values/plain.ts'

export const skipWords = {
  blank: '空行',
  'above-header': '表头以上的标题',
  'repeated-header': '重复的表头',
  title: '重复的标题',
  total: '合计行',
  remark: '表末说明',
} as const
export type SkipReason = keyof typeof skipWords

const TOTAL = /^(合\s*计|总\s*计|小\s*计|共\s*计|累\s*计|本页合计|总人数|共\s*\d+\s*[人名行条])/
const SIGNED = '填表人|填报人|制表人?|审核人?|负责人|单位负责人|填报单位|填报日期|填表日期|单位[（(]?盖章|联系人|日期'
const REMARK = new RegExp(
  String.raw`^(?:注|备注|说明|填表说明|附|${SIGNED})\d*[:：（(]|^第\d+页|^[（(]?以下空白|^(?:制表|审核|填表)人?$`,
)

/** A test for each following row of a sheet: why it is not data, or null. Nothing is left out without a reason. */
export function skipper({ dataFrom, headers, mapping }: Pick<Guess, 'dataFrom' | 'headers' | 'mapping'>) {
  const places = Object.keys(mapping).map(Number)
  const isHeaderAgain = headerTest(headers, places)
  return (row: { row: number; cells: readonly Cell[] }): SkipReason | null => {
    const filled = row.cells.filter((cell) => !isBlank(cell))
    if (filled.length === 0) return 'blank'
    if (row.row < dataFrom) return 'above-header'
    if (isHeaderAgain(row.cells)) return 'repeated-header'
    return footer(row.cells, filled, places)
  }
}

/** Three of five mapped columns hold their own header. Rows of data are known as such after a few cells. */
function headerTest(headers: readonly string[], places: readonly number[]): (cells: readonly Cell[]) => boolean {
  const wanted = places.map((place) => {
    const lines = headers[place]?.split('|') ?? []
    return new Set([...lines, lines.join('')].filter((text) => text !== ''))
  })
  const needed = Math.max(1, Math.ceil(places.length * 0.6))
  return (cells) => {
    let chances = headers.length === 0 ? 0 : places.length
    for (const [i, place] of places.entries()) {
      if (chances < needed) return false
      const cell = cells[place]
      if (typeof cell !== 'string' || cell.length > 60 || !wanted[i]!.has(headerText(cell))) chances--
    }
    return chances >= needed
  }
}

function footer(cells: readonly Cell[], filled: readonly Cell[], places: readonly number[]): SkipReason | null {
  const first = filled[0]!
  if (typeof first !== 'string') return null
  const text = tidy(first)
  if (TOTAL.test(text)) return filled.slice(1).every(isNumber) ? 'total' : null
  if (REMARK.test(text.replace(/\s/g, ''))) {
    const different = new Set(filled.map(tidy))
    const named = places.filter((place) => !isBlank(cells[place])).length
    // one text in one cell or merged over many, or a line of signatures
    return different.size <= 2 || named <= 1 || [...different].every((one) => /[:：]/.test(one)) ? 'remark' : null
  }
  const wide = filled.length >= 4 && places.length > 2 && text.length > 4
  return wide && filled.every((cell) => cell === first) ? 'title' : null
}

const isNumber = (cell: Cell): boolean => typeof cell === 'number' || /^[\d.,\s人名元%合计]*$/.test(tidy(cell))
