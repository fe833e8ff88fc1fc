import { personKeys } from '#search/keys.ts'
import type { RowToCommit } from '#exchange/kind.ts'
import type { Step } from '#people/exchange/compare.ts'
import type { RosterValues } from '#people/exchange/judge.ts'
import { statusDay, type Whom } from '#people/exchange/rows.ts'
import type { HeldMembership, HeldPerson } from '#people/store/import-held.ts'
import type { NewPostRow, PersonRow } from '#people/store/import-write.ts'

export type Row = Omit<RowToCommit, 'values'> & { values: RosterValues }

/** A known person and what a row of the sheet writes about them. */
export interface Changing {
  row: Row
  person: HeldPerson
  before: PersonRow
  membership: HeldMembership | null
  posts: NewPostRow[]
  steps: Step[]
}

/** What is written: what was blank, and the rest if the sheet wins. Who stays where they stand gets no post elsewhere. */
export function decided(steps: readonly Step[], posts: NewPostRow[], take: boolean): Pick<Changing, 'steps' | 'posts'> {
  const written = steps.filter(({ held }) => held === null || take)
  const stays = steps.some(({ field }) => field === 'place') && !written.some(({ field }) => field === 'place')
  return stays ? { steps: written.filter(({ field }) => field !== 'posts'), posts: [] } : { steps: written, posts }
}

export const membershipFields = new Set(['status', 'joinedOn', 'fullOn', 'place'])
/** joins this line, or goes over to the organisation the sheet names */
export const movesAway = (steps: readonly Step[]): boolean => steps.some(({ field }) => field === 'place')

export const whomOf = (person: Changing['person'], steps: readonly Step[], values: RosterValues): Whom => ({
  id: person.id,
  name: steps.some(({ field }) => field === 'name') ? values.name : person.name,
  nameKey: personKeys(steps.some(({ field }) => field === 'name') ? values.name : person.name).key,
})

export function changedMembership({ membership, steps, row }: Changing, today: string): Omit<HeldMembership, 'person_id' | 'organisation_id'> {
  const { id, status, status_on, joined_on, full_on } = membership!
  if (movesAway(steps)) return { id, status, status_on, joined_on, full_on, to_on: today, end_reason: '按名册转入另一组织' }
  const has = (field: string) => steps.some((step) => step.field === field)
  const { values } = row
  return {
    id, to_on: null, end_reason: null,
    status: has('status') ? values.statusCode : status,
    status_on: has('status') ? (statusDay(values) ?? today) : status_on,
    joined_on: has('joinedOn') ? values.joinedOn : joined_on,
    full_on: has('fullOn') ? values.fullOn : full_on,
  }
}
