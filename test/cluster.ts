import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'

declare module 'vitest' {
  interface ProvidedContext {
    /** the throw-away server all tests of a run share, and the prefix of this run's databases */
    testCluster: Cluster
  }
}

export interface FreshDatabase {
  name: string
  /** this database as superuser */
  superuserUrlForIt: string
  drop(): Promise<void>
}

/** The throw-away server as superuser, for tests that need more than a database of their own. */
export const superuserUrl = (): string => inject('testCluster').superuserUrl

export const templateOf = (prefix: string): string => `${prefix}_template`

export function urlOfDatabase(serverUrl: string, name: string): string {
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return url.href
}

/** One statement on a connection of its own. */
export async function once(url: string, sql: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await client.query(sql)
  } finally {
    await client.end()
  }
}

export interface Cluster {
  superuserUrl: string
  prefix: string
}

/** Frozen, analysed and closed to connections: else each copy waits in steps of 100 ms while something is connected. */
export async function freezeTemplate(superuserUrl: string, template: string): Promise<void> {
  await once(urlOfDatabase(superuserUrl, template), 'vacuum (freeze, analyze)')
  await once(superuserUrl, `alter database ${template} allow_connections false`)
}

/** A migrated database of one's own (some 25 ms): a copy of the template. Drop it in `afterAll`. Scripts give their own server. */
export async function freshDatabase(cluster: Cluster = inject('testCluster'), template = templateOf(cluster.prefix)): Promise<FreshDatabase> {
  const { superuserUrl, prefix } = cluster
  const name = `${prefix}_${randomBytes(5).toString('hex')}`
  await once(superuserUrl, `create database ${name} template ${template} strategy file_copy`)
  return {
    name,
    superuserUrlForIt: urlOfDatabase(superuserUrl, name),
    drop: async () => void (await once(superuserUrl, `drop database if exists ${name} with (force)`)),
  }
}
