import type { Day } from '#base/day.ts'
import type { Db } from '#base/sql.ts'
import type { OutputOf } from '#base/contract.ts'
import type { Actor } from '#access/actor.ts'
import type { Organisation } from '#organisations/actions/lookup.ts'
import { isPost, postByCode } from '#organisations/posts.ts'
import type { graduation } from '#people/contract/transfers.ts'
import { presentTransfer } from '#people/present-transfers.ts'
import { statusWords } from '#people/statuses.ts'
import { countGone, leaversOf, pendingRowsFrom } from '#people/store/leavers.ts'

interface When {
  today: Day
  since: Day
  most: number
}

/** Who still stands in a branch that is to be dissolved, and how far the transfer of each has come. */
export async function presentLeavers(tx: Db, where: Organisation, actor: Actor, { today, since, most }: When): Promise<OutputOf<typeof graduation>> {
  const { realm_id: realm, id } = where
  const rows = await leaversOf(tx, realm, id, most + 1)
  const pending = new Map((await pendingRowsFrom(tx, realm, id)).map((row) => [row.person_id, row]))
  return {
    organisation: { id: where.public_id, name: where.name, line: where.line, dissolved: where.dissolved_on },
    rows: rows.slice(0, most).map((row) => ({
      id: row.membership,
      person: { id: row.person, name: row.name, sex: row.sex, born: row.born, idMask: row.id_mask },
      statusWords: statusWords(where.line, row.status),
      lost: row.lost,
      suspended: row.status === 'suspended',
      posts: row.posts.map((post) => (isPost(post) ? postByCode(post).words : post)),
      pending: pending.has(row.person_id) ? presentTransfer(pending.get(row.person_id)!, actor, today) : null,
    })),
    gone: await countGone(tx, realm, id, since),
    more: rows.length > most,
  }
}
