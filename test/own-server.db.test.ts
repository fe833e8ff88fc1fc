import { afterAll, beforeAll, expect, test } from 'vitest'
import { migrate } from '#database/migrate.ts'
import { appRole, ownerRole, preparedBy, prepareOwn, roleFor, urlAs } from '#database/roles.ts'
import { once, urlOfDatabase } from './cluster.ts'
import { startOwnServer } from './own-server.ts'
import { prepareTemplate, testPasswords } from './template.ts'

let server: Awaited<ReturnType<typeof startOwnServer>>

beforeAll(async () => {
  server = await startOwnServer()
})
afterAll(() => server.stop())

test('a PostgreSQL of one’s own, known only by its address, takes the same tables as the embedded one', async () => {
  console.info(`own server: ${server.origin}`)
  await once(server.superuserUrl, 'create database own')
  const url = urlOfDatabase(server.superuserUrl, 'own')
  await prepareTemplate(url)
  const sql = "select current_database() as name, current_setting('server_version_num')::int as version"
  const { rows } = await once(url, sql)
  expect(rows[0]).toMatchObject({ name: 'own' })
  expect(rows[0].version).toBeGreaterThanOrEqual(150_000)
})

const ask = async (url: string) => (await once(url, 'select current_user as me, count(*)::int as n from realms')).rows[0] as { me: string; n: number }

/** An empty database of the owner on the server. */
async function emptyOwn(name: string): Promise<string> {
  await once(server.superuserUrl, `create database "${name}" owner ${ownerRole}`)
  return urlAs(urlOfDatabase(server.superuserUrl, encodeURIComponent(name)), ownerRole, testPasswords.owner)
}

test('two installations on one server have a role and a password each, and neither opens the other’s books', async () => {
  await once(server.superuserUrl, `alter role ${ownerRole} createrole`)
  const urls: string[] = []
  for (const [name, password] of [['first', 'one'], ['第二套', 'two']] as const) {
    const { ownerUrl, appUrl, role } = await prepareOwn(await emptyOwn(name), password)
    expect(role).toBe(`tongxin_app_${name}`)
    await migrate(ownerUrl, { role })
    urls.push(appUrl)
    // a second start finds the role it made
    expect(await prepareOwn(ownerUrl, password)).toEqual({ ownerUrl, appUrl, role })
  }
  expect(await Promise.all(urls.map(ask))).toEqual([{ me: 'tongxin_app_first', n: 1 }, { me: 'tongxin_app_第二套', n: 1 }])
  const intruder = new URL(urls[0]!)
  intruder.pathname = new URL(urls[1]!).pathname
  await expect(ask(intruder.href)).rejects.toThrow(/permission denied/)
})

test('an installation of before keeps its role, and one whose role the administrator made is granted to that', async () => {
  const held = await emptyOwn('held')
  await migrate(held)
  expect((await prepareOwn(held, testPasswords.app)).role).toBe(appRole)
  await once(server.superuserUrl, "create role bureau login password 'b'")
  const given = await emptyOwn('given')
  const { role, appUrl } = preparedBy(given, urlAs(given, 'bureau', 'b'))
  await migrate(given, { role })
  expect(await ask(appUrl)).toEqual({ me: 'bureau', n: 1 })
})

test('a database of a long name gets a role that the server does not cut', () => {
  expect(roleFor('tongxin')).toBe('tongxin_app_tongxin')
  const [one, two] = ['甲', '乙'].map((last) => roleFor('某省某市某区某街道某某某某某某某某' + last))
  expect([Buffer.byteLength(one!) <= 63, one === two]).toEqual([true, false])
})
