import { must, refuse, Refusal, type Decision } from '#base/decision.ts'
import type { ParsedOf } from '#base/contract.ts'
import type { Db } from '#base/sql.ts'
import type { Actor } from '#access/actor.ts'
import { holdersOf } from '#access/seats.ts'
import type { World } from '#database/world.ts'
import { perform } from '#ledger/act.ts'
import { notify as tell, type NewNotice } from '#notices/send.ts'
import { organisationByPublicId, organisationForChange, type Organisation } from '#organisations/actions/lookup.ts'
import { postsOf } from '#organisations/posts.ts'
import { deed, ownBranch } from '#org-life/actions/private.ts'
import { heldAt, stand } from '#org-life/appraisal/actions.ts'
import type * as contract from '#org-life/appraisal/contract.ts'
import { mayDecide } from '#org-life/appraisal/rules/grading.ts'
import { saveAppraisal } from '#org-life/appraisal/store.ts'
import { decidedNotice } from '#org-life/appraisal/words.ts'

type Acted = Promise<Decision<{ state: string }>>

/** A League body above the branch; a party committee that leads the League does not approve in its place. */
export async function mustBeSuperior(tx: Db, actor: Actor, branch: Organisation): Promise<void> {
  const own = await organisationByPublicId(tx, actor.realm, actor.seat.organisationId)
  if (own?.line !== 'league' || own.id === branch.id || !branch.path.startsWith(own.path)) throw new Refusal(refuse('org-life.superior-approves'))
}

export function approveAppraisal(world: World, actor: Actor, input: ParsedOf<typeof contract.approveAppraisal>): Acted {
  return perform(world, actor, { id: input.act, kind: 'org-life.approve-appraisal', input }, async (tx) => {
    await organisationForChange(tx, actor.realm, input.organisation)
    const organisation = (await organisationByPublicId(tx, actor.realm, input.organisation))!
    await mustBeSuperior(tx, actor, organisation)
    const { held, to } = await heldAt(tx, organisation, input.year, input.approve ? 'approve' : 'return')
    if (!input.approve && input.reason === '') throw new Refusal(refuse('org-life.reason-missing'))
    if (input.approve) await stand(tx, world, actor.realm, organisation, { ...held, state: to, finished_on: world.clock.today(), approved_by: actor.postWords, approved_how: 'self' })
    else await saveAppraisal(tx, actor.realm, { ...held, state: to, submitted_on: null, finished_by: null, returned_reason: input.reason })
    await tellSecretary(tx, world, actor, organisation, decidedNotice(input.year, input.approve, input.reason), `/org-life/appraisal?year=${input.year}`)
    return deed(organisation, { state: to }, { year: input.year, approve: input.approve, reason: input.reason })
  })
}

/** Tells the head of a branch something in the superior's name. */
export async function tellSecretary(
  tx: Db, world: World, actor: Actor, branch: Organisation, notice: Pick<NewNotice, 'class' | 'title' | 'body'>, link: string,
): Promise<void> {
  const heads = postsOf(branch.kind).filter(({ head }) => head).map(({ code }) => code)
  const held = await holdersOf(tx, branch.realm_id, branch.public_id, heads, world.clock.today())
  const made = { realm: branch.realm_id, ...notice, link, from: actor.seat.organisationId }
  await tell(tx, held.map(({ account_id }) => account_id), made, world.clock.now())
}

/** The superior's approval came on paper: registered as such, with its number. */
export function approveOnPaper(world: World, actor: Actor, input: ParsedOf<typeof contract.approveOnPaper>): Acted {
  const today = world.clock.today()
  return perform(world, actor, { id: input.act, kind: 'org-life.approve-appraisal-on-paper', input }, async (tx) => {
    const organisation = await ownBranch(tx, actor, input.organisation)
    const { held, to } = await heldAt(tx, organisation, input.year, 'approve-paper')
    must(mayDecide('meeting', input.on, { hasCommittee: false, heldOn: held.decided_on!, today }))
    const approved = { approved_by: actor.postWords, approved_how: 'paper' as const, approval_document: `${input.document}（${input.on}）` }
    await stand(tx, world, actor.realm, organisation, { ...held, ...approved, state: to, finished_on: today })
    return deed(organisation, { state: to }, { year: input.year, document: input.document, on: input.on })
  })
}
