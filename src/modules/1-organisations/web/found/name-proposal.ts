import { kindCodes, kindOf, type Flag, type KindCode, type Line } from '#organisations/kinds.ts'
import { flagWords } from '#organisations/words.ts'

/** How official names begin. A union and a women's body begin with the name of their unit or place. */
const beginnings: Record<Line, string> = { party: '中共', league: '共青团', union: '', pioneers: '少先队', women: '' }

const openings = ['中国共产党', '中共', '中国共产主义青年团', '共青团', '中国少年先锋队', '少先队']

const endings = [...new Set(kindCodes.flatMap((kind) => kindOf(kind).endings))].sort((a, b) => b.length - a.length)

/** What a body is called after: 晨光学校 of 中共晨光学校支部委员会. */
export function placeOfName(name: string): string {
  const opening = openings.find((one) => name.startsWith(one)) ?? ''
  const rest = name.slice(opening.length)
  const ending = endings.find((one) => rest.endsWith(one) && rest.length > one.length) ?? ''
  return rest.slice(0, rest.length - ending.length).replace(/(联合|临时|直属|学生)$/, '')
}

/** The official name for a body of a kind at a place: 中共晨光学校联合支部委员会. A proposal; the approval has the last word. */
export function proposedName(kind: KindCode, place: string, flags: readonly Flag[] = []): string {
  if (!place) return ''
  const forms = flags.filter((flag) => flag !== 'direct').map((flag) => flagWords[flag]).join('')
  return beginnings[kindOf(kind).line] + place + forms + endingFor(kind, place)
}

/** 同心区 + 区委员会 is 同心区委员会. */
function endingFor(kind: KindCode, place: string): string {
  const ending = kindOf(kind).endings.find((one) => one.startsWith(place.at(-1)!)) ?? kindOf(kind).endings[0]!
  return ending.startsWith(place.at(-1)!) ? ending.slice(1) : ending
}
