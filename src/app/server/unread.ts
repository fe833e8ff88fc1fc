import type { Socket } from 'node:net'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { refuse } from '#base/decision.ts'
import { newReference, problemOf, sendProblem } from '#base/http/serve.ts'
import type { Problem } from '#base/contract.ts'
import { sentenceOf } from '#app/modules.ts'

/*
 * Requests that no route ever sees: an address that is none, a header that cannot be read. No hook runs for them, so what
 * every other answer gets from the hooks stands here once more.
 */
const guarding = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none';frame-ancestors 'none';base-uri 'none'",
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'SAMEORIGIN',
  'referrer-policy': 'no-referrer',
}

const problemFor = (code: string, status: number, reference: string): Problem =>
  problemOf(refuse(code), { words: sentenceOf, statuses: { [code]: status } }, reference)

/** An address with broken escapes, or with a part longer than any id. */
export const unreadAddress = (_error: unknown, request: FastifyRequest, reply: FastifyReply): void =>
  void sendProblem(reply.headers(guarding), problemFor('input.no-such-address', 404, request.id))

/** Bytes that are no request of HTTP, or headers beyond all measure. */
export function unreadBytes(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
  const status = error.code === 'HPE_HEADER_OVERFLOW' ? 431 : error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400
  const body = JSON.stringify(problemFor('input.unreadable', status, newReference()))
  const headers = { ...guarding, 'content-type': 'application/problem+json; charset=utf-8', 'content-length': Buffer.byteLength(body), connection: 'close' }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  socket.end(`HTTP/1.1 ${status} Refused\r\n${lines.join('\r\n')}\r\n\r\n${body}`)
}
