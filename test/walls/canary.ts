/*
 * Canaries: every planted thing carries one character of CJK extension A in its name, which no other thing and no sentence
 * of the program has, and numbers of its own. Whoever sees the character has seen something of the thing.
 */
const first = 0x3400
const last = 0x4dbf

export interface Canaries {
  next(): string
}

export function canaries(): Canaries {
  let at = first
  return {
    next() {
      if (at > last) throw new Error('no canary is left')
      return String.fromCodePoint(at++)
    },
  }
}

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi
const number = /(?<!\d)(?:1\d{10}|\d{17}[\dX])(?!\d)/g
const canary = /[\u3400-\u4dbf]/g

/** Everything in a text that may belong to a thing: public ids, canaries, phone and ID numbers. */
export const marksIn = (text: string): Set<string> =>
  new Set([uuid, number, canary].flatMap((shape) => text.match(shape) ?? []).map((mark) => mark.toLowerCase()))
