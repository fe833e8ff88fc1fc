import { must, refuse, Refusal, type Decision } from '#base/decision.ts'
import type { ParsedOf } from '#base/contract.ts'
import type { Db } from '#base/sql.ts'
import { perform, type Doer } from '#ledger/act.ts'
import type { World } from '#database/world.ts'
import { organisationByPublicId, unitByPublicId, type Unit } from '#organisations/actions/lookup.ts'
import type * as contract from '#coverage/contract.ts'
import { refreshUnits } from '#coverage/actions/refresh-units.ts'
import { mayPlan, maySetAside } from '#coverage/rules/decisions.ts'
import type { UnitSpotCode } from '#coverage/codes.ts'
import { removeAside, saveAside, savePlan } from '#coverage/store/decisions.ts'
import { memoriesOf } from '#coverage/store/units.ts'
import { beyondReach } from '#database/scope.ts'

type Done = Promise<Decision<{ id: string }>>

/** The unit judged as of today, and what was found in it, set aside or not. */
async function unitJudged(tx: Db, world: World, realm: number, publicId: string): Promise<{ unit: Unit; found: UnitSpotCode[] }> {
  const unit = await unitByPublicId(tx, realm, publicId)
  if (!unit) throw new Refusal(refuse('access.not-found'))
  await refreshUnits(tx, world, realm, [unit.id])
  const [memory] = await beyondReach(tx, () => memoriesOf(tx, realm, [unit.id]))
  return { unit, found: memory?.found ?? [] }
}

const deed = (unit: Unit, payload: object) =>
  ({ answer: { id: unit.public_id }, ref: { kind: 'unit', id: unit.public_id }, path: unit.path, payload: { ...payload, unit: unit.name } })

/** 不适用, with its reason and the day on which it is asked again. */
export function setAside(world: World, doer: Doer, input: ParsedOf<typeof contract.setAside>): Done {
  return perform(world, doer, { id: input.act, kind: 'coverage.set-aside', input }, async (tx) => {
    const { unit, found } = await unitJudged(tx, world, doer.realm, input.id)
    const today = world.clock.today()
    const { code, cause, reason, reviewOn } = input
    must(maySetAside({ code, found, reviewOn }, today))
    await saveAside(tx, doer.realm, { unit_id: unit.id, code, cause, reason, set_on: today, review_on: reviewOn })
    await refreshUnits(tx, world, doer.realm, [unit.id])
    return deed(unit, input)
  })
}

export function takeUp(world: World, doer: Doer, input: ParsedOf<typeof contract.takeUp>): Done {
  return perform(world, doer, { id: input.act, kind: 'coverage.take-up', input }, async (tx) => {
    const { unit } = await unitJudged(tx, world, doer.realm, input.id)
    if ((await removeAside(tx, doer.realm, unit.id, input.code)) === 0) must(refuse('coverage.not-set-aside'))
    await refreshUnits(tx, world, doer.realm, [unit.id])
    return deed(unit, input)
  })
}

/** By when a finding is to be worked off, and which party organisation answers for it. */
export function plan(world: World, doer: Doer, input: ParsedOf<typeof contract.plan>): Done {
  return perform(world, doer, { id: input.act, kind: 'coverage.plan', input }, async (tx) => {
    const { unit, found } = await unitJudged(tx, world, doer.realm, input.id)
    const { code, targetOn, note = null } = input
    must(mayPlan({ code, found, targetOn }, world.clock.today()))
    const responsible = input.responsible ? await organisationByPublicId(tx, doer.realm, input.responsible) : null
    await savePlan(tx, doer.realm, { unit_id: unit.id, code, target_on: targetOn, responsible_id: responsible?.id ?? null, note })
    await refreshUnits(tx, world, doer.realm, [unit.id])
    return deed(unit, input)
  })
}
