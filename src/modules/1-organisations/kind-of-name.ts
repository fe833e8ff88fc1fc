import { kindCodes, kindOf, type KindCode, type Line } from '#organisations/kinds.ts'

/** Marks of a line in a name, tried in order: 女职工委员会 is the union's although it says 女. */
const marks: readonly [RegExp, Line][] = [
  [/工会|女职工|女工委/, 'union'],
  [/少先队|少年先锋队|少工委|[大中小]队$/, 'pioneers'],
  [/共青团|共产主义青年团|团(总支|支部|委|工委|小组|[省市区县州]委)/, 'league'],
  [/妇女|妇联|妇委会/, 'women'],
]

/** The kind that a name proposes, or null. A proposal for an import's preview, never a decision. */
export function kindOfName(name: string): KindCode | null {
  const text = name.replace(/[\s（(][^（()）]*[）)]$/, '').trim()
  const line = marks.find(([mark]) => mark.test(text))?.[1] ?? 'party'
  const fitting = kindCodes.filter((kind) => kindOf(kind).line === line).flatMap((kind) =>
    kindOf(kind).endings.filter((ending) => text.endsWith(ending)).map((ending) => ({ kind, ending })))
  return fitting.sort((a, b) => b.ending.length - a.ending.length)[0]?.kind ?? null
}
