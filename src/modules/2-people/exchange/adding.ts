import type { Day } from '#base/day.ts'
import type { Db } from '#base/sql.ts'
import { membershipRow, personRow, statusSteps, type Body, type Whom } from '#people/exchange/rows.ts'
import type { RosterLine } from '#people/exchange/columns.ts'
import type { RosterValues } from '#people/exchange/judge.ts'
import {
  drawIds, insertMemberships, insertPersons, insertStatuses, type NewMembershipRow, type NewPersonRow, type NewStatusRow,
} from '#people/store/import-write.ts'
import type { Keys } from '#base/seal.ts'

/** People and memberships made ready to be written. */
export interface Added {
  persons: NewPersonRow[]
  memberships: NewMembershipRow[]
  statuses: NewStatusRow[]
}

export const nobody = (): Added => ({ persons: [], memberships: [], statuses: [] })

/** ids held ready: more than all blocks under way use up */
const reserve = 4_000

/** New people and new memberships of one commit. Making them ready asks nothing of the database: their ids are drawn ahead. */
export class Adding {
  readonly #line: RosterLine
  readonly #keys: Keys
  readonly #today: Day
  #persons: number[] = []
  #memberships: number[] = []

  constructor(line: RosterLine, keys: Keys, today: Day) {
    this.#line = line
    this.#keys = keys
    this.#today = today
  }

  /** Draws ids for the next blocks. */
  async draw(tx: Db): Promise<void> {
    const missing = reserve - Math.min(this.#persons.length, this.#memberships.length)
    if (missing < reserve / 4) return
    const { persons, memberships } = await drawIds(tx, missing)
    this.#persons.push(...persons)
    this.#memberships.push(...memberships)
  }

  person(to: Added, values: RosterValues, where: Body): NewPersonRow {
    const made = personRow(this.#keys, this.#persons.pop()!, values, where, this.#today)
    to.persons.push(made)
    this.membership(to, values, { id: made.id, name: values.name, nameKey: made.name_key! }, where)
    return made
  }

  membership(to: Added, values: RosterValues, person: Whom, where: Body): void {
    const id = this.#memberships.pop()!
    to.memberships.push(membershipRow(this.#line, id, values, person, where, this.#today))
    to.statuses.push(...statusSteps(this.#line, values, this.#today).map((step) => ({ membership_id: id, ...step })))
  }

  /** Sent one after the other without waiting for answers in between. */
  async write(tx: Db, realm: number, batch: number, { persons, memberships, statuses }: Added): Promise<void> {
    const sent = []
    if (persons.length > 0) sent.push(insertPersons(tx, realm, batch, persons))
    if (memberships.length > 0) sent.push(insertMemberships(tx, realm, batch, memberships), insertStatuses(tx, realm, statuses))
    await Promise.all([...sent, this.draw(tx)])
  }
}
