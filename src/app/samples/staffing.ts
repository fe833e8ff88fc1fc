import type { Arrival, Draft } from '#app/samples/draft.ts'
import { joinLeague, joinParty, joinUnion, type Reached } from '#app/samples/lives.ts'
import type { SamplePerson } from '#app/samples/sample-world.ts'

export type Headcount = Partial<Record<Reached, number>>

/** Fills a party branch; answers its full members, oldest membership first. */
export function fillParty(draft: Draft, branch: string, count: Headcount, arrival: () => Arrival): SamplePerson[] {
  const full = times(count.full ?? 0, () => admit(draft, branch, 'full', arrival()))
  for (const status of ['probationary', 'candidate', 'activist', 'applicant'] as const) {
    times(count[status] ?? 0, () => admit(draft, branch, status, young(arrival())))
  }
  return full.toSorted((a, b) => (a.memberships[0]!.since < b.memberships[0]!.since ? -1 : 1))
}

function admit(draft: Draft, branch: string, status: Reached, arrival: Arrival): SamplePerson {
  const person = draft.person(arrival)
  joinParty(draft, person, branch, status)
  return person
}

const young = (arrival: Arrival): Arrival => ({ ...arrival, ages: [24, 38] })

/** New people of League age, members of the League branch. */
export function fillLeague(draft: Draft, branch: string, count: number, arrival: () => Arrival): SamplePerson[] {
  return times(count, () => {
    const person = draft.person({ ages: [19, 26], ...arrival() })
    joinLeague(draft, person, branch)
    return person
  })
}

/** A branch's election: under 7 full members only a secretary, from 7 on a committee of three, from 20 on of five. */
export function electBranch(
  draft: Draft, branch: string, members: SamplePerson[], committee = members.length >= 7,
): void {
  const five = ['secretary', 'deputy-secretary', 'organisation-member', 'publicity-member', 'discipline-member']
  const three = ['secretary', 'organisation-member', 'publicity-member']
  const roles = !committee ? ['secretary'] : members.length >= 20 ? five : three
  // Neither the oldest nor the youngest as a rule.
  seatInOrder(draft, branch, roles, members.slice(Math.floor(members.length / 3)))
}

/** First post to the first person, and so on; posts left over stay vacant. */
export function seatInOrder(draft: Draft, organisation: string, roles: string[], people: SamplePerson[]): void {
  roles.slice(0, people.length).forEach((role, i) => draft.seat(people[i]!, organisation, role))
}

/** Everyone who works there joins the union. */
export function unionise(draft: Draft, union: string, people: SamplePerson[]): void {
  for (const person of people) joinUnion(draft, person, union)
}

export const times = <T>(count: number, make: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i))
