import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#base/id.ts'
import { askMail } from '#notices/settings/contract.ts'
import { withBooks } from '../faults/books.ts'
import { openDesk, type Desk } from '../faults/desk.ts'
import { openPostOffice, type PostOffice } from '../post-office.ts'
import { kill, nodeStart, type Started } from './server.ts'

/* A whole server killed (SIGKILL) while it sends: what it means for a letter, before and after the mail server took it. */

const folder = mkdtempSync(join(tmpdir(), 'tongxin-letters-'))
const dataDir = join(folder, 'data')
let post: PostOffice
let server: Started
let desk: Desk
let env: Record<string, string>
let onAddress: (() => void) | null = null

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })

beforeAll(async () => {
  post = await openPostOffice({
    onRcptTo: (_, __, done) => {
      onAddress?.()
      done()
    },
  })
  const port = String(await freePort())
  const { port: smtp, user, password, from } = post.smtp
  env = {
    DATA_DIR: dataDir, PORT: port, PUBLIC_URL: `http://127.0.0.1:${port}`, PLAIN_HTTP: 'true', SMTP_HOST: '127.0.0.1', SMTP_PORT: String(smtp),
    SMTP_SECURITY: 'none', SMTP_USER: user!, SMTP_PASSWORD: password!, MAIL_FROM: from,
  }
  server = await nodeStart(env)
  desk = await openDesk(server.address, server.code!)
}, 120_000)
afterAll(async () => {
  await server?.terminate()
  await post?.end()
  rmSync(folder, { recursive: true, force: true })
})

const until = async (holds: () => boolean | Promise<boolean>) => {
  for (let left = 400; left > 0 && !(await holds()); left--) await sleep(50)
}
/** Started again, and three minutes later: the lease of what was begun is over. */
async function again(): Promise<void> {
  await server.ended
  server = await nodeStart(env)
  await desk.signIn()
  await withBooks(dataDir, (books) => books.query("update notices_mails set due_at = now() where state = 'sending'"))
}
const isSent = () => withBooks(dataDir, async (books) => (await books.query("select from notices_mails where state in ('waiting', 'sending')")).rowCount === 0)

test('killed before the mail server took the letter: after the restart it goes, once', async () => {
  onAddress = () => {
    onAddress = null
    kill(server, 'server')
  }
  await desk.call(askMail, { act: newId(), address: 'lisi@example.cn' })
  await again()
  await until(isSent)
  await sleep(3_000)
  expect(post.letters).toHaveLength(1)
}, 90_000)

test('killed after the mail server took it, before that was written down: it goes twice, under one Message-ID', async () => {
  post.letters.length = 0
  post.onLetter = async () => {
    post.onLetter = null
    kill(server, 'server')
    await sleep(200)
  }
  await desk.call(askMail, { act: newId(), address: 'lisi@example.cn' })
  await again()
  await until(isSent)
  expect(post.letters).toHaveLength(2)
  expect(new Set(post.letters.map((letter) => letter.messageId)).size).toBe(1)
}, 90_000)
