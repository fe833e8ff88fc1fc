import { ageOn, type Day } from '#base/day.ts'
import type { Db } from '#base/sql.ts'
import { accountOfPerson } from '#access/accounts.ts'
import { reaches } from '#access/visible.ts'
import type { AccountState } from '#access/overview.ts'
import { organisationsByIds, type Organisation } from '#organisations/actions/lookup.ts'
import { isPost, postByCode, postsOf } from '#organisations/posts.ts'
import { kindWords, lineWords } from '#organisations/words.ts'
import type { OutputOf } from '#base/contract.ts'
import type { holders, PersonRow, PersonView } from '#people/contract.ts'
import type { AccountView } from '#people/contract/accounts.ts'
import { isMinor } from '#people/rules.ts'
import { statusWords } from '#people/statuses.ts'
import { membershipsOf, statusesOf, type Membership, type RosterRow } from '#people/store/memberships.ts'
import { personById, type Person } from '#people/store/persons.ts'
import { holdersIn, postsOfPerson, type HeldPost } from '#people/store/posts.ts'

type Reach = readonly string[]
type Places = Map<number, { id: string; name: string; kindWords: string; reached: boolean }>

const placeOf = (organisation: Pick<Organisation, 'public_id' | 'name' | 'kind' | 'flags'>) => ({
  id: organisation.public_id,
  name: organisation.name,
  kindWords: kindWords(organisation.kind, Object.fromEntries(organisation.flags.map((flag) => [flag, true]))),
})

async function placesOf(tx: Db, realm: number, reach: Reach, ids: number[]): Promise<Places> {
  const organisations = await organisationsByIds(tx, realm, [...new Set(ids)])
  return new Map(organisations.map((one) => [one.id, { ...placeOf(one), reached: reaches(reach, one.path) }]))
}

const nowhere = { id: '00000000-0000-7000-8000-000000000000', name: '（已不在）', kindWords: '' }

export const presentRows = (rows: RosterRow[]): PersonRow[] =>
  rows.map((row) => ({
    id: row.public_id,
    name: row.name,
    sex: row.sex,
    born: row.born,
    idMask: row.id_mask,
    phoneMask: row.phone_mask,
    education: row.education,
    job: row.job,
    status: row.status,
    statusWords: statusWords(row.line, row.status),
    joinedOn: row.joined_on,
    organisation: row.place_id === null ? nowhere : placeOf({ public_id: row.place_id, name: row.place_name!, kind: row.place_kind!, flags: row.place_flags! }),
    flags: [...(row.lost_since ? ['失联'] : []), ...(row.floating_since ? ['流动'] : [])],
  }))

/** A person as a post sees them that reaches so far; what lies beyond is told only on one's own page. */
export async function presentPerson(tx: Db, person: Person, reach: Reach, today: Day): Promise<PersonView> {
  const realm = person.realm_id
  const memberships = await membershipsOf(tx, realm, person.id)
  const posts = await postsOfPerson(tx, realm, person.id)
  const places = await placesOf(tx, realm, reach, [...memberships, ...posts].map((one) => one.organisation_id))
  const account = await accountOfPerson(tx, realm, person.public_id)
  const mergedInto = person.merged_into === null ? null : await personById(tx, realm, person.merged_into)
  return {
    ...plain(person, today),
    mergedInto: mergedInto?.public_id ?? null,
    account: account && { login: account.login, state: account.state },
    memberships: await presentMemberships(tx, realm, memberships, places),
    posts: posts.map((post) => presentPost(post, places)),
  }
}

const plain = (person: Person, today: Day) => ({
  id: person.public_id,
  name: person.name,
  sex: person.sex,
  born: person.born,
  age: person.born === null ? null : ageOn(person.born, today),
  nation: person.nation,
  education: person.education,
  category: person.category,
  job: person.job,
  idMask: person.id_mask,
  phoneMask: person.phone_mask,
  hasAddress: person.has_address,
  guardian: person.guardian,
  guardianMask: person.guardian_mask,
  lostSince: person.lost_since,
  floatingSince: person.floating_since,
  floatingTo: person.floating_to,
  version: person.version,
  minor: isMinor(person.born, today),
})

function standing({ organisation_id: id, to_on: ended }: { organisation_id: number; to_on: string | null }, places: Places) {
  const organisation = places.get(id) ?? { ...nowhere, reached: false }
  return { organisation, changeable: ended === null && organisation.reached }
}

async function presentMemberships(tx: Db, realm: number, memberships: Membership[], places: Places): Promise<PersonView['memberships']> {
  const steps = await statusesOf(tx, realm, memberships.map((one) => one.id))
  return memberships.map((one) => ({
    id: one.public_id,
    line: one.line,
    lineWords: lineWords[one.line],
    ...standing(one, places),
    status: one.status,
    statusWords: statusWords(one.line, one.status),
    joinedOn: one.joined_on,
    fullOn: one.full_on,
    fromOn: one.from_on,
    toOn: one.to_on,
    endReason: one.end_reason,
    statuses: steps
      .filter((step) => step.membership_id === one.id)
      .map(({ status, since }) => ({ status, words: statusWords(one.line, status), since })),
  }))
}

const presentPost = (post: HeldPost, places: Places): PersonView['posts'][number] => ({
  id: post.public_id,
  post: post.post,
  words: isPost(post.post) ? postByCode(post.post).title : post.post,
  ...standing(post, places),
  fromOn: post.from_on,
  toOn: post.to_on,
})

type Holder = OutputOf<typeof holders>['posts'][number]

/** The posts of an organisation in the order of its kind, with who holds them; a vacant elected post is a line too. */
export async function presentHolders(tx: Db, organisation: Organisation): Promise<Holder[]> {
  const held = await holdersIn(tx, organisation.realm_id, organisation.id)
  return postsOf(organisation.kind).flatMap((post): Holder[] => {
    const facts = { post: post.code as string, words: post.words, head: post.head }
    const mine = held.filter((one) => one.post === post.code)
    if (mine.length === 0) return post.max === 1 ? [{ ...facts, id: null, since: null, person: null }] : []
    return mine.map((one) => ({
      ...facts,
      id: one.post_id,
      since: one.from_on,
      person: { id: one.person_id, name: one.name, phoneMask: one.phone_mask },
    }))
  })
}

export const presentAccount = (row: AccountState): AccountView => ({
  person: row.person_id,
  name: row.name,
  login: row.login,
  state: row.state,
  seenOn: row.seen_on,
  secondFactor: row.second_factor,
  slipEnds: row.slip_ends?.toISOString() ?? null,
})
