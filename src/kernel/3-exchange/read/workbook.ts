import type { Limits } from '#exchange/read/cell.ts'
import { SheetFault } from '#exchange/read/fault.ts'
import { dateFormatOf, builtInDateFormat, type DateFormat } from '#exchange/read/date-format.ts'
import { attributeOf, unescaped, XmlScanner, type XmlHandlers } from '#exchange/read/xml.ts'
import type { Parts } from '#exchange/read/zip.ts'

export interface SheetPart {
  name: string
  path: string
  hidden: boolean
}
export interface Workbook {
  sheets: SheetPart[]
  dates1904: boolean
  /** by the index that a cell's `s` names */
  dateFormats: DateFormat[]
  strings: string[]
}

export async function readWorkbook(parts: Parts, limits: Limits): Promise<Workbook> {
  const root = await relations(parts, '_rels/.rels', '')
  const path = root.find((relation) => relation.type === 'officeDocument')?.target ?? 'xl/workbook.xml'
  refuseOtherPackages(parts, path)
  const folder = path.slice(0, path.lastIndexOf('/') + 1)
  const related = await relations(parts, `${folder}_rels/${path.slice(folder.length)}.rels`, folder)
  const { named, dates1904 } = await readSheetNames(parts, path)
  const pathOf = (type: string) => related.find((relation) => relation.type === type)?.target
  const sheets = named.flatMap(({ id, name, hidden }) => {
    const relation = related.find((one) => one.id === id && one.type === 'worksheet')
    return relation && parts.has(relation.target) ? [{ name, hidden, path: relation.target }] : []
  })
  if (sheets.length === 0) throw new SheetFault('broken')
  return {
    sheets,
    dates1904,
    dateFormats: await readStyles(parts, pathOf('styles')),
    strings: await readStrings(parts, pathOf('sharedStrings'), limits),
  }
}

function refuseOtherPackages(parts: Parts, workbook: string): void {
  if (parts.has('word/document.xml')) throw new SheetFault('word')
  if (parts.has('ppt/presentation.xml')) throw new SheetFault('slides')
  if (workbook.endsWith('.bin')) throw new SheetFault('other-sheet', { kind: '.xlsb' })
  if (parts.has('content.xml') && parts.has('mimetype')) throw new SheetFault('other-sheet', { kind: '.ods' })
  if (!parts.has(workbook)) throw new SheetFault(parts.has('[content_types].xml') ? 'broken' : 'archive')
}

/** Runs a part through the scanner. */
export async function scan(parts: Parts, path: string, handlers: XmlHandlers): Promise<void> {
  const scanner = new XmlScanner(handlers)
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    for await (const chunk of await parts.open(path)) scanner.write(decoder.decode(chunk as Buffer, { stream: true }))
    scanner.write(decoder.decode())
    scanner.end()
  } catch (error) {
    throw error instanceof SheetFault ? error : new SheetFault('broken', {}, error)
  }
}

interface Relation {
  id: string
  type: string
  target: string
}

async function relations(parts: Parts, path: string, folder: string): Promise<Relation[]> {
  const found: Relation[] = []
  if (!parts.has(path)) return found
  await scan(parts, path, {
    open(name, raw) {
      if (name !== 'Relationship' || attributeOf(raw, 'TargetMode') === 'External') return
      const target = attributeOf(raw, 'Target') ?? ''
      const type = (attributeOf(raw, 'Type') ?? '').replace(/^.*\//, '')
      found.push({ id: attributeOf(raw, 'Id') ?? '', type, target: resolved(folder, target) })
    },
    close() {},
  })
  return found
}

function resolved(folder: string, target: string): string {
  if (target.startsWith('/')) return target.slice(1)
  const steps: string[] = []
  for (const step of `${folder}${target}`.split('/')) {
    if (step === '..') steps.pop()
    else if (step !== '.' && step !== '') steps.push(step)
  }
  return steps.join('/')
}

async function readSheetNames(parts: Parts, path: string) {
  const named: { id: string; name: string; hidden: boolean }[] = []
  let dates1904 = false
  await scan(parts, path, {
    open(tag, raw) {
      if (tag === 'workbookPr') dates1904 = /^(1|true)$/.test(attributeOf(raw, 'date1904') ?? '')
      if (tag !== 'sheet') return
      const hidden = (attributeOf(raw, 'state') ?? 'visible') !== 'visible'
      named.push({ id: attributeOf(raw, 'id') ?? '', name: attributeOf(raw, 'name') ?? '', hidden })
    },
    close() {},
  })
  return { named, dates1904 }
}

async function readStyles(parts: Parts, path: string | undefined): Promise<DateFormat[]> {
  const formats = new Map<number, DateFormat>()
  const cells: DateFormat[] = []
  if (path === undefined || !parts.has(path)) return cells
  let inCells = false
  await scan(parts, path, {
    open(tag, raw) {
      if (tag === 'cellXfs') inCells = true
      if (tag === 'numFmt') formats.set(numberOf(raw, 'numFmtId'), dateFormatOf(attributeOf(raw, 'formatCode') ?? ''))
      if (tag !== 'xf' || !inCells || cells.length > 70_000) return
      const id = numberOf(raw, 'numFmtId')
      cells.push(formats.get(id) ?? builtInDateFormat(id))
    },
    close(tag) {
      if (tag === 'cellXfs') inCells = false
    },
  })
  return cells
}

const numberOf = (raw: string, name: string): number => Number(attributeOf(raw, name) ?? -1)

async function readStrings(parts: Parts, path: string | undefined, limits: Limits): Promise<string[]> {
  const strings: string[] = []
  if (path === undefined || !parts.has(path)) return strings
  let text = ''
  let inText = false
  let phonetic = false
  await scan(parts, path, {
    open(tag) {
      if (tag === 'si') text = ''
      else if (tag === 't') inText = !phonetic
      else if (tag === 'rPh') phonetic = true
    },
    close(tag) {
      if (tag === 't') inText = false
      else if (tag === 'rPh') phonetic = false
      else if (tag === 'si') strings.push(owned(unescaped(text)))
    },
    text(piece) {
      // one character past the limit is enough to know that a cell is too long
      if (inText && text.length <= limits.cellText) text += piece.slice(0, limits.cellText + 1)
    },
  })
  return strings
}

/** V8 keeps the whole chunk alive behind a slice of it; a copy lets it go. */
const owned = (text: string): string => (text.length < 13 ? text : Buffer.from(text, 'utf16le').toString('utf16le'))
