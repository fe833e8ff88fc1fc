import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { loadSecrets } from '#database/keys.ts'
import { checkBooks, faultsIn } from '#app/check.ts'

/** The embedded database of a data folder as its superuser, while its server runs. */
export async function booksUrl(dataDir: string): Promise<string> {
  const cluster = join(dataDir, 'postgres/cluster')
  const password = (await readFile(join(cluster, 'password'), 'utf8')).trim()
  const port = (await readFile(join(cluster, 'data/postmaster.pid'), 'utf8')).split('\n')[3]
  return `postgres://postgres:${password}@127.0.0.1:${port}/tongxin`
}

export async function withBooks<T>(dataDir: string, work: (books: pg.Pool) => Promise<T>): Promise<T> {
  const books = new pg.Pool({ connectionString: await booksUrl(dataDir), max: 4 })
  books.on('error', () => undefined)
  try {
    return await work(books)
  } finally {
    await books.end()
  }
}

/** What the global oracle finds wrong, as sentences. */
export async function oracle(dataDir: string): Promise<{ entries: number; faults: string[] }> {
  const { keys } = await loadSecrets(dataDir)
  const checked = await checkBooks({ ownerUrl: await booksUrl(dataDir), keys, dataDir })
  const wrong = checked.findings.filter(({ faults }) => faults > 0)
  return { entries: checked.entries, faults: faultsIn(checked) === 0 ? [] : wrong.map(({ words, faults, some }) => `${words}: ${faults} ${some.join(' ')}`) }
}
