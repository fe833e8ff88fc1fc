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

/**
 * The floor: the same reader, then COPY of as many people into the same tables, with what they hold already, by their owner.
 * No checks, no staging, no statuses, no ledger, no undo.
 */
async function parseAndCopy(bench: Bench, file: string, people: RosterPerson[], branches: Branch[]) {
  const { urls, world } = bench
  const began = performance.now()
  let read = 0
  for await (const rows of readInWorker(file)) read += rows.length
  if (read < people.length) throw new Error(`${read} rows were read of ${people.length}`)
  const parsed = performance.now()
  const persons = await copyInto(urls.owner, 'people_persons', personColumns)
  const memberships = await copyInto(urls.owner, 'people_memberships', membershipColumns)
  for (const [at, { cells, name, branch }] of people.entries()) {
    const { id: organisationId, path } = branches[branch]!
    const id = farAway + at
    await persons.row(personValues(world.keys, { id, organisationId, ...plainOf(cells) }, [path]))
    const standing = { line: 'party', status: 'full', since: dayOf(cells[9]!) } as const
    await memberships.row(membershipValues({ id, personId: id, organisationId, path, ...standing }, name))
  }
  await persons.end()
  await memberships.end()
  return { parse: parsed - began, copy: performance.now() - parsed }
}

/** row ids that no sequence has come to */
const farAway = 1_000_000_000

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
async function importSheet({ server, headers, place }: Importing, bytes: Uint8Array, rows: number) {
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
  if (done.made < rows * 0.95) throw new Error(`of ${rows} rows only ${done.made} came in: ${JSON.stringify(view.counts)}`)
  return { check: checked - began, commit: performance.now() - checked, made: done.made }
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

interface Sheets {
  /** three times as many people, nobody twice: for the floor, for ours alone, and for ours beside other requests */
  raw: RosterPerson[]
  alone: Uint8Array
  beside: Uint8Array
}

async function sheetsOf(rows: number, branches: Branch[]): Promise<Sheets> {
  const people = rosterOf(3 * rows, branches.map(({ name }) => name))
  const [raw, alone, beside] = [0, 1, 2].map((at) => people.slice(at * rows, (at + 1) * rows)) as [RosterPerson[], RosterPerson[], RosterPerson[]]
  return { raw, alone: await asSheet(alone), beside: await asSheet(beside) }
}

async function measure(bench: Bench, server: Server, folder: string): Promise<Figure[]> {
  const { province, county } = bench.places
  const rows = Math.min(100_000, Math.max(200, Math.floor(bench.size.memberships / 20)))
  const branches = await branchesUnder(bench, province, 4_000)
  const sheets = await sheetsOf(rows, branches)
  const file = join(folder, 'roster.xlsx')
  await writeFile(file, sheets.alone)
  const raw = await parseAndCopy(bench, file, sheets.raw, branches)
  const importing = { server, headers: await headersOf(bench, province, permissions.import), place: province }
  const ours = await importSheet(importing, sheets.alone, rows)
  const [mine, theirs] = [ours.check + ours.commit, raw.parse + raw.copy]
  const speed: Figure = {
    at: `${rows} 行`, ours: once(mine / 1000), raw: once(theirs / 1000), unit: '秒', ratio: mine / theirs,
    detail: `读和检查 ${seconds(ours.check)}、登记 ${seconds(ours.commit)}（${ours.made} 人）；裸：读 ${seconds(raw.parse)}、COPY 进同样的表 ${seconds(raw.copy)}`,
  }
  const reader = await headersOf(bench, county, permissions.view)
  const ask = () => server.get(`/api/v1/people?organisation=${county.publicId}&limit=50`, reader)
  const beside = await besideOthers(importing, sheets.beside, rows, bench.rounds, ask)
  // nobody counted them in their branches
  await bench.owner.query('delete from people_persons where id >= $1', [farAway])
  return [speed, ...beside]
}

/** A second import of as many other people while somebody reads pages. */
async function besideOthers(importing: Importing, bytes: Uint8Array, rows: number, rounds: number, ask: () => Promise<unknown>): Promise<Figure[]> {
  const { server } = importing
  const idle = await timesOf(rounds, async () => {
    await ask()
    await sleep(20)
  }).then(({ median, p95 }) => ({ median: median - 20, p95: p95 - 20 }))
  const memory = watchMemory(server.pid)
  const asking = askMeanwhile(ask)
  await importSheet(importing, bytes, rows)
  const busy = await asking.stop()
  const both = memory() / MiB
  const alone = (await server.usage()).maxRss / MiB
  return [
    { at: '服务器进程内存', ours: once(alone), raw: null, unit: 'MiB', ratio: null, goal: '≤ 512 MiB', detail: '两次导入中的最高值' },
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
