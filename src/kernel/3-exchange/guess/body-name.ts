import { withArabic } from '#exchange/values/chinese-number.ts'
import { plain } from '#exchange/values/plain.ts'

export type Line = '党' | '团' | '工会' | '妇女' | '少先队'

/** An organisation's name taken apart: what is its own, and what tells its kind. */
export interface BodyName {
  /** without kind, line and decoration; Chinese numerals in Arabic ones */
  core: string
  /** null where the name leaves it open: 第一支部 */
  line: Line | null
  level: string | null
}

const LINES: readonly (readonly [RegExp, Line])[] = [
  [/^(中国共产党|中共)/, '党'],
  [/^(中国共产主义青年团|共产主义青年团|共青团|中国共青团)/, '团'],
  [/^(中国少年先锋队|少先队)/, '少先队'],
  [/^中国工会/, '工会'],
]

// the longest first; each ending says what level the body is of, and most say of which line
const ENDINGS: readonly (readonly [string, string, Line | null])[] = [
  ['党总支部委员会', '总支', '党'], ['团总支部委员会', '总支', '团'], ['总支部委员会', '总支', null],
  ['党支部委员会', '支部', '党'], ['团支部委员会', '支部', '团'], ['支部委员会', '支部', null],
  ['党总支委会', '总支', '党'], ['党总支部', '总支', '党'], ['团总支部', '总支', '团'], ['党总支', '总支', '党'], ['团总支', '总支', '团'],
  ['总支部', '总支', null], ['总支', '总支', null],
  ['党支委会', '支部', '党'], ['党支部', '支部', '党'], ['团支部', '支部', '团'], ['支委会', '支部', null], ['支部', '支部', null],
  ['党支', '支部', '党'], ['团支', '支部', '团'],
  ['党工委', '工委', '党'], ['团工委', '工委', '团'],
  ['妇女联合会', '妇联', '妇女'], ['妇女委员会', '妇委会', '妇女'], ['妇联', '妇联', '妇女'], ['妇委会', '妇委会', '妇女'],
  ['工会委员会', '工会', '工会'], ['工会', '工会', '工会'],
  ['少先队大队', '大队', '少先队'], ['大队', '大队', null], ['中队', '中队', null],
  ['党委会', '委员会', '党'], ['党委', '委员会', '党'], ['团委', '委员会', '团'], ['委员会', '委员会', null],
]

/** Blanks, brackets and punctuation out; half-width; 第一 and 1 alike. */
export const simpleName = (name: string): string =>
  withArabic(plain(name).replace(/[\s()（）[\]【】<>《》"'“”‘’、，,。.·:：;；_/\\|-]/g, '').toLowerCase()).replace(/第(?=\d)/g, '')

export function bodyName(name: string): BodyName {
  let core = simpleName(name)
  let line: Line | null = null
  for (const [pattern, itsLine] of LINES) {
    if (!pattern.test(core)) continue
    core = core.replace(pattern, '')
    line = itsLine
    break
  }
  const ending = ENDINGS.find(([word]) => core.endsWith(word))
  if (!ending) return { core: ordinal(core), line, level: null }
  return { core: ordinal(core.slice(0, -ending[0].length)), line: ending[2] ?? line, level: ending[1] }
}

/** 机关党1支部, 机关第1党支部 and 机关1支部 are one body: a line's sign before the number says nothing new. */
const ordinal = (core: string): string => core.replace(/[党团](?=\d+$)/, '')

/** Whether two names may be of one body: the same core, and nothing that contradicts. */
export const sameBody = (a: BodyName, b: BodyName): boolean =>
  a.core === b.core && a.core !== '' && agree(a.line, b.line) && agree(a.level, b.level)

const agree = (a: string | null, b: string | null): boolean => a === null || b === null || a === b
