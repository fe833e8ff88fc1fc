import { newId } from '#base/id.ts'

/** The first administrator at work through the HTTP API, as a browser would be. */
export interface Office {
  organisation: string
  /** registers a unit; true when it was acknowledged. The same act may be sent again. */
  register(act: string, name: string): Promise<boolean>
  /** the names of all units held */
  names(): Promise<string[]>
  moveTo(address: string): void
}

interface Session {
  address: string
  cookie: string
  seat: string
}

async function call(session: Session, method: string, path: string, body?: object): Promise<Response> {
  const headers: Record<string, string> = { 'x-tongxin': '1', cookie: session.cookie, 'content-type': 'application/json' }
  if (session.seat) headers['x-seat'] = session.seat
  return fetch(`${session.address}/api/v1${path}`, { method, headers, body: body && JSON.stringify(body) })
}

async function mustAnswer(answer: Response): Promise<unknown> {
  const text = await answer.text()
  if (answer.status !== 200) throw new Error(`${answer.url} answered ${answer.status}: ${text}`)
  return JSON.parse(text)
}

/** Uses up the one-time link: a party committee of one's own, with its secretary. */
export async function openOffice(address: string, code: string): Promise<Office> {
  const session: Session = { address, cookie: '', seat: '' }
  const first = { act: newId(), code, administrator: '陈书记', login: 'chenshuji', password: '海棠花开在旧书桌旁 1949' }
  const founded = { kind: 'party.committee', organisation: '海棠镇党委', foundedOn: '2020-07-01', post: 'party.committee.secretary' }
  const opened = await call(session, 'POST', '/welcome/own', { ...first, ...founded })
  session.cookie = (opened.headers.get('set-cookie') ?? '').split(';')[0]!
  const { organisation } = (await mustAnswer(opened)) as { organisation: string }
  const { me } = (await mustAnswer(await call(session, 'GET', '/me'))) as { me: { seats: { id: string; post: string }[] } }
  session.seat = me.seats.find((seat) => seat.post === 'party.committee.secretary')!.id
  return {
    organisation,
    moveTo: (next) => void (session.address = next),
    register: async (act, name) => {
      const unit = { act, responsible: organisation, name, kind: 'enterprise', sector: 'private-enterprise' }
      const answer = await call(session, 'POST', '/units', unit).catch(() => null)
      // A broken connection while the body comes in is no acknowledgement either
      return answer?.status === 200 && answer.json().then(() => true, () => false)
    },
    names: async () => {
      const found: string[] = []
      for (let after: string | null = ''; after !== null; ) {
        const page = await call(session, 'GET', `/units?organisation=${organisation}&limit=200${after && `&after=${encodeURIComponent(after)}`}`)
        const { rows, next } = (await mustAnswer(page)) as { rows: { name: string }[]; next: string | null }
        found.push(...rows.map((row) => row.name))
        after = next
      }
      return found
    },
  }
}
