import { rootCertificates } from 'node:tls'
import { createTransport, type Transporter } from 'nodemailer'
import type { Smtp } from '#database/world.ts'
import { saidBy } from '#notices/sending/mask.ts'

export interface Letter {
  /** stays the same over every try, so that a server that saw it already may drop the second */
  id: string
  to: string
  subject: string
  text: string
  /** where one changes how one is told */
  settings: string | null
}

/** How a sending went; `final`: another try would hear the same. */
export type Outcome = { ok: true; answer: string } | { ok: false; fault: string; answer: string; final: boolean }

const second = 1000
const transports = new WeakMap<Smtp, Transporter>()

function transportOf(smtp: Smtp): Transporter {
  const held = transports.get(smtp)
  if (held) return held
  const { host, port, security, user, password, authority } = smtp
  const made = createTransport({
    host, port, secure: security === 'tls', requireTLS: security === 'starttls', ignoreTLS: security === 'none',
    ...(user !== null && { auth: { user, pass: password ?? '' } }),
    ...(authority !== undefined && { tls: { ca: [...rootCertificates, authority] } }),
    pool: true, maxConnections: 3, connectionTimeout: 10 * second, greetingTimeout: 10 * second, socketTimeout: 20 * second,
    disableFileAccess: true, disableUrlAccess: true,
  }) as unknown as Transporter
  transports.set(smtp, made)
  return made
}

/** Lets the connections go that wait for the next letter. */
export function closeMail(smtp: Smtp | null): void {
  if (smtp) transports.get(smtp)?.close()
  if (smtp) transports.delete(smtp)
}

const faults: Record<string, string> = {
  ECONNECTION: 'connect', ESOCKET: 'connect', EDNS: 'connect', ECONNREFUSED: 'connect', ETLS: 'tls', EAUTH: 'auth', ENOAUTH: 'auth', ETIMEDOUT: 'timeout',
}

function outcomeOf(error: unknown): Outcome {
  const { code = '', responseCode = 0, response = '', message } = error as { code?: string; responseCode?: number; response?: string; message: string }
  const answer = saidBy(response || message)
  const known = faults[code]
  if (known) return { ok: false, fault: /certificate|self.signed/i.test(message) ? 'tls' : known, answer, final: false }
  if (responseCode >= 500) return { ok: false, fault: 'refused', answer, final: true }
  return { ok: false, fault: responseCode >= 400 ? 'busy' : 'failed', answer, final: false }
}

/** Hands one letter to the server; its word is what counts. */
export async function sendMail(smtp: Smtp, letter: Letter): Promise<Outcome> {
  const { id, to, subject, text, settings } = letter
  const domain = smtp.from.replace(/^.*@/, '').replace(/>.*$/, '')
  try {
    const sent = await transportOf(smtp).sendMail({
      from: smtp.from, to: { name: '', address: to }, subject, text, messageId: `<${id}@${domain}>`,
      headers: { 'Auto-Submitted': 'auto-generated', ...(settings !== null && { 'List-Unsubscribe': `<${settings}>` }) },
    })
    return { ok: true, answer: saidBy((sent as { response: string }).response) }
  } catch (error) {
    return outcomeOf(error)
  }
}
