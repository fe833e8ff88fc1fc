import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { migrate, migrationsOf } from '#database/migrate.ts'
import { appRole, ownerRole, urlAs } from '#database/roles.ts'
import { freshDatabase, once, superuserUrl, urlOfDatabase, type FreshDatabase } from '../../../test/cluster.ts'
import { testPasswords } from '../../../test/template.ts'

/** Everything a schema is made of, in words that two equal schemas share. */
const schema = `
  select 'column ' || table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' || coalesce(column_default, '') || coalesce(collation_name, '') || is_identity as fact
    from information_schema.columns where table_schema = 'public'
  union all select 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) from pg_constraint where connamespace = 'public'::regnamespace
  union all select indexdef from pg_indexes where schemaname = 'public'
  union all select 'policy ' || tablename || ' ' || policyname || ' ' || cmd || ' ' || coalesce(qual, '') || ' ' || coalesce(with_check, '') from pg_policies
  union all select 'walled ' || relname || ' ' || relrowsecurity from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace
  union all select 'grant ' || table_name || ' ' || grantee || ' ' || privilege_type from information_schema.role_table_grants where table_schema = 'public'
  union all select 'function ' || pg_get_functiondef(oid) from pg_proc where pronamespace = 'public'::regnamespace and prokind = 'f'
  union all select 'owner ' || relname || ' ' || relowner::regrole from pg_class where relnamespace = 'public'::regnamespace
  order by 1`
const factsOf = async (url: string): Promise<string[]> => (await once(url, schema)).rows.map((row: { fact: string }) => row.fact)

let empty: FreshDatabase
let owner: string

/** A database without a table, owned as in production. */
async function emptyDatabase(): Promise<FreshDatabase> {
  const name = `empty_${randomBytes(5).toString('hex')}`
  await once(superuserUrl(), `create database ${name} owner ${ownerRole}`)
  const url = urlOfDatabase(superuserUrl(), name)
  await once(url, `alter schema public owner to ${ownerRole}`)
  return { name, superuserUrlForIt: url, drop: async () => void (await once(superuserUrl(), `drop database if exists ${name} with (force)`)) }
}
const asOwner = (database: FreshDatabase) => urlAs(database.superuserUrlForIt, ownerRole, testPasswords.owner)

beforeAll(async () => {
  empty = await emptyDatabase()
  owner = asOwner(empty)
})
afterAll(() => empty.drop())

describe('migrations', () => {
  test('from nothing make what every test database is copied from', async () => {
    const applied = await migrate(owner)
    expect(applied).toEqual((await migrationsOf()).map((one) => `${one.room}/${one.name}`))
    const copied = await freshDatabase()
    const [made, template] = [await factsOf(empty.superuserUrlForIt), await factsOf(copied.superuserUrlForIt)]
    await copied.drop()
    expect(made).toEqual(template)
    expect(made.length).toBeGreaterThan(300)
  })

  test('run a second time do nothing', async () => {
    const before = await factsOf(empty.superuserUrlForIt)
    expect(await migrate(owner)).toEqual([])
    expect(await factsOf(empty.superuserUrlForIt)).toEqual(before)
  })

  test('go by floors: the kernel before the modules, lower digits first', async () => {
    const rooms = (await migrationsOf()).map((one) => one.room)
    expect(rooms).toEqual(rooms.toSorted())
    expect(rooms[0]).toBe('kernel/1-database')
  })

  test('whose text changed after they ran are refused with what to do', async () => {
    const [first, ...rest] = await migrationsOf()
    const changed = [{ ...first!, hash: 'changed' }, ...rest]
    await expect(migrate(owner, { migrations: changed })).rejects.toThrow(/kernel\/1-database\/0001.*另写一个新的迁移脚本/)
    expect(await migrate(owner)).toEqual([])
  })

  test('that break leave nothing of themselves and keep those before', async () => {
    const held = await migrationsOf()
    const made = (name: string, sql: string) => ({ room: 'modules/9-planted', name, sql, hash: name })
    const broken = [...held, made('0001.sql', 'create table planted_one (id int)'), made('0002.sql', 'create table planted_two (id int); select 1 / 0')]
    await expect(migrate(owner, { migrations: broken })).rejects.toThrow(/modules\/9-planted\/0002.sql: division by zero/)
    const { rows } = await once(owner, `select to_regclass('planted_one')::text as one, to_regclass('planted_two')::text as two`)
    expect(rows).toEqual([{ one: 'planted_one', two: null }])
    const mended = [...held, made('0001.sql', ''), { ...made('0002.sql', 'create table planted_two (id int)'), hash: 'mended' }]
    expect(await migrate(owner, { migrations: mended })).toEqual(['modules/9-planted/0002.sql'])
  })

  test('of two starts at once run once', async () => {
    const other = await emptyDatabase()
    const applied = await Promise.all([1, 2, 3].map(() => migrate(asOwner(other))))
    await other.drop()
    expect(applied.map((one) => one.length > 0).sort()).toEqual([false, false, true])
  })

  test('are the owner’s: the application may not run one', async () => {
    const other = await emptyDatabase()
    await expect(migrate(urlAs(other.superuserUrlForIt, appRole, testPasswords.app))).rejects.toThrow(/permission denied/)
    await other.drop()
  })
})
