/**
 * Whether an error says that the database cannot be reached now: refused or broken connections, and the SQLSTATEs of a
 * server that starts, stops or has no connection left. The request may be sent again; an act's id keeps it from counting twice.
 */
export function isDatabaseAway(error: unknown): boolean {
  const { code = '', message = '' } = error as { code?: string; message?: string }
  if (/^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/.test(code)) return true
  if (/^(08...|57P0[1235]|53300)$/.test(code)) return true
  return /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed)/.test(message)
}

/** Whether there is no room left: for the database's files or for our own. Nothing of the transaction was kept. */
export function isDiskFull(error: unknown): boolean {
  const { code = '', message = '' } = error as { code?: string; message?: string }
  return /^(ENOSPC|EDQUOT|53100)$/.test(code) || /No space left on device|Disk quota exceeded/i.test(message)
}
