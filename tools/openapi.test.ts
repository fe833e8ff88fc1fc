import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openApiOf } from '#base/http/openapi.ts'
import { contracts } from '#app/modules.ts'
import { permissionWords } from '#app/powers.ts'

const cli = join(import.meta.dirname, '..', 'node_modules', '@redocly', 'cli', 'bin', 'cli.js')
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'openapi-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** Whether the linter takes the document for lawful OpenAPI 3.1. */
async function isLawful(document: object): Promise<boolean> {
  const file = join(folder, 'openapi.json')
  await writeFile(file, JSON.stringify(document))
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' }
  return promisify(execFile)(process.execPath, [cli, 'lint', file, '--extends=spec'], { env }).then(
    () => true,
    () => false,
  )
}

type Paths = Record<string, Record<string, { parameters?: unknown[] }>>

test('the printed OpenAPI is lawful, and holds every endpoint', async () => {
  const document = openApiOf(contracts, '1.0.0', permissionWords)
  expect(await isLawful(document)).toBe(true)
  expect(Object.values(document['paths'] as Paths).flatMap((path) => Object.keys(path))).toHaveLength(contracts.length)
})

test('the linter refuses a path whose parameter nothing declares', async () => {
  const document = openApiOf(contracts, '1.0.0', permissionWords)
  ;(document['paths'] as Paths)['/organisations/{id}']!['get']!.parameters = []
  expect(await isLawful(document)).toBe(false)
})
