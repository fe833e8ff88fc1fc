// The plain tar format (POSIX ustar), as far as a backup needs it: files with short ASCII names, no folders, no links.
// So any tar and gunzip opens a backup, with or without this program.

const block = 512
export const padding = (size: number): Buffer => Buffer.alloc((block - (size % block)) % block)
export const endOfArchive = Buffer.alloc(2 * block)

const octal = (value: number, digits: number): string => `${value.toString(8).padStart(digits, '0')}\0`

/** The sum of the header's bytes, its own eight counted as blanks. */
function sumOf(header: Buffer): number {
  let sum = 8 * 0x20
  for (let i = 0; i < block; i++) if (i < 148 || i >= 156) sum += header[i]!
  return sum
}

export function headerOf(name: string, size: number, madeAt: Date): Buffer {
  if (name.length > 100 || /[^\x21-\x7e]/.test(name)) throw new Error(`a name that tar does not hold: ${name}`)
  const header = Buffer.alloc(block)
  header.write(name, 0)
  header.write(octal(0o600, 7), 100)
  header.write(octal(0, 7), 108)
  header.write(octal(0, 7), 116)
  header.write(octal(size, 11), 124)
  header.write(octal(Math.floor(madeAt.getTime() / 1000), 11), 136)
  header.write('0', 156)
  header.write('ustar\x0000', 257)
  header.write(`${octal(sumOf(header), 6)} `, 148)
  return header
}

export const headerSize = block

/** Null at the end mark. */
export function readHeader(header: Buffer): { name: string; size: number } | 'damaged' | null {
  if (header.equals(endOfArchive.subarray(0, block))) return null
  const text = (from: number, length: number) => header.toString('latin1', from, from + length).replace(/\0.*$/s, '')
  if (text(257, 5) !== 'ustar' || Number.parseInt(text(148, 8), 8) !== sumOf(header)) return 'damaged'
  const size = Number.parseInt(text(124, 12), 8)
  return Number.isNaN(size) ? 'damaged' : { name: text(0, 100), size }
}
