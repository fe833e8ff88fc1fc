import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addDays } from '#base/day.ts'
import type { Decision } from '#base/decision.ts'
import { newId } from '#base/id.ts'
import { many } from '#base/sql.ts'
import { invite } from '#access/accounts.ts'
import { seat } from '#access/seats.ts'
import { everywhere, within } from '#database/scope.ts'
import { dissolve, merge, move, rename } from '#organisations/actions/changes.ts'
import { foundOrganisation } from '#organisations/actions/founding.ts'
import { addLink, endLink } from '#organisations/actions/links.ts'
import type { KindCode } from '#organisations/kinds.ts'
import { linksOf, reachOf } from '#organisations/store/links.ts'
import { organisationByPublicId } from '#organisations/store/organisations.ts'
import { treeOn } from '#organisations/store/tree.ts'
import { openOffice, type Office } from '../../../test/office.ts'
import { testWorld, type TestWorld } from '../../../test/world.ts'

/** The first day of the story; later days are counted from it. */
const firstDay = '2001-01-01'
const lastDay = 15
const dayOf = (at: number) => addDays(firstDay, at)

interface Body {
  id: string
  kind: KindCode
  /** the version of each day on which something changed, oldest first; null: dissolved */
  story: { from: number; name: string; parent: number | null; gone: boolean }[]
}

/**
 * The reference: a tree kept in memory as the list of each body's days. It asks nobody and forgets nothing, and it says
 * itself what may be: nothing stands under a body that is not there, or under itself, on any day.
 */
class Model {
  bodies: Body[] = []

  on(body: number, day: number) {
    return this.bodies[body]!.story.findLast((version) => version.from <= day) ?? null
  }

  last(body: number) {
    return this.bodies[body]!.story.at(-1)!
  }

  isThere(body: number, day: number): boolean {
    const version = this.on(body, day)
    return version !== null && !version.gone
  }

  change(body: number, from: number, version: { name: string; parent: number | null; gone: boolean }): void {
    this.bodies[body]!.story.push({ ...version, from })
  }

  /** What is wrong on some day: the law of the tree, checked on every day anew. */
  isLawful(): boolean {
    const days = [...new Set(this.bodies.flatMap((body) => body.story.map((version) => version.from)))]
    return days.every((day) => this.bodies.every((_, at) => !this.isThere(at, day) || this.hasTop(at, day)))
  }

  hasTop(body: number, day: number): boolean {
    const seen = new Set<number>()
    for (let at: number | null = body; at !== null; at = this.on(at, day)!.parent) {
      if (seen.has(at) || !this.isThere(at, day)) return false
      seen.add(at)
    }
    return true
  }

  below(body: number, day: number): number[] {
    return this.bodies.flatMap((_, at) => (this.isThere(at, day) && this.on(at, day)!.parent === body ? [at] : []))
  }

  /** name → name of the superior, for everything below a body on a day; nothing when it is not there */
  tree(body: number, day: number): Record<string, string | null> {
    if (!this.isThere(body, day)) return {}
    const found: Record<string, string | null> = { [this.on(body, day)!.name]: null }
    const open = [body]
    for (const at of open) {
      for (const child of this.below(at, day)) {
        found[this.on(child, day)!.name] = this.on(at, day)!.name
        open.push(child)
      }
    }
    return found
  }

  copy(): Model {
    const copied = new Model()
    copied.bodies = this.bodies.map((body) => ({ ...body, story: [...body.story] }))
    return copied
  }
}

interface Step {
  do: 'found' | 'move' | 'rename' | 'dissolve' | 'merge' | 'lead' | 'unlead'
  one: number
  two: number
  on: number
}

const stepOf = (most: number, ...acts: Step['do'][]) =>
  fc.record<Step>({ do: fc.constantFrom(...acts), one: fc.nat(7), two: fc.nat(7), on: fc.nat(most) })
/** Few bodies and few days, so that changes hit each other: a circle needs two moves of the same two bodies. */
const beginning = fc.array(stepOf(2, 'found'), { minLength: 5, maxLength: 7 })
const moves = ['move', 'move', 'move', 'move', 'move', 'move'] as const
const anyChange = stepOf(lastDay, ...moves, 'found', 'rename', 'dissolve', 'merge', 'lead', 'unlead')
const changes = fc.array(anyChange, { minLength: 15, maxLength: 30 })

let world: TestWorld
beforeAll(async () => {
  world = await testWorld('2026-11-23T02:00:00Z')
})
afterAll(() => world.end())

/** A realm with its model; every body has a seat, so that reach can be compared. */
class Story {
  readonly model = new Model()
  readonly office: Office
  done = 0
  #names = 0

  constructor(office: Office) {
    this.office = office
    this.model.bodies.push({ id: office.top, kind: 'party.committee', story: [{ from: -10_000, name: '总党委', parent: null, gone: false }] })
  }

  at<T>(work: Parameters<typeof within<T>>[2]): Promise<T> {
    return within(world.db, everywhere(this.office.realm), work)
  }

  /** A day soon after the body's last change: most are allowed, and some lie before changes of the bodies around it. */
  async play({ do: what, one, two, on: wait }: Step): Promise<void> {
    const pick = (at: number) => at % this.model.bodies.length
    const on = Math.min(lastDay, Math.max(0, this.model.last(pick(one)).from) + (wait % 5))
    if (what === 'found') return this.#found(pick(one), on, two === 0 ? 'party.branch' : 'party.committee')
    if (what === 'rename') return this.#rename(pick(one), on)
    // the top stays: without it the story is over
    if (what === 'dissolve') return this.#dissolve(Math.max(1, pick(one)), on)
    if (what === 'move') return this.#move(pick(one), pick(two), on)
    if (what === 'merge') return this.#merge(pick(one), pick(two), on)
    if (what === 'lead') return this.#lead(pick(one), on)
    return this.#unlead(pick(one), on)
  }

  #id = (body: number) => this.model.bodies[body]!.id
  #fresh = () => `第${++this.#names}组织`

  /** The change is kept when the code allows it; what the code allows must be lawful. */
  #keep(answer: Decision<unknown>, change: (model: Model) => void): void {
    if (!answer.ok) {
      expect(answer.refusal).toMatch(/^organisations\./)
      return
    }
    this.done++
    change(this.model)
    expect(this.model.isLawful()).toBe(true)
  }

  async #found(parent: number, on: number, kind: KindCode): Promise<void> {
    const name = this.#fresh()
    const input = { act: newId(), kind, name, parent: this.#id(parent), on: dayOf(on), flags: [], units: [], approved: true, confirmed: true }
    const answer = await foundOrganisation(world, this.office.doer, input)
    this.#keep(answer, (model) => model.bodies.push({ id: (answer as { value: { id: string } }).value.id, kind, story: [{ from: on, name, parent, gone: false }] }))
    if (answer.ok) await this.#seat(answer.value.id)
  }

  async #seat(id: string): Promise<void> {
    const at = await this.office.organisation(id)
    const account = await invite(world.db, { login: `p${newId().slice(-12)}`, name: '测试', realm: this.office.realm, personId: null, now: world.clock.now() })
    const where = { organisationId: id, organisationName: at.name, path: at.path, reach: [at.path] }
    await seat(world.db, { realm: this.office.realm, accountId: account.id, post: 'party.branch.secretary', ...where, starts: '2000-01-01', ends: null })
  }

  async #rename(body: number, on: number): Promise<void> {
    const name = this.#fresh()
    const answer = await rename(world, this.office.doer, { act: newId(), id: this.#id(body), name, on: dayOf(on) })
    this.#keep(answer, (model) => model.change(body, on, { ...model.last(body), name }))
  }

  async #move(body: number, parent: number, on: number): Promise<void> {
    const answer = await move(world, this.office.doer, { act: newId(), id: this.#id(body), parent: this.#id(parent), on: dayOf(on) })
    this.#keep(answer, (model) => model.change(body, on, { ...model.last(body), parent }))
  }

  async #dissolve(body: number, on: number): Promise<void> {
    const answer = await dissolve(world, this.office.doer, { act: newId(), id: this.#id(body), on: dayOf(on), reason: '撤销' })
    this.#keep(answer, (model) => model.change(body, on, { ...model.last(body), gone: true }))
  }

  async #merge(body: number, into: number, on: number): Promise<void> {
    const answer = await merge(world, this.office.doer, { act: newId(), id: this.#id(body), into: this.#id(into), on: dayOf(on), confirmed: true })
    this.#keep(answer, (model) => {
      for (const child of model.below(body, lastDay)) model.change(child, on, { ...model.last(child), parent: into })
      model.change(body, on, { ...model.last(body), gone: true })
    })
  }

  /** A League body of its own under this one's lead: a reach that no path explains. */
  async #lead(body: number, on: number): Promise<void> {
    const input = { act: newId(), kind: 'league.committee', name: this.#fresh(), leader: this.#id(body), on: dayOf(on), flags: [], units: [], approved: true, confirmed: true }
    const answer = await foundOrganisation(world, this.office.doer, input)
    if (!answer.ok) return
    this.done++
    await this.#seat(answer.value.id)
    await addLink(world, this.office.doer, { act: newId(), kind: 'leads', from: this.office.top, to: answer.value.id, on: dayOf(on) })
  }

  async #unlead(body: number, on: number): Promise<void> {
    const link = await this.at(async (tx) => {
      const organisation = await organisationByPublicId(tx, this.office.realm, this.#id(body))
      return (await linksOf(tx, this.office.realm, organisation!.id)).find((one) => one.to_on === null)
    })
    if (link) await endLink(world, this.office.doer, { act: newId(), id: link.public_id, on: dayOf(on) })
  }

  async check(): Promise<void> {
    await this.#checkPaths()
    await this.#checkVersions()
    await this.#checkDays()
    await this.#checkReach()
  }

  async #checkPaths(): Promise<void> {
    const rows = await this.at((tx) =>
      many(tx, sql<{ id: number; parent_id: number | null; path: string; depth: number; stats: string; live: boolean }>`
        select o.id, o.parent_id, o.path, o.depth, s.path as stats, o.dissolved_on is null as live from organisations o
        join organisations_stats s on s.realm_id = o.realm_id and s.organisation_id = o.id where o.realm_id = ${this.office.realm}`),
    )
    const byId = new Map(rows.map((row) => [row.id, row]))
    const chain = (id: number | null): string => (id === null ? '' : `${chain(byId.get(id)!.parent_id)}${id.toString(36)}/`)
    expect(rows.map((row) => [row.path, row.stats, row.depth])).toEqual(rows.map((row) => [chain(row.id), chain(row.id), chain(row.id).split('/').length - 1]))
    expect(new Set(rows.map((row) => row.path)).size).toBe(rows.length)
  }

  async #checkVersions(): Promise<void> {
    const rows = await this.at((tx) =>
      many(tx, sql<{ gapless: boolean; ends: boolean }>`
        select bool_and(v.from_on = coalesce(v.before, o.founded_on)) as gapless, max(v.to_on) filter (where v.next is null) is not distinct from o.dissolved_on as ends
        from (select *, lag(to_on) over w as before, lead(id) over w as next from organisations_versions window w as (partition by organisation_id order by id)) v
        join organisations o on o.realm_id = v.realm_id and o.id = v.organisation_id where v.realm_id = ${this.office.realm}
        group by o.id, o.founded_on, o.dissolved_on`),
    )
    expect(rows.filter((row) => !row.gapless || !row.ends)).toEqual([])
  }

  /** The tree of every day on which something changed, and of the day before and after. */
  async #checkDays(): Promise<void> {
    const changed = this.model.bodies.flatMap((body) => body.story.map((version) => version.from)).filter((day) => day >= 0)
    const days = [...new Set(changed.flatMap((day) => [day - 1, day, day + 1]))]
    const top = await this.office.organisation(this.office.top)
    for (const day of days) {
      const rows = await this.at((tx) => treeOn(tx, this.office.realm, top.id, 20, dayOf(day)))
      const names = new Map(rows.map((row) => [row.public_id, row.name]))
      const tree = Object.fromEntries(rows.map((row) => [row.name, row.parent === null ? null : names.get(row.parent)]))
      expect([dayOf(day), tree]).toEqual([dayOf(day), this.model.tree(0, day)])
    }
  }

  async #checkReach(): Promise<void> {
    const seats = await this.at((tx) =>
      many(tx, sql<{ id: number; path: string; now: string; reach: string[]; name: string; called: string }>`select o.id, s.path, o.path as now, s.reach, o.name, s.organisation_name as called
        from access_seats s join organisations o on o.public_id = s.organisation_id
        where s.realm_id = ${this.office.realm} and s.ends is null and s.post <> 'system.administrator' and o.dissolved_on is null`),
    )
    for (const one of seats) {
      const reach = await this.at((tx) => reachOf(tx, this.office.realm, one.id))
      expect([one.name, one.path, least(one.reach)]).toEqual([one.called, one.now, least(reach)])
    }
  }
}

/** A reach without the paths that others of it hold already, in order: what it really covers. */
const least = (reach: string[]): string[] => reach.filter((path) => !reach.some((one) => one !== path && path.startsWith(one))).toSorted()

describe('any story of foundings, moves, renamings, mergers and dissolutions', () => {
  test('leaves paths that are the chains of superiors, versions without a gap, every past day as it was, and reach as the links say', async () => {
    let done = 0
    await fc.assert(
      fc.asyncProperty(beginning, changes, async (bodies, acts) => {
        const story = new Story(await openOffice(world, 'party.committee', '总党委'))
        for (const one of [...bodies, ...acts]) await story.play(one)
        await story.check()
        done += story.done
      }),
      { numRuns: Number(process.env['STORIES'] ?? 16), seed: Number(process.env['SEED'] ?? 20261123), endOnFailure: true },
    )
    expect(done).toBeGreaterThan(60)
  }, 60_000)

  test('the reference itself knows what may not be: a circle, and a body under one that is gone', () => {
    const model = new Model()
    const body = (parent: number | null) => ({ id: '', kind: 'party.committee' as const, story: [{ from: 0, name: String(model.bodies.length), parent, gone: false }] })
    model.bodies.push(body(null), body(0), body(1))
    expect(model.isLawful()).toBe(true)
    const circle = model.copy()
    circle.change(1, 5, { ...circle.last(1), parent: 2 })
    expect(circle.isLawful()).toBe(false)
    const gone = model.copy()
    gone.change(1, 5, { ...gone.last(1), gone: true })
    expect(gone.isLawful()).toBe(false)
  })
})
