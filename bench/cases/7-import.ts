import { setTimeout as sleep } from 'node:timers/promises'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { newId } from '#base/id.ts'
import { readInWorker } from '#exchange/read/in-worker.ts'
import { permissions } from '#people/contract.ts'
import type { Bench, BenchCase, Figure, Spread } from '../case.ts'
import { copyInto } from '../load/copy.ts'
import type { Place } from '../load/places.ts'
import { membershipColumns, membershipValues, personColumns, personValues } from '../load/rows.ts'
import { watchMemory } from '../memory.ts'
import { alone as timesOf, spreadOf } from '../measure.ts'
import { signedIn, startServer, type Server } from '../processes/start.ts'
import { asSheet, rosterOf, type RosterPerson } from '../roster.ts'

const MiB = 1024 ** 2

interface Branch {
  id: number
  name: string
  path: string
}

/** Party branches below a place whose names no other organisation there has. */
async function branchesUnder({ owner }: Bench, place: Place, most: number): Promise<Branch[]> {
  const { rows } = await owner.query<Branch>(
    `select min(id)::int id, name, min(path) path from organisations where path >= $1 and path < $1 || '~' and kind = 'party.branch'
      group by name having count(*) = 1 order by 1 limit $2`, [place.path, most])
  return rows
}

/** The floor: the same reader, then COPY into tables with the same columns, keys and indexes. No checks, no ledger, no undo. */
async function parseAndCopy(bench: Bench, file: string, people: RosterPerson[], branches: Branch[]) {
  const { owner, urls, world } = bench
  const began = performance.now()
  let read = 0
  for await (const rows of readInWorker(file)) read += rows.length
  if (read < people.length) throw new Error(`${read} rows were read of ${people.length}`)
  const parsed = performance.now()
  for (const table of ['people_persons', 'people_memberships']) await owner.query(`create table bench_${table} (like ${table} including all)`)
  const persons = await copyInto(urls.owner, 'bench_people_persons', personColumns)
  const memberships = await copyInto(urls.owner, 'bench_people_memberships', membershipColumns)
  for (const [at, { cells, name, branch }] of people.entries()) {
    const { id: organisationId, path } = branches[branch]!
    const id = at + 1
    await persons.row(personValues(world.keys, { id, organisationId, ...plainOf(cells) }, [path]))
    const standing = { line: 'party', status: 'full', since: dayOf(cells[9]!) } as const
    await memberships.row(membershipValues({ id, personId: id, organisationId, path, ...standing }, name))
  }
  await persons.end()
  await memberships.end()
  for (const table of ['people_persons', 'people_memberships']) await owner.query(`drop table bench_${table}`)
  return { parse: parsed - began, copy: performance.now() - parsed }
}

const dayOf = (cell: string): string => cell.replaceAll('.', '-')

function plainOf(cells: string[]) {
  const [, name, sex, idNumber, nation, born, education] = cells as [string, string, '男' | '女', string, string, string, string]
  return { name, sex, idNumber, nation, born: dayOf(born), education, phone: cells[11]! }
}

type Headers = Record<string, string>

interface Importing {
  server: Server
  headers: Headers
  place: Place
}

interface View {
  id: string
  state: string
  fault: string | null
  counts: Record<string, number>
}

/** Uploads as the page does, waits until the sheet has been checked, commits. Answers the milliseconds of both parts. */
async function importSheet({ server, headers, place }: Importing, bytes: Uint8Array) {
  const parsed = <T>({ status, body }: { status: number, body: string }): T => {
    if (status !== 200) throw new Error(`the import was answered ${status}: ${body}`)
    return JSON.parse(body) as T
  }
  const began = performance.now()
  const address = `/api/v1/imports?organisation=${place.publicId}&kind=people.party-roster`
  let view = parsed<View>(await server.upload(address, '名册.xlsx', bytes, headers))
  while (['reading', 'checking'].includes(view.state)) {
    await sleep(100)
    view = parsed<View>(await server.get(`/api/v1/imports/${view.id}`, headers))
  }
  if (view.state !== 'ready') throw new Error(`the import came to ${view.state}: ${view.fault}`)
  const checked = performance.now()
  const wish = { act: newId(), leaveOut: true }
  const done = parsed<{ made: number }>(await server.post(`/api/v1/imports/${view.id}/commit`, wish, headers))
  view = { ...view, counts: { ...view.counts, made: done.made } }
  return { check: checked - began, commit: performance.now() - checked, view }
}

/** Asks for a page again and again, a little apart, until told to stop. */
function askMeanwhile(ask: () => Promise<unknown>): { stop(): Promise<Spread> } {
  const samples: number[] = []
  let stopped = false
  const running = (async () => {
    while (!stopped) {
      const began = performance.now()
      await ask()
      samples.push(performance.now() - began)
      await sleep(20)
    }
  })()
  return {
    async stop() {
      stopped = true
      await running
      return spreadOf(samples)
    },
  }
}

const once = (value: number): Spread => ({ median: value, p95: Number.NaN })
const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} 秒`

const headersOf = async (bench: Bench, place: Place, permission: string): Promise<Headers> =>
  signedIn(bench.world, await bench.actorAt(place, permission))

async function measure(bench: Bench, server: Server, folder: string): Promise<Figure[]> {
  const { province, county } = bench.places
  const rows = Math.min(100_000, Math.max(200, Math.floor(bench.size.memberships / 20)))
  const branches = await branchesUnder(bench, province, 4_000)
  const people = rosterOf(rows, branches.map(({ name }) => name))
  const bytes = await asSheet(people)
  const file = join(folder, 'roster.xlsx')
  await writeFile(file, bytes)
  const raw = await parseAndCopy(bench, file, people, branches)
  const importing = { server, headers: await headersOf(bench, province, permissions.import), place: province }
  const reader = await headersOf(bench, county, permissions.view)
  const ask = () => server.get(`/api/v1/people?organisation=${county.publicId}&limit=50`, reader)
  const idle = await timesOf(bench.rounds, async () => {
    await ask()
    await sleep(20)
  }).then(({ median, p95 }) => ({ median: median - 20, p95: p95 - 20 }))
  const memory = watchMemory(server.pid)
  const asking = askMeanwhile(ask)
  const ours = await importSheet(importing, bytes)
  const busy = await asking.stop()
  const both = memory() / MiB
  const alone = (await server.usage()).maxRss / MiB
  const [mine, theirs] = [ours.check + ours.commit, raw.parse + raw.copy]
  const made = ours.view.counts['made'] ?? 0
  if (made < rows * 0.95) throw new Error(`of ${rows} rows only ${made} came in: ${JSON.stringify(ours.view.counts)}`)
  return [
    {
      at: `${rows} 行`, ours: once(mine / 1000), raw: once(theirs / 1000), unit: '秒', ratio: mine / theirs,
      detail: `读和检查 ${seconds(ours.check)}、登记 ${seconds(ours.commit)}（${made} 人）；裸：读 ${seconds(raw.parse)}、COPY ${seconds(raw.copy)}`,
    },
    { at: '服务器进程内存', ours: once(alone), raw: null, unit: 'MiB', ratio: null, goal: '≤ 512 MiB', detail: '最高值' },
    { at: '连同读表的子进程', ours: once(both), raw: null, unit: 'MiB', ratio: null, goal: null, detail: '两者同时之和的最高值' },
    {
      at: '同时的另一个请求', ours: busy, raw: idle, unit: 'ms', ratio: busy.p95 / idle.p95, goal: '≤ 3×',
      detail: '县里 50 人一页；比的是 p95，“裸”是没有导入时',
    },
  ]
}

export const benchCase: BenchCase = {
  name: 'import',
  words: '导入名册',
  goal: '≤ 3×',
  async run(bench) {
    const server = await startServer('ours', bench)
    const folder = await mkdtemp(join(tmpdir(), 'tongxin-bench-roster-'))
    try {
      return await measure(bench, server, folder)
    } finally {
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    }
  },
}
