import type { Day } from '#base/day.ts'
import type { Regulation } from '#regulations/rules.ts'
import type { Flag, Flags, KindCode } from '#organisations/kinds.ts'
import { sizeFindings, type Finding } from '#organisations/rules/sizes.ts'
import type { Sector } from '#organisations/unit-kinds.ts'

const committeeCodes: readonly string[] = ['committee-due', 'committee-small', 'committee-large']

export interface Branch {
  kind: KindCode
  flags: readonly Flag[]
  sector: Sector | null
  /** the code that holds there on the day */
  region: string | null
  members: number
  voting: number
}

/** What the rules say about an organisation's committee when it has none; who sits in it only the rosters know. */
export function committeeFindings(branch: Branch, day: Day, rules: readonly Regulation[]): Finding[] {
  return branchFindings({ ...branch, committee: 0 }, day, rules).filter(({ finding }) => committeeCodes.includes(finding))
}

/** What the size rules say about a branch: too few, too many, or grown into the duty to elect a committee. */
export function branchFindings(branch: Branch & { committee: number }, day: Day, rules: readonly Regulation[]): Finding[] {
  const flags: Flags = Object.fromEntries(branch.flags.map((flag) => [flag, true]))
  const counts = { full: branch.voting, all: branch.members }
  const committee = branch.committee === 0 ? null : branch.committee
  return sizeFindings({ kind: branch.kind, ...flags, sector: branch.sector, region: branch.region, day, counts, committee }, rules)
}
