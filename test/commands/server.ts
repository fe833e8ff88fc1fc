import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** A server started as a user starts it, by `npm start` in its folder. */
export interface Started {
  address: string
  /** what stands behind the # of the one-time link, if one was printed */
  code: string | null
  said: () => string
  /** from the command to the first page */
  seconds: number
  /** the process that serves, below npm */
  server: number
  /** the process of the embedded PostgreSQL; 0 with one's own */
  postmaster: number
  /** as Ctrl-C in the terminal does: to the whole foreground group */
  interrupt(): Promise<number | null>
  /** as a service manager does: to the command alone */
  terminate(): Promise<number | null>
  ended: Promise<number | null>
}

/** The environment of a terminal, not that of the npm which runs the tests. */
export function terminal(extra: Record<string, string>): NodeJS.ProcessEnv {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(npm_|VITEST|NODE_|INIT_CWD|PORT|DATA_DIR|DATABASE)/.test(name)))
  env['PATH'] = (env['PATH'] ?? '').split(':').filter((part) => !part.includes('node_modules')).join(':')
  return { ...env, ...extra }
}

export const npmStart = (folder: string, env: Record<string, string> = {}): Promise<Started> => started(['npm', 'start'], folder, env)

/** The same without npm, in the tree of the tests: for many starts one after another. */
export const nodeStart = (env: Record<string, string> = {}, before: string[] = []): Promise<Started> =>
  started([...before, process.execPath, 'src/app/server/main.ts'], resolve(import.meta.dirname, '..', '..'), env)

async function started([program, ...args]: string[], folder: string, env: Record<string, string>): Promise<Started> {
  const began = performance.now()
  const child = spawn(program!, args, { cwd: folder, env: terminal({ PORT: '0', ...env }), detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => (output += part.toString()))
  const ended = once(child, 'exit').then(([code]) => code as number | null)
  const address = await addressIn(() => output, ended)
  const page = await fetch(address)
  const seconds = (performance.now() - began) / 1000
  if (page.status !== 200) throw new Error(`the first page answered ${page.status}`)
  const pid = child.pid!
  const send = (signal: NodeJS.Signals, to: number) => async () => {
    if (child.exitCode === null && child.signalCode === null) process.kill(to, signal)
    return ended
  }
  return {
    ...{ address, seconds, ended, said: () => output, code: /welcome#(\S+)/.exec(output)?.[1] ?? null },
    ...{ server: deepest(pid), postmaster: postmasterIn(env['DATA_DIR'] ?? join(folder, 'data')) },
    ...{ interrupt: send('SIGINT', -pid), terminate: send('SIGTERM', pid) },
  }
}

async function addressIn(said: () => string, ended: Promise<unknown>): Promise<string> {
  let over = false
  void ended.then(() => (over = true))
  for (;;) {
    const found = /已启动[\s\S]*?(http:\/\/[^\s/#]+)(?=[\s/])/.exec(said())?.[1]
    if (found) return found
    if (over) throw new Error(`the server did not start:\n${said()}`)
    await sleep(10)
  }
}

/** npm → sh or node → node: the last one serves. */
function deepest(pid: number): number {
  const child = processes().find((one) => one.parent === pid && one.name !== 'postgres')
  return child ? deepest(child.pid) : pid
}

/** Linux only, as are these tests. Field 4 of stat is the parent; the name in field 2 may hold blanks and brackets. */
function processes(): { pid: number; parent: number; name: string }[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap((pid) => {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      const close = stat.lastIndexOf(')')
      const [state, parent] = stat.slice(close + 2).split(' ')
      return state === 'Z' ? [] : [{ pid: Number(pid), parent: Number(parent), name: stat.slice(stat.indexOf('(') + 1, close) }]
    } catch {
      return []
    }
  })
}

export const isAlive = (pid: number): boolean => processes().some((one) => one.pid === pid)

/** The process of the embedded PostgreSQL as it says itself; another one after it was started again. */
export const postmasterIn = (dataDir: string): number => {
  try {
    return Number.parseInt(readFileSync(join(dataDir, 'postgres/cluster/data/postmaster.pid'), 'utf8'), 10)
  } catch {
    return 0
  }
}

export type Victims = 'server' | 'database' | 'both'

/** What a power cut does to processes, or the kernel when memory runs out: they end at once, with nothing said. */
export function kill(started: Started, victims: Victims): void {
  const backends = processes().filter((one) => one.parent === started.postmaster && started.postmaster > 0).map((one) => one.pid)
  const database = started.postmaster > 0 ? [started.postmaster, ...backends] : []
  const chosen = { server: [started.server], database, both: [started.server, ...database] }
  for (const pid of chosen[victims]) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // Ended by the death of the one before
    }
  }
}
