import { why } from '#regulations/words.ts'
import type { ObligationView } from '#obligations/contract.ts'
import type { Obligation } from '#obligations/owed.ts'
import { periodWords } from '#obligations/periods.ts'
import { stateWords } from '#obligations/state.ts'

export function present(organisationId: string, { duty, period, rule, state, done, waiver }: Obligation): ObligationView {
  const { sentence, article, grade, toBeChecked } = why(rule)
  return {
    duty: duty.id,
    words: duty.words,
    period: { from: period.from, to: period.to, words: periodWords(period) },
    times: rule.value,
    state,
    stateWords: stateWords[state],
    done: done.map(({ occurredOn, ref }) => ({ on: occurredOn, kind: ref.kind, id: ref.id })),
    waiver: waiver && { reason: waiver.reason, by: waiver.by, on: waiver.on },
    why: { rule: rule.id, sentence, article, grade, toBeChecked },
    address: duty.address(organisationId, period),
    verb: duty.verb,
  }
}
