import type { RollRow } from '#org-life/contract.ts'
import type { RollLine } from '#org-life/store/roll.ts'

export const presentRollLine = (row: RollLine): RollRow => ({
  person: { id: row.person_id, name: row.name },
  statusWords: row.status,
  entitled: row.entitled,
  mark: row.mark,
  reason: row.reason,
  reply: row.reply,
  replyReason: row.reply_reason,
  version: row.version,
  markedBy: row.marked_by,
})
