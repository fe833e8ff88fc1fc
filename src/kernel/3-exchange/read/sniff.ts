import { SheetFault, type SheetFaultCode } from '#exchange/read/fault.ts'

/** What the first bytes say the file is; the extension is never trusted. */
export type FileKind =
  | 'empty' | 'zip' | 'ole' | 'text' | 'pdf' | 'image' | 'archive' | 'web' | 'rtf' | 'binary'

const ascii = (text: string): number[] => [...text].map((char) => char.charCodeAt(0))

const magics: readonly (readonly [FileKind, readonly number[]])[] = [
  ['zip', [0x50, 0x4b, 3, 4]],
  ['zip', [0x50, 0x4b, 5, 6]],
  ['ole', [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]],
  ['pdf', ascii('%PDF')],
  ['rtf', ascii('{\\rtf')],
  ['archive', ascii('Rar!')],
  ['archive', [0x37, 0x7a, 0xbc, 0xaf]],
  ['archive', [0x1f, 0x8b]],
  ['image', [0x89, 0x50, 0x4e, 0x47]],
  ['image', [0xff, 0xd8, 0xff]],
  ['image', ascii('GIF8')],
  ['image', ascii('RIFF')],
]

/** Needs the first 4 KiB or so. UTF-16 without a mark is text; other bytes with NULs are not. */
export function sniff(head: Uint8Array): FileKind {
  if (head.length === 0) return 'empty'
  for (const [kind, magic] of magics) if (magic.every((byte, i) => head[i] === byte)) return kind
  if (hasUtf16Mark(head) || looksUtf16(head)) return 'text'
  if (head.includes(0)) return 'binary'
  const start = Buffer.from(head.subarray(0, 512)).toString('latin1').replace(/^ï»¿/, '').trimStart().toLowerCase()
  return /^<(\?xml|!doctype|html|table|head|meta|body|style|div|workbook)/.test(start) ? 'web' : 'text'
}

export const hasUtf16Mark = (head: Uint8Array): boolean =>
  (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)

/** Commas, tabs and line ends of UTF-16 leave NULs on one side only. */
export function looksUtf16(head: Uint8Array): 'le' | 'be' | null {
  let even = 0
  let odd = 0
  for (let i = 0; i + 1 < head.length; i += 2) {
    if (head[i] === 0 && isPlain(head[i + 1]!)) even++
    else if (head[i + 1] === 0 && isPlain(head[i]!)) odd++
    else if (head[i] === 0 || head[i + 1] === 0) return null
  }
  if (odd > 0 && even === 0) return 'le'
  return even > 0 && odd === 0 ? 'be' : null
}

const isPlain = (byte: number): boolean => (byte >= 0x20 && byte < 0x7f) || byte === 9 || byte === 10 || byte === 13

const refusals: Partial<Record<FileKind, SheetFaultCode>> = {
  empty: 'empty', pdf: 'pdf', image: 'image', archive: 'archive', web: 'web', rtf: 'word', binary: 'not-a-sheet',
}

/** Throws the fault of a kind that is no sheet at all. */
export function refuseOtherKinds(kind: FileKind): void {
  const code = refusals[kind]
  if (code) throw new SheetFault(code)
}
