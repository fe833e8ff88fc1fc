import { SheetFault } from '#exchange/read/fault.ts'
import { XmlScanner } from '#exchange/read/xml.ts'
import type { Parts } from '#exchange/read/zip.ts'

const MARK = 'sheetData>'

/** Scans what stands behind a sheet's rows. The rows are passed over as bytes, many times faster than as XML. */
export async function scanTail(parts: Parts, path: string, open: (tag: string, raw: string) => void): Promise<void> {
  const scanner = new XmlScanner({ open, close() {} })
  const decoder = new TextDecoder('utf-8')
  let kept: Buffer = Buffer.alloc(0)
  let found = false
  for await (const piece of await parts.open(path)) {
    const chunk = kept.length > 0 ? Buffer.concat([kept, piece as Buffer]) : (piece as Buffer)
    if (found) {
      scanner.write(decoder.decode(chunk, { stream: true }))
      continue
    }
    const end = endOfRows(chunk)
    found = end >= 0
    kept = found ? Buffer.alloc(0) : chunk.subarray(Math.max(0, chunk.length - 32))
    if (found) scanner.write(decoder.decode(chunk.subarray(end), { stream: true }))
  }
  if (!found) throw new SheetFault('broken')
}

/** Behind `</sheetData>`, `</x:sheetData>` or `<sheetData/>`; the opening tag ends in the same letters. */
function endOfRows(chunk: Buffer): number {
  const empty = chunk.indexOf('sheetData/>')
  if (empty >= 0) return empty + MARK.length + 1
  for (let at = chunk.indexOf(MARK); at >= 0; at = chunk.indexOf(MARK, at + 1)) {
    const before = chunk.subarray(Math.max(0, at - 16), at).toString('latin1')
    if (/<\/([\w.-]+:)?$/.test(before)) return at + MARK.length
  }
  return -1
}
