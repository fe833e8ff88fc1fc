import { randomBytes } from 'node:crypto'
import type { TestProject } from 'vitest/node'
import { once, templateOf } from './cluster.ts'
import { makeTemplate } from './template.ts'
import { throwAwayServer } from './throw-away.ts'

/** One server and one template per run. TEST_DATABASE_URL (a superuser's) replaces the throw-away server. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const own = process.env.TEST_DATABASE_URL
  const server = own ? { superuserUrl: own, stop: async () => {} } : await throwAwayServer()
  const prefix = `test_${randomBytes(4).toString('hex')}`
  try {
    await makeTemplate(server.superuserUrl, templateOf(prefix))
  } catch (error) {
    await server.stop()
    throw error
  }
  project.provide('testCluster', { superuserUrl: server.superuserUrl, prefix })
  return async () => {
    if (own) await dropAll(own, prefix)
    await server.stop()
  }
}

async function dropAll(superuserUrl: string, prefix: string): Promise<void> {
  const { rows } = await once(superuserUrl, `select datname from pg_database where datname ~ '^${prefix}_'`)
  for (const { datname } of rows as { datname: string }[]) {
    await once(superuserUrl, `drop database if exists ${datname} with (force)`)
  }
}
