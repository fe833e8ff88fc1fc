import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Column, Dictionary } from '#kernel/dictionary.ts'
import { migrationsOf } from '#database/migrate.ts'
import { dictionary } from '#app/dictionary.ts'
import { once } from '../../test/cluster.ts'
import { testWorld, type TestWorld } from '../../test/world.ts'

interface Held {
  table: string
  column: string
  type: string
}

let world: TestWorld
let held: Held[]
let homes: Map<string, string>
beforeAll(async () => {
  world = await testWorld()
  const { rows } = await once(
    world.superuserUrl,
    `select table_name as table, column_name as column, data_type as type from information_schema.columns
      where table_schema = 'public' order by table_name, ordinal_position`,
  )
  held = rows as Held[]
  homes = await homesOf()
})
afterAll(() => world.end())

/** Which dictionary.ts a table belongs to: that of the room whose migration makes it. */
async function homesOf(): Promise<Map<string, string>> {
  const made = (await migrationsOf()).flatMap(({ room, sql }) =>
    [...sql.matchAll(/create table (?:if not exists )?(\w+)/g)].map(([, name]) => [name!, `src/${room}/dictionary.ts`] as const))
  return new Map([...made, ['migrations', 'src/kernel/1-database/dictionary.ts']])
}

/** A line to begin with: whoever writes it decides what it is. */
const lineFor = ({ column, type }: Held): string =>
  type === 'bytea' ? `${column}: sensitive('……', 'sealed'),` : `${column}: none('……'),`

/** What is missing or too much, each as a sentence that says what to write where. */
function faultsIn(known: Dictionary, columns: Held[]): string[] {
  const tables = new Map(Map.groupBy(columns, (one) => one.table))
  const missing = [...tables].flatMap(([name, all]) => {
    const home = homes.get(name) ?? '（这张表由哪个房间的 schema/ 建立，就写在哪个房间的 dictionary.ts）'
    const told = known[name]
    if (!told) {
      const lines = all.map((one) => `    ${lineFor(one)}`).join('\n')
      return [`表 ${name} 不在数据字典里。请在 ${home} 里加上（个人信息用 personal，敏感的用 sensitive）：\n` +
        `  ${name}: table('……', { purpose: '……', retention: '……' }, {\n${lines}\n  }),`]
    }
    return all.filter(({ column }) => !Object.hasOwn(told.columns, column)).map((one) =>
      `列 ${name}.${one.column} 不在数据字典里。请在 ${home} 的 ${name} 里加一行：${lineFor(one)}（个人信息用 personal，敏感的用 sensitive）`)
  })
  const surplus = Object.entries(known).flatMap(([name, { columns: told }]) =>
    Object.keys(told).filter((column) => !tables.get(name)?.some((one) => one.column === column))
      .map((column) => `数据字典里的 ${name}.${column} 在数据库里没有。请从 ${homes.get(name) ?? '它的 dictionary.ts'} 里删去这一行。`))
  return [...missing, ...surplus]
}

describe('the data dictionary', () => {
  test('names every column of every table, and none besides', () => {
    expect(faultsIn(dictionary, held)).toEqual([])
    expect(held.length).toBeGreaterThan(200)
  })

  test('is told of a forgotten column, a forgotten table and a line too much, with what to write and where', () => {
    const { people_posts: posts, ...others } = dictionary
    const { post: _, ...rest } = posts!.columns
    const odd: Column = { class: 'none', words: '', purpose: 'running', retention: 'archive', mask: 'open' }
    expect(faultsIn({ ...others, people_posts: { ...posts!, columns: rest } }, held)).toEqual([
      expect.stringMatching(/people_posts\.post 不在数据字典里.*src\/modules\/2-people\/dictionary\.ts.*post: none\(/),
    ])
    expect(faultsIn(others, held)).toEqual([expect.stringMatching(/表 people_posts[^]*2-people\/dictionary\.ts[^]*from_on: none/)])
    expect(faultsIn({ ...dictionary, people_posts: { ...posts!, columns: { ...posts!.columns, planted: odd } } }, held)).toEqual([
      expect.stringContaining('people_posts.planted 在数据库里没有'),
    ])
  })

  test('is written beside the schema of every room that has one, and all of them are composed', async () => {
    const root = join(import.meta.dirname, '..')
    const rooms = new Set((await migrationsOf()).map(({ room }) => room))
    const composed = await readFile(join(import.meta.dirname, 'dictionary.ts'), 'utf8')
    for (const room of rooms) {
      expect([room, (await readdir(join(root, room))).includes('dictionary.ts')]).toEqual([room, true])
      expect(composed).toContain(`'#${room.replace(/^.*\/\d-/, '')}/dictionary.ts'`)
    }
  })

  test('covers what is sensitive, and calls every sealed column sensitive or money', () => {
    const all = Object.entries(dictionary).flatMap(([name, { columns }]) =>
      Object.entries(columns).map(([column, one]) => ({ place: `${name}.${column}`, ...one })))
    expect(all.filter((one) => one.class === 'sensitive' && one.mask === 'open').map((one) => one.place)).toEqual([])
    const loose = all.filter((one) => one.mask === 'sealed' && one.class !== 'sensitive' && one.class !== 'money')
    expect(loose.map((one) => one.place)).toEqual([])
    const types = new Map(held.map((one) => [`${one.table}.${one.column}`, one.type]))
    expect(all.filter((one) => one.mask === 'sealed' && types.get(one.place) !== 'bytea').map((one) => one.place)).toEqual([])
  })

  test('ties a table with personal columns to its person, or it is on the list of those that cannot be', () => {
    const untied = Object.entries(dictionary).filter(([, { about, columns }]) =>
      about === null && Object.values(columns).some((one) => one.class !== 'none')).map(([name]) => name)
    // Those tell of who acted, or hold a sheet before it is anybody's; the mirror tells of them in its own words. Minutes
    // name many: who was there is told by the roll.
    expect(untied.toSorted()).toEqual(
      ['access_challenges', 'access_guesses', 'dues_closings', 'dues_entries', 'dues_handed', 'dues_orders', 'dues_publications',
        'dues_reconciliations', 'dues_vouchers', 'exchange_batches', 'exchange_bodies', 'exchange_changes', 'ledger_entries', 'ledger_secrets',
        'notices_hooks', 'org_life_appraisal_revisions', 'org_life_matters', 'org_life_meetings', 'org_life_revisions'])
  })
})
