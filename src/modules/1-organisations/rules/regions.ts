import { allow, refuse, type Decision, type Refused } from '#base/decision.ts'
import type { Day } from '#base/day.ts'
import { changeRefusal, type Standing } from '#organisations/rules/changes.ts'
import type { OrganisationRefusal } from '#organisations/rules/refusals.ts'

/** Province, city, county, two digits each (GB/T 2260): a city's zeroes are not followed by a county. */
export const isRegionCode = (code: string): boolean => /^[1-9]\d(?:0000|(?!00)\d{4})$/.test(code)

export const regionRefusal = (code: string | null): Refused<OrganisationRefusal> | null =>
  code === null || isRegionCode(code) ? null : refuse('organisations.region-wrong', { code })

export interface RegionChange {
  organisation: Standing & { region: string | null }
  /** null: from now on its superior's */
  region: string | null
  on: Day
}

export function maySetRegion({ organisation, region, on }: RegionChange, today: Day): Decision<string | null, OrganisationRefusal> {
  const refused = changeRefusal(organisation, on, today)
    ?? regionRefusal(region)
    ?? (region === organisation.region ? refuse('organisations.region-unchanged') : null)
  return refused ?? allow(region)
}
