import { ruleOn, versionsOf, type HoldingRegulation, type Place, type Regulation } from '#regulations/rules.ts'
import type { DuesLine, PayerKind } from '#dues/codes.ts'
import { shareOf } from '#dues/rules/base.ts'

export interface Relief {
  kind: 'reduced' | 'exempt'
  /** what is owed instead, for `reduced` */
  fen: number | null
}

/** All that decides what one person owes for one month. `place.day` lies in that month. */
export interface Assessed {
  line: DuesLine
  place: Place
  /** null: nobody has laid down yet how this person pays */
  payer: PayerKind | null
  base: number | null
  relief: Relief | null
  /** a party member who keeps League membership pays there of free will; a retired union member is exempt */
  released: boolean
}

export type OwedState = 'owed' | 'unknown' | 'voluntary' | 'exempt'

export interface Owed {
  state: OwedState
  fen: number
  base: number | null
  /** the rules that made the sum, the deciding one first */
  rules: HoldingRegulation[]
}

const nothing = (state: OwedState, rules: HoldingRegulation[] = []): Owed => ({ state, fen: 0, base: null, rules })

/** What is owed, with the rules that say so. Whole fen; the whole amount takes its band's rate. */
export function owedFor(rules: readonly Regulation[], one: Assessed): Owed {
  const rule = (id: string) => ruleOn(rules, `${one.line}.dues.${id}`, one.place)
  if (one.released && one.line !== 'party') {
    const id = one.line === 'league' ? 'voluntary' : 'retained'
    return nothing(one.line === 'league' ? 'voluntary' : 'exempt', listed(rule(id)))
  }
  if (one.relief?.kind === 'exempt') return nothing('exempt')
  if (one.payer === null) return nothing('unknown')
  const full = reckoned(rules, one)
  if (full.state !== 'owed' || one.relief?.kind !== 'reduced') return full
  return { ...full, fen: Math.min(full.fen, one.relief.fen ?? 0) }
}

const listed = (...found: (HoldingRegulation | null)[]): HoldingRegulation[] => found.filter((one) => one !== null)
const fenOf = (rule: HoldingRegulation): number => Math.round(rule.value * 100)

const fixedOf: Partial<Record<PayerKind, string>> = { farmer: 'farmer', student: 'student', relief: 'relief', apprentice: 'apprentice' }

function reckoned(rules: readonly Regulation[], one: Assessed): Owed {
  const fixed = fixedOf[one.payer!]
  if (fixed !== undefined) {
    const rule = ruleOn(rules, `${one.line}.dues.${fixed}`, one.place)
    return rule ? { state: 'owed', fen: fenOf(rule), base: null, rules: [rule] } : nothing('unknown')
  }
  if (one.base === null) return nothing('unknown')
  return { party: partyOwed, league: leagueOwed, union: unionOwed }[one.line](rules, one, one.base)
}

/** The band of a table that holds a sum: its ids are `….band-1`, `….band-2` … */
export function bandOf(rules: readonly Regulation[], table: string, place: Place, amount: number): HoldingRegulation | null {
  for (let no = 1; ; no++) {
    const id = `${table}.band-${no}`
    if (versionsOf(rules, id).length === 0) return null
    const rule = ruleOn(rules, id, { ...place, amount })
    if (rule) return rule
  }
}

const withRate = (rule: HoldingRegulation, base: number): number => shareOf(base, ...rule.share!)

function partyOwed(rules: readonly Regulation[], { payer, place }: Assessed, base: number): Owed {
  const band = bandOf(rules, payer === 'retired' ? 'party.dues.retired' : 'party.dues.salaried', place, base)
  if (!band) return nothing('unknown')
  const step = ruleOn(rules, 'party.dues.rounding', place)
  const exact = withRate(band, base)
  const rounded = step ? shareOf(exact, 1, fenOf(step)) * fenOf(step) : exact
  const cap = ruleOn(rules, 'party.dues.monthly-cap', place)
  const capped = cap !== null && rounded > fenOf(cap)
  const used = step && rounded !== exact ? [step] : []
  return { state: 'owed', fen: capped ? fenOf(cap) : rounded, base, rules: [band, ...used, ...(capped ? [cap] : [])] }
}

/** Since 2016 a flat sum below a wage, above it 2‰ without the part of a yuan, up to a ceiling; before, bands. */
function leagueOwed(rules: readonly Regulation[], { place }: Assessed, base: number): Owed {
  const rule = (id: string) => ruleOn(rules, `league.dues.${id}`, place)
  const [below, flat, rate, cap] = [rule('flat-below'), rule('flat'), rule('rate'), rule('cap')]
  if (!below || !flat || !rate || !cap) {
    const band = bandOf(rules, 'league.dues.salaried', place, base)
    return band ? { state: 'owed', fen: withRate(band, base), base, rules: [band] } : nothing('unknown')
  }
  if (base < fenOf(below)) return { state: 'owed', fen: fenOf(flat), base, rules: [flat] }
  const [part, of] = rate.share!
  const fen = Math.floor((base * part) / (of * 100)) * 100
  return fen > fenOf(cap) ? { state: 'owed', fen: fenOf(cap), base, rules: [cap, rate] } : { state: 'owed', fen, base, rules: [rate] }
}

function unionOwed(rules: readonly Regulation[], { place }: Assessed, base: number): Owed {
  const [rate, step] = [ruleOn(rules, 'union.dues.rate', place), ruleOn(rules, 'union.dues.step', place)]
  if (!rate || !step) return nothing('unknown')
  const counted = Math.floor(base / fenOf(step)) * fenOf(step)
  return { state: 'owed', fen: withRate(rate, counted), base: counted, rules: [rate, step] }
}
