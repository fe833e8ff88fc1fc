import { request as plain } from 'node:http'
import { request as secure, type RequestOptions } from 'node:https'
import { saidBy } from '#notices/sending/mask.ts'
import type { Outcome } from '#notices/sending/smtp.ts'
import { isAllowedPrivate, mayCall, PrivateAddress, publicLookup } from '#notices/hooks/address.ts'
import { refusedBy, type Request } from '#notices/hooks/formats.ts'
import type { Format } from '#notices/hooks/presets.ts'

export const timeLimit = 10_000
const mostBytes = 8192

interface Answer {
  status: number
  body: string
}

/** One POST: no redirects, no connection kept, a limit for time and size; the address is tested at the connection. */
function post({ url, headers, body }: Request, privateHosts: readonly string[], limit: number): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>()
  const options: RequestOptions = {
    method: 'POST', agent: false, headers: { ...headers, 'content-length': Buffer.byteLength(body) },
    signal: AbortSignal.timeout(limit), ...(!isAllowedPrivate(url, privateHosts) && { lookup: publicLookup }),
  }
  const call = (url.protocol === 'https:' ? secure : plain)(url, options, (response) => {
    const parts: Buffer[] = []
    let size = 0
    response.on('data', (part: Buffer) => {
      size += part.length
      if (size <= mostBytes) parts.push(part)
      else response.destroy()
    })
    response.on('error', reject)
    response.on('close', () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(parts).toString('utf8') }))
  })
  call.on('error', reject)
  call.end(body)
  return promise
}

const failed = (fault: string, answer: string, final = false): Outcome => ({ ok: false, fault, answer: saidBy(answer), final })

function outcomeOf(format: Format, { status, body }: Answer): Outcome {
  if (status >= 300 && status < 400) return failed('redirect', `HTTP ${status}`, true)
  if (status === 429 || status >= 500) return failed('busy', `HTTP ${status}`)
  if (status < 200 || status >= 400) return failed('rejected', `HTTP ${status}`, true)
  const refusal = refusedBy(format, body)
  return refusal === null ? { ok: true, answer: `HTTP ${status}` } : failed('rejected', refusal)
}

/** Sends a signed message; the address may have become unlawful since it was registered. */
export async function callHook(format: Format, request: Request, privateHosts: readonly string[], limit = timeLimit): Promise<Outcome> {
  const lawful = mayCall(request.url.href, privateHosts)
  if (!lawful.ok) return failed('private', lawful.refusal, true)
  try {
    return outcomeOf(format, await post(request, privateHosts, limit))
  } catch (error) {
    if (error instanceof PrivateAddress) return failed('private', error.message, true)
    const { name, code = '', message } = error as NodeJS.ErrnoException
    if (name === 'AbortError' || name === 'TimeoutError') return failed('timeout', `${limit / 1000} s`)
    return failed(/CERT|TLS|SSL|SIGNATURE/.test(code) ? 'tls' : 'connect', code || message)
  }
}
