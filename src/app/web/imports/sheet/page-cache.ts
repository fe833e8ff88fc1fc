/** Rows asked for at once. */
export const blockSize = 100
/** Rows promised below the last one known, while more may come. */
const promised = 12

interface Numbered {
  seq: number
}

/**
 * The rows of a batch that are on this device, in blocks. `addressed`: row i stands at seq i + 1, so that any block can be
 * asked for; else the blocks follow each other by cursor.
 */
export interface Pages<R extends Numbered> {
  addressed: boolean
  /** how many there are, where they are addressed */
  total: number
  blocks: ReadonlyMap<number, readonly R[]>
  /** cursor of the block after the last; undefined before the first came, null at the end */
  next: string | null | undefined
}

export const noPages = <R extends Numbered>(total: number | null): Pages<R> =>
  ({ addressed: total !== null, total: total ?? 0, blocks: new Map(), next: undefined })

const loaded = ({ blocks }: Pages<Numbered>): number =>
  blocks.size === 0 ? 0 : (blocks.size - 1) * blockSize + blocks.get(blocks.size - 1)!.length

/** How many rows the sheet shows. */
export function countOf(pages: Pages<Numbered>): number {
  if (pages.addressed) return pages.total
  return pages.next === null ? loaded(pages) : loaded(pages) + promised
}

export const rowAt = <R extends Numbered>({ blocks }: Pages<R>, index: number): R | undefined =>
  blocks.get(Math.floor(index / blockSize))?.[index % blockSize]

/** Where a row stands, or null if it is not on this device. */
export function indexOf(pages: Pages<Numbered>, seq: number): number | null {
  for (const [block, rows] of pages.blocks) {
    const at = rows.findIndex((row) => row.seq === seq)
    if (at >= 0) return block * blockSize + at
  }
  return null
}

/** The blocks missing between two rows; by cursor only the next one can be had. */
export function blocksMissing(pages: Pages<Numbered>, first: number, last: number): number[] {
  if (!pages.addressed) return pages.next !== null && last >= loaded(pages) ? [pages.blocks.size] : []
  const wanted: number[] = []
  const end = Math.floor(Math.min(last, pages.total - 1) / blockSize)
  for (let block = Math.floor(Math.max(0, first) / blockSize); block <= end; block++) if (!pages.blocks.has(block)) wanted.push(block)
  return wanted
}

export function withBlock<R extends Numbered>(pages: Pages<R>, block: number, rows: readonly R[], next: string | null): Pages<R> {
  return { ...pages, blocks: new Map(pages.blocks).set(block, rows), next: pages.addressed ? pages.next : next }
}

/** Everything anew but what has just come: the old rows stay in sight until then. */
export const onlyBlock = <R extends Numbered>(pages: Pages<R>, block: number, rows: readonly R[], next: string | null): Pages<R> =>
  withBlock({ ...pages, blocks: new Map() }, block, rows, next)

/** The same rows with one of them changed; a row that is not here changes nothing. */
export function withRow<R extends Numbered>(pages: Pages<R>, row: R): Pages<R> {
  const index = indexOf(pages, row.seq)
  if (index === null) return pages
  const block = Math.floor(index / blockSize)
  const rows = pages.blocks.get(block)!.map((held) => (held.seq === row.seq ? row : held))
  return { ...pages, blocks: new Map(pages.blocks).set(block, rows) }
}
