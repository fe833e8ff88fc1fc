/** Rows asked for at once. */
export const pageSize = 200
/** Rows promised below the last one known, while more may come. */
const promised = 12
/** Asked for so many rows before they come into sight. */
const ahead = 60

interface Numbered {
  seq: number
}

/** The rows of a batch that are on this device, from the first on; the next page follows by cursor. */
export interface Pages<R extends Numbered> {
  rows: readonly R[]
  /** undefined before the first page came, null at the end */
  next: string | null | undefined
}

export const noPages: Pages<never> = { rows: [], next: undefined }

/** How many rows the sheet shows. */
export const countOf = ({ rows, next }: Pages<Numbered>): number => rows.length + (next === null ? 0 : promised)

/** Whether the next page should be fetched, with the sheet scrolled as far as `last`. */
export const wantsMore = ({ rows, next }: Pages<Numbered>, last: number): boolean =>
  next !== null && last + ahead >= rows.length

export const withPage = <R extends Numbered>(pages: Pages<R>, rows: readonly R[], next: string | null): Pages<R> => ({
  rows: [...pages.rows, ...rows],
  next,
})

/** The same rows with one of them changed; a row that is not here changes nothing. */
export function withRow<R extends Numbered>(pages: Pages<R>, row: R): Pages<R> {
  const at = pages.rows.findIndex(({ seq }) => seq === row.seq)
  if (at < 0) return pages
  const rows = [...pages.rows]
  rows[at] = row
  return { ...pages, rows }
}
