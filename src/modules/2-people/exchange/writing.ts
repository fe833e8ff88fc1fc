import { refuse, Refusal } from '#base/decision.ts'
import { newId } from '#base/id.ts'
import type { Db } from '#base/sql.ts'
import { accountOfPerson } from '#access/accounts.ts'
import type { Ref } from '#ledger/act.ts'
import type { Change, Commit, Deed, Founding, Place, RowToCommit } from '#exchange/kind.ts'
import { organisationsByIds } from '#organisations/actions/lookup.ts'
import { rosterChanged } from '#people/events.ts'
import { isPost, postByCode } from '#organisations/posts.ts'
import { recount } from '#people/actions/known.ts'
import { seatPerson } from '#people/actions/posts.ts'
import { Adding, nobody, type Added } from '#people/exchange/adding.ts'
import type { Bodies } from '#people/exchange/bodies.ts'
import { changedMembership, decided, membershipFields, movesAway, whomOf, type Changing, type Row } from '#people/exchange/changing.ts'
import type { RosterLine } from '#people/exchange/columns.ts'
import type { RosterValues } from '#people/exchange/judge.ts'
import { Matching, verdictOf } from '#people/exchange/matching.ts'
import { changedColumns, statusDay, type Body } from '#people/exchange/rows.ts'
import { heldMemberships, heldPersons, heldPosts, holderCounts } from '#people/store/import-held.ts'
import {
  addStatuses, insertPosts, personsForChange, saveMemberships, savePersons, type NewPostRow,
} from '#people/store/import-write.ts'
import { personById, refreshPaths } from '#people/store/persons.ts'

/** A block made ready: what it adds, and the rows about known people. */
export interface Prepared {
  rows: number
  added: Added
  posts: NewPostRow[]
  known: Row[]
}

export const foundingKey = ({ kind, name, parent }: Founding): string => `${kind} ${parent} ${name}`

/** Writes the rows of one commit block by block, and keeps count of what it did. */
export class Writing {
  readonly #tx: Db
  readonly #line: RosterLine
  readonly #work: Commit
  readonly #bodies: Bodies
  readonly #matching: Matching
  readonly #adding: Adding
  readonly #founded: Map<string, Body>
  readonly #touches: Ref[] = []
  readonly #concerned = new Set<number>()
  readonly #seated = new Set<number>()
  #changing: Promise<void> = Promise.resolve()
  #made = 0
  #changed = 0

  constructor(tx: Db, line: RosterLine, work: Commit, bodies: Bodies, founded: Map<string, Body>) {
    this.#tx = tx
    this.#line = line
    this.#work = work
    this.#bodies = bodies
    this.#matching = new Matching(work, bodies)
    this.#adding = new Adding(line, work.world.keys, work.today)
    this.#founded = founded
  }

  get #realm(): number {
    return this.#work.actor.realm
  }

  #bodyAt(place: Place): Body {
    const body = place.founding ? this.#founded.get(foundingKey(place.founding)) : this.#bodies.byId(place.organisationId!)
    // an organisation dissolved or moved away since the check
    if (!body) throw new Refusal(refuse('exchange.changed-meanwhile'))
    return body
  }

  /** The place as it stands now: what was to be founded has been founded. */
  #stands(place: Place): Place {
    return { organisationId: this.#bodyAt(place).id, founding: null }
  }

  begin(): Promise<void> {
    return this.#adding.draw(this.#tx)
  }

  /** What needs no database: sealing, hashing, spelling names out. */
  async prepare(block: RowToCommit[]): Promise<Prepared> {
    const rows: Row[] = block.map((row) => ({ ...row, values: row.values as unknown as RosterValues }))
    const [added, posts]: [Added, NewPostRow[]] = [nobody(), []]
    for (const row of rows) {
      if (row.verdict !== 'new') continue
      const { id } = this.#adding.person(added, row.values, this.#bodyAt(row.place!))
      posts.push(...this.#postsOf(row, id, []))
      await this.#work.breathe()
    }
    return { rows: rows.length, added, posts, known: rows.filter(({ verdict }) => verdict !== 'new') }
  }

  /** New people go out at once, behind those of the blocks before; known ones are dealt with a block after the other. */
  async write({ added, posts, known }: Prepared): Promise<void> {
    const sent = Promise.all([this.#add(added), this.#post(posts)])
    sent.catch(() => undefined)
    if (known.length > 0) {
      this.#changing = this.#changing.then(() => this.#change(known))
      this.#changing.catch(() => undefined)
      await this.#changing
    }
    await sent
    this.#made += added.persons.length
  }

  async #add(added: Added): Promise<void> {
    await this.#adding.write(this.#tx, this.#realm, this.#work.batch.id, added)
    for (const { organisation_id } of added.memberships) this.#concerned.add(organisation_id)
  }

  #postsOf(row: Row, personId: number, held: string[]): NewPostRow[] {
    const { id, path } = this.#bodyAt(row.place!)
    const codes = this.#matching.postsToAdd(row.values, row.place!, held)
    return codes.map((post) => ({ public_id: newId(), person_id: personId, organisation_id: id, post, from_on: this.#work.today, path }))
  }

  async #post(posts: NewPostRow[]): Promise<void> {
    if (posts.length === 0) return
    await insertPosts(this.#tx, this.#realm, this.#work.batch.id, posts)
    for (const { organisation_id } of posts) this.#seated.add(organisation_id)
  }

  async #change(rows: Row[]): Promise<void> {
    const changes = (await this.#stepsOf(rows)).filter(({ steps }) => steps.length > 0)
    if (changes.length === 0) return
    await this.#savePersons(changes)
    await this.#saveMemberships(changes)
    const posts = changes.flatMap(({ posts: made }) => made)
    await this.#post(posts)
    await this.#seat(posts)
    await refreshPaths(this.#tx, this.#realm, changes.map(({ person }) => person.id))
    this.#touches.push(...changes.map(({ person }) => ({ kind: 'person', id: person.public_id })))
    this.#changed += changes.length
  }

  /** What the rows still change now; refused when it is no longer what was shown. */
  async #stepsOf(rows: Row[]): Promise<Changing[]> {
    const ids = rows.map(({ subject }) => subject!)
    const stored = new Map((await personsForChange(this.#tx, this.#realm, ids)).map((row) => [row.id, row]))
    const persons = new Map((await heldPersons(this.#tx, this.#realm, ids)).map((one) => [one.id, one]))
    const memberships = new Map((await heldMemberships(this.#tx, this.#realm, this.#line, ids)).map((one) => [one.person_id, one]))
    const posts = Map.groupBy(await heldPosts(this.#tx, this.#realm, ids), ({ person_id }) => person_id)
    const bodies = await organisationsByIds(this.#tx, this.#realm, [...memberships.values()].map(({ organisation_id }) => organisation_id))
    const names = new Map(bodies.map(({ id, name }) => [id, name]))
    const changes: Changing[] = []
    for (const row of rows) {
      const [person, before] = [persons.get(row.subject!), stored.get(row.subject!)]
      if (!person || !before || person.version !== row.version) throw new Refusal(refuse('exchange.changed-meanwhile', { name: person?.name ?? null }))
      const place = this.#stands(row.place!)
      const held = posts.get(person.id)?.filter((one) => one.organisation_id === place.organisationId).map(({ post }) => post) ?? []
      const made = this.#postsOf(row, person.id, held)
      const membership = memberships.get(person.id) ?? null
      const where = { person, membership, posts: made.map(({ post }) => post) }
      const steps = this.#matching.steps(row.values, place, where, (id) => names.get(id) ?? '')
      if (row.verdict === 'change' && verdictOf(steps) === 'conflict') throw new Refusal(refuse('exchange.changed-meanwhile', { name: person.name }))
      changes.push({ row, person, before, membership, ...decided(steps, made, row.take) })
      await this.#work.breathe()
    }
    return changes
  }

  async #savePersons(changes: Changing[]): Promise<void> {
    const { world, today, remember } = this.#work
    const rows = changes.flatMap(({ before, person, steps }) => {
      const own = steps.filter((step) => step.person)
      return own.length === 0 ? [] : [{ before, after: { ...before, ...changedColumns(world.keys, person.public_id, own, today) } }]
    })
    await remember(changes.map(({ before }): Change => ({ what: 'person', ref: String(before.id), before })))
    if (rows.length > 0) await savePersons(this.#tx, this.#realm, rows.map(({ after }) => after))
    const untouched = changes.filter(({ before }) => !rows.some((one) => one.before === before))
    // somebody who only joins or gets a post is changed too: an older page must not overwrite it
    if (untouched.length > 0) await savePersons(this.#tx, this.#realm, untouched.map(({ before }) => before))
  }

  async #saveMemberships(changes: Changing[]): Promise<void> {
    const { today, remember } = this.#work
    const touched = changes.filter(({ membership, steps }) => membership && steps.some(({ field }) => membershipFields.has(field)))
    for (const { membership } of touched) this.#concerned.add(membership!.organisation_id)
    for (const { membership } of changes) if (membership) this.#concerned.add(membership.organisation_id)
    if (touched.length > 0) {
      await remember(touched.map(({ membership }): Change => ({ what: 'membership', ref: String(membership!.id), before: membership })))
      await saveMemberships(this.#tx, this.#realm, touched.map((one) => changedMembership(one, today)))
      await this.#addStatuses(touched.filter(({ steps }) => steps.some(({ field }) => field === 'status') && !movesAway(steps)))
    }
    const entering = changes.filter(({ steps }) => movesAway(steps))
    const added = nobody()
    for (const { row, person, steps } of entering) {
      this.#adding.membership(added, row.values, whomOf(person, steps, row.values), this.#bodyAt(row.place!))
    }
    await this.#add(added)
  }

  async #addStatuses(changes: Changing[]): Promise<void> {
    if (changes.length === 0) return
    const { today, remember } = this.#work
    const rows = changes.map(({ row, membership }) => ({ membership_id: membership!.id, status: row.values.statusCode, since: statusDay(row.values) ?? today }))
    const ids = await addStatuses(this.#tx, this.#realm, rows)
    await remember(ids.map((id): Change => ({ what: 'status', ref: String(id), before: null })))
  }

  /** Whoever has an account acts as the new post from today on, as with any beginning of a post. */
  async #seat(posts: NewPostRow[]): Promise<void> {
    for (const { person_id, organisation_id, post } of posts) {
      const person = (await personById(this.#tx, this.#realm, person_id))!
      if (!(await accountOfPerson(this.#tx, this.#realm, person.public_id))) continue
      const [organisation] = await organisationsByIds(this.#tx, this.#realm, [organisation_id])
      const seat = await seatPerson(this.#tx, person, organisation!, post, this.#work.today)
      if (seat) await this.#work.remember([{ what: 'seat', ref: seat, before: null }])
    }
  }

  async finish(founded: number): Promise<Deed> {
    await this.#mustFit()
    const concerned = [...new Set([...this.#concerned, ...this.#seated, ...[...this.#founded.values()].map(({ id }) => id)])]
    await recount(this.#tx, this.#work.world, this.#realm, [...this.#concerned])
    await this.#work.world.tell(this.#tx, rosterChanged, { realm: this.#realm, organisations: [...this.#seated] })
    const bodies = await organisationsByIds(this.#tx, this.#realm, concerned)
    const touches = [...this.#touches, ...bodies.map(({ public_id }) => ({ kind: 'organisation', id: public_id }))]
    return { made: this.#made, changed: this.#changed, founded, touches }
  }

  /** A post with one seat is not given twice. */
  async #mustFit(): Promise<void> {
    if (this.#seated.size === 0) return
    for (const { organisation_id, post, n, names } of await holderCounts(this.#tx, this.#realm, [...this.#seated])) {
      const most = isPost(post) ? postByCode(post).max : undefined
      if (most === undefined || n <= most) continue
      const [body] = await organisationsByIds(this.#tx, this.#realm, [organisation_id])
      const why = `“${body!.name}”的${postByCode(post as never).words}只设 ${most} 人，导入后会有 ${n} 人（${names}）。请改正表里的职务，或先为原任登记免职。`
      throw new Refusal(refuse('exchange.cannot-write', { why }))
    }
  }
}
