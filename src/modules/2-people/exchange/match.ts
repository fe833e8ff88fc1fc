import { keyedHash } from '#base/seal.ts'
import type { Db } from '#base/sql.ts'
import { NameIndex } from '#exchange/guess/nearest.ts'
import type { Founding, Judge, Match, Place, PlaceFinding, RowFault, RowToMatch, Setting } from '#exchange/kind.ts'
import { foundableAs, livingUnder, type Placed } from '#organisations/actions/placing.ts'
import { organisationsByIds, regulations } from '#organisations/actions/lookup.ts'
import { isKind, kindOf, kinds, lineOf, mayStandUnder, type KindCode } from '#organisations/kinds.ts'
import { permissions as organisationPermissions } from '#organisations/contract.ts'
import { permissions } from '#people/contract.ts'
import type { RosterLine } from '#people/exchange/columns.ts'
import { stepsOf, type Held, type Step } from '#people/exchange/compare.ts'
import { identityOf, isSamePerson, judgeRow, type RosterValues } from '#people/exchange/judge.ts'
import { postNamed, postWords } from '#people/exchange/posts.ts'
import { isMinor, mayEnter } from '#people/rules.ts'
import { alikeTo, heldMemberships, heldPersons, heldPosts, holdersOf, standingIn, type HeldPerson } from '#people/store/import.ts'

interface Indexes {
  members: NameIndex<number>
  others: NameIndex<number>
}

/** The organisations a roster can name. */
export class Bodies {
  readonly line: RosterLine
  readonly all: readonly Placed[]
  readonly #byId: Map<number, Placed>
  readonly #byPublicId: Map<string, Placed>
  /** built when the first name is looked up: an edit of one cell seldom needs them */
  #indexes: Indexes | null = null

  constructor(line: RosterLine, all: readonly Placed[]) {
    this.line = line
    this.all = all
    this.#byId = new Map(all.map((one) => [one.id, one]))
    this.#byPublicId = new Map(all.map((one) => [one.public_id, one]))
  }

  /** Takes the names in, a few at a time: a county has thousands. */
  async prepare(breath: { readonly due: boolean; take(): Promise<void> }): Promise<void> {
    const indexes = { members: new NameIndex<number>(), others: new NameIndex<number>() }
    for (const one of this.all) {
      indexes[kindOf(one.kind).holdsMembers ? 'members' : 'others'].add(this.#candidate(one))
      if (breath.due) await breath.take()
    }
    this.#indexes = indexes
  }

  #built(): Indexes {
    const [members, others] = [true, false].map((holds) => this.all.filter((one) => kindOf(one.kind).holdsMembers === holds))
    const index = (bodies: readonly Placed[]) => new NameIndex(bodies.map((one) => this.#candidate(one)))
    return { members: index(members!), others: index(others!) }
  }

  byId(id: number): Placed | undefined {
    return this.#byId.get(id)
  }

  byPublicId(id: string): Placed | undefined {
    return this.#byPublicId.get(id)
  }

  /** A branch is also called by its superior's name and its own. */
  #candidate({ id, name, parent_id }: Placed) {
    const parent = parent_id === null ? undefined : this.#byId.get(parent_id)
    return { id, name, aliases: parent ? [`${parent.name}${name}`] : [] }
  }

  find(text: string): PlaceFinding {
    const { members, others } = (this.#indexes ??= this.#built())
    const nearest = members.find(text)
    if (nearest.match !== null) return this.#found(this.#byId.get(nearest.match)!, nearest.how, null)
    const other = others.find(text, 1)
    if (other.match !== null) return this.#found(this.#byId.get(other.match)!, other.how, 'holds-none')
    const proposals = nearest.proposals.map(({ id, name, score }) => ({ publicId: this.#byId.get(id)!.public_id, name, score }))
    return { organisation: null, how: nearest.how, proposals, fault: null, founding: this.#foundable(text) }
  }

  #found(one: Placed, how: PlaceFinding['how'], fault: string | null): PlaceFinding {
    return { organisation: { id: one.id, publicId: one.public_id, name: one.name }, how, proposals: [], fault, founding: null }
  }

  #foundable(name: string): Founding | null {
    const found = foundableAs(name, this.line, this.all)
    return found && foundingOf(found.kind, name, found.parent)
  }
}

const foundingOf = (kind: KindCode, name: string, parent: Placed): Founding =>
  ({ kind, kindWords: kinds[kind].words, name, parent: parent.public_id, parentName: parent.name })

/** Everything the rows of one roster are judged by. */
export async function openRoster(tx: Db, line: RosterLine, setting: Setting): Promise<Judge> {
  const { actor, target, today } = setting
  const bodies = new Bodies(line, await livingUnder(tx, actor.realm, target.path, line, actor.reach))
  const noPlace = (sheet: string) => (target.takesRows ? null : bodies.find(sheet).organisation && bodies.find(sheet).fault === null ? sheet : null)
  return {
    prepare: (breath) => bodies.prepare(breath),
    judge: (reading, sheet) => {
      const { values, faults } = judgeRow(line, reading, today)
      // one sheet for each branch, named after it
      const placeText = values.place ?? ('place' in reading.values ? null : noPlace(sheet))
      const complete = { ...values, place: placeText }
      return { values: { ...complete }, faults, identity: identityOf(complete), placeText }
    },
    isSame: isSamePerson,
    findPlace: (text) => bodies.find(text),
    place: (publicId) => {
      const found = bodies.byPublicId(publicId)
      return found && kindOf(found.kind).holdsMembers ? { id: found.id, publicId, name: found.name } : null
    },
    foundable: ({ kind, name, parent }) => {
      const above = bodies.byPublicId(parent)
      if (!above) return { why: '上级组织不在这次导入的范围内。请从列表里选择上级。' }
      if (!isKind(kind) || lineOf(kind) !== line || !kindOf(kind).holdsMembers) return { why: '名册里的组织应是能登记成员的一类，如支部、工会、中队。请改选类别。' }
      if (!mayStandUnder(kind, above.kind)) return { why: `${kinds[kind].words}不能设在${kinds[above.kind].words}下面。请改选上级。` }
      if (!setting.actor.permissions.has(organisationPermissions.found)) return { why: '您没有成立组织的权限。请联系上级组织成立后再导入。' }
      return { founding: foundingOf(kind, name, above) }
    },
    match: (tx2, rows) => new Matching(setting, bodies).match(tx2, rows),
  }
}

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

  /** Whether somebody may be entered there so. */
  #entry(values: RosterValues, place: Place): RowFault[] {
    const kind = this.kindAt(place)
    const entered = mayEnter({ kind, status: values.statusCode, born: values.born, since: values.joinedOn ?? this.#setting.today }, regulations)
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
