import { keyedHash } from '#base/seal.ts'
import type { Db } from '#base/sql.ts'
import type { Match, Place, RowFault, RowToMatch, Setting } from '#exchange/kind.ts'
import { organisationsByIds, regulations } from '#organisations/actions/lookup.ts'
import type { KindCode } from '#organisations/kinds.ts'
import { permissions } from '#people/contract.ts'
import type { Bodies } from '#people/exchange/bodies.ts'
import { stepsOf, type Held, type Step } from '#people/exchange/compare.ts'
import type { RosterValues } from '#people/exchange/judge.ts'
import { postNamed, postWords } from '#people/exchange/posts.ts'
import { isMinor, mayEnter } from '#people/rules.ts'
import { alikeTo, heldMemberships, heldPersons, heldPosts, holdersOf, standingIn, type HeldPerson } from '#people/store/import-held.ts'

const bare: Match = { verdict: 'new', subject: null, version: null, differences: [], faults: [] }
const faulty = (...faults: RowFault[]): Match => ({ ...bare, faults })

/** About a thousand rows against the register. */
export class Matching {
  readonly #setting: Setting
  readonly #bodies: Bodies

  constructor(setting: Setting, bodies: Bodies) {
    this.#setting = setting
    this.#bodies = bodies
  }

  async match(tx: Db, rows: readonly RowToMatch[]): Promise<Match[]> {
    const persons = await this.#persons(tx, rows)
    const held = await this.#held(tx, persons.flatMap((one) => (typeof one === 'number' ? [one] : [])))
    const names = await this.#names(tx, held)
    return rows.map((row, i) => {
      const person = persons[i]!
      if (typeof person !== 'number' && person !== null) return faulty(person)
      const found = person === null ? null : held.get(person)
      if (found === undefined) return faulty({ field: 'idNumber', code: 'held-elsewhere' })
      return found === null ? this.#fresh(row) : this.#compared(row, found, names)
    })
  }

  /** For each row the held person's row id, null for nobody, or why it cannot be told. */
  async #persons(tx: Db, rows: readonly RowToMatch[]): Promise<(number | RowFault | null)[]> {
    const { world, actor } = this.#setting
    const values = rows.map((row) => row.values as unknown as RosterValues)
    const hashes = values.map(({ idNumber }) => (idNumber === null ? null : keyedHash(world.keys, 'id-number', idNumber)))
    const asked = hashes.filter((hash) => hash !== null)
    const holders = new Map(asked.length === 0 ? [] : (await holdersOf(tx, actor.realm, asked)).map(({ hash, person_id }) => [hash.toString('hex'), person_id]))
    const known = hashes.map((hash) => (hash === null ? null : (holders.get(hash.toString('hex')) ?? null)))
    const open = values.flatMap(({ name, born, idNumber }, n) =>
      known[n] === null ? [{ n, name, born, hasId: idNumber !== null, organisation: rows[n]!.place?.organisationId ?? null }] : [])
    const alike = open.length === 0 ? [] : await alikeTo(tx, actor.realm, open)
    const byRow = Map.groupBy(alike, ({ n }) => n)
    return known.map((person, n) => person ?? one(byRow.get(n)?.map(({ id }) => id) ?? []))
  }

  async #held(tx: Db, ids: number[]): Promise<Map<number, HeldRow>> {
    if (ids.length === 0) return new Map()
    const { realm } = this.#setting.actor
    const line = this.#bodies.line
    const persons = await heldPersons(tx, realm, ids)
    const memberships = new Map((await heldMemberships(tx, realm, line, ids)).map((one) => [one.person_id, one]))
    const standing = new Set((await standingIn(tx, realm, line, ids)).map(({ person_id }) => person_id))
    const posts = Map.groupBy(await heldPosts(tx, realm, ids), ({ person_id }) => person_id)
    return new Map(persons.map((person) => [person.id, {
      person, membership: memberships.get(person.id) ?? null, posts: posts.get(person.id) ?? [],
      isBeyond: standing.has(person.id) && !memberships.has(person.id),
    }]))
  }

  /** Names of the organisations that people stand in, also beside the target. */
  async #names(tx: Db, held: Map<number, HeldRow>): Promise<(id: number) => string> {
    const ids = [...held.values()].flatMap(({ membership }) => (membership && !this.#bodies.byId(membership.organisation_id) ? [membership.organisation_id] : []))
    const others = ids.length === 0 ? [] : await organisationsByIds(tx, this.#setting.actor.realm, [...new Set(ids)])
    const names = new Map(others.map(({ id, name }) => [id, name]))
    return (id) => this.#bodies.byId(id)?.name ?? names.get(id) ?? ''
  }

  #fresh(row: RowToMatch): Match {
    const values = row.values as unknown as RosterValues
    const { faults } = this.#wanted(values, row.place!, [])
    return faulty(...this.#entry(values, row.place!), ...faults)
  }

  #compared(row: RowToMatch, held: HeldRow, names: (id: number) => string): Match {
    const values = row.values as unknown as RosterValues
    const place = row.place!
    const mine = held.posts.filter(({ organisation_id }) => organisation_id === place.organisationId).map(({ post }) => post)
    const { posts, faults } = this.#wanted(values, place, mine)
    if (held.isBeyond) return faulty({ field: 'place', code: 'member-elsewhere' })
    if (!held.membership) faults.push(...this.#entry(values, place))
    const steps = this.steps(values, place, { person: held.person, membership: held.membership, posts }, names)
    const { id: subject, version } = held.person
    return { verdict: verdictOf(steps), subject, version, differences: steps.map(({ field, held: was, sheet }) => ({ field, held: was, sheet })), faults }
  }

  steps(values: RosterValues, place: Place, held: Held, names: (id: number) => string): Step[] {
    const name = place.founding?.name ?? this.#bodies.byId(place.organisationId!)?.name ?? ''
    return stepsOf(this.#setting.world.keys, this.#bodies.line, values, held, { organisationId: place.organisationId, name }, names)
  }

  kindAt(place: Place): KindCode {
    return place.founding ? (place.founding.kind as KindCode) : this.#bodies.byId(place.organisationId!)!.kind
  }

  /** What is only to be founded has its superior's code. */
  #regionAt({ founding, organisationId }: Place): string | null {
    return (founding ? this.#bodies.byPublicId(founding.parent) : this.#bodies.byId(organisationId))?.region ?? null
  }

  /** Whether somebody may be entered there so. */
  #entry(values: RosterValues, place: Place): RowFault[] {
    const kind = this.kindAt(place)
    const since = values.joinedOn ?? this.#setting.today
    const entered = mayEnter({ kind, status: values.statusCode, born: values.born, since, region: this.#regionAt(place) }, regulations)
    if (entered.ok) return []
    if (entered.refusal === 'people.age-not-lawful') return [{ field: 'joinedOn', code: 'age-not-lawful', facts: entered.facts ?? {} }]
    if (entered.refusal === 'people.organisation-without-members') return [{ field: 'place', code: 'holds-no-members', facts: { kind } }]
    return [{ field: 'status', code: 'choice-unknown' }]
  }

  /** The post codes that the row adds, or what is wrong with them. */
  #wanted(values: RosterValues, place: Place, held: string[]): { posts: string[]; faults: RowFault[] } {
    if (values.posts === null) return { posts: [], faults: [] }
    const kind = this.kindAt(place)
    const codes: string[] = []
    for (const word of values.posts.split('、')) {
      const post = postNamed(kind, word)
      if (!post) return { posts: [], faults: [{ field: 'posts', code: 'post-unknown', facts: { post: word, posts: postWords(kind) } }] }
      if (!post.pupil && isMinor(values.born, this.#setting.today)) return { posts: [], faults: [{ field: 'posts', code: 'post-minor' }] }
      if (!held.includes(post.code) && !codes.includes(post.code)) codes.push(post.code)
    }
    const mayNot = codes.length > 0 && !this.#setting.actor.permissions.has(permissions.posts)
    return { posts: codes, faults: mayNot ? [{ field: 'posts', code: 'posts-not-permitted' }] : [] }
  }

  /** The post codes a checked row adds to those held. */
  postsToAdd(values: RosterValues, place: Place, held: string[]): string[] {
    return this.#wanted(values, place, held).posts
  }
}

interface HeldRow {
  person: HeldPerson
  membership: Held['membership']
  posts: { organisation_id: number; post: string }[]
  /** stands in this line where the importer does not reach */
  isBeyond: boolean
}

const one = (ids: number[]): number | RowFault | null =>
  ids.length > 1 ? { field: 'idNumber', code: 'several-alike', facts: { count: ids.length } } : (ids[0] ?? null)

export function verdictOf(steps: readonly Step[]): Match['verdict'] {
  if (steps.length === 0) return 'same'
  return steps.some(({ held }) => held !== null) ? 'conflict' : 'change'
}
