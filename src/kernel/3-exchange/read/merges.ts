import { attributeOf } from '#exchange/read/xml.ts'
import { scanTail } from '#exchange/read/tail.ts'
import type { Cell } from '#exchange/read/cell.ts'
import type { Parts } from '#exchange/read/zip.ts'

/** All numbers from 0, both ends included. */
export interface Merge {
  top: number
  left: number
  bottom: number
  right: number
}

const MAX_MERGES = 200_000

/** Merges stand behind the rows in the file, but rows need them: the tail is read first. */
export async function mergesOf(parts: Parts, path: string): Promise<Merge[]> {
  const merges: Merge[] = []
  await scanTail(parts, path, (tag, raw) => {
    if (tag !== 'mergeCell' || merges.length >= MAX_MERGES) return
    const merge = mergeOf(attributeOf(raw, 'ref') ?? '')
    if (merge) merges.push(merge)
  })
  return merges.sort((a, b) => a.top - b.top)
}

function mergeOf(ref: string): Merge | null {
  const parts = /^\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(ref)
  if (!parts) return null
  return {
    top: Number(parts[2]) - 1,
    left: columnIndex(parts[1]!),
    bottom: Number(parts[4]) - 1,
    right: columnIndex(parts[3]!),
  }
}

export function columnIndex(letters: string): number {
  let index = 0
  for (let i = 0; i < letters.length; i++) index = index * 26 + letters.charCodeAt(i) - 64
  return index - 1
}

/** Gives every cell of a merged area the value of its first cell, row by row from above. */
export class MergeFiller {
  readonly #merges: Merge[]
  readonly #columns: number
  #next = 0
  #open: { merge: Merge; value: Cell }[] = []

  constructor(merges: Merge[], columns: number) {
    this.#merges = merges
    this.#columns = columns
  }

  /** `row` from 0, in rising order. A row with nothing of its own stays empty: it is the foot of the one above. */
  fill(row: number, cells: Cell[]): void {
    if (this.#open.length > 0) this.#open = this.#open.filter(({ merge }) => merge.bottom >= row)
    for (; this.#next < this.#merges.length && this.#merges[this.#next]!.top <= row; this.#next++) {
      const merge = this.#merges[this.#next]!
      // areas must not overlap, so that more open ones than columns cannot be honest
      if (merge.bottom < row || this.#open.length >= this.#columns) continue
      this.#open.push({ merge, value: merge.top === row ? (cells[merge.left] ?? null) : null })
    }
    if (this.#open.length === 0 || cells.every((cell) => cell === null)) return
    for (const { merge, value } of this.#open) if (value !== null) this.#spread(merge, value, cells)
  }

  #spread(merge: Merge, value: Cell, cells: Cell[]): void {
    const right = Math.min(merge.right, this.#columns - 1)
    while (cells.length <= right) cells.push(null)
    for (let column = merge.left; column <= right; column++) cells[column] ??= value
  }
}
