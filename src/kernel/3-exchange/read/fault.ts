import { sentences } from '#exchange/read/words.ts'

export type SheetFaultCode = keyof typeof sentences
export type Facts = Record<string, string | number>

/** The file as a whole cannot be read. `message` is the Chinese sentence for the user and says what to do. */
export class SheetFault extends Error {
  readonly code: SheetFaultCode
  readonly facts: Facts
  constructor(code: SheetFaultCode, facts: Facts = {}, cause?: unknown) {
    super(sentenceOf(code, facts), cause === undefined ? undefined : { cause })
    this.name = 'SheetFault'
    this.code = code
    this.facts = facts
  }
}

const sentenceOf = (code: SheetFaultCode, facts: Facts): string =>
  sentences[code].replace(/\{(\w+)\}/g, (_, key: string) => String(facts[key] ?? ''))
