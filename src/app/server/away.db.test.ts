import { connect, createServer, type Server, type Socket } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPool } from '#database/pools.ts'
import { appRole, urlAs } from '#database/roles.ts'
import { signIn, whoAmI } from '#access/contract.ts'
import { httpServer } from '#app/server/http.ts'
import { clientOf, type Client } from '../../../test/serving.ts'
import { testPasswords } from '../../../test/template.ts'
import { testWorld, type TestWorld } from '../../../test/world.ts'

// The way to the database leads through a door that the test can shut
let world: TestWorld
let door: Server
let port = 0
const passing = new Set<Socket>()
let client: Client
const closings: (() => Promise<unknown>)[] = []

beforeAll(async () => {
  world = await testWorld()
  const { hostname, port: inner } = new URL(world.superuserUrl)
  door = createServer((socket) => {
    const onward = connect(Number(inner), hostname)
    for (const end of [socket, onward]) {
      passing.add(end)
      end.on('error', () => end.destroy()).on('close', () => passing.delete(end))
    }
    socket.pipe(onward).pipe(socket)
  })
  await open(0)
  const url = new URL(urlAs(world.superuserUrl, appRole, testPasswords.app))
  url.host = `127.0.0.1:${port}`
  const pool = openPool(url.href, 3, () => undefined)
  const log = { ...world.log, error: () => undefined }
  const app = await httpServer({ world: { ...world, db: pool.db, log }, secureCookie: true, trustProxy: false })
  client = clientOf(app, { cookie: '__Host-tongxin=unknown' })
  closings.push(() => app.close(), () => pool.close())
})
afterAll(async () => {
  for (const close of closings) await close()
  shut()
  await world.end()
})

const open = (wanted: number) =>
  new Promise<void>((resolve) => {
    door.listen(wanted, '127.0.0.1', () => {
      port = (door.address() as { port: number }).port
      resolve()
    })
  })

function shut(): void {
  door.close()
  for (const socket of passing) socket.destroy()
}

test('while the database is away every request says so, and when it is back the next one is answered', async () => {
  expect(await client.call(whoAmI, {})).toMatchObject({ me: null })
  shut()
  for (const _ of [1, 2, 3]) {
    const { status, body, headers } = await client.send(signIn, { login: 'chenshuji', password: 'x' })
    expect(status).toBe(503)
    expect(headers['retry-after']).toBe('5')
    expect(JSON.parse(body)).toMatchObject({ code: 'server.database-away', detail: expect.stringContaining('请过几秒再试一次') as string })
  }
  await open(port)
  expect(await client.call(whoAmI, {})).toMatchObject({ me: null })
})

test('a connection that the database ends while it is idle costs nobody an answer', async () => {
  await client.call(whoAmI, {})
  for (const socket of passing) socket.destroy()
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(await client.call(whoAmI, {})).toMatchObject({ me: null })
})
