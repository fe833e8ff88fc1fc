import type { Period } from '#obligations/periods.ts'

/** Something that organisations owe again and again: named by the module whose acts settle it. */
export interface Duty {
  /** `org-life.members-meeting`; stored with every fulfilment, so it never changes */
  id: string
  words: string
  /** owed to every person there: a record settles it for those it names, and the organisation's with the last of them */
  perPerson?: true
  /** the regulation that tells how often, of whom and since when */
  rule: string
  /** what the button on the work list says */
  verb: string
  /** the form that settles it, everything known filled in */
  address(organisationId: string, period: Period): string
}
