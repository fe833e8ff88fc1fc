import { createHash } from 'node:crypto'
import { Transform } from 'node:stream'
import type { Measure } from './contents.ts'

/** Lets COPY text through and measures it. A line break inside a value is written as \n, so each byte 10 ends a row. */
export function measuring(): { through: Transform; measure(): Measure } {
  const hash = createHash('sha256')
  let rows = 0
  const through = new Transform({
    transform(chunk: Buffer, _, done) {
      hash.update(chunk)
      for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) rows++
      done(null, chunk)
    },
  })
  return { through, measure: () => ({ rows, sha256: hash.digest('hex') }) }
}
