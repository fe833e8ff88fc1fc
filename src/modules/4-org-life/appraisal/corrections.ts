import { must, refuse, Refusal, type Decision } from '#base/decision.ts'
import type { Day } from '#base/day.ts'
import type { ParsedOf } from '#base/contract.ts'
import type { Db } from '#base/sql.ts'
import type { Actor } from '#access/actor.ts'
import type { World } from '#database/world.ts'
import { perform, type Deed } from '#ledger/act.ts'
import type { Organisation } from '#organisations/actions/lookup.ts'
import { ruleAt, rulesOf } from '#org-life/actions/known.ts'
import { deed, ownBranch } from '#org-life/actions/private.ts'
import type * as contract from '#org-life/appraisal/contract.ts'
import { mayAppraiseAgain, mayEndOn, type Term } from '#org-life/appraisal/rules/corrections.ts'
import { registrationOf } from '#org-life/appraisal/rules/grading.ts'
import { appraisalForChange, appraisedIn, saveAppraised, type AppraisedLine } from '#org-life/appraisal/store.ts'

export { termOf } from '#org-life/appraisal/rules/corrections.ts'

/** How long one has to correct 不合格 where it was approved on that day; only the League has such a term. */
export async function termAt(tx: Db, organisation: Organisation, day: Day): Promise<Term | null> {
  const rules = await rulesOf(tx, organisation)
  const [min, max] = [ruleAt(rules, organisation, 'league.branch.appraisal.correction-min', day), ruleAt(rules, organisation, 'league.branch.appraisal.correction-max', day)]
  return min && max ? { min, max } : null
}

interface Ground {
  line: AppraisedLine
  known: { name: string; correctBy: Day | null; againGrade: AppraisedLine['again_grade'] }
  finishedOn: Day
  term: Term
}

async function correcting(tx: Db, realm: number, organisation: Organisation, input: { year: number; person: string }): Promise<Ground> {
  const held = await appraisalForChange(tx, realm, organisation.id, input.year)
  const line = held && (await appraisedIn(tx, realm, held.id)).find(({ person_id }) => person_id === input.person)
  const term = held?.finished_on ? await termAt(tx, organisation, held.finished_on) : null
  if (!line || !term) throw new Refusal(refuse('org-life.not-correcting', { name: line?.name ?? '' }))
  return { line, known: { name: line.name, correctBy: line.correct_by, againGrade: line.again_grade }, finishedOn: held.finished_on!, term }
}

type Acted = Promise<Decision<{ correctBy: Day }>>

export function setCorrection(world: World, actor: Actor, input: ParsedOf<typeof contract.setCorrection>): Acted {
  return perform(world, actor, { id: input.act, kind: 'org-life.set-correction', input }, async (tx): Promise<Deed<{ correctBy: Day }>> => {
    const organisation = await ownBranch(tx, actor, input.organisation)
    const { line, known, finishedOn, term } = await correcting(tx, actor.realm, organisation, input)
    const correctBy = must(mayEndOn(known, input.until, finishedOn, term))
    await saveAppraised(tx, actor.realm, { ...line, correct_by: correctBy })
    return deed(organisation, { correctBy }, { year: input.year, until: correctBy })
  })
}

/** What the branch finds when the term is over; whoever is 基本合格 or better now is registered with the others. */
export function appraiseAgain(world: World, actor: Actor, input: ParsedOf<typeof contract.appraiseAgain>): Acted {
  const today = world.clock.today()
  return perform(world, actor, { id: input.act, kind: 'org-life.appraise-again', input }, async (tx): Promise<Deed<{ correctBy: Day }>> => {
    const organisation = await ownBranch(tx, actor, input.organisation)
    const { line, known, finishedOn, term } = await correcting(tx, actor.realm, organisation, input)
    must(mayAppraiseAgain(known, input.on, { finishedOn, today, term }))
    const registration = line.registration && registrationOf(input.grade)
    await saveAppraised(tx, actor.realm, { ...line, again_on: input.on, again_grade: input.grade, registration })
    return deed(organisation, { correctBy: known.correctBy! }, { year: input.year, on: input.on })
  })
}
