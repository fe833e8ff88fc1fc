/** Repeatable chance for sample worlds and benches: the same seed, the same world. Never for secrets. */
export interface Seeded {
  /** 0 ≤ x < 1 */
  next(): number
  /** a whole number, both ends included */
  whole(min: number, max: number): number
  chance(probability: number): boolean
  pick<T>(list: readonly T[]): T
  /** a new list in another order */
  shuffled<T>(list: readonly T[]): T[]
}

/** FNV-1a over the code units, then murmur3's finaliser: near seeds give far apart streams. */
export function hash(text: string): number {
  let h = 0x811c9dc5
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  return mixed(h)
}

/** Spreads a whole number over 32 bits. */
export function mixed(value: number): number {
  let h = value | 0
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

/** mulberry32: 32 bits of state, enough for samples. */
export function seeded(seed: string | number): Seeded {
  let state = typeof seed === 'string' ? hash(seed) : mixed(seed)
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const whole = (min: number, max: number): number => min + Math.floor(next() * (max - min + 1))
  return {
    next,
    whole,
    chance: (probability) => next() < probability,
    pick: (list) => {
      if (list.length === 0) throw new RangeError('nothing to pick from')
      return list[whole(0, list.length - 1)]!
    },
    shuffled: (list) => shuffle([...list], whole),
  }
}

function shuffle<T>(list: T[], whole: (min: number, max: number) => number): T[] {
  for (let i = list.length - 1; i > 0; i--) {
    const j = whole(0, i)
    const held = list[i]!
    list[i] = list[j]!
    list[j] = held
  }
  return list
}
