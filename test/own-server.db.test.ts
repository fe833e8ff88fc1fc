import { afterAll, beforeAll, expect, test } from 'vitest'
import { once, urlOfDatabase } from './cluster.ts'
import { startOwnServer } from './own-server.ts'
import { prepareTemplate } from './template.ts'

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
