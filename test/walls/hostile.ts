import { readFile } from 'node:fs/promises'
import type { FastifyInstance } from 'fastify'
import { newId } from '#base/id.ts'
import type { Seeded } from '#base/seeded.ts'
import * as exchangeContract from '#exchange/contract.ts'
import type { BatchView } from '#exchange/contract.ts'
import { exchange } from '#app/modules.ts'
import { booksOf } from '../desk.ts'
import { clientOf, type Client } from '../serving.ts'
import { malformed, type Malformed } from './malformed.ts'
import type { Caller, Twins } from './twins.ts'

/** What no file may take: the reading child's memory, and the time until somebody can look at it. */
export const limits = { bytes: 512 * 1024 * 1024, ms: 10_000 }

/** The largest memory any reading child of this process ever had, looked at every 20 ms. Linux only; elsewhere 0. */
export function watchChildren(): { peak(): number; end(): void } {
  let peak = 0
  const look = async () => {
    const ids = await readFile(`/proc/self/task/${process.pid}/children`, 'utf8').catch(() => '')
    for (const id of ids.split(' ').filter(Boolean)) {
      // the database's server is a child too
      if (!(await readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '')).includes('worker.ts')) continue
      const status = await readFile(`/proc/${id}/status`, 'utf8').catch(() => '')
      peak = Math.max(peak, Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024)
    }
  }
  const timer = setInterval(() => void look(), 20)
  return { peak: () => peak, end: () => clearInterval(timer) }
}

export interface Hostility {
  files: number
  refused: number
  read: number
  committed: number
  slowestMs: number
  childPeakMiB: number
  ownPeakMiB: number
  ways: Record<string, string>
  faults: string[]
}

const boundary = 'tongxin-hostile'
const multipart = ({ name, bytes }: Malformed): Buffer =>
  Buffer.concat([Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)])

/** Uploads as a browser does, waits until it has been looked at, and answers what became of it. */
async function uploaded(app: FastifyInstance, caller: Caller, file: Malformed): Promise<{ status: number; batch: BatchView | null; ms: number }> {
  const began = performance.now()
  const headers = { ...caller.headers, 'x-tongxin': '1', 'content-type': `multipart/form-data; boundary=${boundary}` }
  const answer = await app.inject({ method: 'POST', url: `/api/v1/imports?organisation=${caller.at}`, headers, payload: multipart(file) })
  await exchange.jobs.idle()
  const ms = performance.now() - began
  if (answer.statusCode !== 200) return { status: answer.statusCode, batch: null, ms }
  const { id } = answer.json<{ id: string }>()
  return { status: 200, batch: await clientOf(app, caller.headers).call(exchangeContract.read, { batch: id }), ms }
}

const same = (one: object, other: object) => JSON.stringify(one) === JSON.stringify(other)

/** All or nothing: a checked file is committed and taken back; whatever is refused changes no book. */
async function settled(client: Client, batch: BatchView, before: object, books: () => Promise<object>): Promise<{ fault: string | null; committed: boolean }> {
  if (batch.state === 'ready') {
    const { status, body } = await client.send(exchangeContract.commit, { act: newId(), batch: batch.id, leaveOut: true })
    const after = await books()
    if (status >= 500) return { fault: `commit fails: ${body.slice(0, 200)}`, committed: false }
    if (status !== 200 && !same(before, after)) return { fault: `half applied: ${body.slice(0, 200)}`, committed: false }
    if (status === 200) {
      const undone = await client.send(exchangeContract.undo, { act: newId(), batch: batch.id })
      const back = same(await books(), before)
      return { fault: undone.status === 200 && back ? null : `not undone: ${undone.body.slice(0, 200)}`, committed: true }
    }
  }
  if (!['failed', 'cancelled'].includes(batch.state)) await client.send(exchangeContract.cancel, { batch: batch.id })
  return { fault: null, committed: false }
}

interface Meeting {
  chance: Seeded
  times: number
  told?: (line: string) => void
  allowed?: typeof limits
  /** instead of all ways of being malformed */
  ways?: string[]
}

/** So many files, one after the other. */
export async function meetHostile(app: FastifyInstance, twins: Twins, { chance, times, told, allowed = limits, ways }: Meeting): Promise<Hostility> {
  const caller = twins.callers.find(({ post }) => post === 'party.branch.secretary')!
  const client = clientOf(app, caller.headers)
  const branch = caller.who.split(' ')[1]!
  const books = () => booksOf(twins.world.superuserUrl)
  const children = watchChildren()
  const found: Hostility = { files: 0, refused: 0, read: 0, committed: 0, slowestMs: 0, childPeakMiB: 0, ownPeakMiB: 0, ways: {}, faults: [] }
  // every file leaves the books as it found them
  const before = await books()
  for (let no = 0; no < times; no++) {
    const file = await malformed(no, chance, branch, ways)
    const fault = (what: string) => void found.faults.push(`file ${no}, ${file.way}, ${file.name}, ${file.bytes.length} bytes: ${what}`)
    let met = await uploaded(app, caller, file)
    if (!same(before, await books())) fault('written before anybody committed it')
    // a machine that pauses must not decide
    if (met.ms > allowed.ms) {
      if (met.batch && !['failed'].includes(met.batch.state)) await client.send(exchangeContract.cancel, { batch: met.batch.id })
      met = await uploaded(app, caller, file)
    }
    if (met.ms > allowed.ms) fault(`takes ${Math.round(met.ms)} ms`)
    if (met.status >= 500) fault(`answers ${met.status}`)
    const { batch } = met
    if (batch && !['failed', 'mapping', 'ready'].includes(batch.state)) fault(`is left ${batch.state}`)
    if (batch?.state === 'failed' && !/^\P{ASCII}[\s\S]*。$/u.test(batch.fault ?? '')) fault(`is refused without a sentence: ${batch.fault}`)
    const end = batch ? await settled(client, batch, before, books) : { fault: null, committed: false }
    if (end.fault) fault(end.fault)
    found.files++
    found[batch && batch.state !== 'failed' ? 'read' : 'refused']++
    found.committed += Number(end.committed)
    found.slowestMs = Math.max(found.slowestMs, Math.round(met.ms))
    found.ownPeakMiB = Math.max(found.ownPeakMiB, Math.round(process.memoryUsage.rss() / 1024 / 1024))
    found.ways[file.way] = [...new Set([...(found.ways[file.way]?.split(' ') ?? []), batch?.state ?? String(met.status)])].sort().join(' ')
    if (no % 50 === 49) told?.(`${no + 1} of ${times}, ${found.faults.length} faults`)
  }
  children.end()
  found.childPeakMiB = Math.round(children.peak() / 1024 / 1024)
  if (children.peak() > allowed.bytes) found.faults.push(`a reading child took ${found.childPeakMiB} MiB`)
  if ('polluted' in {}) found.faults.push('a prototype was polluted')
  return found
}
