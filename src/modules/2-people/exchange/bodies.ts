import { NameIndex } from '#exchange/guess/nearest.ts'
import type { Founding, PlaceFinding } from '#exchange/kind.ts'
import { foundableAs, type Placed } from '#organisations/actions/placing.ts'
import { kindOf, kinds, type KindCode } from '#organisations/kinds.ts'
import type { RosterLine } from '#people/exchange/columns.ts'

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

export const foundingOf = (kind: KindCode, name: string, parent: Placed): Founding =>
  ({ kind, kindWords: kinds[kind].words, name, parent: parent.public_id, parentName: parent.name })
