import { sql } from 'kysely'
import type { FastifyInstance } from 'fastify'
import { must } from '#base/decision.ts'
import { newId } from '#base/id.ts'
import { one } from '#base/sql.ts'
import { everywhere, within } from '#database/scope.ts'
import type { World } from '#database/world.ts'
import type { Doer } from '#ledger/act.ts'
import { foundOrganisation } from '#organisations/actions/founding.ts'
import type { Flag } from '#organisations/kinds.ts'
import { reachOf } from '#organisations/store/links.ts'
import { organisationByPublicId, type Organisation } from '#organisations/store/organisations.ts'
import { beginPost } from '#people/actions/posts.ts'
import { registerPerson } from '#people/actions/register.ts'
import { personByPublicId, type Person, type PersonFields } from '#people/store/persons.ts'
import { openRealm } from '#app/welcome.ts'
import { nobody } from './geometry.ts'
import { signedIn, type Client } from './serving.ts'

/** A realm of one's own with one committee at its top, and short ways to set the scene in it. */
export interface Office {
  world: World
  realm: number
  top: string
  /** acts with the whole realm in reach */
  doer: Doer
  /** the same person acting as a post of an organisation, with that post's reach */
  doerAt(organisation: string): Promise<Doer>
  found(kind: string, name: string, parent: string | null, more?: Founding): Promise<string>
  organisation(id: string): Promise<Organisation>
  register(name: string, organisation: string, more?: Partial<Registration>): Promise<string>
  appoint(person: string, organisation: string, post: string): Promise<string>
  person(id: string): Promise<Person>
  /** someone signed in as a post of an organisation */
  as(app: FastifyInstance, post: string, organisation: string, personId?: string): Promise<Client>
}

interface Founding {
  on?: string
  leader?: string
  flags?: Flag[]
  units?: string[]
  sector?: string
}

interface Registration extends PersonFields {
  status: string
  joinedOn: string | null
  fullOn: string | null
  on: string
  confirmed: boolean
  earlier: boolean
}

export async function openOffice(world: World, kind = 'party.local-committee', name = '青石县委员会'): Promise<Office> {
  const post = `${kind}.secretary`
  const own = { act: newId(), administrator: '王芳', login: `o${newId().slice(-10)}`, password: '窗外的麻雀在电线杆上多嘴' }
  const { organisation: top, accountId } = await openRealm(world, { ...own, kind, organisation: name, foundedOn: '1950-01-01', post })
  const { realm } = await one(world.db, sql<{ realm: number }>`select realm_id as realm from access_accounts where id = ${accountId}`)
  const doer: Doer = { ...everywhere(realm), accountId, name: '王芳', postWords: '测试', seatId: newId() }
  const inRealm = <T>(work: Parameters<typeof within<T>>[2]) => within(world.db, everywhere(realm), work)
  const organisation = async (id: string) => (await inRealm((tx) => organisationByPublicId(tx, realm, id)))!
  const reach = (found: Organisation) => inRealm((tx) => reachOf(tx, realm, found.id))
  return {
    world,
    realm,
    top,
    doer,
    organisation,
    doerAt: async (id) => ({ ...doer, reach: await reach(await organisation(id)) }),
    person: async (id) => (await inRealm((tx) => personByPublicId(tx, realm, id)))!,
    async found(kind, name, parent, { on = '2000-01-01', leader, ...more } = {}) {
      const placed = { ...(parent && { parent }), ...(leader && { leader }) }
      const input = { act: newId(), kind, name, on, flags: [], units: [], approved: true, confirmed: true, ...placed, ...more }
      return must(await foundOrganisation(world, doer, input)).id
    },
    async register(name, organisation, more = {}) {
      const membership = { status: 'full', joinedOn: '2015-07-01', fullOn: null, on: '2015-07-01', confirmed: true, earlier: false }
      return must(await registerPerson(world, doer, { act: newId(), ...nobody, ...membership, name, organisation, ...more })).id
    },
    async appoint(id, organisation, post) {
      return must(await beginPost(world, doer, { act: newId(), id, organisation, post, on: '2020-01-01' })).id
    },
    async as(app, post, id, personId) {
      const at = await organisation(id)
      return signedIn(app, world, { realm, post, organisation: at, reach: await reach(at), ...(personId && { personId }) })
    },
  }
}
