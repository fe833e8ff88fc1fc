/** Refusals are values, not exceptions. The code `area.fact` has its Chinese sentence in the module's `words.ts`. */
export interface Refused<R extends string = string> {
  ok: false
  refusal: R
  facts?: Facts
}
export type Facts = Record<string, string | number | boolean | null>
export type Decision<T, R extends string = string> = { ok: true; value: T } | Refused<R>

export const allow = <T>(value: T): { ok: true; value: T } => ({ ok: true, value })

export const refuse = <R extends string>(refusal: R, facts?: Facts): Refused<R> =>
  facts === undefined ? { ok: false, refusal } : { ok: false, refusal, facts }

/** Carries a refusal out of a transaction, so that everything written before it is rolled back. */
export class Refusal extends Error {
  readonly refused: Refused
  constructor(refused: Refused) {
    super(refused.refusal)
    this.refused = refused
  }
}

/** The value, or the refusal thrown: for use inside a transaction that must roll back. */
export function must<T, R extends string>(decision: Decision<T, R>): T {
  if (!decision.ok) throw new Refusal(decision)
  return decision.value
}

/** Runs `work` and turns a thrown Refusal back into a value; other errors pass through. */
export async function decide<T>(work: () => Promise<T>): Promise<Decision<T>> {
  try {
    return allow(await work())
  } catch (error) {
    if (error instanceof Refusal) return error.refused
    throw error
  }
}
