import type pg from 'pg'

export const countOf = async (books: pg.Pool, sql: string, values: unknown[]): Promise<number> =>
  Number((await books.query<{ n: string }>(`select count(*) as n from ${sql}`, values)).rows[0]!.n)

/** What is wrong when the books hold another number than was answered. */
export async function demand(books: pg.Pool, wanted: number, what: string, sql: string, values: unknown[]): Promise<string[]> {
  const found = await countOf(books, sql, values)
  return found === wanted ? [] : [`${what}: ${found} instead of ${wanted}`]
}

/** 12 → 一二: names of people hold no figures. */
const figures = '零一二三四五六七八九'
export const inWords = (text: string): string => text.replace(/\d/g, (figure) => figures[Number(figure)]!).replace(/[^\p{Script=Han}]/gu, '')
