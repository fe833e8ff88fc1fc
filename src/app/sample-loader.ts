import { sql } from 'kysely'
import { refuse, Refusal } from '#base/decision.ts'
import { newId } from '#base/id.ts'
import { many, maybe, run, type Db } from '#base/sql.ts'
import { hasAdministrator } from '#access/accounts.ts'
import { seat } from '#access/seats.ts'
import { newRealm } from '#database/realms.ts'
import { everywhere, within } from '#database/scope.ts'
import type { World } from '#database/world.ts'
import { perform, type Doer } from '#ledger/act.ts'
import { organisationByPublicId, reachForSeat, type Organisation } from '#organisations/actions/lookup.ts'
import { settleAll } from '#organisations/actions/touching.ts'
import { plantDues, removeDues } from '#dues/samples.ts'
import { plantOrganisations, type Planting } from '#organisations/samples.ts'
import type { Flag } from '#organisations/kinds.ts'
import { plantPeople, plantStays, plantTransfers, type SamplePerson as Planted } from '#people/samples.ts'
import { formDays, type SampleOrganisation, type SamplePerson, type SampleWorld } from '#app/samples/sample-world.ts'
import { staysOf, transfersOf } from '#app/samples/transfers.ts'
import { buildWorld } from '#app/samples/world.ts'

export const sampleName = '示例世界'

export const sampleRealm = async (world: World): Promise<number | null> =>
  (await maybe(world.db, sql<{ id: number }>`select id from realms where kind = 'sample' order by id desc limit 1`))?.id ?? null

/** Builds the sample world as of today in a realm of its own; a world that is there already is kept. */
export async function loadSample(world: World): Promise<number> {
  const held = await sampleRealm(world)
  if (held !== null) return held
  const realm = await newRealm(world.db, sampleName, 'sample', world.clock.now())
  try {
    await plant(world, realm, newId())
  } catch (error) {
    await run(world.db, sql`delete from realms where id = ${realm} and kind = 'sample'`)
    throw error
  }
  return realm
}

const sower = (realm: number): Doer => ({ ...everywhere(realm), accountId: 0, name: '系统', postWords: '示例世界', seatId: newId() })

async function plant(world: World, realm: number, actId: string): Promise<void> {
  const today = world.clock.today()
  const sample = buildWorld(today)
  const done = await perform(world, sower(realm), { id: actId, kind: 'samples.load', input: { today } }, async (tx) => {
    const organisations = await plantOrganisations(tx, realm, actId, plantingOf(sample), today)
    const people = await plantPeople(tx, world, realm, sample.persons.map((person) => personOf(person)), organisations)
    await plantTransfers(tx, { realm, people, organisations }, transfersOf(sample))
    await plantStays(tx, { realm, people, organisations }, staysOf(sample))
    await plantDues(tx, world, ['school-party', 'school-league-staff'].map((key) => organisations.get(key)!), today)
    await settleAll(tx, world, realm)
    const counts = { organisations: sample.organisations.length, people: sample.persons.length }
    return { answer: counts, ref: { kind: 'realm', id: newId() }, path: '', payload: counts }
  })
  if (!done.ok) throw new Error(done.refusal)
}

function plantingOf(sample: SampleWorld): Planting {
  const organisations = sample.organisations.map((made) => ({ ...made, flags: flagsOf(made), sector: made.village ? ('village' as const) : null }))
  return { organisations, links: sample.links, units: sample.units }
}

const flagsOf = (made: SampleOrganisation): Flag[] => (['joint', 'temporary', 'student'] as const).filter((flag) => made[flag])

function personOf(person: SamplePerson): Planted {
  const { name, sex, born, nation, education, category, job, idNumber, phone, address } = person
  const fields = {
    name, sex, born, nation, education, category, job, idNumber, phone, address,
    guardian: person.guardian?.name ?? null,
    guardianPhone: person.guardian?.phone ?? null,
    lostSince: person.lost,
    floatingSince: person.floating?.since ?? null,
    floatingTo: person.floating?.to ?? null,
  }
  const memberships = person.memberships.map((one) => {
    const { organisation, status, since, history, arrived } = one
    return { organisation, status, since, history, from: arrived, ...formDays(one) }
  })
  return { key: person.key, fields, memberships, posts: person.posts }
}

/** Every demonstration post as a seat of one visitor: the post switcher is the tour. */
export async function seatVisitor(world: World, realm: number, accountId: number): Promise<void> {
  const sample = buildWorld(world.clock.today())
  const starts = world.clock.today()
  await within(world.db, everywhere(realm), async (tx) => {
    const all = await many(tx, sql<{ public_id: string; name: string; kind: string }>`select public_id, name, kind from organisations where realm_id = ${realm}`)
    const known = async (key: string): Promise<Organisation> => {
      const wanted = sample.organisations.find((one) => one.key === key)!
      const row = all.find((one) => one.name === wanted.name && one.kind === wanted.kind)!
      return (await organisationByPublicId(tx, realm, row.public_id))!
    }
    for (const { post } of sample.accounts) {
      if (!post) continue
      const organisation = await known(post.organisation)
      const where = { organisationId: organisation.public_id, organisationName: organisation.name, path: organisation.path }
      await seat(tx, { realm, accountId, post: post.post, ...where, reach: await reachForSeat(tx, realm, organisation.id), starts, ends: null })
    }
    const top = await known(sample.organisations[0]!.key)
    const where = { organisationId: top.public_id, organisationName: sampleName, path: top.path, reach: [] }
    await seat(tx, { realm, accountId, post: 'system.sample-administrator', ...where, starts, ends: null })
  })
}

const businessTables = [
  'obligations_waivers', 'obligations_fulfilments', 'obligations_subjects', 'regulations_settings',
  'coverage_outbox', 'coverage_additions', 'coverage_stats', 'coverage_plans', 'coverage_asides', 'coverage_bodies', 'coverage_units', 'coverage_spots',
  'exchange_changes', 'exchange_places', 'exchange_bodies', 'exchange_rows', 'exchange_headers', 'exchange_batches',
  'people_sheets', 'people_correction_items', 'people_corrections', 'people_floating', 'people_transfers', 'people_posts', 'people_statuses',
  'people_memberships', 'people_persons', 'organisations_places', 'organisations_units', 'organisations_terms',
  'organisations_links', 'organisations_versions', 'organisations_stats',
]

/** Empties the sample realm. The ledger keeps its entries: the application cannot delete them. */
async function empty(world: World, realm: number): Promise<void> {
  await within(world.db, everywhere(realm), async (tx) => {
    await removeDues(tx, realm)
    for (const table of businessTables) await run(tx, sql`delete from ${sql.table(table)} where realm_id = ${realm}`)
    await run(tx, sql`update organisations set parent_id = null where realm_id = ${realm}`)
    await run(tx, sql`delete from organisations where realm_id = ${realm}`)
    await run(tx, sql`delete from access_seats where realm_id = ${realm}`)
  })
}

/** What is being done to a sample world now: whoever asks for the same joins in, whoever asks for another thing waits. */
const running = new WeakMap<Db, { what: string; done: Promise<unknown> }>()

async function oneAtATime<T>(world: World, what: string, work: () => Promise<T>): Promise<T> {
  for (let other = running.get(world.db); other; other = running.get(world.db)) {
    if (other.what === what) return other.done as Promise<T>
    await other.done.catch(() => undefined)
  }
  const done = work().finally(() => running.delete(world.db))
  running.set(world.db, { what, done })
  return done
}

/** Puts the sample world back as it was; who held seats in it holds the demonstration posts again. */
export const resetSample = (world: World): Promise<{ organisations: number; people: number }> => oneAtATime(world, 'reset', () => plantedAnew(world))

async function plantedAnew(world: World): Promise<{ organisations: number; people: number }> {
  const realm = (await sampleRealm(world)) ?? (await newRealm(world.db, sampleName, 'sample', world.clock.now()))
  const visitors = await many(
    world.db,
    sql<{ account_id: number }>`select distinct s.account_id from access_seats s where s.realm_id = ${realm} and s.post = 'system.sample-administrator'`,
  )
  await empty(world, realm)
  // an act of its own each time: a retry would get the first answer and find the world empty
  await plant(world, realm, newId())
  for (const visitor of visitors) await seatVisitor(world, realm, visitor.account_id)
  return sampleCounts(world)
}

/** Removes the sample world with its seats, and accounts that had no others; not while they are all that can sign in. */
export const removeSample = (world: World): Promise<void> => oneAtATime(world, 'remove', () => removed(world))

async function removed(world: World): Promise<void> {
  const realm = await sampleRealm(world)
  if (realm === null) return
  if (!(await hasAdministrator(world.db))) throw new Refusal(refuse('app.own-first'))
  await empty(world, realm)
  await run(world.db, sql`delete from access_accounts a where a.realm_id = ${realm} and not exists (select from access_seats s where s.account_id = a.id)`)
  await run(world.db, sql`delete from realms where id = ${realm} and kind = 'sample'`)
}

export async function sampleCounts(world: World): Promise<{ organisations: number; people: number }> {
  const realm = await sampleRealm(world)
  if (realm === null) return { organisations: 0, people: 0 }
  const [row] = await within(world.db, everywhere(realm), (tx) =>
    many(
      tx,
      sql<{ organisations: number; people: number }>`select (select count(*)::int from organisations where realm_id = ${realm}) organisations,
        (select count(*)::int from people_persons where realm_id = ${realm}) people`,
    ),
  )
  return row!
}
