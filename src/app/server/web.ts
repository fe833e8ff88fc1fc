import { randomBytes } from 'node:crypto'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { noSuchAddress } from '#app/server/http.ts'

const root = join(import.meta.dirname, '..', '..', '..')
const built = join(root, 'dist', 'web')

async function newest(folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true })
  const files = entries.filter((entry) => entry.isFile() && /\.(tsx?|css|html|svg)$/.test(entry.name) && !/\.test\./.test(entry.name))
  const times = await Promise.all(files.map(async (file) => (await stat(join(file.parentPath, file.name))).mtimeMs))
  return Math.max(0, ...times)
}

/** Builds the web app when it is missing or older than its sources; a release brings it ready. */
export async function ensureWebBuilt(say: (line: string) => void): Promise<void> {
  const index = await stat(join(built, 'index.html')).catch(() => null)
  const recipe = await Promise.all(['package-lock.json', 'vite.config.ts'].map(async (name) => (await stat(join(root, name)).catch(() => null))?.mtimeMs ?? 0))
  const sources = Math.max(await newest(join(root, 'src')), ...recipe)
  if (index && index.mtimeMs >= sources) return
  say('正在生成网页（只在第一次或更新后需要，约 10 秒）……')
  await asProduction(async () => {
    const { build } = await import('vite')
    await build({ configFile: join(root, 'vite.config.ts'), logLevel: 'error' })
  })
}

/** A build begun by a test run would else carry the libraries' test and development parts to the users. */
async function asProduction(run: () => Promise<void>): Promise<void> {
  const before = process.env.NODE_ENV
  process.env.NODE_ENV = 'production'
  try {
    await run()
  } finally {
    if (before === undefined) delete process.env.NODE_ENV
    else process.env.NODE_ENV = before
  }
}

/** The page of every address that is not the API: the app itself. Its nonce is new in every answer. */
export async function serveWeb(app: FastifyInstance): Promise<void> {
  const page = await readFile(join(built, 'index.html'), 'utf8')
  await app.register(fastifyStatic, { root: join(built, 'assets'), prefix: '/assets/', immutable: true, maxAge: '365d', index: false, preCompressed: true })
  app.get('/favicon.ico', (_, reply) => reply.code(204).send())
  app.setNotFoundHandler((request, reply) => {
    if (request.method !== 'GET' || request.url.startsWith('/api/') || request.url.startsWith('/assets/')) return noSuchAddress(reply)
    const nonce = randomBytes(16).toString('base64')
    return reply
      .header('content-security-policy', policy(nonce))
      .header('cache-control', 'no-cache')
      .type('text/html; charset=utf-8')
      .send(page.replaceAll('__NONCE__', nonce))
  })
}

const policy = (nonce: string) =>
  [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
