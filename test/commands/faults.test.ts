import { execFile } from 'node:child_process'
import { createServer } from 'node:http'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { terminal } from './server.ts'

const root = resolve(import.meta.dirname, '..', '..')
const folder = mkdtempSync(join(tmpdir(), 'tongxin-faults-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What a start that cannot succeed says; it must end by itself and leave nothing running. */
function failedStart(env: Record<string, string>): Promise<{ code: number; said: string }> {
  const all = terminal({ PORT: '0', DATA_DIR: join(folder, 'data'), ...env })
  return new Promise((done) => {
    execFile(process.execPath, ['src/app/server/main.ts'], { cwd: root, env: all, timeout: 30_000, killSignal: 'SIGKILL' }, (error, _, said) =>
      done({ code: Number(error?.code ?? (error ? -1 : 0)), said }),
    )
  })
}

test('a port that is taken, and the database started for it is stopped again', async () => {
  const other = createServer()
  await new Promise<void>((ready) => other.listen(0, '127.0.0.1', ready))
  const { code, said } = await failedStart({ PORT: String((other.address() as { port: number }).port) })
  expect(code).toBe(1)
  expect(said).toContain('端口已被占用')
  other.close()
  expect(existsSync(join(folder, 'data/postgres/cluster/data/PG_VERSION'))).toBe(true)
  expect(existsSync(join(folder, 'data/postgres/cluster/data/postmaster.pid'))).toBe(false)
})

test('a data folder that cannot be one', async () => {
  const file = join(folder, 'a-file')
  writeFileSync(file, '')
  const { code, said } = await failedStart({ DATA_DIR: join(file, 'data') })
  expect(code).toBe(1)
  expect(said).toMatch(/没有启动成功.*DATA_DIR/)
})

test.each([
  ['a server that is not there', 'postgres://a:b@127.0.0.1:9/tongxin', /PostgreSQL 连不上/],
  ['an address that is none', 'localhost:5432', /DATABASE_URL：应写成 postgres:/],
])('%s', async (_, url, words) => {
  const { code, said } = await failedStart({ DATABASE_URL: url })
  expect(code).toBe(1)
  expect(said).toMatch(words)
  expect(said).not.toContain(' at ')
})

test('a setting out of range is named', async () => {
  const { code, said } = await failedStart({ POOL_SIZE: '1' })
  expect(code).toBe(1)
  expect(said).toContain('POOL_SIZE')
})
