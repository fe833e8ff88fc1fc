import type { ValueFault, ValueNote } from '#exchange/values/words.ts'

/** A cell understood, or the fault that keeps it from being understood, with what was probably meant. */
export type Parsed<T> =
  | { ok: true; value: T; note?: ValueNote }
  | { ok: false; fault: ValueFault; proposal?: string }

export const good = <T>(value: T, note?: ValueNote): Parsed<T> =>
  note === undefined ? { ok: true, value } : { ok: true, value, note }

export const bad = (fault: ValueFault, proposal?: string): Parsed<never> =>
  proposal === undefined ? { ok: false, fault } : { ok: false, fault, proposal }
