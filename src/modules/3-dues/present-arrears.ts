import type { OutputOf, ParsedOf } from '#base/contract.ts'
import type { Db } from '#base/sql.ts'
import type { Keys } from '#base/seal.ts'
import type { Actor } from '#access/actor.ts'
import { beyondReach } from '#database/scope.ts'
import type { World } from '#database/world.ts'
import { why } from '#regulations/words.ts'
import { clockOf, type Owing } from '#dues/actions/arrears.ts'
import { bodyAt } from '#dues/actions/books.ts'
import type * as contract from '#dues/contract/arrears.ts'
import type { ArrearsView, DossierView } from '#dues/contract/arrears.ts'
import { bodyOf } from '#dues/present.ts'
import { monthOf, monthWords } from '#dues/rules/months.ts'
import { arrangementsOf } from '#dues/store/arrangements.ts'
import { lastPaidOf } from '#dues/store/arrears.ts'
import { noteOf } from '#dues/store/steps.ts'
import { arrangementStates, arrangementWords, lineWords } from '#dues/words.ts'
import { nextWords, stepWords } from '#dues/words/arrears.ts'

const owingView = (keys: Keys) => ({ person: id, name, months, inARow, stage, answered, steps }: Owing): ArrearsView => ({
  id, name, months: months.map(({ month }) => monthWords(month)), inARow, fen: months.reduce((sum, { fen }) => sum + fen, 0), stage,
  next: nextWords[stage], done: answered,
  steps: steps.map((step) => ({ kind: step.kind, words: stepWords[step.kind], on: step.on, until: step.until, note: noteOf(keys, step), doer: step.doer })),
})

export async function presentArrears(tx: Db, world: World, actor: Actor, input: ParsedOf<typeof contract.arrears>): Promise<OutputOf<typeof contract.arrears>> {
  const body = await bodyAt(tx, actor, input.organisation)
  const { rows, rules } = await clockOf(tx, body, world.clock.today())
  return {
    organisation: bodyOf(body), line: body.line, rows: rows.map(owingView(world.keys)), why: { rule: rules.limit.id, ...why(rules.limit) },
  }
}

/** The facts for the branch meeting. It decides; nothing here does. */
export async function presentDossier(tx: Db, world: World, actor: Actor, input: ParsedOf<typeof contract.dossier>): Promise<DossierView> {
  const body = await bodyAt(tx, actor, input.organisation)
  const { rows: [owing], rules } = await clockOf(tx, body, world.clock.today(), input.person)
  const arrangements = await beyondReach(tx, () => arrangementsOf(tx, world.keys, actor.realm, body.line, [input.person]))
  return {
    organisation: bodyOf(body), line: body.line, lineWords: lineWords[body.line], owing: owing ? owingView(world.keys)(owing) : null,
    months: (owing?.months ?? []).map(({ month, fen }) => ({ month, words: monthWords(month), fen })),
    arrangements: arrangements.map(({ kind, state, from, to }) =>
      ({ words: arrangementWords[kind], stateWords: arrangementStates[state], from: monthOf(from), to: monthOf(to) })),
    lastPaid: await lastPaidOf(tx, actor.realm, body, input.person),
    rules: [rules.talk, rules.deadline, rules.limit].map((rule) => ({ rule: rule.id, ...why(rule) })),
  }
}
