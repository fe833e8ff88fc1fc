import type { Identity } from '#exchange/kind.ts'

interface Seen {
  identity: Identity
  row: number
  sheet: number
}

/** Finds rows of one person in a batch. Rows are shown to it in their order; the later one is the double. */
export class Doubles {
  readonly #isSame: (one: Identity, other: Identity) => boolean
  readonly #strong = new Map<string, Seen>()
  readonly #alike = new Map<string, Seen[]>()

  constructor(isSame: (one: Identity, other: Identity) => boolean) {
    this.#isSame = isSame
  }

  /** The earlier row about the same one, or null; the row is remembered if it is the first. */
  see(identity: Identity, row: number, sheet: number): Seen | null {
    const { strong, alike } = identity
    const group = this.#alike.get(alike)
    const found = (strong === null ? undefined : this.#strong.get(strong)) ?? group?.find((seen) => this.#isSame(seen.identity, identity))
    if (found) return found
    const seen = { identity, row, sheet }
    if (strong !== null) this.#strong.set(strong, seen)
    if (group) group.push(seen)
    else this.#alike.set(alike, [seen])
    return null
  }
}
