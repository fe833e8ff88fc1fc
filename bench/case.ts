import type pg from 'pg'
import type { Actor } from '#access/actor.ts'
import type { World } from '#database/world.ts'
import type { Place } from './load/places.ts'

/**
 * What a case measures: ours and the raw way of the same work, interleaved in one run. A later issue adds a file to
 * `cases/` that exports `benchCase`; nothing else has to know it.
 */
export interface BenchCase {
  name: string
  /** what is measured, in words of the table */
  words: string
  /** the promise, as the table shows it: '≤ 2×'; null where the figure is for information */
  goal: string | null
  run(bench: Bench): Promise<Figure[]>
}

export interface Figure {
  /** which of the case's measurements: 省, 县, 支部 */
  at: string
  ours: Spread
  raw: Spread | null
  unit: string
  /** ours by raw; of medians unless the case says otherwise */
  ratio: number | null
  /** set when this figure has a goal of its own, or (null) none, unlike the case */
  goal?: string | null
  met?: boolean
  detail: string
}

export interface Spread {
  median: number
  p95: number
}

/** The loaded country, and both ways into it. */
export interface Bench {
  /** as the application: its role, its pool, row-level security on */
  world: World
  /** as the owner, without row-level security: plain SQL, named statements */
  owner: pg.Client
  urls: { owner: string, app: string }
  realm: number
  size: { organisations: number, persons: number, memberships: number }
  places: { nation: Place, province: Place, county: Place, branch: Place }
  /** whoever may do `permission` at a place and least beside it, as if signed in */
  actorAt(place: Place, permission: string): Promise<Actor>
  /** how often a measurement is taken; a tiny world's test takes few */
  rounds: number
  say(line: string): void
}
