import { bodyName, sameBody, simpleName, type BodyName } from '#exchange/guess/body-name.ts'
import { tidy } from '#exchange/values/plain.ts'

export interface Candidate<Id> {
  id: Id
  name: string
  /** short names, former names, the name with its superior's in front */
  aliases?: readonly string[]
}
export interface Proposal<Id> {
  id: Id
  name: string
  /** 0 to 1 */
  score: number
}
/** A match is taken over; proposals wait for a person. */
export type Nearest<Id> =
  | { match: Id; how: 'exact' | 'normalised'; proposals: [] }
  | { match: null; how: 'several' | 'near' | 'none'; proposals: Proposal<Id>[] }

/**
 * Finds organisations by names that nearly match. Only an exact name, or one that differs in decoration alone
 * (中共, 委员会, 第一 for 1, brackets) and fits a single organisation, is a match; likeness is never enough.
 * Give it the organisations of one line only: 第一支部 of a party roster must not meet a League branch.
 */
export class NameIndex<Id> {
  readonly #candidates: Candidate<Id>[] = []
  readonly #exact = new Map<string, number[]>()
  readonly #simple = new Map<string, number[]>()
  readonly #cores = new Map<string, { at: number; body: BodyName }[]>()
  readonly #forms: Form[] = []
  readonly #postings = new Map<string, number[]>()

  constructor(candidates: readonly Candidate<Id>[] = []) {
    for (const candidate of candidates) this.add(candidate)
  }

  /** One more organisation: a large tree is taken in bit by bit, between other requests. */
  add(candidate: Candidate<Id>): void {
    const at = this.#candidates.push(candidate) - 1
    for (const one of [candidate.name, ...(candidate.aliases ?? [])]) this.#add(at, one)
  }

  find(name: string, wanted = 5): Nearest<Id> {
    const tidied = tidy(name)
    for (const [how, found] of [
      ['exact', this.#exact.get(tidied)],
      ['normalised', this.#simple.get(simpleName(tidied))],
      ['normalised', this.#sameBodies(bodyName(tidied))],
    ] as const) {
      const places = [...new Set(found ?? [])]
      if (places.length === 1) return { match: this.#candidates[places[0]!]!.id, how, proposals: [] }
      if (places.length === 0) continue
      return { match: null, how: 'several', proposals: this.#proposals(places.map((at) => [at, 1]), wanted) }
    }
    const near = this.#near(tidied, wanted)
    return { match: null, how: near.length === 0 ? 'none' : 'near', proposals: near }
  }

  #add(at: number, name: string): void {
    const tidied = tidy(name)
    if (tidied === '') return
    push(this.#exact, tidied, at)
    push(this.#simple, simpleName(tidied), at)
    const body = bodyName(tidied)
    push(this.#cores, body.core, { at, body })
    const pairs = pairsOf(body.core)
    for (const pair of new Set(pairs)) push(this.#postings, pair, this.#forms.length)
    this.#forms.push({ at, body, size: pairs.length, numbers: numbersIn(body.core) })
  }

  #sameBodies(asked: BodyName): number[] {
    // a bare 幸福机械厂 does not say whether its branch, its union or the firm is meant
    if (asked.level === null) return []
    return (this.#cores.get(asked.core) ?? []).filter(({ body }) => sameBody(asked, body)).map(({ at }) => at)
  }

  /** Rare pairs of characters weigh more: 有限公司 stands in every second name. */
  #near(name: string, wanted: number): Proposal<Id>[] {
    const asked = bodyName(name)
    const pairs = new Set(pairsOf(asked.core))
    const common = new Map<number, number>()
    let whole = 0
    for (const pair of pairs) {
      const posting = this.#postings.get(pair) ?? []
      const weight = Math.log(1 + (this.#forms.length + 1) / (posting.length + 1))
      whole += weight
      // pairs that a fifth of all names have tell nothing and cost most
      if (posting.length > 1_000 && posting.length > this.#forms.length / 5) continue
      for (const form of posting) common.set(form, (common.get(form) ?? 0) + weight)
    }
    const best = new Map<number, number>()
    for (const [at, weight] of common) {
      const form = this.#forms[at]!
      const score = (weight / whole) * lengthFactor(pairs.size, form.size) * agreement(asked, form)
      if (score > 0.3 && score > (best.get(form.at) ?? 0)) best.set(form.at, score)
    }
    return this.#proposals([...best], wanted)
  }

  #proposals(scored: (readonly [number, number])[], wanted: number): Proposal<Id>[] {
    const best = scored.sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, wanted)
    return best.map(([at, score]) => {
      const { id, name } = this.#candidates[at]!
      return { id, name, score: Math.round(score * 100) / 100 }
    })
  }
}

interface Form {
  at: number
  body: BodyName
  size: number
  numbers: string
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const held = map.get(key)
  if (held) held.push(value)
  else map.set(key, [value])
}

const pairsOf = (text: string): string[] => {
  const framed = `^${text}$`
  return Array.from({ length: framed.length - 1 }, (_, i) => framed.slice(i, i + 2))
}

const numbersIn = (text: string): string => (text.match(/\d+/g) ?? []).join(',')

const lengthFactor = (a: number, b: number): number => Math.sqrt(Math.min(a, b) / Math.max(a, b))

/** 第一支部 is not the second one, and a 团支部 no 党支部, however alike the letters. */
function agreement(asked: BodyName, form: Form): number {
  const numbers = numbersIn(asked.core) === form.numbers ? 1 : 0.6
  const line = asked.line === null || form.body.line === null || asked.line === form.body.line ? 1 : 0.6
  const level = asked.level === null || form.body.level === null || asked.level === form.body.level ? 1 : 0.8
  return numbers * line * level
}
