import type { KindCode } from '#organisations/kinds.ts'
import type { LargeWorld, OrganisationRow } from '../world.ts'

/** An organisation of the loaded country that cases ask about. */
export interface Place {
  id: number
  publicId: string
  name: string
  kind: KindCode
  path: string
  depth: number
}

const hex = (number: number, digits: number): string => number.toString(16).padStart(digits, '0')

/** Public ids that can be told from the row's number: random ones would cost seconds and a look-up each. */
export const publicIdOf = (thing: 'organisation' | 'person' | 'membership' | 'post', id: number): string =>
  `019a0000-0000-7000-8${hex(['organisation', 'person', 'membership', 'post'].indexOf(thing), 3)}-${hex(id, 12)}`

const placeOf = ({ id, name, kind, path, depth }: OrganisationRow): Place =>
  ({ id, publicId: publicIdOf('organisation', id), name, kind, path, depth })

/** The nation, and below it the largest province, its largest county, and that county's largest branch of the party. */
export function chosenPlaces(large: LargeWorld, members: Int32Array) {
  const rows = [...large.organisations()]
  const below = new Map<number, number>()
  for (const row of rows) {
    for (const part of row.path.split('/').slice(0, -1)) {
      const id = parseInt(part, 36)
      below.set(id, (below.get(id) ?? 0) + members[row.id]!)
    }
  }
  const largest = (under: string, depth: number) => {
    const fit = rows.filter((row) => row.depth === depth && row.path.startsWith(under) && (depth < 7 || row.line === 'party'))
    return placeOf(fit.reduce((best, row) => ((below.get(row.id) ?? 0) > (below.get(best.id) ?? 0) ? row : best)))
  }
  const province = largest('', 2)
  const county = largest(province.path, 4)
  return { nation: placeOf(rows[0]!), province, county, branch: largest(county.path, 7) }
}
