import { SheetFault } from '#exchange/read/fault.ts'

export interface XmlHandlers {
  /** local name and the raw attributes; ask `attributeOf` for one */
  open(name: string, raw: string): void
  close(name: string): void
  text?(text: string): void
}

const MAX_TAG = 64 * 1024

/**
 * A push scanner for the parts of a workbook: no document type, no entities beyond XML's five, no tree. Each piece of
 * text is looked at once, so that hostile input costs no more than its length.
 */
export class XmlScanner {
  #rest = ''
  readonly #on: XmlHandlers

  constructor(handlers: XmlHandlers) {
    this.#on = handlers
  }

  write(chunk: string): void {
    const input = this.#rest === '' ? chunk : this.#rest + chunk
    let at = 0
    while (at < input.length) {
      const next = input.charCodeAt(at) === 60 ? this.#tag(input, at) : this.#text(input, at)
      if (next < 0) break
      at = next
    }
    this.#rest = at === 0 ? input : input.slice(at)
    if (this.#rest.length > MAX_TAG) throw new SheetFault('broken')
  }

  end(): void {
    if (this.#rest.trim() !== '') throw new SheetFault('broken')
  }

  #text(input: string, at: number): number {
    let end = input.indexOf('<', at)
    if (end < 0) {
      end = safeEnd(input, at)
      if (end <= at) return -1
    }
    this.#on.text?.(decoded(input.slice(at, end)))
    return end
  }

  #tag(input: string, at: number): number {
    const second = input.charCodeAt(at + 1)
    if (second === 33) return this.#declaration(input, at)
    if (second === 63) return after(input, '?>', at)
    const end = tagEnd(input, at)
    if (end < 0) return -1
    if (second === 47) this.#on.close(local(input.slice(at + 2, end).trim()))
    else this.#open(input, at + 1, end)
    return end + 1
  }

  #open(input: string, from: number, end: number): void {
    const closed = input.charCodeAt(end - 1) === 47
    const content = input.slice(from, closed ? end - 1 : end)
    const space = content.search(/\s/)
    const name = local(space < 0 ? content : content.slice(0, space))
    this.#on.open(name, space < 0 ? '' : content.slice(space))
    if (closed) this.#on.close(name)
  }

  /** Comments and CDATA; a document type has no place in a workbook. */
  #declaration(input: string, at: number): number {
    if (input.length - at < 9) return -1
    if (input.startsWith('<!--', at)) return after(input, '-->', at + 4)
    if (!input.startsWith('<![CDATA[', at)) throw new SheetFault('broken')
    const end = input.indexOf(']]>', at + 9)
    if (end < 0) return -1
    this.#on.text?.(input.slice(at + 9, end))
    return end + 3
  }
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1)

const after = (input: string, mark: string, from: number): number => {
  const at = input.indexOf(mark, from)
  return at < 0 ? -1 : at + mark.length
}

/** The `>` that is outside quotation marks */
function tagEnd(input: string, at: number): number {
  let end = input.indexOf('>', at)
  let from = at
  for (;;) {
    const quote = firstQuote(input, from, end < 0 ? input.length : end)
    if (quote < 0) return end
    const close = input.indexOf(input[quote]!, quote + 1)
    if (close < 0) return -1
    from = close + 1
    if (end >= 0 && close > end) end = input.indexOf('>', close)
  }
}

function firstQuote(input: string, from: number, to: number): number {
  for (let i = from; i < to; i++) {
    const code = input.charCodeAt(i)
    if (code === 34 || code === 39) return i
  }
  return -1
}

/** Text may be cut anywhere but inside an entity or a pair of surrogates. */
function safeEnd(input: string, from: number): number {
  const amp = input.lastIndexOf('&')
  if (amp >= from && input.length - amp < 12 && input.indexOf(';', amp) < 0) return amp
  const last = input.charCodeAt(input.length - 1)
  return last >= 0xd800 && last <= 0xdbff ? input.length - 1 : input.length
}

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

export function decoded(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(?:#x([\da-fA-F]{1,6})|#(\d{1,7})|(\w{1,8}));/g, (whole, hex, dec, name) => {
    if (name !== undefined) return named[name as string] ?? whole
    const code = hex === undefined ? Number(dec) : Number.parseInt(hex as string, 16)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ''
  })
}

/** An attribute by its local name */
export function attributeOf(raw: string, name: string): string | undefined {
  const found = (patterns[name] ??= new RegExp(`[\\s:]${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`)).exec(raw)
  return found === null ? undefined : decoded(found[1] ?? found[2] ?? '')
}
const patterns: Record<string, RegExp> = {}

/** `_x000D_` stands for a control character, `_x005F_` for an underscore that would read as such a mark. */
export const unescaped = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([\dA-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text
