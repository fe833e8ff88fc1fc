import fc from 'fast-check'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#base/id.ts'
import { everywhere, within } from '#database/scope.ts'
import { fulfilmentsOf } from '#obligations/store/books.ts'
import * as life from '#org-life/contract.ts'
import { meetingSteps, type MeetingAct, type MeetingState } from '#org-life/rules/states.ts'
import { openOffice, type Office } from '../../../test/office.ts'
import { serving, type Client } from '../../../test/serving.ts'
import { testWorld, type TestWorld } from '../../../test/world.ts'

let world: TestWorld
let app: FastifyInstance
let office: Office
let branch: string
let secretary: Client
let organiser: Client
let days = 0
const today = '2026-11-23'

beforeAll(async () => {
  world = await testWorld()
  app = await serving(world)
  office = await openOffice(world)
  branch = await office.found('party.branch', '青石社区党支部', office.top)
  const people = []
  for (const name of ['赵一', '钱二', '孙三']) people.push(await office.register(name, branch))
  await office.appoint(people[0]!, branch, 'party.branch.secretary')
  await office.appoint(people[1]!, branch, 'party.branch.organisation-member')
  secretary = await office.as(app, 'party.branch.secretary', branch, people[0]!)
  organiser = await office.as(app, 'party.branch.organisation-member', branch, people[1]!)
})
afterAll(async () => {
  await app?.close()
  await world?.end()
})

/** The walker's own idea of a meeting, kept apart from the code's. */
interface Model {
  state: MeetingState
  revision: number
  /** who locked it last */
  lockedBy: Client | null
}
interface Real {
  id: string
}

const inputs: Record<Exclude<MeetingAct, 'plan'>, (id: string, version: number) => Parameters<Client['send']>> = {
  change: (id, version) => [life.change, { act: newId(), id, version, kinds: ['party-day'], on: today, topic: `第${version}次改`, chair: null, recorder: null }],
  notify: (id) => [life.notify, { act: newId(), id }],
  open: (id) => [life.open, { act: newId(), id }],
  cancel: (id) => [life.cancel, { act: newId(), id, reason: '人数不够' }],
  close: (id) => [life.close, { act: newId(), id }],
  reopen: (id) => [life.reopen, { act: newId(), id }],
  sign: (id) => [life.signPaper, { act: newId(), id, role: 'recorder' }],
  check: (id) => [life.signPaper, { act: newId(), id, role: 'chair' }],
  revise: (id) => [life.revise, { act: newId(), id, reason: '漏记' }],
}

/** Any act, by either of two people, in any state: it is done exactly when the table says so. */
class Step implements fc.AsyncCommand<Model, Real> {
  readonly act: Exclude<MeetingAct, 'plan' | 'change'>
  readonly second: boolean
  constructor(act: Exclude<MeetingAct, 'plan' | 'change'>, second: boolean) {
    this.act = act
    this.second = second
  }
  check = (): boolean => true
  async run(model: Model, { id }: Real): Promise<void> {
    const who = this.second ? organiser : secretary
    const before = await secretary.call(life.read, { id })
    const step = meetingSteps.find(({ from, act }) => from === model.state && act === this.act)
    const allowed = step !== undefined && !(this.act === 'revise' && model.lockedBy === who)
    const { status, body } = await who.send(...inputs[this.act](id, before.version))
    expect(status, `${this.act} when ${model.state}: ${body}`).toBe(allowed ? 200 : 422)
    if (allowed) {
      model.state = step.to as MeetingState
      if (this.act === 'revise') model.revision++
      if (this.act === 'check') model.lockedBy = who
      if (this.act === 'revise' || this.act === 'reopen') model.lockedBy = null
    }
    await this.compare(model, id)
  }
  private async compare(model: Model, id: string): Promise<void> {
    const seen = await secretary.call(life.read, { id })
    expect(seen).toMatchObject({ state: model.state, revision: model.revision })
    expect(seen.revisions).toHaveLength(model.revision - 1)
    expect(seen.chairSigned !== null).toBe(model.state === 'locked')
    expect(seen.recorderSigned !== null).toBe(model.state === 'signed' || model.state === 'locked')
    const done = await within(world.db, everywhere(office.realm), (tx) => fulfilmentsOf(tx, office.realm, [branch], { from: '2020-01-01', to: '2030-01-01' }))
    expect(done.filter(({ ref }) => ref.id === id)).toHaveLength(model.state === 'locked' ? 1 : 0)
  }
  toString = (): string => `${this.act}${this.second ? ' by the second' : ''}`
}

test('whatever two people do to a meeting in whatever order, it is where its table says, and counts exactly while it is locked', async () => {
  const acts = ['notify', 'open', 'cancel', 'close', 'close', 'reopen', 'sign', 'sign', 'check', 'check', 'revise', 'open'] as const
  const steps = fc.commands(acts.map((act) => fc.boolean().map((second) => new Step(act, second))), { maxCommands: 30, size: 'max' })
  await fc.assert(
    fc.asyncProperty(steps, async (commands) => {
      const place = `第${++days}会议室`
      const { ids } = await secretary.call(life.plan, { act: newId(), organisation: branch, sessions: [{ kinds: ['party-day'], on: today, place }] })
      await secretary.call(life.addMatter, { act: newId(), id: ids[0]!, kind: 'study', title: '学习' })
      await fc.asyncModelRun(() => ({ model: { state: 'planned', revision: 1, lockedBy: null } as Model, real: { id: ids[0]! } }), commands)
      // out of the way of the next: one session of a kind stands planned on a day
      await secretary.send(life.cancel, { act: newId(), id: ids[0]!, reason: '走完了' })
    }),
    { numRuns: 12 },
  )
}, 120_000)
