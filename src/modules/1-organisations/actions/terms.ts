import { must, type Decision } from '#base/decision.ts'
import type { ParsedOf, OutputOf } from '#base/contract.ts'
import { perform, type Doer } from '#ledger/act.ts'
import type { Seen } from '#ledger/seen.ts'
import type { World } from '#database/world.ts'
import { why } from '#regulations/words.ts'
import type * as contract from '#organisations/contract.ts'
import { mayBeginTerm, termDue } from '#organisations/rules/terms.ts'
import { countChange } from '#organisations/store/organisations.ts'
import { regionOf } from '#organisations/store/regions.ts'
import { beginTerm as saveTerm, termOf } from '#organisations/store/terms.ts'
import { flagsOfRow, mustBeConfirmed, mustHaveSeen, organisationLocked, rulesFor } from '#organisations/actions/known.ts'

/** Records an election: the next one is due when the term of the rule of that day is full. */
export function beginTerm(
  world: World,
  doer: Doer,
  input: Seen<ParsedOf<typeof contract.beginTerm>>,
): Promise<Decision<OutputOf<typeof contract.beginTerm>>> {
  return perform(world, doer, { id: input.act, kind: 'organisations.begin-term', input, on: input.startsOn }, async (tx) => {
    const organisation = await organisationLocked(tx, doer.realm, input.id)
    await mustHaveSeen(tx, world, doer, organisation, input.version)
    const flags = flagsOfRow(organisation)
    const before = await termOf(tx, doer.realm, organisation.id)
    const place = { sector: organisation.sector, region: await regionOf(tx, organisation) }
    const asked = { kind: organisation.kind, flags, started: input.startsOn, founded: organisation.founded_on, previous: before?.starts_on ?? null, ...place }
    const rules = await rulesFor(tx, organisation)
    const judged = must(mayBeginTerm(asked, rules, world.clock.today()))
    mustBeConfirmed(judged.warnings, input.confirmed, input.startsOn, rules)
    const due = termDue(organisation.kind, flags, input.startsOn, rules, place)!
    await saveTerm(tx, doer.realm, organisation.id, { starts_on: input.startsOn, due_on: due.due, rule: due.rule.id })
    await countChange(tx, organisation)
    const answer = { id: input.id, dueOn: due.due, why: { rule: due.rule.id, ...why(due.rule) } }
    return { answer, ref: { kind: 'organisation', id: input.id }, path: organisation.path, payload: { ...input, dueOn: due.due } }
  })
}
