import { addDays, addYears, type Day } from '#base/day.ts'
import { seeded, type Seeded } from '#base/seeded.ts'
import { creditCode, idNumber, phoneNumber, reservedArea, type Registration } from '#app/samples/identity.ts'
import { inventPerson, type NamedPerson, type Sex } from '#app/samples/names.ts'
import type { SampleOrganisation, SamplePerson, SampleUnit, SampleWorld } from '#app/samples/sample-world.ts'
import { termYearsOf } from '#app/samples/terms.ts'
import type { KindCode } from '#organisations/kinds.ts'
import { isPost } from '#organisations/posts.ts'
import { isTwoNew, type Sector } from '#organisations/unit-kinds.ts'

/** What a body's description may leave out. */
export interface Founding {
  key: string
  kind: KindCode
  name: string
  parent?: string | null
  founded: Day
  units?: string[]
  temporary?: boolean
  student?: boolean
  /** null: nobody elected yet */
  termStarted?: Day | null
  /** sets the start of the term so that it ends that many days from today; negative: ran out */
  termEndsIn?: number
  village?: boolean
  ledBy?: string
  guidedBy?: string
}

export interface Arrival {
  sex?: Sex
  born?: Day
  /** completed years, both ends included; ignored where `born` is given */
  ages?: [number, number]
  named?: NamedPerson
  education?: string
  category: string
  job: string
  unit?: string | null
  phone?: boolean
  guardian?: SamplePerson['guardian']
}

export type NewUnit =
  & Pick<SampleUnit, 'key' | 'name' | 'kind' | 'sector' | 'trade' | 'responsible'>
  & Partial<Pick<SampleUnit, 'staff' | 'young' | 'migrant' | 'fullMembers' | 'leagueMembers' | 'women'>>

const registrations: Partial<Record<Sector, Registration>> = {
  agency: '11',
  institution: '12',
  school: '12',
  community: '55',
  village: '54',
  'social-organisation': '52',
}

/** Two sets of people that shall meet in one registry take different ones. */
export interface Numbers {
  area: string
  firstPhone: number
}

/** Collects the world; gives every body, unit and person its key, numbers and dates. */
export class Draft {
  readonly today: Day
  readonly seeded: Seeded
  readonly world: SampleWorld
  readonly #orders = new Map<string, number>()
  readonly #bodies = new Map<string, SampleOrganisation>()

  readonly #numbers: Numbers

  constructor(today: Day, seed: string, numbers: Numbers = { area: reservedArea, firstPhone: 0 }) {
    this.today = today
    this.world = emptyWorld(today)
    this.seeded = seeded(seed)
    this.#numbers = numbers
  }

  ago(days: number): Day {
    return addDays(this.today, -days)
  }

  /** A day so many years back, moved by up to half a year. */
  yearsAgo(years: number): Day {
    return addDays(addYears(this.today, -years), -this.seeded.whole(0, 180))
  }

  body(key: string): SampleOrganisation {
    const found = this.#bodies.get(key)
    if (found === undefined) throw new Error(`no organisation ${key}`)
    return found
  }

  found(founding: Founding): string {
    const termYears = termYearsOf(founding, this.today)
    const body: SampleOrganisation = {
      key: founding.key,
      kind: founding.kind,
      name: founding.name,
      parent: founding.parent ?? null,
      founded: founding.founded,
      units: founding.units ?? [],
      joint: (founding.units ?? []).length > 1,
      temporary: founding.temporary ?? false,
      student: founding.student ?? false,
      village: founding.village ?? false,
      termStarted: termYears === null ? null : this.#termStart(founding, termYears),
      termYears,
    }
    this.#bodies.set(body.key, body)
    this.world.organisations.push(body)
    if (founding.ledBy !== undefined) this.link('leads', founding.ledBy, body.key)
    if (founding.guidedBy !== undefined) this.link('guides', founding.guidedBy, body.key)
    return body.key
  }

  #termStart(founding: Founding, years: number): Day | null {
    if (founding.termStarted !== undefined) return founding.termStarted
    const running = this.ago(Math.round(years * 365 * (0.25 + this.seeded.next() * 0.5)))
    const { termEndsIn } = founding
    const start = termEndsIn === undefined ? running : addYears(addDays(this.today, termEndsIn), -years)
    return later(start, founding.founded)
  }

  link(kind: 'leads' | 'guides', from: string, to: string): void {
    const since = later(this.body(from).founded, this.body(to).founded)
    this.world.links.push({ from, to, kind, since })
  }

  unit(given: NewUnit): string {
    const code = creditCode(registrations[given.sector] ?? '91', this.world.units.length + 1)
    const { staff = null, young = null, migrant = null, fullMembers = null, leagueMembers = null, women = null } = given
    const told = { staff, young, migrant, fullMembers, leagueMembers, women }
    this.world.units.push({ ...given, code, twoNew: isTwoNew(given.sector), ...told })
    return given.key
  }

  person(arrival: Arrival): SamplePerson {
    const { name, sex, nation } = arrival.named ?? inventPerson(this.seeded, arrival.sex)
    const born = arrival.born ?? this.birthday(arrival.ages ?? [25, 55])
    const order = this.world.persons.length + 1
    const person: SamplePerson = {
      key: `p${String(order).padStart(4, '0')}`,
      name,
      sex,
      born,
      idNumber: idNumber(born, sex, this.#orderOf(born + sex), this.#numbers.area),
      nation,
      education: arrival.education ?? this.#education(born),
      category: arrival.category,
      job: arrival.job,
      phone: arrival.phone === false ? null : phoneNumber(this.#numbers.firstPhone + order),
      address: this.#address(),
      unit: arrival.unit ?? null,
      guardian: arrival.guardian ?? null,
      lost: null,
      floating: null,
      memberships: [],
      posts: [],
    }
    this.world.persons.push(person)
    return person
  }

  birthday([youngest, oldest]: [number, number]): Day {
    const years = this.seeded.whole(youngest, oldest)
    return addDays(addYears(this.today, -years), -this.seeded.whole(1, 364))
  }

  /** Born so that this age is completed that many days from today. */
  bornToBe(age: number, inDays: number): Day {
    return addYears(addDays(this.today, inDays), -age)
  }

  /** The role of posts.ts, from the start of the body's term or from the day the person came, if that is later. */
  seat(person: SamplePerson, organisation: string, role: string): void {
    const body = this.body(organisation)
    const post = `${body.kind}.${role}`
    if (!isPost(post)) throw new Error(`no post ${post}`)
    const begun = body.termStarted ?? this.ago(this.seeded.whole(100, 900))
    const arrived = person.memberships.find((one) => one.organisation === organisation)?.arrived ?? begun
    person.posts.push({ organisation, post, since: later(later(begun, arrived), body.founded), until: null })
  }

  #orderOf(birthday: string): number {
    const order = this.#orders.get(birthday) ?? this.seeded.whole(1, 40)
    this.#orders.set(birthday, order + 1)
    return order
  }

  #education(born: Day): string {
    const old = born < addYears(this.today, -55)
    return this.seeded.pick(old
      ? ['初中', '普通高中', '中等专科', '大学专科']
      : ['大学专科', '大学专科', '大学本科', '大学本科', '硕士研究生'])
  }

  #address(): string {
    const estate = this.seeded.pick(['湖滨花园', '柳桥新村', '同心家园', '晨光里', '东篱小区', '翠湖苑', '城南公寓'])
    return `同心区${estate}${this.seeded.whole(1, 30)}幢${this.seeded.whole(1, 18)}0${this.seeded.whole(1, 4)}室`
  }
}

function emptyWorld(today: Day): SampleWorld {
  const bodies = {
    leagueDueBesideParty: [], leagueDue: [], leagueJoint: [], youngWithoutMembers: [], factsMissing: [],
    partyDue: [], unionDue: [], belowThree: [], aboveFifty: [], committeeMissing: [],
    termsEnding: [], termsOverdue: [], rosterMissing: [],
  }
  const people = {
    probationEnding: [], probationOverdue: [], leavingLeague: [], leagueOverAge: [], lost: [], floating: [],
    manyPosts: '', sameName: ['', ''] as [string, string],
  }
  const planted = { ...bodies, ...people }
  return { today, organisations: [], links: [], units: [], persons: [], accounts: [], planted }
}

export const later = (a: Day, b: Day): Day => (a > b ? a : b)
export const earlier = (a: Day, b: Day): Day => (a < b ? a : b)
