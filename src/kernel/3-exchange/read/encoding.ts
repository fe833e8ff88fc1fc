import { SheetFault } from '#exchange/read/fault.ts'
import { looksUtf16 } from '#exchange/read/sniff.ts'

const SLICE = 1024 * 1024

/** Which encoding the bytes are: by their mark, else the first of UTF-8 and GB18030 (GBK) that fits throughout. */
export function encodingOf(file: Uint8Array): string {
  if (file[0] === 0xff && file[1] === 0xfe) return 'utf-16le'
  if (file[0] === 0xfe && file[1] === 0xff) return 'utf-16be'
  const wide = looksUtf16(file.subarray(0, 4096))
  if (wide !== null) return `utf-16${wide}`
  if (file.includes(0)) throw new SheetFault('not-a-sheet')
  for (const encoding of ['utf-8', 'gb18030']) if (fits(file, encoding)) return encoding
  throw new SheetFault('unknown-encoding')
}

/** The text in pieces, so that a large file never stands in memory twice. The byte order mark is left out. */
export function* decodedText(file: Uint8Array, encoding: string): Generator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true })
  for (let at = 0; at < file.length; at += SLICE) yield decoder.decode(file.subarray(at, at + SLICE), { stream: true })
  yield decoder.decode()
}

function fits(file: Uint8Array, encoding: string): boolean {
  try {
    for (const piece of decodedText(file, encoding)) {
      // GB18030 also fits noise: a text of names and numbers has no private or unassigned characters
      if (encoding !== 'utf-8' && /[\uE000-\uF8FF\uFFFD]/.test(piece)) return false
    }
    return true
  } catch {
    return false
  }
}
