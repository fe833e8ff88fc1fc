import { heading, text, type Block, type Paper } from '#base/paper/blocks.ts'
import { aboutOf, spanPaper, tableOf, type BookOf, type Owed } from '#org-life/print/forms/book.ts'
import { paperCode, periodWords } from '#org-life/print/rules.ts'
import { words } from '#org-life/print/words.ts'

export type FactsOf = BookOf & { changes: { joined: number; left: number } | null; from: string }

/** How often each duty was asked and how it stood; no rate and no order of merit. */
function fulfilment(owed: readonly Owed[]): Block[] {
  if (owed.length === 0) return [text(words.nothingOwed)]
  const rows = [...Map.groupBy(owed, ({ duty }) => duty)].map(([duty, all]) => {
    const count = (...states: Owed['state'][]) => String(all.filter(({ state }) => states.includes(state)).length)
    return [duty, String(all.length), count('met'), count('met-late'), count('waived'), count('not-due', 'due'), count('missed')].map((one) => [one])
  })
  const counts = [words.periods, words.met, words.metLate, words.waived, words.open, words.missed]
  return [tableOf(words.fulfilment, [[words.duty, 5], ...counts.map((name): [string, number] => [name, 3])], rows)]
}

function heldOf({ meetings }: FactsOf): Block[] {
  const held = meetings.filter(({ occurredOn }) => occurredOn !== null)
  if (held.length === 0) return [text(words.nothingRecorded)]
  const rows = [...Map.groupBy(held, (one) => one.words)].map(([kind, all]) => [[kind], [String(all.length)], [all.map(({ on }) => on).join('、')]])
  return [tableOf(words.held, [[words.kind, 5], [words.sessions, 2], [words.dates, 13]], rows)]
}

const decidedOf = ({ meetings }: FactsOf): Block[] => {
  const items = meetings.flatMap(({ on, matters }) =>
    matters.flatMap(({ title, votes, passed }) => (votes ? [words.decision(on, title, words.votes(votes), passed === true)] : [])))
  return items.length === 0 ? [text(words.nothingRecorded)] : [{ kind: 'list', items }]
}

const lateOf = ({ meetings }: FactsOf): Block[] => {
  const items = meetings.flatMap(({ lateWords }) => lateWords ?? [])
  return items.length === 0 ? [text(words.lateNone)] : [{ kind: 'list', items }]
}

/** 述职 facts sheet: what the records hold of one's year, and room for what only oneself can say. */
export function factsPaper(facts: FactsOf, origin: string): Paper {
  const { organisation, period } = facts
  const [code, title] = [paperCode('facts', organisation.id, period), words.facts(organisation.line)]
  const chapters: [string, Block[]][] = [
    [words.basics, [aboutOf(facts), ...(facts.changes ? [text(words.changes(facts.from, facts.changes.joined, facts.changes.left))] : [])]],
    [words.fulfilment, fulfilment(facts.owed)],
    [words.held, heldOf(facts)],
    [words.decided, decidedOf(facts)],
    [words.late, lateOf(facts)],
    [words.ownPart, words.ownWords.flatMap((one): Block[] => [heading(one, 2), { kind: 'lines', count: 4 }])],
  ]
  return spanPaper(facts, { origin, code, title, note: words.factsIntro(periodWords(period)) }, chapters)
}
