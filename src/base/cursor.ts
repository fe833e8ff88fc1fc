/** A keyset cursor: the sort key and row id of a page's last row, opaque to the client. A forged one only skips rows. */
export interface Cursor {
  key: string
  id: number
}

export const writeCursor = (last: Cursor): string => Buffer.from(JSON.stringify([last.key, last.id])).toString('base64url')

export function readCursor(text: string | undefined): Cursor | undefined {
  if (!text) return undefined
  try {
    const [key, id] = JSON.parse(Buffer.from(text, 'base64url').toString()) as [unknown, unknown]
    // no sort key holds control characters, and PostgreSQL takes no NUL
    return typeof key === 'string' && !/\p{Cc}/u.test(key) && Number.isSafeInteger(id) ? { key, id: id as number } : undefined
  } catch {
    return undefined
  }
}

/** The cursor of the next page, or null when this one was not full. */
export const nextOf = (last: Cursor | undefined, count: number, limit: number): string | null =>
  last && count === limit ? writeCursor(last) : null
