import { spotCodes, type CoveredLine, type Standing, type UnitSpotCode } from '#coverage/codes.ts'

interface Seen {
  stands: Record<CoveredLine, Standing>
  found: readonly UnitSpotCode[]
}

/** Of the findings that are no more, those that ended because their line stands now and did not before. */
export function closedBetween(before: Seen, after: Seen): UnitSpotCode[] {
  const came = (line: CoveredLine) => before.stands[line] === 'none' && after.stands[line] !== 'none'
  return before.found.filter((code) => !after.found.includes(code) && came(spotCodes[code].line))
}
