import { readFileSync } from 'node:fs'

/** The tree of a large world: ids count up level by level from 1, so few numbers say who stands under whom. */
export interface LargeTree {
  size: number
  levels: Level[]
  parentOf(id: number): number | null
  /** '1/k/2q/' */
  pathOf(id: number): string
  depthOf(id: number): number
  nameOf(id: number): string
}

export interface Level {
  first: number
  count: number
}

interface Places {
  provinces: { name: string, cities: { name: string, counties: string[] }[] }[]
  detailed: { name: string, towns: { name: string, villages: string[] }[] }[]
}

const readPlaces = (): Places => JSON.parse(readFileSync(new URL('./places.json', import.meta.url), 'utf8')) as Places

/** Levels of the country as measured in the reference: 202,294 bodies; what is left over are branches. */
const country = { total: 202_294, provinces: 31, cities: 342, counties: 2_978, towns: 20_000, villages: 56_000 }
export const smallestTree = 100

/** A tree of exactly `size` bodies; the three upper levels never grow past the real ones. */
export function largeTree(size: number): LargeTree {
  if (size < smallestTree) throw new RangeError(`a large world has at least ${smallestTree} organisations`)
  const scaled = (count: number) => Math.max(1, Math.round((count * size) / country.total))
  const chosen = choosePlaces(readPlaces(), scaled)
  const towns = Math.max(chosen.counties.length, scaled(country.towns))
  const villages = Math.max(towns, scaled(country.villages))
  const { provinces, cities, counties } = chosen
  const above = [1, provinces.length, cities.length, counties.length, towns, villages]
  const branches = size - above.reduce((sum, count) => sum + count)
  return assemble(size, levelsOf([...above, branches]), chosen)
}

function levelsOf(counts: number[]): Level[] {
  let first = 1
  return counts.map((count) => {
    const level = { first, count }
    first += count
    return level
  })
}

interface Chosen {
  provinces: { name: string }[]
  /** `above`: index of the province */
  cities: { name: string, above: number }[]
  counties: { name: string, above: number }[]
  towns: string[]
  villages: string[]
}

function choosePlaces({ provinces, detailed }: Places, scaled: (count: number) => number): Chosen {
  const wanted = Math.min(country.provinces, scaled(country.provinces))
  // The provinces with most cities first, or a small world would be a few cities without counties.
  const largest = provinces.toSorted((a, b) => b.cities.length - a.cities.length).slice(0, wanted)
  const above = provinces.filter((province) => largest.includes(province))
  const cities = inTurn(above.map((province) => province.cities), scaled(country.cities))
    .flatMap((list, i) => list.map((city) => ({ ...city, name: cityName(city.name, above[i]!.name), above: i })))
  const counties = inTurn(cities.map((city) => city.counties), scaled(country.counties))
    .flatMap((list, i) => list.map((name) => ({ name, above: i })))
  const towns = detailed.flatMap((county) => county.towns)
  const names = { towns: towns.map((town) => town.name), villages: towns.flatMap((town) => town.villages) }
  return { provinces: above, cities, counties, ...names }
}

const cityName = (city: string, province: string): string => (/^(市辖区|省直辖|自治区直辖)/.test(city) ? province + city : city)

/** Takes `count` things out of the groups, one from each in turn, and keeps their order. */
function inTurn<T>(groups: readonly T[][], count: number): T[][] {
  const taken = groups.map(() => 0)
  let left = count
  for (let round = 0; left > 0 && groups.some((group) => group.length > round); round++) {
    groups.forEach((group, i) => {
      if (left > 0 && group.length > round) {
        taken[i] = round + 1
        left--
      }
    })
  }
  return groups.map((group, i) => group.slice(0, taken[i]))
}

function assemble(size: number, levels: Level[], chosen: Chosen): LargeTree {
  const depthOf = (id: number): number => levels.findLastIndex((level) => id >= level.first) + 1
  const parentOf = (id: number): number | null => {
    const depth = depthOf(id)
    if (depth === 1) return null
    const [upper, level] = [levels[depth - 2]!, levels[depth - 1]!]
    const place = id - level.first
    if (depth === 2) return 1
    if (depth === 3) return upper.first + chosen.cities[place]!.above
    if (depth === 4) return upper.first + chosen.counties[place]!.above
    return upper.first + Math.floor((place * upper.count) / level.count)
  }
  const pathOf = (id: number): string => {
    const parent = parentOf(id)
    return (parent === null ? '' : pathOf(parent)) + id.toString(36) + '/'
  }
  const nameOf = (id: number): string => nameAt(id - levels[depthOf(id) - 1]!.first, depthOf(id))
  return { size, levels, depthOf, parentOf, pathOf, nameOf }

  function nameAt(place: number, depth: number): string {
    if (depth === 1) return '全国（测量用）'
    const named = [chosen.provinces, chosen.cities, chosen.counties][depth - 2]
    if (named !== undefined) return `中共${named[place]!.name}委员会`
    if (depth === 5) return `中共${chosen.towns[(place * 7) % chosen.towns.length]!}委员会`
    if (depth === 6) return `${villageOf(place)}党总支`
    return branchName(place)
  }

  function villageOf(place: number): string {
    return chosen.villages[(place * 11) % chosen.villages.length]!
  }

  function branchName(place: number): string {
    const village = Math.floor((place * levels[5]!.count) / levels[6]!.count)
    const word = { party: '党支部', league: '团支部', union: '工会' }[branchLine(place)]
    return `${villageOf(village)}第${(place % 97) + 1}${word}`
  }
}

/** Of eight branches four are the Party's, two the League's, two the union's. */
export type BranchLine = 'party' | 'league' | 'union'
export const branchLine = (place: number): BranchLine =>
  (['party', 'league', 'party', 'union'] as const)[place % 4]!
