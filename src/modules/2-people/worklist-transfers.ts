import { addDays, daysBetween, type Day } from '#base/day.ts'
import type { Db } from '#base/sql.ts'
import type { Work } from '#kernel/manifest.ts'
import type { Actor } from '#access/actor.ts'
import { reaches } from '#access/visible.ts'
import { permissions } from '#people/contract.ts'
import { whyDue } from '#people/present-transfers.ts'
import { isPending } from '#people/rules/transfer-states.ts'
import { deskRows, type TransferRow } from '#people/store/transfers.ts'
import { transferWork } from '#people/words/transfers.ts'

/** What lies below is shown to a superior when its days run out; what came back stays on the sender's list for a month. */
const soonDays = 3
const backDays = 30
const most = 100

/** Both desks count down: what is to be received, what is waited for, what came back, what a superior must decide. */
export async function workOfTransfers(tx: Db, actor: Actor, today: Day): Promise<Work[]> {
  if (!actor.permissions.has(permissions.transfer)) return []
  const desk = { path: actor.seat.path, soon: addDays(today, soonDays), since: addDays(today, -backDays) }
  const rows = await deskRows(tx, actor.realm, desk, actor.reach, most)
  return rows.map((row) => workOf(row, actor, today))
}

function workOf(row: TransferRow, actor: Actor, today: Day): Work {
  const { title, verb } = transferWork[kindOf(row, actor)]
  const from = row.from_name ?? ''
  return {
    id: `transfer-${row.public_id}`,
    title: title(row.name),
    about: `${from} → ${row.to_name ?? row.to_outside ?? ''}`,
    dueOn: isPending(row.state) ? row.due_on : null,
    daysLeft: isPending(row.state) && row.due_on !== null ? daysBetween(today, row.due_on) : null,
    why: isPending(row.state) ? whyDue(row) : null,
    address: `/transfers/${row.public_id}`,
    verb,
  }
}

function kindOf(row: TransferRow, actor: Actor): keyof typeof transferWork {
  if (row.state === 'returned') return 'back'
  const decides = row.way === 'inside' && reaches(actor.reach, row.desk_path)
  if (row.state === 'climbed') return decides ? 'decide' : 'waiting'
  if (row.way === 'letter') return 'receipt'
  return decides && row.from_path !== actor.seat.path ? 'receive' : 'waiting'
}
