import type { Column } from '#exchange/columns.ts'
import { bareHeader, headerText, likeness } from '#exchange/guess/header-text.ts'

/** Columns with their ways of writing made ready for many comparisons */
export interface Known<Field extends string> {
  column: Column<Field>
  names: Set<string>
}

export const knownColumns = <Field extends string>(columns: readonly Column<Field>[]): Known<Field>[] =>
  columns.map((column) => {
    const names = [column.words, ...column.synonyms].map(headerText)
    return { column, names: new Set([...names, ...names.map(bareHeader)].filter((name) => name !== '')) }
  })

/** Another person's name, phone or birth: the member's own columns must not take it. */
const ALIEN = /配偶|父亲|母亲|父母|家长|监护人|家庭成员|家属|子女|介绍人|联系人|负责人|培养人|填表人|经办人|紧急|推荐人|法定代表人|法人|书记|联络员/

const SURE = 1
const BARE = 0.95
const LEAF = 0.9
const PARTLY = 0.7
/** Below this a header does not count as known. */
export const THRESHOLD = 0.6

/** How well a header (its lines from above to below) names a column: 0 to 1. */
export function headerScore<Field extends string>(lines: readonly string[], known: Known<Field>): number {
  const joined = lines.join('')
  if (known.names.has(joined)) return SURE
  const leaf = lines.at(-1) ?? ''
  const alien = ALIEN.test(joined) && ![...known.names].some((name) => ALIEN.test(name))
  if (alien) return 0
  if (known.names.has(bareHeader(joined))) return BARE
  if (lines.length > 1 && (known.names.has(leaf) || known.names.has(bareHeader(leaf)))) return LEAF
  if (lines.length > 1 && known.names.has(lines[0]!)) return LEAF - 0.1
  return nearScore(bareHeader(leaf) || leaf, known.names)
}

function nearScore(text: string, names: Set<string>): number {
  if (text.length < 2 || text.length > 20) return 0
  let best = 0
  for (const name of names) {
    if (name.length < 2) continue
    // the end of a Chinese noun tells what it is: 党员姓名, 现所在支部
    if (text.endsWith(name)) best = Math.max(best, PARTLY + 0.15 * (name.length / text.length))
    else if (text.includes(name)) best = Math.max(best, PARTLY * Math.sqrt(name.length / text.length))
    else best = Math.max(best, PARTLY * likeness(text, name))
  }
  return best
}
