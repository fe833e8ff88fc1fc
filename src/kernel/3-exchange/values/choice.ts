import type { Cell } from '#exchange/read/cell.ts'
import { bad, good, type Parsed } from '#exchange/values/parsed.ts'
import { plain } from '#exchange/values/plain.ts'

/** For each value the other ways it is written. */
export type Synonyms<T extends string> = Readonly<Record<T, readonly string[]>>

const key = (text: string): string => text.replace(/[\s()[\]（）【】“”"'、·.:：_-]/g, '').toLowerCase()

/** A reader for one of a list of values. A word that contains one value only, or is part of one, becomes a proposal. */
export function readChoice<T extends string>(table: Synonyms<T>): (cell: Cell) => Parsed<T> {
  const known = new Map<string, T>()
  const values = Object.keys(table) as T[]
  for (const value of values) known.set(key(value), value)
  for (const value of values) for (const other of table[value]) if (!known.has(key(other))) known.set(key(other), value)
  return (cell) => {
    const asked = key(plain(cell))
    const value = known.get(asked)
    return value === undefined ? bad('choice-unknown', onlyNear(asked, known)) : good(value)
  }
}

function onlyNear<T extends string>(asked: string, known: Map<string, T>): T | undefined {
  if (asked.length < 2) return undefined
  const near = new Set<T>()
  for (const [word, value] of known) {
    if (word.length > 1 && (word.includes(asked) || asked.includes(word))) near.add(value)
  }
  return near.size === 1 ? [...near][0] : undefined
}

/** √ and × included, because lists are ticked by hand */
export function readYesNo(cell: Cell): Parsed<boolean> {
  if (typeof cell === 'boolean') return good(cell)
  const text = plain(cell).toLowerCase()
  if (/^(是|有|对|真|y|yes|true|t|1|√|✓|✔|☑|v|在|属于|已)$/.test(text)) return good(true)
  if (/^(否|不是|无|没有|错|假|n|no|false|f|0|×|✗|✘|x|☐|□|未|不)$/.test(text)) return good(false)
  return bad('choice-unknown')
}
