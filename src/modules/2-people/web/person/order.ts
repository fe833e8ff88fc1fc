import type { PersonView } from '#people/contract.ts'

export type Membership = PersonView['memberships'][number]

const lines: readonly string[] = ['party', 'league', 'union', 'pioneers', 'women']

const placeOf = ({ line, toOn }: Membership) => lines.indexOf(line) + (toOn === null ? 0 : lines.length)

/** Open ones first, the party before the others. */
export const inOrder = (memberships: readonly Membership[]): Membership[] =>
  [...memberships].sort((a, b) => placeOf(a) - placeOf(b))

/** Where a person stands first of all; null for one who left everything. */
export const homeOf = (person: PersonView) =>
  inOrder(person.memberships).find((one) => one.toOn === null)?.organisation ?? null
