import type { OrganisationPlaced, UnitView } from '#organisations/contract.ts'
import { isKind, lineOf, type Line } from '#organisations/kinds.ts'

export interface LineIn {
  line: Line
  organisations: OrganisationPlaced[]
}

const everywhere: Line[] = ['party', 'league', 'union', 'women']

/** The lines of a unit with their organisations there; the Pioneers are looked for in schools alone. */
export function linesIn({ kind, organisations }: Pick<UnitView, 'kind' | 'organisations'>): LineIn[] {
  const lines: Line[] = kind === 'school' ? [...everywhere, 'pioneers'] : everywhere
  const found = (line: Line) =>
    organisations.filter((one) => isKind(one.kind) && lineOf(one.kind) === line && !one.dissolved)
  return lines.map((line) => ({ line, organisations: found(line) }))
}
