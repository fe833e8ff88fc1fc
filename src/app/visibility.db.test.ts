import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#base/id.ts'
import { many, type Sql } from '#base/sql.ts'
import { openPool } from '#database/pools.ts'
import { appRole, urlAs } from '#database/roles.ts'
import { everywhere, within, type Scope } from '#database/scope.ts'
import { historyOf } from '#ledger/store.ts'
import * as organisations from '#organisations/contract.ts'
import { reachOf } from '#organisations/store/links.ts'
import { unitByPublicId, unitsUnder } from '#organisations/store/units.ts'
import type { Organisation } from '#organisations/store/organisations.ts'
import * as people from '#people/contract.ts'
import { doublesIn } from '#people/store/doubles.ts'
import { exportRows } from '#people/store/export.ts'
import { membershipByPublicId, roster } from '#people/store/memberships.ts'
import { personByPublicId } from '#people/store/persons.ts'
import { postByPublicId } from '#people/store/posts.ts'
import { searchPeople } from '#people/search.ts'
import { search } from '#search/contract.ts'
import { indicators } from '#indicators/contract.ts'
import { powers } from '#app/powers.ts'
import { once } from '../../test/cluster.ts'
import { geometryOf, organisationNamed } from '../../test/geometry.ts'
import { openOffice, type Office } from '../../test/office.ts'
import { serving, signedIn, type Client } from '../../test/serving.ts'
import { testPasswords } from '../../test/template.ts'
import { sampleWorld } from '../../test/sample.ts'
import type { TestWorld } from '../../test/world.ts'

let world: TestWorld
let app: FastifyInstance
let realm: number

interface Standing {
  words: string
  client: Client
  organisation: Organisation
  tops: Organisation[]
}
let standings: Standing[]

const seats = [
  ['party.branch.secretary', '晨光学校党支部'],
  ['league.committee.secretary', '共青团晨光学校委员会'],
  ['party.working-committee.deputy-secretary', '中共同心区翠湖街道工作委员会'],
  ['party.working-committee.secretary', '中共同心区委教育工作委员会'],
  ['union.base.chair', '远山银行同心支行工会委员会'],
  ['party.local-committee.organisation-officer', '中共同心区委员会'],
] as const

const at = <T>(scope: Scope, work: Parameters<typeof within<T>>[2]) => within(world.db, scope, work)
const all = <T>(query: ReturnType<typeof sql<T>>) => at(everywhere(realm), (tx) => many(tx, query))

beforeAll(async () => {
  ;({ world, realm } = await sampleWorld())
  app = await serving(world)
  standings = []
  for (const [post, name] of seats) {
    const organisation = await organisationNamed(world, realm, name)
    const reach = await at(everywhere(realm), (tx) => reachOf(tx, realm, organisation.id))
    const tops = await all(sql<Organisation>`select * from organisations where path = any(${reach}::text[])`)
    standings.push({ words: `${name} ${powers.wordsOf(post)}`, client: await signedIn(app, world, { realm, post, organisation, reach }), organisation, tops })
  }
})
afterAll(async () => {
  await app.close()
  await world.end()
})

type Row = people.PersonRow

async function listed(client: Client, organisation: string): Promise<Row[]> {
  const rows: Row[] = []
  let after: string | undefined
  do {
    const page = await client.call(people.list, { organisation, limit: 200, ...(after && { after }) })
    rows.push(...page.rows)
    after = page.next ?? undefined
  } while (after)
  return rows
}

/** The lines of an exported csv between its header and its stamp. */
async function exported(client: Client, organisation: string): Promise<string[][]> {
  const { status, body } = await client.send(people.exportRoster, { act: newId(), organisation, format: 'csv' })
  expect(status).toBe(200)
  const lines = body.replace(/^\ufeff/, '').split(/\r?\n/).filter((line) => line !== '').map((line) => line.split(',').map((cell) => cell.replace(/^"(.*)"$/, '$1')))
  const header = lines.findIndex((cells) => cells[0] === '姓名')
  return lines.slice(header + 1).filter((cells) => cells.length === lines[header]!.length && cells.filter((cell) => cell !== '').length > 1)
}

const lineOf = (row: Row) => [row.name, row.sex, row.born, row.idMask, row.phoneMask, row.statusWords, row.joinedOn, row.organisation.name].map((cell) => cell ?? '').join('|')

describe.each(seats.map(([post, name], index) => [`${name}的${powers.wordsOf(post)}`, index] as const))('what %s sees', (_, index) => {
  const standing = () => standings[index]!

  test('is the same people in list and export, and everyone of them stands in reach', async () => {
    const { client, tops, organisation } = standing()
    const reaching = await geometryOf(world, [realm])
    const places = new Map((await all(sql<{ id: number; public_id: string }>`select id, public_id from organisations`)).map((row) => [row.public_id, row.id]))
    for (const top of tops) {
      const rows = await listed(client, top.public_id)
      expect(new Set(rows.map((row) => `${row.id} ${row.organisation.id}`)).size).toBe(rows.length)
      expect((await exported(client, top.public_id)).map((cells) => cells.join('|')).toSorted()).toEqual(rows.map(lineOf).toSorted())
      expect(rows.filter((row) => !reaching(organisation.id, places.get(row.organisation.id)!))).toEqual([])
    }
  })

  test('is everyone who stands in reach: nobody is missing from the lists', async () => {
    const { client, tops, organisation } = standing()
    const reaching = await geometryOf(world, [realm])
    const held = await all(sql<{ person: string; organisation: number }>`select p.public_id as person, m.organisation_id as organisation
      from people_memberships m join people_persons p on p.id = m.person_id where m.realm_id = ${realm} and m.to_on is null`)
    const inReach = held.filter((one) => reaching(organisation.id, one.organisation)).map((one) => one.person)
    const seen = (await Promise.all(tops.map((top) => listed(client, top.public_id)))).flat().map((row) => row.id)
    expect(seen.toSorted()).toEqual(inReach.toSorted())
    expect(seen.length).toBeGreaterThan(3)
  })

  test('is found by search where it is listed, and nothing is found beyond', async () => {
    const { client, tops, organisation } = standing()
    const reaching = await geometryOf(world, [realm])
    const [rows] = await Promise.all(tops.slice(0, 1).map((top) => listed(client, top.public_id)))
    for (const row of rows!.filter((_, no) => no % Math.ceil(rows!.length / 12) === 0)) {
      const { hits } = await client.call(search, { q: row.name, limit: 20 })
      expect(hits.map((hit) => hit.id)).toContain(row.id)
    }
    const stands = await all(sql<{ id: string; places: number[] }>`
      select p.public_id as id, array(select organisation_id from people_memberships where person_id = p.id and to_on is null
        union select organisation_id from people_posts where person_id = p.id and to_on is null)::int[] as places from people_persons p
      union all select u.public_id, array(select organisation_id from organisations_places where unit_id = u.id and to_on is null)::int[] || u.organisation_id::int from organisations_units u
      union all select public_id, array[id::int] from organisations`)
    const where = new Map(stands.map((one) => [one.id, one.places]))
    const found = []
    for (const q of ['王', '李', '张', 'w', 'l', 'zh', '学校', '支部', '银行', '社区', '公司', '0001', '1990']) {
      found.push(...(await client.call(search, { q, limit: 20 })).hits)
    }
    expect(found.length).toBeGreaterThan(10)
    expect(found.filter((hit) => !where.get(hit.id)!.some((place) => reaching(organisation.id, place)))).toEqual([])
  })

  test('adds up the same on the page, in the tree, in the indicators and by counting the list', async () => {
    const { client, organisation: own } = standing()
    const { numbers } = await client.call(organisations.read, { id: own.public_id })
    const { nodes } = await client.call(organisations.tree, { under: own.public_id, levels: 1 })
    const shown = await client.call(indicators, { organisation: own.public_id })
    const counting = ['full', 'probationary', 'member', 'retained']
    const counted = (await listed(client, own.public_id)).filter((row) => counting.includes(row.status)).length
    const told = shown.indicators.find((one) => one.name === 'organisations.members')!.value
    expect([numbers.below, nodes.find((node) => node.id === own.public_id)!.members, told]).toEqual([counted, counted, counted])
  })
})

describe('row-level security alone, with the checks of the application bypassed', () => {
  let foreign: Organisation
  let beside: Scope
  const everything = ['']
  beforeAll(async () => {
    foreign = await organisationNamed(world, realm, '晨光学校党支部')
    beside = { realm, reach: [(await organisationNamed(world, realm, '柳桥社区党支部')).path] }
  })
  const oneOf = async (table: string) => {
    const [row] = await all(sql<{ id: string }>`select public_id as id from ${sql.table(table)} where starts_with(path, ${foreign.path}) limit 1`)
    return row!.id
  }

  test('gives the stores of people nobody of another branch', async () => {
    const person = (await all(sql<{ id: string }>`select public_id as id from people_persons where ${foreign.path} = any(paths) limit 1`))[0]!.id
    const [membership, post] = [await oneOf('people_memberships'), await oneOf('people_posts')]
    const found = (scope: Scope) =>
      at(scope, async (tx) => [
        (await roster(tx, foreign, true, everything, {}, 50)).length,
        (await exportRows(tx, foreign, true, everything)).length,
        (await personByPublicId(tx, realm, person)) === null ? 0 : 1,
        (await membershipByPublicId(tx, realm, membership)) === null ? 0 : 1,
        (await postByPublicId(tx, realm, post)) === null ? 0 : 1,
        (await historyOf(tx, world.keys, realm, [{ kind: 'person', id: person }])).length,
      ])
    expect(await found(beside)).toEqual([0, 0, 0, 0, 0, 0])
    expect((await found({ realm, reach: [foreign.path] })).slice(0, 5).every((count) => count > 0)).toBe(true)
    expect(await at(beside, async (tx) => (await doublesIn(tx, foreign, everything)).length)).toBe(0)
  })

  test('gives the search nothing of another branch, whatever reach it is told', async () => {
    const [row] = await all(sql<{ name: string }>`select name from people_persons where ${foreign.path} = any(paths) limit 1`)
    const actor = { realm, reach: [foreign.path] } as never
    const found = (scope: Scope) => at(scope, async (tx) => (await searchPeople.find(tx, actor, row!.name, 20, world)).length)
    expect([await found(beside), await found({ realm, reach: [foreign.path] })]).toEqual([0, expect.any(Number)])
    expect(await found({ realm, reach: [foreign.path] })).toBeGreaterThan(0)
  })

  test('gives the stores of units nothing of another body, and no numbers', async () => {
    const education = await organisationNamed(world, realm, '中共同心区委教育工作委员会')
    const [unit] = await all(sql<{ id: string }>`select public_id as id from organisations_units where path = ${education.path} limit 1`)
    const found = (scope: Scope) =>
      at(scope, async (tx) => [
        (await unitsUnder(tx, education.path, {}, 50)).length,
        (await unitByPublicId(tx, realm, unit!.id)) === null ? 0 : 1,
        (await many(tx, sql`select 1 from organisations_stats where starts_with(path, ${education.path})`)).length,
        (await many(tx, sql<{ n: number }>`select organisations_members_below(${education.path})::int n`))[0]!.n,
        (await many(tx, sql`select 1 from organisations_sums(${education.path}, 9)`)).length,
      ])
    expect(await found(beside)).toEqual([0, 0, 0, 0, 0])
    expect((await found({ realm, reach: [education.path] })).every((count) => count > 0)).toBe(true)
  })

  const tables = ['people_persons', 'people_memberships', 'people_posts', 'organisations_units', 'organisations_stats', 'ledger_entries', 'exchange_batches', 'exchange_rows']
  test('leaves in every table of people only what the branch holds', async () => {
    const [path] = beside.reach
    const without = (paths: Sql) => sql`not exists (select from unnest(${paths}) p where starts_with(p, ${path}))`
    // a unit is seen by whoever is responsible for it and by the bodies that stand in it
    const beyond: Record<string, Sql> = { people_persons: without(sql`paths`), organisations_units: without(sql`places || path`) }
    for (const table of tables) {
      const column = beyond[table] ?? sql`not starts_with(path, ${path})`
      const left = await at(beside, (tx) => many(tx, sql`select 1 from ${sql.table(table)} where ${column}`))
      expect([table, left.length]).toEqual([table, 0])
    }
  })

  test('lets nobody write into another realm, or change and delete what the reach does not show', async () => {
    const other = await openOffice(world, 'party.branch', '别的支部')
    const inserted = (target: number) => at({ realm, reach: everything }, (tx) => many(tx, sql`insert into people_persons (realm_id, public_id, name, name_key, initials, paths)
      values (${target}, gen_random_uuid(), '混入', 'hunru', 'hr', array['zz/']) returning 1`))
    await expect(inserted(other.realm)).rejects.toThrow(/row-level security/)
    expect(await inserted(realm)).toHaveLength(1)
    for (const statement of [sql`update people_persons set job = 'x' where paths @> array[${foreign.path}] returning 1`, sql`delete from people_memberships where path = ${foreign.path} returning 1`]) {
      expect(await at(beside, (tx) => many(tx, statement))).toEqual([])
    }
  })
})

describe('the database', () => {
  const as = <T>(statement: string) => once(world.superuserUrl, statement).then(({ rows }) => rows as T[])

  test('shows an application that set no scope nothing', async () => {
    const walled = await as<{ name: string }>(`select relname as name from pg_class where relkind = 'r' and relrowsecurity and relname <> 'realms' and relnamespace = 'public'::regnamespace`)
    expect(walled.length).toBeGreaterThan(15)
    const url = urlAs(world.superuserUrl, appRole, testPasswords.app)
    for (const { name } of walled) {
      const counted = await once(url, `select count(*)::int as n from ${name}`).then(({ rows }) => (rows[0] as { n: number }).n, (error: Error) => error.message)
      expect([name, counted]).toEqual([name, name === 'ledger_queue' ? expect.stringContaining('permission denied') : 0])
    }
  })

  test('gives the application a role that owns nothing, is no superuser and bypasses no policy', async () => {
    expect(await as(`select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname = '${appRole}'`)).toEqual([{ rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false }])
    expect(await as(`select relname from pg_class where relowner = '${appRole}'::regrole union all select proname from pg_proc where proowner = '${appRole}'::regrole union all select nspname from pg_namespace where nspowner = '${appRole}'::regrole`)).toEqual([])
    expect(await as(`select roleid from pg_auth_members where member = '${appRole}'::regrole`)).toEqual([])
    await expect(once(urlAs(world.superuserUrl, appRole, testPasswords.app), 'create table planted (id int)')).rejects.toThrow(/permission denied/)
  })

  /** What is no realm's book: the installation's accounts, guarded by the gate alone. */
  const unwalled = [
    'access_accounts', 'access_challenges', 'access_emergencies', 'access_events', 'access_guesses', 'access_installation',
    'access_passkeys', 'access_proposals', 'access_recovery_codes', 'access_seats', 'access_sessions', 'access_shipped', 'access_sign_ons',
    'access_slips', 'access_totp', 'migrations',
  ]
  test('walls in every table, but for the installation’s own', async () => {
    const open = await as<{ name: string }>(`select relname as name from pg_class where relkind in ('r', 'p') and not relrowsecurity and relnamespace = 'public'::regnamespace order by 1`)
    expect(open.map((row) => row.name)).toEqual(unwalled)
  })

  test('tests the reach in every table that knows where its rows stand', async () => {
    const standing = await as<{ name: string; policies: string }>(`select c.table_name as name, (select coalesce(string_agg(p.qual, ' '), '') from pg_policies p where p.tablename = c.table_name) as policies
      from information_schema.columns c where c.table_schema = 'public' and c.column_name in ('path', 'paths') order by 1`)
    const blind = standing.filter(({ name, policies }) => !unwalled.includes(name) && !/app_reached|app_within|app\.reach/.test(policies))
    expect(blind).toEqual([])
    expect(standing.length).toBeGreaterThan(8)
  })

  test('has no view, and no function beyond the listed ones that sees more than its caller', async () => {
    expect(await as(`select relname from pg_class where relkind in ('v', 'm') and relnamespace = 'public'::regnamespace`)).toEqual([])
    const seeing = await as<{ name: string; config: string[] | null }>(`select proname as name, proconfig as config from pg_proc where prosecdef and pronamespace = 'public'::regnamespace order by 1`)
    expect(seeing.map((one) => one.name)).toEqual(expect.arrayContaining(['organisations_members_below', 'organisations_search', 'organisations_sums', 'people_holder']))
    expect(seeing.filter((one) => !one.config?.some((setting) => setting.startsWith('search_path=')))).toEqual([])
  })

  test('lets the application write the ledger and never rewrite it', async () => {
    const grants = await as<{ grant: string }>(`select table_name || ' ' || string_agg(privilege_type, ' ' order by privilege_type) as grant from information_schema.role_table_grants
      where grantee = '${appRole}' and table_name like 'ledger_%' group by table_name order by 1`)
    expect(grants.map((row) => row.grant)).toEqual(['ledger_answers INSERT SELECT', 'ledger_entries INSERT SELECT', 'ledger_queue INSERT', 'ledger_secrets INSERT SELECT', 'ledger_touches INSERT SELECT'])
    const others = await as(`select table_name from information_schema.role_table_grants where grantee = '${appRole}' and privilege_type in ('TRUNCATE', 'REFERENCES', 'TRIGGER')`)
    expect(others).toEqual([])
    const toAll = await as(`select table_name from information_schema.role_table_grants where grantee = 'PUBLIC' and table_schema = 'public'`)
    expect(toAll).toEqual([])
  })
})

describe('two connections for two realms', () => {
  let office: Office
  let narrow: TestWorld
  let server: FastifyInstance
  let close: () => Promise<void>
  const canary = '金丝雀'

  beforeAll(async () => {
    office = await openOffice(world, 'party.branch', `${canary}党支部`)
    for (let count = 0; count < 5; count++) await office.register(`${canary}${count}`, office.top, { phone: `1991000000${count}` })
    const pool = openPool(urlAs(world.superuserUrl, appRole, testPasswords.app), 2, () => undefined)
    narrow = { ...world, db: pool.db }
    server = await serving(narrow)
    close = async () => {
      await server.close()
      await pool.close()
    }
  })
  afterAll(() => close())

  test('leak nothing from one to the other in 600 requests all mixed up', async () => {
    const school = await organisationNamed(world, realm, '晨光学校党支部')
    const reach = await at(everywhere(realm), (tx) => reachOf(tx, realm, school.id))
    const here = await signedIn(server, world, { realm, post: 'party.branch.secretary', organisation: school, reach })
    const there = await office.as(server, 'party.branch.secretary', office.top)
    const [someone] = (await here.call(people.list, { organisation: school.public_id, limit: 1 })).rows
    const requests = (no: number) =>
      [
        () => here.send(people.list, { organisation: school.public_id, limit: 5 }),
        () => there.send(people.list, { organisation: office.top, limit: 5 }),
        () => here.send(search, { q: canary }),
        () => there.send(search, { q: someone!.name }),
        () => here.send(people.read, { id: someone!.id }),
        () => there.send(people.read, { id: someone!.id }),
      ][no % 6]!
    const answers: { no: number; status: number; body: string }[] = []
    for (let at = 0; at < 600; at += 60) {
      answers.push(...(await Promise.all(Array.from({ length: 60 }, async (_, no) => ({ no: at + no, ...(await requests(at + no)()) })))))
    }
    const of = (kind: number) => answers.filter(({ no }) => no % 6 === kind)
    expect(answers.filter(({ no, status }) => status !== (no % 6 === 5 ? 404 : 200))).toEqual([])
    for (const kind of [0, 2, 4]) expect(of(kind).filter(({ body }) => body.includes(canary))).toEqual([])
    for (const kind of [1, 3, 5]) expect(of(kind).filter(({ body }) => body.includes(someone!.name))).toEqual([])
    expect(new Set(of(0).map(({ body }) => body)).size).toBe(1)
    expect(of(1).every(({ body }) => body.split(canary).length > 5)).toBe(true)
  })

  test('keep nothing of a scope when its transaction is over', async () => {
    await within(narrow.db, everywhere(realm), (tx) => many(tx, sql`select 1`))
    const left = await Promise.all([1, 2, 3, 4].map(() => many(narrow.db, sql<{ reach: string; realm: string }>`select coalesce(current_setting('app.reach', true), '') as reach, coalesce(current_setting('app.realm', true), '') as realm`)))
    expect(left.flat()).toEqual(Array.from({ length: 4 }, () => ({ reach: '', realm: '' })))
  })
})
