import { pipeline, Readable } from 'node:stream'
import { crc32, createDeflateRaw } from 'node:zlib'

export interface Entry {
  name: string
  text: AsyncIterable<string> | Iterable<string>
}

interface Written {
  name: Buffer
  at: number
  crc: number
  packed: number
  size: number
}

/** A deflated archive, written as it comes: sizes stand behind each entry and in the directory at the end. */
export async function* zipOf(entries: Iterable<Entry>): AsyncGenerator<Buffer> {
  const done: Written[] = []
  let at = 0
  for (const { name, text } of entries) {
    const entry: Written = { name: Buffer.from(name), at, crc: 0, packed: 0, size: 0 }
    const header = localHeader(entry.name)
    at += header.length
    yield header
    for await (const piece of deflated(text, entry)) {
      at += piece.length
      yield piece
    }
    const descriptor = words([[4, 0x08074b50], [4, entry.crc], [4, entry.packed], [4, entry.size]])
    at += descriptor.length
    yield descriptor
    done.push(entry)
  }
  yield directory(done, at)
}

async function* deflated(text: Entry['text'], entry: Written): AsyncGenerator<Buffer> {
  // unlike pipe, it hands an error of the rows on to whoever reads the archive
  const packer = pipeline(Readable.from(metered(text, entry)), createDeflateRaw({ level: 6 }), () => {})
  for await (const piece of packer) {
    entry.packed += (piece as Buffer).length
    yield piece as Buffer
  }
}

async function* metered(text: Entry['text'], entry: Written): AsyncGenerator<Buffer> {
  for await (const piece of text) {
    const bytes = Buffer.from(piece)
    entry.crc = crc32(bytes, entry.crc)
    entry.size += bytes.length
    yield bytes
  }
}

// bit 3: sizes follow; bit 11: names are UTF-8. 0x21: 1 January 1980, so that the same rows give the same file
const COMMON = [[2, 20], [2, 0x0808], [2, 8], [2, 0], [2, 0x21]] as const

const localHeader = (name: Buffer): Buffer =>
  Buffer.concat([words([[4, 0x04034b50], ...COMMON, [4, 0], [4, 0], [4, 0], [2, name.length], [2, 0]]), name])

const centralHeader = ({ name, at, crc, packed, size }: Written): Buffer =>
  Buffer.concat([
    words([
      [4, 0x02014b50], [2, 20], ...COMMON, [4, crc], [4, packed], [4, size],
      [2, name.length], [2, 0], [2, 0], [2, 0], [2, 0], [4, 0], [4, at],
    ]),
    name,
  ])

function directory(done: readonly Written[], at: number): Buffer {
  const headers = Buffer.concat(done.map(centralHeader))
  const count = done.length
  return Buffer.concat([
    headers,
    words([[4, 0x06054b50], [2, 0], [2, 0], [2, count], [2, count], [4, headers.length], [4, at], [2, 0]]),
  ])
}

/** Little-endian numbers, each with its width in bytes */
function words(list: readonly (readonly [2 | 4, number])[]): Buffer {
  const bytes = Buffer.alloc(list.reduce((sum, [width]) => sum + width, 0))
  let at = 0
  for (const [width, value] of list) at = bytes.writeUIntLE(value, at, width)
  return bytes
}
