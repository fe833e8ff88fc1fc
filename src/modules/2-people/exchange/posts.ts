import type { KindCode } from '#organisations/kinds.ts'
import { postsOf, type Post } from '#organisations/posts.ts'

/** The post a word names in a body of a kind: 书记, 支部书记, 党支部书记. The longest that ends the word wins. */
export function postNamed(kind: KindCode, word: string): Post | null {
  const posts = postsOf(kind)
  const whole = posts.find((post) => post.words === word || post.title === word)
  if (whole) return whole
  const ending = posts.filter((post) => word.endsWith(post.words) && isOwnPrefix(word.slice(0, -post.words.length)))
  return ending.sort((a, b) => b.words.length - a.words.length)[0] ?? null
}

/** 党支部书记 yes, 村书记 no: what stands before must name a body of this kind. */
const isOwnPrefix = (prefix: string): boolean => /^(党|团|工会|少先队|共青团)?(支部|总支|支部委员会|支委会?|小组|中队|大队)?$/.test(prefix)

export const postWords = (kind: KindCode): string => postsOf(kind).map(({ words }) => words).join('、')
