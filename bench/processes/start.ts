import { fork } from 'node:child_process'
import { once } from 'node:events'
import { Agent, request, type RequestOptions } from 'node:http'
import type { Actor } from '#access/actor.ts'
import { openSession } from '#access/sessions.ts'
import type { World } from '#database/world.ts'
import type { Bench } from '../case.ts'
import manifest from '../../package.json' with { type: 'json' }

export interface Usage {
  /** µs of processor since the start */
  cpu: number
  /** bytes now, and the most so far */
  rss: number
  maxRss: number
}

export interface Answer {
  status: number
  body: string
  cookie: string | undefined
}

export interface Server {
  get(path: string, headers?: Record<string, string>): Promise<Answer>
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Answer>
  /** one file, as a form sends it */
  upload(path: string, name: string, bytes: Uint8Array, headers?: Record<string, string>): Promise<Answer>
  pid: number
  usage(): Promise<Usage>
  stop(): Promise<void>
}

/** those that `npm start` gives the server */
const heapFlags = manifest.scripts.start.split(' ').filter((word) => word.startsWith('--max-'))

const boundary = 'tongxin-bench-boundary'

/** Our server over the bench's database, or the bare one, as a process of its own. */
export async function startServer(kind: 'ours' | 'bare', bench: Bench): Promise<Server> {
  const { keys, dataDir } = bench.world
  const setting = { appUrl: bench.urls.app, dataDir, key: keys.byId['k1']!.toString('hex'), hash: keys.hash.toString('hex') }
  const env = { ...process.env, BENCH_SERVER: JSON.stringify(setting) }
  const child = fork(new URL(`./${kind}.ts`, import.meta.url), [], { env, execArgv: kind === 'ours' ? heapFlags : [] })
  const gone = once(child, 'exit')
  const first = await Promise.race([once(child, 'message'), gone.then(() => null)])
  if (!first) throw new Error(`the server process '${kind}' ended before it listened`)
  const { port } = first[0] as { port: number }
  const agent = new Agent({ keepAlive: true, maxSockets: 8 })
  return {
    pid: child.pid!,
    get: (path, headers = {}) => call({ agent, port, path, method: 'GET', headers }),
    post: (path, body, headers = {}) => {
      const type = { 'content-type': 'application/json', 'x-tongxin': '1' }
      return call({ agent, port, path, method: 'POST', headers: { ...type, ...headers } }, JSON.stringify(body))
    },
    upload: (path, name, bytes, headers = {}) => {
      const about = `content-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream`
      const head = `--${boundary}\r\n${about}\r\n\r\n`
      const body = Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)])
      const type = { 'content-type': `multipart/form-data; boundary=${boundary}`, 'x-tongxin': '1' }
      return call({ agent, port, path, method: 'POST', headers: { ...type, ...headers } }, body)
    },
    async usage() {
      child.send('usage')
      return ((await once(child, 'message')) as [Usage])[0]
    },
    async stop() {
      agent.destroy()
      child.disconnect()
      await gone
    },
  }
}

/** The headers of somebody who has just signed in and acts as their post. */
export async function signedIn(world: World, actor: Actor): Promise<Record<string, string>> {
  const from = { address: '127.0.0.1', agent: 'bench' }
  const token = await openSession(world.db, actor.account.id, from, world.clock.now())
  return { cookie: `__Host-tongxin=${token}`, 'x-seat': actor.seatId }
}

function call(options: RequestOptions, body?: string | Buffer): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request({ ...options, host: '127.0.0.1' }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('error', reject)
      response.on('end', () => {
        const cookie = response.headers['set-cookie']?.[0]?.split(';')[0]
        resolve({ status: response.statusCode!, body: Buffer.concat(parts).toString(), cookie })
      })
    })
    sent.on('error', reject)
    sent.end(body)
  })
}
