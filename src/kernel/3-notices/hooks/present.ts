import type { Outward } from '#database/world.ts'
import type { HookView } from '#notices/hooks/contract.ts'
import type { HookSeen, OutwardRow } from '#notices/hooks/store.ts'
import { faultWords, formatWords, stateWords } from '#notices/words.ts'

export const presentHook = (row: HookSeen): HookView => ({
  id: row.public_id, organisation: row.organisation_id, organisationName: row.organisation_name, format: row.format, formatWords: formatWords[row.format],
  host: row.host, since: row.made_at.toISOString(), by: row.made_by,
  last: row.last_state && {
    state: row.last_state, stateWords: stateWords[row.last_state], at: row.last_at!.toISOString(),
    fault: row.last_fault === null ? null : (faultWords[row.last_fault] ?? faultWords['failed']!),
  },
})

const numbersOf = (rows: OutwardRow[], channel: OutwardRow['channel']) => {
  const { waiting, late, sent, given_up } = rows.find((row) => row.channel === channel)!
  return { waiting, late, sent, givenUp: given_up }
}

/** Everything of the configuration but the password. */
export function presentOutward(outward: Outward | undefined, rows: OutwardRow[]) {
  const { smtp = null, publicUrl = null, privateHosts = [] } = outward ?? {}
  return {
    smtp: smtp && { host: smtp.host, port: smtp.port, security: smtp.security, user: smtp.user, from: smtp.from },
    publicUrl, privateHosts: [...privateHosts], mail: numbersOf(rows, 'mail'), hooks: numbersOf(rows, 'hook'),
  }
}
