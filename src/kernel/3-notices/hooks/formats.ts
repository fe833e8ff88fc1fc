import { createHmac } from 'node:crypto'
import type { Format } from '#notices/hooks/presets.ts'

export interface Message {
  /** of the delivery; the same over every try */
  id: string
  organisation: string
  text: string
  counts: { act: number; know: number; read: number }
  items: { class: string; title: string; link: string | null }[]
  link: string | null
}

export interface Request {
  url: URL
  headers: Record<string, string>
  body: string
}

const hmac = (key: string, message: string) => createHmac('sha256', key).update(message)

/** The message as its receiver wants it, signed for this instant. */
export function requestOf(format: Format, address: URL, secret: string | null, message: Message, now: Date): Request {
  const url = new URL(address)
  const headers = { 'content-type': 'application/json; charset=utf-8', 'user-agent': 'Tongxin' }
  if (format === 'generic') return genericOf(url, headers, secret ?? '', message, now)
  if (format === 'wecom') return { url, headers, body: JSON.stringify({ msgtype: 'text', text: { content: message.text } }) }
  if (format === 'dingtalk') {
    const timestamp = String(now.getTime())
    url.searchParams.set('timestamp', timestamp)
    url.searchParams.set('sign', hmac(secret ?? '', `${timestamp}\n${secret}`).digest('base64'))
    return { url, headers, body: JSON.stringify({ msgtype: 'text', text: { content: message.text } }) }
  }
  const timestamp = String(Math.floor(now.getTime() / 1000))
  // 飞书 signs nothing with the text to sign as the key
  const sign = hmac(`${timestamp}\n${secret}`, '').digest('base64')
  return { url, headers, body: JSON.stringify({ timestamp, sign, msg_type: 'text', content: { text: message.text } }) }
}

function genericOf(url: URL, headers: Record<string, string>, secret: string, message: Message, now: Date): Request {
  const timestamp = String(now.getTime())
  const body = JSON.stringify(message)
  const signature = hmac(secret, `${timestamp}.${body}`).digest('hex')
  return { url, headers: { ...headers, 'x-tongxin-delivery': message.id, 'x-tongxin-timestamp': timestamp, 'x-tongxin-signature': `sha256=${signature}` }, body }
}

/** Robots answer 200 also when they refuse: the code in the body tells. Null: accepted. */
export function refusedBy(format: Format, body: string): string | null {
  if (format === 'generic') return null
  try {
    const answer = JSON.parse(body) as Record<string, unknown>
    const code = answer['errcode'] ?? answer['code'] ?? answer['StatusCode']
    return code === 0 ? null : `${String(code)} ${String(answer['errmsg'] ?? answer['msg'] ?? '')}`
  } catch {
    return body.slice(0, 80)
  }
}
