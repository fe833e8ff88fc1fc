import type { Readable } from 'node:stream'
import { Transform } from 'node:stream'
import { openPromise, type Entry, type ZipFile } from 'yauzl'
import type { Limits } from '#exchange/read/cell.ts'
import { SheetFault } from '#exchange/read/fault.ts'

/** A checked archive: nothing was inflated before the whole central directory had been weighed. */
export interface Parts {
  has(name: string): boolean
  names(): IterableIterator<string>
  open(name: string): Promise<Readable>
  close(): void
}

export async function openParts(path: string, limits: Limits): Promise<Parts> {
  const zip = await opened(path)
  try {
    const entries = await weighed(zip, limits)
    const spent = { bytes: 0 }
    return {
      has: (name) => entries.has(name.toLowerCase()),
      names: () => entries.keys(),
      open: (name) => inflated(zip, entries.get(name.toLowerCase()), spent, limits),
      close: () => zip.close(),
    }
  } catch (error) {
    zip.close()
    throw error instanceof SheetFault ? error : new SheetFault('broken', {}, error)
  }
}

async function opened(path: string): Promise<ZipFile> {
  try {
    return await openPromise(path, { autoClose: false, lazyEntries: true })
  } catch (error) {
    throw new SheetFault('broken', {}, error)
  }
}

async function weighed(zip: ZipFile, limits: Limits): Promise<Map<string, Entry>> {
  if (zip.entryCount > limits.entries) throw new SheetFault('too-many-parts', { limit: limits.entries })
  const entries = new Map<string, Entry>()
  let unpacked = 0
  for await (const entry of zip.eachEntry()) {
    const name = entry.fileName.toLowerCase()
    // two parts of one name: readers disagree about which is meant
    if (entries.has(name)) throw new SheetFault('broken')
    if ((entry.generalPurposeBitFlag & 1) !== 0) throw new SheetFault('encrypted')
    unpacked += entry.uncompressedSize
    if (unpacked > limits.unpackedBytes || isSwollen(entry, limits)) throw new SheetFault('bomb')
    entries.set(name, entry)
  }
  return entries
}

const isSwollen = (entry: Entry, limits: Limits): boolean =>
  entry.uncompressedSize > limits.bigEntryBytes && entry.uncompressedSize > entry.compressedSize * limits.ratio

/** yauzl stops a part that grows past its declared size; the running sum stops parts read more than once too often. */
async function inflated(zip: ZipFile, entry: Entry | undefined, spent: { bytes: number }, limits: Limits) {
  if (!entry) throw new SheetFault('broken')
  const source = await zip.openReadStreamPromise(entry).catch((error: unknown) => {
    throw new SheetFault('broken', {}, error)
  })
  const meter = new Transform({
    highWaterMark: 256 * 1024,
    transform(chunk: Buffer, _, done) {
      spent.bytes += chunk.length
      done(spent.bytes > limits.unpackedBytes * 2 ? new SheetFault('bomb') : null, chunk)
    },
  })
  source.on('error', (error: Error) => meter.destroy(new SheetFault('broken', {}, error)))
  meter.on('close', () => source.destroy())
  return source.pipe(meter)
}
