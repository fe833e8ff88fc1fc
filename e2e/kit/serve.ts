import { resolve } from 'node:path'
import { build, preview } from 'vite'
import config from '../../vite.config.ts'

const root = import.meta.dirname
const outDir = resolve(root, '../../reports/kit')

/** Builds the kitchen sink and serves it on a free port. */
export async function serveKit(): Promise<{ url: string; stop: () => Promise<void> }> {
  const base = { ...config, configFile: false as const, root, html: {}, logLevel: 'error' as const }
  await build({ ...base, build: { ...config.build, outDir } })
  const server = await preview({ ...base, build: { outDir }, preview: { port: 0, host: '127.0.0.1' } })
  return { url: server.resolvedUrls!.local[0]!, stop: () => server.close() }
}
