import type { Day } from '#base/day.ts'
import type { Db } from '#base/sql.ts'
import type { OutputOf } from '#base/contract.ts'
import type { Actor } from '#access/actor.ts'
import { beyondReach, sentAtOnce } from '#database/scope.ts'
import { reaches } from '#access/visible.ts'
import { childrenOf, idsOfPath, organisationsByIds, regionsOf, unitsOfOrganisation, type Organisation, type Unit } from '#organisations/actions/lookup.ts'
import { isKind, kindOf, kindsUnder, type Flag, type KindCode } from '#organisations/kinds.ts'
import { sectors, unitKinds, type UnitKind } from '#organisations/unit-kinds.ts'
import { kindWords } from '#organisations/words.ts'
import { why } from '#regulations/words.ts'
import type * as contract from '#coverage/contract.ts'
import type { CoverageRow, SpotView, UnitSpotView } from '#coverage/contract.ts'
import { judgeUnit, type Judged } from '#coverage/actions/judging.ts'
import {
  coveredLines, factNames, spotCodeList, spotCodes, type CoveredLine, type FactName, type SpotCode, type UnitSpotCode,
} from '#coverage/codes.ts'
import { factsOf, type Fact } from '#coverage/rules/facts.ts'
import { rateOf } from '#coverage/rules/rates.ts'
import { closingsOf } from '#coverage/store/closings.ts'
import { asidesOf, plansOf } from '#coverage/store/decisions.ts'
import { countUnder, spotsOf, type Counted, type ListedSpot } from '#coverage/store/spots.ts'
import { numbersUnder } from '#coverage/store/stats.ts'
import { bodiesIn, unitsOf } from '#coverage/store/units.ts'
import { causeWords, closedSentence, definitions, factWords, lineNames, priorityWords, spotSentence, spotWords, standingWords } from '#coverage/words.ts'
import { isSetAside } from '#coverage/rules/decisions.ts'

const flagged = (flags: readonly Flag[]) => Object.fromEntries(flags.map((flag) => [flag, true]))

export const bodyOf = ({ public_id: id, name, kind, flags }: Pick<Organisation, 'public_id' | 'name' | 'kind' | 'flags'>) =>
  ({ id, name, kindWords: kindWords(kind, flagged(flags)) })

// The overview --------------------------------------------------------------------------------------------------------

type Numbers = Map<string, number>

/** The party leads the others and sees every line; a mass organisation sees its own. */
export const linesOf = (organisation: Organisation): CoveredLine[] =>
  (organisation.line === 'party' ? [...coveredLines] : coveredLines.filter((line) => line === organisation.line || (line === 'union' && organisation.line === 'women')))

const isUnknown = (code: string): boolean => code.endsWith('-facts')

/** By kind of finding. Of the two new kinds all go first (field note 1). */
const countedIn = (numbers: Numbers, twoNew: boolean): Counted[] => spotCodeList.map((code) => {
  const n = numbers.get(`spot.${code}${twoNew ? '.new' : ''}`) ?? 0
  return { code, n, first: twoNew ? n : numbers.get(`first.${code}`) ?? 0 }
})

function rowOf(who: Pick<CoverageRow, 'id' | 'name' | 'kindWords'>, numbers: Numbers, lines: CoveredLine[], twoNew: boolean): CoverageRow {
  const found = countedIn(numbers, twoNew)
  const sum = (number: 'n' | 'first', wanted: (code: SpotCode) => boolean) =>
    found.filter(({ code }) => wanted(code)).reduce((total, one) => total + one[number], 0)
  const rates = lines.map((line) => {
    const { own, joint, covered, alone } = rateOf(numbers, line, twoNew)
    return { line, own, joint, covered, alone }
  })
  return {
    ...who, rates, units: numbers.get(twoNew ? 'units.new' : 'units') ?? 0,
    open: sum('n', (code) => !isUnknown(code)), first: sum('first', (code) => !isUnknown(code)), unknown: sum('n', isUnknown),
  }
}

interface Known {
  /** by organisation: itself and its direct subordinates */
  of: (id: number) => Numbers
  waiting: boolean
}

/** The numbers of an organisation and of each direct subordinate, what is not carried up yet included. */
export async function numbersOf(tx: Db, realm: number, top: Organisation): Promise<Known> {
  const numbers = new Map<number, Numbers>()
  const of = (id: number): Numbers => {
    const held = numbers.get(id) ?? new Map<string, number>()
    numbers.set(id, held)
    return held
  }
  const add = (id: number, measure: string, n: number) => of(id).set(measure, (of(id).get(measure) ?? 0) + n)
  let waiting = false
  for (const { organisation_id: id, measure, n, path } of await numbersUnder(tx, realm, top)) {
    if (measure === 'waiting') waiting = true
    else if (path === null) add(id, measure, n)
    else {
      add(top.id, measure, n)
      const below = idsOfPath(path)[top.depth]
      if (below !== undefined) add(below, measure, n)
    }
  }
  return { of, waiting }
}

function rest(numbers: Known, top: Organisation, children: readonly Organisation[]): Numbers {
  const own: Numbers = new Map(numbers.of(top.id))
  for (const child of children) for (const [measure, n] of numbers.of(child.id)) own.set(measure, (own.get(measure) ?? 0) - n)
  return own
}

interface Counting {
  numbers: Numbers
  twoNew: boolean
  today: Day
}

export async function countsOf(tx: Db, actor: Pick<Actor, 'realm' | 'reach'>, top: Organisation, { numbers, twoNew, today }: Counting): Promise<Counted[]> {
  if (!kindOf(top.kind).holdsMembers) return countedIn(numbers, twoNew)
  const filter = { aside: false, today, ...(twoNew && { first: ['two-new' as const] }) }
  return countUnder(tx, actor.realm, top.path, actor.reach, filter)
}

export async function presentOverview(
  tx: Db, actor: Actor, top: Organisation, twoNew: boolean, today: Day,
): Promise<OutputOf<typeof contract.overview>> {
  const line = await sentAtOnce(tx)
  const [children, numbers] = await Promise.all([childrenOf(line, actor.realm, top.id), numbersOf(line, actor.realm, top)])
  const shown = children.filter((child) => !/[.](group|joint-meeting|leading-group|women-committee)$/.test(child.kind))
  const lines = linesOf(top)
  const own = rowOf({ id: null, name: '', kindWords: '' }, rest(numbers, top, children), lines, twoNew)
  const rows = shown.flatMap((child) => {
    const row = rowOf(bodyOf(child), numbers.of(child.id), lines, twoNew)
    // a branch is responsible for no units: it stands here only where something of its own is to be done
    return kindOf(child.kind).holdsMembers && row.units + row.open + row.unknown === 0 ? [] : [row]
  })
  const counts = await countsOf(tx, actor, top, { numbers: numbers.of(top.id), twoNew, today })
  return {
    organisation: bodyOf(top), lines,
    total: rowOf(bodyOf(top), numbers.of(top.id), lines, twoNew),
    rows: own.units + own.open + own.unknown > 0 && rows.length > 0 ? [own, ...rows] : rows,
    counts: spotCodeList.filter((code) => lines.includes(spotCodes[code].line)).flatMap((code) => {
      const { n = 0, first = 0 } = counts.find((one) => one.code === code) ?? {}
      return n === 0 ? [] : [{ code, words: spotWords[code], line: spotCodes[code].line, n, first }]
    }),
    units: kindOf(top.kind).holdsMembers
      ? (await unitsOfOrganisation(tx, actor.realm, top.id)).map(({ public_id: id, name }) => ({ id, name })) : null,
    definitions: definitions.map((one) => ({ ...one })),
    pending: numbers.waiting,
  }
}

// The list ------------------------------------------------------------------------------------------------------------

const isUnitKind = (kind: string): kind is UnitKind => Object.hasOwn(unitKinds, kind)

export const spotOf = (row: ListedSpot): SpotView => ({
  key: `${row.subject} ${row.subject_id} ${row.code}`,
  code: row.code, words: spotWords[row.code], line: row.line, sentence: spotSentence(row), given: row.given,
  unit: row.unit && row.unit_name !== null && row.unit_kind !== null
    ? { id: row.unit, name: row.unit_name, code: row.unit_code, kindWords: isUnitKind(row.unit_kind) ? unitKinds[row.unit_kind].words : '' } : null,
  body: row.body && row.body_name !== null && row.body_kind
    ? bodyOf({ public_id: row.body, name: row.body_name, kind: row.body_kind, flags: row.body_flags ?? [] }) : null,
  responsible: row.responsible && row.responsible_name !== null ? { id: row.responsible, name: row.responsible_name, kindWords: '' } : null,
  first: row.first.map((code) => ({ code, words: priorityWords[code] })),
  since: row.since, asideUntil: row.aside_until, targetOn: row.target_on,
})

// One unit ------------------------------------------------------------------------------------------------------------

const sourceWords = { registry: '本系统名册', reported: '单位情况登记' } as const

/** Which kind of organisation would answer a finding, if founding one does. */
const founds: Partial<Record<UnitSpotCode, KindCode>> = {
  'league-missing': 'league.branch', 'league-joint': 'league.branch', 'party-missing': 'party.branch', 'union-missing': 'union.base',
  'women-missing': 'union.women-committee',
}

export async function presentUnit(tx: Db, actor: Actor, unit: Unit, today: Day): Promise<Omit<OutputOf<typeof contract.unit>, 'entries'>> {
  const { realm } = actor
  // judged with everything that stands there, shown as far as the reach goes
  const judged = await beyondReach(tx, async () => {
    const regionAt = await regionsOf(tx, realm, [unit.organisation_id])
    return judgeUnit((await unitsOf(tx, realm, [unit.id]))[0]!, regionAt(unit.organisation_id), await bodiesIn(tx, realm, [unit.id]), today)
  })
  const { placed } = judged
  const ids = [...placed.map((body) => body.id), unit.organisation_id, ...unit.bodies.map((path) => idsOfPath(path).at(-1)!)]
  const known = new Map((await organisationsByIds(tx, realm, [...new Set(ids)])).map((one) => [one.id, one]))
  const seen = seatLines(actor, judged, known)
  const responsible = known.get(unit.organisation_id)
  return {
    unit: { id: unit.public_id, name: unit.name, code: unit.code, kindWords: unitKinds[unit.kind].words, sectorWords: sectors[unit.sector].words },
    responsible: responsible ? bodyOf(responsible) : null,
    first: judged.first.map((code) => ({ code, words: priorityWords[code] })),
    facts: factNames.map((name) => {
      const { value, source, on } = factSeen(name, judged, seen)
      return { name, words: factWords[name], value, source, sourceWords: source ? sourceWords[source] : '不掌握', on }
    }),
    lines: coveredLines.map((line) => ({
      line, words: lineNames[line], state: judged.stands[line], stateWords: standingWords[judged.stands[line]],
      bodies: placed.filter((body) => body.line === line).flatMap((body) => known.get(body.id) ?? []).map((one) => bodyOf(one)),
    })),
    spots: await presentSpots(tx, actor, judged, known, seen, today),
    closings: await presentClosings(tx, realm, unit, seen),
  }
}

const lineOfFact: Partial<Record<FactName, CoveredLine>> = { fullMembers: 'party', leagueMembers: 'league', women: 'union' }

/** A number out of another line's roster is not for everybody who sees the unit: they see what the unit reported. */
function factSeen(name: FactName, judged: Judged, seen: readonly CoveredLine[]): Fact {
  const line = lineOfFact[name]
  if (line === undefined || seen.includes(line)) return judged.facts[name]
  const { unit } = judged
  const reported = { ...unit, fullMembers: unit.full_members, leagueMembers: unit.league_members, on: unit.facts_on }
  return factsOf(reported, { fullMembers: null, leagueMembers: null, women: null }, unit.facts_on ?? '')[name]
}

/** A mass organisation sees the findings of its own line; whoever stands for the party sees all. */
function seatLines(actor: Actor, judged: Judged, known: Map<number, Organisation>): readonly CoveredLine[] {
  const party = [judged.unit.path, ...judged.placed.filter((body) => body.line === 'party').map((body) => body.path)]
  if (party.some((path) => reaches(actor.reach, path))) return coveredLines
  const lines = [...known.values()].filter((one) => reaches(actor.reach, one.path)).map((one) => (one.line === 'women' ? 'union' : one.line))
  return coveredLines.filter((line) => lines.includes(line))
}

async function presentClosings(tx: Db, realm: number, unit: Unit, lines: readonly CoveredLine[]) {
  const closings = (await closingsOf(tx, realm, unit.id)).filter(({ code }) => lines.includes(spotCodes[code].line))
  const bodies = new Map((await organisationsByIds(tx, realm, closings.map((one) => one.body_id))).map((one) => [one.id, one.name]))
  return closings.map(({ code, given, since, closed_on: on, body_id: id }) =>
    ({ code, on, sentence: closedSentence({ code, given, since, body: bodies.get(id) ?? '' }) }))
}

async function presentSpots(
  tx: Db, actor: Actor, judged: Judged, known: Map<number, Organisation>, lines: readonly CoveredLine[], today: Day,
): Promise<UnitSpotView[]> {
  const { realm } = actor
  const id = judged.unit.id
  const asides = await asidesOf(tx, realm, [id])
  const plans = await plansOf(tx, realm, [id])
  const kept = await spotsOf(tx, realm, 'unit', [id])
  const responsibles = await organisationsByIds(tx, realm, plans.flatMap((one) => one.responsible_id ?? []))
  return judged.spots.filter(({ code }) => lines.includes(spotCodes[code].line)).map((spot): UnitSpotView => {
    const { code, rule } = spot
    const aside = asides.find((one) => (one.code === code || one.cause === 'closed') && isSetAside(one.review_on, today))
    const planned = plans.find((one) => one.code === code)
    const responsible = responsibles.find((one) => one.id === planned?.responsible_id)
    return {
      code, words: spotWords[code], line: spotCodes[code].line, sentence: spotSentence(spot),
      since: kept.find((row) => row.code === code)?.since ?? today,
      why: { rule: rule.id, ...why(rule) },
      aside: aside
        ? { cause: aside.cause, causeWords: causeWords[aside.cause as keyof typeof causeWords] ?? '', reason: aside.reason, setOn: aside.set_on, reviewOn: aside.review_on } : null,
      plan: planned ? { targetOn: planned.target_on, responsible: responsible ? bodyOf(responsible) : null, note: planned.note } : null,
      founding: foundingOf(code, judged, known, actor),
    }
  })
}

/** What the founding form can be filled with: kind, superior, and the party organisation that would lead it. */
function foundingOf(code: UnitSpotCode, judged: Judged, known: Map<number, Organisation>, actor: Actor): UnitSpotView['founding'] {
  const kind = founds[code]
  if (!kind) return null
  const line = kindOf(kind).line
  const mayStand = (one: Organisation) => isKind(one.kind) && kindsUnder(one.kind).includes(kind)
  const candidates = line === 'party'
    ? [known.get(judged.unit.organisation_id)]
    : [...judged.placed.filter((body) => body.line === line).map((body) => known.get(body.id)), ...judged.unit.bodies.map((path) => known.get(idsOfPath(path).at(-1)!))]
  const parent = candidates.find((one) => one && one.line === line && mayStand(one) && reaches(actor.reach, one.path))
  const leading = judged.placed.find((body) => body.line === 'party')
  const leader = line === 'party' ? undefined : (leading && known.get(leading.id)) ?? known.get(judged.unit.organisation_id)
  return {
    kind, parent: parent ? bodyOf(parent) : null, leader: leader ? bodyOf(leader) : null,
    leaderInReach: leader !== undefined && reaches(actor.reach, leader.path),
  }
}

