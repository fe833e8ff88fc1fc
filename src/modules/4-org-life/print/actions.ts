import { must, refuse, Refusal, type Decision } from '#base/decision.ts'
import type { ParsedOf } from '#base/contract.ts'
import type { Actor } from '#access/actor.ts'
import type { World } from '#database/world.ts'
import { perform, type Doer } from '#ledger/act.ts'
import { expectedAt, ground, saved } from '#org-life/actions/known.ts'
import type * as contract from '#org-life/print/contract.ts'
import { mayEnter, readPaperCode } from '#org-life/print/rules.ts'
import { markOnPaper } from '#org-life/print/store.ts'
import { mayHold } from '#org-life/rules/attendance.ts'
import { meetingForChange } from '#org-life/store/meetings.ts'
import { expectOnly, markAll } from '#org-life/store/roll.ts'

/**
 * A form filled in by hand comes back: its record opens on the day it was really held, with the roll of that day, and is
 * marked as entered on behalf. When it was entered stands beside it for ever.
 */
export function enterPaper(
  world: World, doer: Doer, input: ParsedOf<typeof contract.enterPaper>,
): Promise<Decision<{ id: string; version: number }>> {
  return perform(world, doer, { id: input.act, kind: 'org-life.enter-paper', input, on: input.on }, async (tx) => {
    const code = must(readPaperCode(input.code))
    if (code.kind !== 'meeting' || code.tail !== input.id.slice(-12)) throw new Refusal(refuse('org-life.code-other-form'))
    const seen = await meetingForChange(tx, doer.realm, input.id)
    if (seen) must(mayEnter(seen.state))
    const at = await ground(tx, doer.realm, input.id, 'open')
    const { meeting, organisation, to } = at
    const on = must(mayHold(input.on, world.clock.today()))
    const expected = await expectedAt(tx, organisation, meeting, on)
    if (expected.length === 0) throw new Refusal(refuse('org-life.roll-missing', { unmarked: 0 }))
    await expectOnly(tx, doer.realm, meeting, expected)
    await markAll(tx, doer.realm, meeting.id)
    await markOnPaper(tx, doer.realm, meeting.id)
    const facts = { starts: input.starts?.replace('：', ':') ?? meeting.starts, place: input.place ?? meeting.place }
    return saved(tx, doer, at, { state: to, occurred_on: on, ...facts }, { on, code: input.code.trim() })
  })
}

/** A file that leaves the system is an act, like a roster that does. */
export const rememberFile = (
  world: World, actor: Actor, act: { id: string; input: unknown }, paper: { name: string; code: string },
  ref: { kind: string; id: string }, path: string,
): Promise<Decision<{ done: true }>> =>
  perform(world, actor, { id: act.id, kind: 'org-life.export', input: act.input }, async () => ({
    answer: { done: true as const }, ref, path, payload: { title: paper.name, code: paper.code },
  }))
