import { createHash } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { loadSample, sampleRealm } from '#app/sample-loader.ts'
import { freshDatabase, once, templateOf, type Cluster } from './cluster.ts'
import { worldOn, type TestWorld } from './world.ts'

/** A world of one's own in which the sample world stands, and its realm: a copy of the one that the first asker of a run loads. */
export async function sampleWorld(cluster: Cluster = inject('testCluster')): Promise<{ world: TestWorld; realm: number }> {
  const world = await worldOn(await freshDatabase(cluster, await sampleTemplate(cluster)), { keys: keysOf(cluster) })
  return { world, realm: (await sampleRealm(world))! }
}

/** What is sealed in the template opens in every copy, in whichever process. */
function keysOf({ prefix }: Cluster): TestWorld['keys'] {
  const secret = (use: string) => createHash('sha256').update(`${prefix} ${use}`).digest()
  return { current: 'k1', byId: { k1: secret('seal') }, hash: secret('hash') }
}

/** Test files run side by side: one loads, the others wait. A load that broke off left a name nobody copies. */
async function sampleTemplate(cluster: Cluster): Promise<string> {
  const { superuserUrl, prefix } = cluster
  const name = `${templateOf(prefix)}_sample`
  const guard = new pg.Client({ connectionString: superuserUrl })
  await guard.connect()
  try {
    await guard.query('select pg_advisory_lock(hashtext($1))', [name])
    const { rowCount } = await guard.query('select from pg_database where datname = $1', [name])
    if (!rowCount) await makeSample(cluster, name)
  } finally {
    await guard.end()
  }
  return name
}

async function makeSample(cluster: Cluster, name: string): Promise<void> {
  const database = await freshDatabase(cluster)
  const world = await worldOn({ ...database, drop: async () => undefined }, { keys: keysOf(cluster) })
  await loadSample(world)
  await world.end()
  // not analysed: what a test adds to a small world would be planned as if it were still small
  await once(cluster.superuserUrl, `alter database ${database.name} allow_connections false`)
  await once(cluster.superuserUrl, `alter database ${database.name} rename to ${name}`)
}
