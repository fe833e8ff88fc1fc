import { sql } from 'kysely'
import { refuse, Refusal } from '#base/decision.ts'
import { newId } from '#base/id.ts'
import { many, maybe, run, type Db } from '#base/sql.ts'
import { accountOfPerson, hasAdministrator, linkPerson } from '#access/accounts.ts'
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
import { plantMeetings } from '#org-life/samples.ts'
import { formDays, type SampleOrganisation, type SamplePerson, type SampleWorld } from '#app/samples/sample-world.ts'
import { staysOf, transfersOf } from '#app/samples/transfers.ts'
import { memberBranch } from '#app/samples/accounts.ts'
import { buildWorld } from '#app/samples/world.ts'

export const sampleName = '示例世界'

export const sampleRealm = async (world: World): Promise<number | null> =>
  (await maybe(world.db, sql<{ id: number }>`select id from realms where kind = 'sample' order by id desc limit 1`))?.id ?? null

/** Builds the sample world as of today in a realm of its own; a world that is there already is kept. */
export const loadSample = (world: World): Promise<number> => oneAtATime(world, 'load', () => loaded(world))

async function loaded(world: World): Promise<number> {
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

/** The branches whose book of meetings is filled. */
const keepers = ['school-party', 'school-league-staff', 'bank-party-counter', 'bank-league-counter']

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
    await plantMeetings(tx, world, realm, keepers.map((key) => organisations.get(key)!))
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

const installation = ['administrator', 'security', 'audit'] as const

/** The one who looks around, made and seated where there is none yet. */
export const visitorOf = (world: World, realm: number, make: () => Promise<number>): Promise<number> =>
  oneAtATime(world, 'visit', async () => {
    const [held] = await visitorsOf(world, realm)
    if (held) return held.account_id
    const made = await make()
    await seatVisitor(world, realm, made)
    return made
  })

const visitorsOf = (world: World, realm: number) =>
  many(
    world.db,
    sql<{ account_id: number }>`select distinct s.account_id from access_seats s join access_accounts a on a.id = s.account_id
      where s.realm_id = ${realm} and s.post = 'system.sample-administrator' and a.state = 'active' order by s.account_id`,
  )

/** Every demonstration post as a seat of one visitor: the post switcher is the tour. A plain member's page is the visitor's own. */
async function seatVisitor(world: World, realm: number, accountId: number): Promise<void> {
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
    const sit = (post: string, { public_id, path }: Organisation, organisationName: string) =>
      seat(tx, { realm, accountId, post: `system.sample-${post}`, organisationId: public_id, organisationName, path, reach: [], starts, ends: null })
    const branch = await known(memberBranch)
    await sit('member', branch, branch.name)
    await beMember(tx, realm, accountId, branch)
    const top = await known(sample.organisations[0]!.key)
    for (const post of installation) await sit(post, top, sampleName)
  })
}

/** The visitor is a member of this branch who holds no post. */
async function beMember(tx: Db, realm: number, accountId: number, branch: Organisation): Promise<void> {
  const person = await maybe(
    tx,
    sql<{ public_id: string }>`select p.public_id from people_memberships m
        join people_persons p on p.realm_id = m.realm_id and p.id = m.person_id
      where m.realm_id = ${realm} and m.organisation_id = ${branch.id} and m.status = 'full' and m.to_on is null and p.lost_since is null
        and not exists (select from people_posts h where h.realm_id = m.realm_id and h.person_id = m.person_id)
      order by p.id limit 1`,
  )
  if (person && !(await accountOfPerson(tx, realm, person.public_id))) await linkPerson(tx, accountId, person.public_id)
}

const businessTables = [
  'org_life_opinions', 'org_life_appraisal_revisions', 'org_life_appraised', 'org_life_appraisals', 'org_life_excuses', 'org_life_talks', 'org_life_revisions', 'org_life_matters', 'org_life_roll', 'org_life_meetings',
  'obligations_waivers', 'obligations_fulfilments', 'obligations_subjects', 'regulations_settings', 'notices_deliveries', 'notices_hooks',
  'obligations_reminders', 'obligations_changes', 'obligations_tallies', 'obligations_crowds', 'obligations_questions',
  'coverage_outbox', 'coverage_additions', 'coverage_stats', 'coverage_plans', 'coverage_closings', 'coverage_asides', 'coverage_bodies', 'coverage_units', 'coverage_spots',
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
  const visitors = await visitorsOf(world, realm)
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
