import type { AnyEndpoint, InputOf, OutputOf } from '#base/contract.ts'
import { newId } from '#base/id.ts'
import { addressOf } from '#base/web/call.ts'
import { found } from '#organisations/contract.ts'

/** What came back; null when the connection broke before all of it was there. */
export type Sent = { status: number; body: unknown } | null

/** Someone at work through the HTTP API, as a browser would be, on a server that may go away at any moment. */
export interface Desk {
  organisation: string
  /** a party branch below it */
  branch: string
  send<E extends AnyEndpoint>(endpoint: E, input: InputOf<E>): Promise<Sent>
  /** the answer, or an error that ends what was going on */
  call<E extends AnyEndpoint>(endpoint: E, input: InputOf<E>): Promise<OutputOf<E>>
  moveTo(address: string): void
  /** with the password, in a new session */
  signIn(): Promise<void>
}

export const acknowledged = (sent: Sent): boolean => sent?.status === 200

/** Whether nobody can say yet if it was done: no answer, or one that says "later". */
export const inDoubt = (sent: Sent): boolean => sent === null || sent.status === 503

/** Uses up the one-time link of a first start: a party committee of one's own and a branch below it. */
export async function openDesk(address: string, code: string): Promise<Desk> {
  const session = { address, cookie: '', seat: '' }
  const request = async (method: string, path: string, body?: object) => {
    const headers: Record<string, string> = { 'x-tongxin': '1', cookie: session.cookie, 'content-type': 'application/json' }
    if (session.seat) headers['x-seat'] = session.seat
    return fetch(`${session.address}/api/v1${path}`, { method, headers, body: body && JSON.stringify(body), signal: AbortSignal.timeout(120_000) })
  }
  const must = async (answer: Response) => {
    const text = await answer.text()
    if (answer.status !== 200) throw new Error(`${answer.url} answered ${answer.status}: ${text}`)
    return JSON.parse(text) as never
  }
  const first = { act: newId(), code, administrator: '陈书记', login: 'chenshuji', password: '海棠花开在旧书桌旁 1949' }
  const own = { kind: 'party.committee', organisation: '海棠镇党委', foundedOn: '2020-07-01', post: 'party.committee.secretary' }
  const opened = await request('POST', '/welcome/own', { ...first, ...own })
  session.cookie = (opened.headers.get('set-cookie') ?? '').split(';')[0]!
  const { organisation }: { organisation: string } = await must(opened)
  const { me }: { me: { seats: { id: string; post: string }[] } } = await must(await request('GET', '/me'))
  session.seat = me.seats.find((seat) => seat.post === 'party.committee.secretary')!.id

  const desk: Desk = {
    organisation,
    branch: '',
    moveTo: (next) => void (session.address = next),
    async signIn() {
      const { login, password } = first
      const answer = await request('POST', '/sign-in', { login, password })
      await must(answer)
      session.cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0]!
    },
    async send(endpoint, input) {
      const { url, rest } = addressOf(endpoint, input as Record<string, unknown>)
      const path = url.slice('/api/v1'.length)
      const given = Object.entries(rest).filter(([, value]) => value !== undefined && value !== null)
      const query = new URLSearchParams(given.map(([field, value]) => [field, String(value)]))
      try {
        const answer = await (endpoint.method === 'GET' ? request('GET', `${path}?${query}`) : request('POST', path, rest))
        return { status: answer.status, body: await answer.json() }
      } catch {
        return null
      }
    },
    call: async (endpoint, input) => answerOf(endpoint, await desk.send(endpoint, input)),
  }
  desk.branch = (await desk.call(found, {
    act: newId(), kind: 'party.branch', name: '海棠镇第一支部', parent: organisation, on: '2020-08-01', approved: true, confirmed: true,
  })).id
  return desk
}

/** A call that was not acknowledged. */
export class NoAnswer extends Error {}

export function answerOf<E extends AnyEndpoint>(endpoint: E, sent: Sent): OutputOf<E> {
  if (sent?.status === 200) return sent.body as OutputOf<E>
  throw new NoAnswer(`${endpoint.name}: ${sent === null ? 'no answer' : JSON.stringify(sent)}`)
}
