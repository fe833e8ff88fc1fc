import type { Browser, Page } from 'playwright-core'
import { sql } from 'kysely'
import { many } from '#base/sql.ts'
import { newId } from '#base/id.ts'
import { accountOfPerson, freeLogin, invite, openWithoutPassword } from '#access/accounts.ts'
import { seat } from '#access/seats.ts'
import { openSession } from '#access/sessions.ts'
import type { SiteParts } from '#access/site.ts'
import { everywhere, within } from '#database/scope.ts'
import { organisationByPublicId, reachForSeat } from '#organisations/actions/lookup.ts'
import { openRealm } from '#app/welcome.ts'
import { httpServer } from '#app/server/http.ts'
import { ensureWebBuilt, serveWeb } from '#app/server/web.ts'
import { sampleWorld } from '../test/sample.ts'
import { testWorld, type TestWorld } from '../test/world.ts'
import { newPage, type Width } from './browser.ts'

export interface System {
  url: string
  world: TestWorld
  realm: number
  end(): Promise<void>
}

/** The whole product over a database of its own with the sample world and an owner's realm, as the browser meets it. */
export async function startSystem(site?: SiteParts): Promise<System> {
  const { world, realm } = await sampleWorld()
  await openRealm(world, owner)
  return { ...(await serve(world, site)), realm }
}

/** Who installed it; without an administrator the sign-in page would still tell of the first start. */
const owner = {
  act: newId(), administrator: '韩守正', login: 'hanshouzheng', password: '一棵树成不了林 2026', kind: 'party.committee',
  organisation: '中共青禾集团委员会', foundedOn: '2010-06-01', post: 'party.committee.secretary',
}

/** The product as it is before anybody has used it. */
export const startBare = async (): Promise<Omit<System, 'realm'>> => serve(await testWorld())

async function serve(world: TestWorld, site?: SiteParts): Promise<Omit<System, 'realm'>> {
  await ensureWebBuilt(() => undefined)
  const app = await httpServer({ world, secureCookie: true, trustProxy: false, ...(site && { site }) })
  await serveWeb(app)
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as { port: number }
  return {
    url: `http://127.0.0.1:${port}`,
    world,
    end: async () => {
      await app.close()
      await world.end()
    },
  }
}

export interface Person {
  publicId: string
  name: string
}

/** Who holds a post in an organisation of the sample world. */
export async function holderOf(system: System, organisation: string, post: string): Promise<Person & { organisationId: string }> {
  const [row] = await within(system.world.db, everywhere(system.realm), (tx) =>
    many(
      tx,
      sql<Person & { organisationId: string }>`select p.public_id "publicId", p.name, o.public_id "organisationId" from people_posts h
        join people_persons p on p.realm_id = h.realm_id and p.id = h.person_id
        join organisations o on o.realm_id = h.realm_id and o.id = h.organisation_id
        where h.realm_id = ${system.realm} and o.name = ${organisation} and h.post = ${post} and h.to_on is null limit 1`,
    ),
  )
  if (!row) throw new Error(`nobody holds ${post} in ${organisation}`)
  return row
}

/** Signs a person of the sample world in with the posts they hold; answers the session's token. */
export async function signInAs(system: System, person: Person, posts: { organisationId: string; post: string }[]): Promise<string> {
  const { world, realm } = system
  const now = world.clock.now()
  const held = await accountOfPerson(world.db, realm, person.publicId)
  const login = await freeLogin(world.db, `e2e${newId().slice(-6)}`)
  const account = held ?? (await invite(world.db, { login, name: person.name, realm, personId: person.publicId, now }))
  await openWithoutPassword(world.db, account.id)
  await within(world.db, everywhere(realm), async (tx) => {
    for (const { organisationId, post } of posts) {
      const organisation = (await organisationByPublicId(tx, realm, organisationId))!
      const reach = await reachForSeat(tx, realm, organisation.id)
      const where = { organisationId, organisationName: organisation.name, path: organisation.path, reach }
      await seat(tx, { realm, accountId: account.id, post, ...where, starts: '2020-01-01', ends: null })
    }
  })
  return openSession(world.db, account.id, { address: '127.0.0.1', agent: 'e2e' }, now)
}

/** A page on which somebody is signed in. */
export async function pageAs(browser: Browser, system: System, token: string, width: Width): Promise<Page> {
  const page = await openPage(browser, system, width)
  await page.context().addCookies([{ name: '__Host-tongxin', value: token, url: system.url.replace('http:', 'https:'), secure: true, httpOnly: true }])
  await page.goto(system.url)
  return page
}

/** A window nobody is signed in on yet; its day is the day of the sample world. */
export async function openPage(browser: Browser, system: Pick<System, 'world'>, width: Width): Promise<Page> {
  const page = await newPage(browser, { width })
  await page.clock.setFixedTime(system.world.clock.now())
  return page
}
