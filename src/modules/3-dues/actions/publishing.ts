import { refuse, Refusal, type Decision } from '#base/decision.ts'
import type { ParsedOf } from '#base/contract.ts'
import type { Actor } from '#access/actor.ts'
import type { World } from '#database/world.ts'
import { perform } from '#ledger/act.ts'
import { settle } from '#obligations/actions.ts'
import type * as contract from '#dues/contract/report.ts'
import { publicity } from '#dues/duty.ts'
import { bodyOfLine, grainOf, told, yearOf } from '#dues/present-report.ts'
import { insertPublication } from '#dues/store/publications.ts'

/** What a year brought and where it went is told to the members; it is kept as it was told, in the grain laid down. */
export function publish(world: World, actor: Actor, input: ParsedOf<typeof contract.publish>): Promise<Decision<{ id: string }>> {
  const today = world.clock.today()
  return perform(world, actor, { id: input.act, kind: 'dues.publish', input }, async (tx) => {
    const body = await bodyOfLine(tx, actor, input.organisation)
    const { year, on, way } = input
    if (actor.seat.organisationId !== body.public_id) throw new Refusal(refuse('dues.not-your-books'))
    if (on > today) throw new Refusal(refuse('dues.published-in-future', { today }))
    if (`${year}` > today.slice(0, 4)) throw new Refusal(refuse('dues.year-not-begun', { year }))
    const grain = (await grainOf(tx, body, today)).value
    const content = told(await yearOf(tx, actor, body, year), grain)
    await insertPublication(tx, actor.realm, body, { publicId: input.act, year, on, way, grain, content, doer: actor.name })
    const ref = { kind: 'dues-publication', id: input.act }
    await settle(tx, world, actor.realm, { duty: publicity, organisationId: body.public_id, occurredOn: on, ref })
    return { answer: { id: input.act }, ref, path: body.path, payload: { ...input, name: body.name, line: body.line } }
  })
}
