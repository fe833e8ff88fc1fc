import type { Db } from '#base/sql.ts'
import type { OutputOf } from '#base/contract.ts'
import type { Powers } from '#access/actor.ts'
import { administratorsOf, seatsSeeing, type SeeingSeat } from '#access/seats.ts'
import { groundsOf, type Ground } from '#access/visible.ts'
import { organisationsByIds } from '#organisations/actions/lookup.ts'
import { posts } from '#organisations/posts.ts'
import { lineWords } from '#organisations/words.ts'
import { permissions } from '#people/contract.ts'
import type { seenBy, SeeingView } from '#people/mirror/contract.ts'
import { lettersSeen, presentLetters } from '#people/mirror/letters.ts'
import { mayWords, whyWords } from '#people/mirror/words.ts'
import { floatingRowsOf } from '#people/store/floating.ts'
import { membershipsOf } from '#people/store/memberships.ts'
import { postsOfPerson } from '#people/store/posts.ts'
import type { Person } from '#people/store/persons.ts'

/** One seat that sees the person, and whether its rosters, searches and exports show them too. */
export interface Sight {
  seat: SeeingSeat
  listed: boolean
}

/**
 * Who sees a person, by the test that guards the pages and the queries: the permission to read people, and a path of the
 * person in the seat's reach. Rosters and exports walk open memberships, so they ask the same of those alone.
 */
export async function sightsOf(tx: Db, powers: Powers, person: Person, today: string): Promise<Sight[]> {
  const asked = { realm: person.realm_id, paths: person.paths, permission: permissions.view, today }
  const open = (await membershipsOf(tx, person.realm_id, person.id)).filter((one) => one.to_on === null).map((one) => one.path)
  return (await seatsSeeing(tx, powers, asked)).map((seat) => ({ seat, listed: groundsOf(seat.reach, open).length > 0 }))
}

type Relation = SeeingView['relation']
const order: readonly Relation[] = ['own', 'superior', 'leads', 'other']

/** The organisation of a path is its last part. */
const idOf = (path: string): number => Number.parseInt(path.split('/').at(-2) ?? '0', 36)

function relationOf(seat: SeeingSeat, { path, prefix }: Ground): Relation {
  if (prefix === '') return 'other'
  if (!path.startsWith(seat.path)) return 'leads'
  return path === seat.path ? 'own' : 'superior'
}

interface Places {
  name(path: string): string
  /** what the person is at a path: member, post holder, or there last */
  why(path: string): string[]
}

async function placesOf(tx: Db, person: Person, sights: Sight[]): Promise<Places> {
  const realm = person.realm_id
  const paths = [...person.paths, ...sights.flatMap(({ seat }) => seat.grounds.map((one) => one.prefix))].filter((path) => path !== '')
  const names = new Map((await organisationsByIds(tx, realm, [...new Set(paths.map(idOf))])).map((one) => [one.id, one.name]))
  const memberships = (await membershipsOf(tx, realm, person.id)).filter((one) => one.to_on === null)
  const held = (await postsOfPerson(tx, realm, person.id)).filter((one) => one.to_on === null)
  const floating = new Set((await floatingRowsOf(tx, realm, person.id)).filter((one) => one.ended_on === null).map((one) => one.to_path))
  const name = (path: string) => names.get(idOf(path)) ?? ''
  const why = (path: string): string[] => {
    const stands = memberships.filter((one) => one.path === path).map((one) => whyWords.stands(name(path), lineWords[one.line]))
    if (stands.length > 0) return stands
    if (held.some((one) => one.path === path)) return [whyWords.serves(name(path))]
    if (floating.has(path)) return [whyWords.floats(name(path))]
    return [memberships.length + held.length === 0 ? whyWords.stood(name(path)) : whyWords.also(name(path))]
  }
  return { name, why }
}

/** The rule by which one seat sees the person, from where they stand to the seat, as one sentence each. */
function reasonsOf(seat: SeeingSeat, places: Places): string[] {
  return seat.grounds.flatMap((ground) => {
    const relation = relationOf(seat, ground)
    if (relation === 'other') return [whyWords.everything]
    const here = places.name(ground.path)
    const rule = {
      own: whyWords.own, superior: whyWords.superior(here), leads: whyWords.leads(places.name(ground.prefix), here),
    }[relation]
    return places.why(ground.path).map((where) => `${where}；${rule}`)
  })
}

const mayOf = ({ seat, listed }: Sight): string[] =>
  mayWords.filter(([permission, , onlyListed]) => seat.permissions.has(permission) && (listed || !onlyListed)).map(([, words]) => words)

/** Several people in one post are one line; posts that may the same stand beside each other. */
function postsOf(sights: Sight[], powers: Powers): SeeingView['posts'] {
  const byPost = Map.groupBy(sights, ({ seat }) => seat.post)
  return [...byPost].map(([post, held]) => ({
    post: powers.wordsOf(post), holders: [...new Set(held.map(({ seat }) => seat.name))], may: mayOf(held[0]!), listed: held[0]!.listed,
  }))
}

/** For the person to read: by organisation, the own one first, then upward, then those that lead. */
export async function presentSeenBy(tx: Db, powers: Powers, person: Person, today: string): Promise<OutputOf<typeof seenBy>> {
  const sights = await sightsOf(tx, powers, person, today)
  const places = await placesOf(tx, person, sights)
  const organisations = [...Map.groupBy(sights, ({ seat }) => seat.organisation_id).values()].map((held) => {
    const { seat } = held[0]!
    const relations = seat.grounds.map((ground) => relationOf(seat, ground))
    return {
      organisation: seat.organisation_name,
      relation: order.find((one) => relations.includes(one))!,
      why: [...new Set(reasonsOf(seat, places))],
      posts: postsOf(held, powers),
      depth: seat.path.length,
    }
  })
  organisations.sort((one, two) => order.indexOf(one.relation) - order.indexOf(two.relation) || two.depth - one.depth)
  const letters = presentLetters(await lettersSeen(tx, powers, person, today, new Set(sights.map(({ seat }) => seat.public_id))), powers)
  return { seats: sights.length, organisations, letters, blind: await blindTo(tx, powers, person, sights, today) }
}

/** The posts that run the installation and read nobody: named only if that is true of them. Who may do nothing runs nothing. */
async function blindTo(tx: Db, powers: Powers, person: Person, sights: Sight[], today: string) {
  const running = posts.map((post) => ({ ...post, code: post.code as string }))
    .filter(({ kind, code }) => kind === null && powers.permissionsOf(code).size > 0).map(({ code }) => code)
  const seeing = new Set(sights.map(({ seat }) => seat.post))
  const held = (await administratorsOf(tx, person.realm_id, running, today)).filter((one) => !seeing.has(one.post))
  return [...Map.groupBy(held, (one) => one.post)].map(([post, all]) => ({
    post: powers.wordsOf(post), holders: [...new Set(all.map((one) => one.name))],
  }))
}
