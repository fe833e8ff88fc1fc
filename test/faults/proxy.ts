import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

/** What becomes of a commit that goes through. */
export type Fate = 'pass' | 'cut before' | 'cut after' | 'cut with'

export interface Proxy {
  port: number
  /** the same address through here */
  through(url: string): string
  /** where the next connections go */
  target(port: number): void
  /** breaks every connection off */
  drop(): void
  /** refuses new connections, or takes them again */
  shut(closed: boolean): void
  /** asked at every commit */
  onCommit(fate: () => Fate): void
  connections(): number
  close(): void
}

/** A small door before PostgreSQL that can be shut, slammed, or shut exactly at a COMMIT. */
export async function startProxy(targetPort: number): Promise<Proxy> {
  const state = { target: targetPort, closed: false, fate: (): Fate => 'pass' }
  const open = new Set<Socket>()
  const server = createServer((client) => {
    if (state.closed) return client.destroy()
    const onward = connect(state.target, '127.0.0.1')
    const cut = () => {
      client.destroy()
      onward.destroy()
    }
    for (const end of [client, onward]) {
      open.add(end)
      end.setNoDelay(true).on('error', cut).on('close', () => {
        open.delete(end)
        cut()
      })
    }
    join(client, onward, cut, () => state.fate())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  return {
    port,
    through(url) {
      const made = new URL(url)
      made.host = `127.0.0.1:${port}`
      return made.href
    },
    target: (next) => void (state.target = next),
    drop: () => open.forEach((socket) => socket.destroy()),
    shut: (closed) => void (state.closed = closed),
    onCommit: (fate) => void (state.fate = fate),
    connections: () => Math.ceil(open.size / 2),
    close: () => {
      server.close()
      for (const socket of open) socket.destroy()
    },
  }
}

function join(client: Socket, onward: Socket, cut: () => void, fate: () => Fate): void {
  const frames = framesOf()
  let swallowed = false
  client.on('data', (chunk: Buffer) => {
    for (const frame of frames(chunk)) {
      const chosen = isCommit(frame) ? fate() : 'pass'
      if (chosen === 'cut before') return cut()
      if (chosen === 'cut after') swallowed = true
      onward.write(frame)
      // It is on its way; nobody waits for what becomes of it
      if (chosen === 'cut with') {
        client.destroy()
        onward.end()
        return
      }
    }
  })
  // The answer has come: it was done, and is told to nobody
  onward.on('data', (chunk) => (swallowed ? cut() : client.write(chunk)))
}

const commit = Buffer.from('commit\0')
const isCommit = (frame: Buffer): boolean => frame[0] === 0x51 && frame.subarray(5).equals(commit)

/** Cuts the stream into the protocol's messages: a letter and a length; the very first has no letter. */
function framesOf(): (chunk: Buffer) => Buffer[] {
  let held: Buffer = Buffer.alloc(0)
  let started = false
  return (chunk) => {
    held = Buffer.concat([held, chunk])
    const found: Buffer[] = []
    for (;;) {
      const head = started ? 1 : 0
      if (held.length < head + 4) return found
      const size = held.readInt32BE(head) + head
      if (held.length < size) return found
      found.push(held.subarray(0, size))
      held = held.subarray(size)
      started = true
    }
  }
}
