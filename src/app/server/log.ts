import { renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { pino } from 'pino'
import type { Log } from '#database/world.ts'

/** Secrets and personal data never reach the log, wherever they stand in a record. */
const secretFields = ['password', 'current', 'code', 'idNumber', 'phone', 'address', 'guardianPhone']
const redact = secretFields.flatMap((field) => [field, `*.${field}`])

const large = 64 * 1024 * 1024

/** `server.log` in the data folder; a large one becomes `server.log.1` at the next start. */
export function logIn(dataDir: string, level: string): Log {
  const file = join(dataDir, 'server.log')
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0
  if (size > large) renameSync(file, `${file}.1`)
  const destination = pino.destination(file)
  // A full disk must not end the server: the request is answered, only its line is missing
  destination.on('error', () => undefined)
  return pino({ level, redact }, destination)
}
