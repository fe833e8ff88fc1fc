import type { AnyEndpoint, InputOf, OutputOf, Problem } from '#base/contract.ts'

/** A refused or failed call; `message` is the sentence to show. */
export class CallError extends Error {
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem.detail)
    this.problem = problem
  }
}

/** The post acted as, sent with every call; set by the shell when the user switches posts. */
let seat: string | null = null
export const actAs = (publicId: string | null) => void (seat = publicId)

const offline: Problem = {
  type: 'about:blank',
  title: '连接不上',
  status: 0,
  code: 'web.offline',
  reference: '',
  detail: '连接不上服务器，您填的内容还在，请稍后再试一次。',
}

/** Where a call goes: the path with its parameters filled in, and what remains of the input. */
export function addressOf(endpoint: AnyEndpoint, input: Record<string, unknown>): { url: string; rest: Record<string, unknown> } {
  const rest = { ...input }
  const path = endpoint.path.replace(/\{(\w+)\}/g, (_, field: string) => {
    const value = rest[field]
    delete rest[field]
    return encodeURIComponent(String(value))
  })
  return { url: `/api/v1${path}`, rest }
}

function queryOf(rest: Record<string, unknown>): string {
  const query = new URLSearchParams()
  for (const [field, value] of Object.entries(rest)) if (value !== undefined && value !== null) query.set(field, String(value))
  if (seat) query.set('seat', seat)
  return query.size > 0 ? `?${query}` : ''
}

/** An address that the browser itself opens (download, event stream): the post travels in the query. */
export function linkTo<E extends AnyEndpoint>(endpoint: E, input: InputOf<E>): string {
  const { url, rest } = addressOf(endpoint, input as Record<string, unknown>)
  return url + queryOf(rest)
}

async function responseOf(sent: Promise<Response>): Promise<Response> {
  const response = await sent.catch(() => {
    throw new CallError(offline)
  })
  if (response.ok) return response
  const body = await response.json().catch(() => ({ ...offline, status: response.status, detail: '服务器没有给出说明，请稍后再试。' }))
  throw new CallError(body as Problem)
}

const answerOf = async (sent: Promise<Response>): Promise<unknown> => (await responseOf(sent)).json()

/** Calls an endpoint; throws CallError with the refusal's sentence. */
export async function call<E extends AnyEndpoint>(endpoint: E, input: InputOf<E>, signal?: AbortSignal): Promise<OutputOf<E>> {
  const { url, rest } = addressOf(endpoint, input as Record<string, unknown>)
  const headers: Record<string, string> = { accept: 'application/json', 'x-tongxin': '1' }
  if (seat) headers['x-seat'] = seat
  if (endpoint.method === 'GET') {
    return (await answerOf(fetch(url + queryOf(rest), { headers, signal }))) as OutputOf<E>
  }
  headers['content-type'] = 'application/json'
  return (await answerOf(fetch(url, { method: 'POST', headers, body: JSON.stringify(rest), signal }))) as OutputOf<E>
}

/** Calls an endpoint that answers a file, for acts that the browser cannot open by an address. */
export async function callFile<E extends AnyEndpoint>(endpoint: E, input: InputOf<E>): Promise<{ name: string; file: Blob }> {
  const { url, rest } = addressOf(endpoint, input as Record<string, unknown>)
  const headers: Record<string, string> = { 'x-tongxin': '1', 'content-type': 'application/json', ...(seat && { 'x-seat': seat }) }
  const response = await responseOf(fetch(url, { method: 'POST', headers, body: JSON.stringify(rest) }))
  const named = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get('content-disposition') ?? '')
  return { name: decodeURIComponent(named?.[1] ?? ''), file: await response.blob() }
}

/** Sends one file; the other fields of the input travel in the query. */
export async function upload<E extends AnyEndpoint>(endpoint: E, input: InputOf<E>, file: Blob, name: string): Promise<OutputOf<E>> {
  const { url, rest } = addressOf(endpoint, input as Record<string, unknown>)
  const body = new FormData()
  body.set('file', file, name)
  const headers = { accept: 'application/json', 'x-tongxin': '1' }
  return (await answerOf(fetch(url + queryOf(rest), { method: 'POST', headers, body }))) as OutputOf<E>
}

/** Listens to an event stream; returns the function that ends it. */
export function listen<E extends AnyEndpoint>(endpoint: E, input: InputOf<E>, hear: (event: OutputOf<E>) => void): () => void {
  const source = new EventSource(linkTo(endpoint, input))
  source.onmessage = (message) => hear(JSON.parse(message.data as string) as OutputOf<E>)
  return () => source.close()
}

const nameIn = (disposition: string | null): string => decodeURIComponent(/filename\*=UTF-8''([^;]+)/.exec(disposition ?? '')?.[1] ?? 'download')

/** Asks for a file that only a POST may bring (with a password, say), and hands it to the browser to save. */
export async function save<E extends AnyEndpoint>(endpoint: E, input: InputOf<E>): Promise<void> {
  const { url, rest } = addressOf(endpoint, input as Record<string, unknown>)
  const headers: Record<string, string> = { 'content-type': 'application/json', 'x-tongxin': '1', ...(seat && { 'x-seat': seat }) }
  const response = await responseOf(fetch(url, { method: 'POST', headers, body: JSON.stringify(rest) }))
  const link = document.createElement('a')
  link.href = URL.createObjectURL(await response.blob())
  link.download = nameIn(response.headers.get('content-disposition'))
  link.click()
  URL.revokeObjectURL(link.href)
}
