import { bodyName, simpleName } from '#exchange/guess/body-name.ts'
import { NameIndex } from '#exchange/guess/nearest.ts'
import { sureFounding, type Place } from './open.ts'

export type Pair = readonly [Place, Place]
export const pairKey = ([one, other]: Pair): string => `${one.no} ${other.no}`

const near = 0.45
const numerals = (text: string) => simpleName(text).replace(/\D/g, '')

/** Names that would all be founded, two of which may be one organisation spelt in two ways: 第一车间党支部, 一车间支部. */
export function alikePairs(places: readonly Place[]): Pair[] {
  const index = new NameIndex<Place>()
  const pairs: Pair[] = []
  for (const place of places.filter(sureFounding)) {
    const earlier = earlierAlike(index, place)
    if (earlier) pairs.push([earlier, place])
    else index.add({ id: place, name: place.text })
  }
  return pairs
}

function earlierAlike(index: NameIndex<Place>, { text }: Place): Place | null {
  const { match, proposals } = index.find(text)
  if (match !== null) return match
  return proposals.find(({ id, score }) => score >= near && mayBeOne(id.text, text))?.id ?? null
}

/** The second branch is never the first, and a League branch no party branch. */
function mayBeOne(one: string, other: string): boolean {
  const [line, otherLine] = [bodyName(one).line, bodyName(other).line]
  return numerals(one) === numerals(other) && (line === null || otherLine === null || line === otherLine)
}
