import type { InputOf } from '#base/contract.ts'
import type { confirmStatement, LineView, StatementView } from '#dues/statement/contract.ts'

export type Pick = NonNullable<InputOf<typeof confirmStatement>['picks']>[number]

/** What somebody has decided so far: sure lines left out, and others chosen; sums stand beside to be shown. */
export interface Chosen {
  without: ReadonlyMap<string, number>
  picks: ReadonlyMap<string, { pick: Pick; fen: number }>
}

export const nothingChosen: Chosen = { without: new Map(), picks: new Map() }

/** How many lines a confirmation would write down, and their sum. */
export function totalOf({ parts: { sure } }: StatementView, { without, picks }: Chosen): { n: number; fen: number } {
  const sum = (fens: Iterable<number>) => [...fens].reduce((total, fen) => total + fen, 0)
  return { n: sure.n - without.size + picks.size, fen: sure.fen - sum(without.values()) + sum([...picks.values()].map(({ fen }) => fen)) }
}

/** The sure lines shown that stay ticked: what is unticked is left out, all others come along. */
export function withTicks(chosen: Chosen, rows: readonly LineView[], ticked: ReadonlySet<string>): Chosen {
  const without = new Map(chosen.without)
  for (const { id, fen } of rows) if (ticked.has(id)) without.delete(id); else without.set(id, fen)
  return { ...chosen, without }
}

export function withPick(chosen: Chosen, line: LineView, pick: Omit<Pick, 'line'> | null): Chosen {
  const picks = new Map(chosen.picks)
  if (pick === null) picks.delete(line.id)
  else picks.set(line.id, { pick: { line: line.id, ...pick }, fen: line.fen })
  return { ...chosen, picks }
}
