import { once } from 'node:events'
import { setImmediate } from 'node:timers/promises'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'

export type Value = string | number | null | Buffer | readonly string[]

const escapes: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }
const escaped = (text: string): string => (/[\\\t\n\r]/.test(text) ? text.replace(/[\\\t\n\r]/g, (c) => escapes[c]!) : text)
const element = (text: string): string => `"${text.replace(/["\\]/g, (c) => `\\${c}`)}"`

/** A value in the text form of COPY. */
function cell(value: Value): string {
  if (value === null) return '\\N'
  if (typeof value === 'number') return String(value)
  if (typeof value === 'string') return escaped(value)
  if (Buffer.isBuffer(value)) return `\\\\x${value.toString('hex')}`
  return escaped(`{${value.map(element).join(',')}}`)
}

const chunk = 256 * 1024

export interface Copy {
  /** resolves when the server has room for more */
  row(values: Value[]): Promise<void> | undefined
  end(): Promise<void>
}

/** Streams rows into a table over a connection of its own, with back pressure. */
export async function copyInto(url: string, table: string, columns: string): Promise<Copy> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const stream = client.query(copyFrom(`copy ${table} (${columns}) from stdin`))
  // Without a listener a failed COPY would end the process before `end` tells of it
  let failure: Error | undefined
  stream.once('error', (error) => (failure = error))
  const finished = once(stream, 'finish')
  finished.catch(() => undefined)
  let lines = ''
  const flush = async () => {
    if (failure) throw failure
    const free = stream.write(lines)
    lines = ''
    if (!free) await Promise.race([once(stream, 'drain'), finished])
    // A drain may come before the event loop has turned: without this pause other connections starve
    await setImmediate()
  }
  return {
    row(values) {
      lines += `${values.map(cell).join('\t')}\n`
      return lines.length > chunk ? flush() : undefined
    },
    async end() {
      if (lines) await flush()
      stream.end()
      await finished
      await client.end()
    },
  }
}
