import { CFB } from '@e965/xlsx'
import { zipOf, type Entry } from '#exchange/write/zip.ts'

/* Workbooks made by hand, part by part, so that tests can make them wrong. */

const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'

export interface Parts {
  /** inside <sheetData> */
  rows?: string | Iterable<string>
  /** the whole first sheet, instead */
  sheet?: string
  /** behind </sheetData> */
  tail?: string
  strings?: string
  styles?: string
  workbookPr?: string
  /** further sheets: name, rows, state */
  sheets?: readonly (readonly [string, string, string?])[]
  extra?: Entry[]
}

export const sheetXml = (rows: string, tail = ''): string =>
  `<worksheet ${MAIN}><sheetData>${rows}</sheetData>${tail}</worksheet>`

export async function workbook(parts: Parts = {}): Promise<Buffer> {
  const more = parts.sheets ?? []
  const entries: Entry[] = [
    { name: '[Content_Types].xml', text: [`<Types xmlns="${PACKAGE}/content-types"/>`] },
    { name: '_rels/.rels', text: [relations([['officeDocument', 'xl/workbook.xml']])] },
    { name: 'xl/workbook.xml', text: [workbookXml(parts, more)] },
    {
      name: 'xl/_rels/workbook.xml.rels',
      text: [relations([
        ['worksheet', 'worksheets/sheet1.xml'],
        ...more.map((_, i) => ['worksheet', `worksheets/sheet${i + 2}.xml`] as const),
        ['sharedStrings', 'sharedStrings.xml'], ['styles', 'styles.xml'],
      ])],
    },
    { name: 'xl/worksheets/sheet1.xml', text: sheetText(parts) },
    ...more.map(([, rows], i) => ({ name: `xl/worksheets/sheet${i + 2}.xml`, text: [sheetXml(rows)] })),
  ]
  const { strings, styles } = parts
  if (strings !== undefined) entries.push({ name: 'xl/sharedStrings.xml', text: [`<sst ${MAIN}>${strings}</sst>`] })
  if (styles !== undefined) {
    entries.push({ name: 'xl/styles.xml', text: [`<styleSheet ${MAIN}>${styles}</styleSheet>`] })
  }
  return bytesOf(zipOf([...entries, ...(parts.extra ?? [])]))
}

function* sheetText({ rows = '', tail = '', sheet }: Parts): Generator<string> {
  if (sheet !== undefined) return yield sheet
  yield `<worksheet ${MAIN}><sheetData>`
  yield* typeof rows === 'string' ? [rows] : rows
  yield `</sheetData>${tail}</worksheet>`
}

const workbookXml = ({ workbookPr = '' }: Parts, more: NonNullable<Parts['sheets']>): string =>
  `<workbook ${MAIN} xmlns:r="${OFFICE}">${workbookPr}<sheets>`
  + [['表1', '', ''] as const, ...more].map(([name, , state], i) => sheetTag(name, i + 1, state)).join('')
  + '</sheets></workbook>'

const sheetTag = (name: string, id: number, state = ''): string =>
  `<sheet name="${name}" sheetId="${id}"${state && ` state="${state}"`} r:id="rId${id}"/>`

const relations = (list: readonly (readonly [string, string])[]): string =>
  `<Relationships xmlns="${PACKAGE}/relationships">`
  + list.map(([type, to], i) => `<Relationship Id="rId${i + 1}" Type="${OFFICE}/${type}" Target="${to}"/>`).join('')
  + '</Relationships>'

export async function bytesOf(chunks: AsyncIterable<Uint8Array | string>): Promise<Buffer> {
  const list: Buffer[] = []
  for await (const chunk of chunks) list.push(Buffer.from(chunk as Uint8Array))
  return Buffer.concat(list)
}

export async function listOf<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = []
  for await (const item of items) list.push(item)
  return list
}

/** An OLE container with streams of these names: .doc, encrypted .xlsx, and so on. */
export function oleWith(...names: string[]): Buffer {
  const container = CFB.utils.cfb_new()
  for (const name of names) CFB.utils.cfb_add(container, `/${name}`, Buffer.alloc(5_000, 65))
  return Buffer.from(CFB.write(container, { type: 'buffer' }) as Uint8Array)
}

/** Changes 16 or 32 bits of every central directory entry, of those whose name matches. */
export function patchDirectory(
  zip: Buffer, name: RegExp, offset: number, width: 2 | 4, change: (old: number) => number,
): Buffer {
  const copy = Buffer.from(zip)
  for (let at = copy.indexOf('PK\x01\x02', 0, 'latin1'); at >= 0; at = copy.indexOf('PK\x01\x02', at + 4, 'latin1')) {
    const length = copy.readUInt16LE(at + 28)
    if (!name.test(copy.toString('utf8', at + 46, at + 46 + length))) continue
    copy.writeUIntLE(change(copy.readUIntLE(at + offset, width)), at + offset, width)
  }
  return copy
}
