import { spawn, type ChildProcessByStdio } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pathToFileURL } from 'node:url'
import { afterAll, expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')
const made: string[] = []
afterAll(() => made.forEach((folder) => rmSync(folder, { recursive: true, force: true })))

type Launched = ChildProcessByStdio<null, Readable, null>

/** A launcher of `code`, as bin/start.mjs launches the server when the Node at hand is too old. */
function launch(code: string): Launched {
  const launcher = pathToFileURL(join(root, 'bin/install.mjs')).href
  const program = `import { become } from ${JSON.stringify(launcher)}; become(['-e', ${JSON.stringify(code)}])`
  return spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['ignore', 'pipe', 'inherit'] })
}

const running = "process.on('SIGTERM', () => process.exit(5)); console.log(process.pid); setInterval(() => {}, 1000)"

const said = async (launched: Launched): Promise<string> => String(((await once(launched.stdout, 'data')) as [Buffer])[0])

test('the launcher ends as the launched ended', async () => {
  expect((await once(launch('process.exit(7)'), 'exit'))[0]).toBe(7)
})

test('a signal to the launcher reaches the launched, which ends in its own way', async () => {
  const launched = launch(running)
  await said(launched)
  launched.kill('SIGTERM')
  expect((await once(launched, 'exit'))[0]).toBe(5)
})

test('a killed launcher leaves no server behind', async () => {
  const launched = launch(running)
  await said(launched)
  launched.kill('SIGKILL')
  // Its output closes only when the launched, which holds the other end, is gone
  await once(launched.stdout.resume(), 'close')
})

test('without a reachable registry the start ends with one sentence that says what to do', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tongxin-launch-'))
  made.push(folder)
  for (const name of ['bin', 'package.json', 'package-lock.json']) {
    cpSync(join(root, name), join(folder, name), { recursive: true })
  }
  const nowhere = { npm_config_registry: 'http://127.0.0.1:9/', npm_config_cache: join(folder, 'cache') }
  const start = spawn(process.execPath, ['bin/start.mjs'], {
    cwd: folder, env: { ...process.env, ...nowhere }, stdio: ['ignore', 'ignore', 'pipe'],
  })
  let told = ''
  start.stderr.on('data', (part: Buffer) => (told += part.toString()))
  expect((await once(start, 'close'))[0]).toBe(1)
  const last = told.trim().split('\n').at(-1)
  expect(last).toMatch(/^连不上软件包仓库，没有装成。请检查网络，/)
}, 30_000)
