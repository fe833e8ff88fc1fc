/** Rows asked for at once. */
export const pageSize = 200
/** Rows promised below the last one known, while more may come. */
const promised = 12
/** Asked for so many rows before they come into sight. */
const ahead = 60

interface Numbered {
  seq: number
}

/** The rows of a batch that are on this device. */
export interface Pages<R extends Numbered> {
  /** one after the other from the first on; or, of all rows, each where its number says, with holes between */
  rows: readonly (R | undefined)[]
  /** the cursor of the next page; undefined before the first page came, null at the end and where there may be holes */
  next: string | null | undefined
}

export const noPages: Pages<never> = { rows: [], next: undefined }

/** Room for all rows of a batch, none of them here yet: any of them can be asked for. */
export const room = (total: number): Pages<never> => ({ rows: Array.from({ length: total }), next: null })

/** How many rows the sheet shows. */
export const countOf = ({ rows, next }: Pages<Numbered>): number => rows.length + (next === null ? 0 : promised)

/** Whether the next page should be fetched, with the sheet scrolled as far as `last`. */
export const wantsMore = ({ rows, next }: Pages<Numbered>, last: number): boolean =>
  next !== null && last + ahead >= rows.length

/** The page to ask for while `first` to `last` are in sight: the number of its first row; null when all are here. */
export function holeAt({ rows }: Pages<Numbered>, first: number, last: number): number | null {
  const to = Math.min(rows.length - 1, last + ahead)
  for (let at = Math.max(0, first); at <= to; at++) if (!rows[at]) return at - (at % pageSize) + 1
  return null
}

export const withPage = <R extends Numbered>(pages: Pages<R>, rows: readonly R[], next: string | null): Pages<R> => ({
  rows: [...pages.rows, ...rows],
  next,
})

/** Rows put where their numbers say; what lies beyond the room is left out. */
export function withPlaced<R extends Numbered>(pages: Pages<R>, placed: readonly R[]): Pages<R> {
  const rows = [...pages.rows]
  for (const row of placed) if (row.seq <= rows.length) rows[row.seq - 1] = row
  return { ...pages, rows }
}

/** The same rows with one of them changed; a row that is not here changes nothing. */
export function withRow<R extends Numbered>(pages: Pages<R>, row: R): Pages<R> {
  const at = pages.rows.findIndex((one) => one?.seq === row.seq)
  if (at < 0) return pages
  const rows = [...pages.rows]
  rows[at] = row
  return { ...pages, rows }
}
