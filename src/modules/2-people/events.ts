import { event } from '#base/event.ts'

/** Who stands in organisations, who of them is lost, or who holds posts there changed. */
export interface RosterChanged {
  realm: number
  organisations: number[]
}
export const rosterChanged = event<RosterChanged>('people.roster-changed')
