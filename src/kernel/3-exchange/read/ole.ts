import { SheetFault } from '#exchange/read/fault.ts'

const END = 0xfffffffa

/** Names of the streams and storages in an OLE container (.xls, .doc, .et, encrypted .xlsx); [] when it is damaged. */
export function oleNames(file: Buffer): string[] {
  if (file.length < 512) return []
  const size = 1 << Math.min(file.readUInt16LE(30), 12)
  const names: string[] = []
  let sector = file.readUInt32LE(48)
  for (let guard = 0; sector < END && guard < 1_000; guard++) {
    const at = (sector + 1) * size
    if (at + size > file.length) break
    for (let entry = at; entry < at + size; entry += 128) names.push(nameAt(file, entry))
    sector = nextSector(file, sector, size)
  }
  return names.filter((name) => name !== '')
}

const nameAt = (file: Buffer, at: number): string => {
  const bytes = Math.min(file.readUInt16LE(at + 64), 64)
  return bytes < 2 || file[at + 66] === 0 ? '' : file.toString('utf16le', at, at + bytes - 2)
}

/** The table of sectors listed in the header covers 7 MB, and the directory stands early: enough to name a file. */
function nextSector(file: Buffer, sector: number, size: number): number {
  const perTable = size / 4
  const slot = Math.floor(sector / perTable)
  if (slot >= 109) return END
  const at = (file.readUInt32LE(76 + slot * 4) + 1) * size + (sector % perTable) * 4
  return at + 4 <= file.length ? file.readUInt32LE(at) : END
}

/** Throws unless the container holds a workbook that anyone may open. */
export function refuseOtherOle(file: Buffer): void {
  const names = new Set(oleNames(file))
  if (names.has('EncryptedPackage') || names.has('EncryptionInfo')) throw new SheetFault('encrypted')
  if (names.has('Workbook') || names.has('Book') || names.has('WORKBOOK') || names.has('BOOK')) return
  if (names.has('WordDocument')) throw new SheetFault('word')
  if (names.has('PowerPoint Document')) throw new SheetFault('slides')
  throw new SheetFault(names.size === 0 ? 'broken' : 'not-a-sheet')
}
