import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import type { Smtp } from '#database/world.ts'
import { closeMail, sendMail } from '#notices/sending/smtp.ts'
import { openPostOffice, type PostOffice } from '../../../../test/post-office.ts'

const file = (name: string) => readFileSync(join(import.meta.dirname, '../../../../test/fixtures/tls', name), 'utf8')
const [key, cert, authority] = [file('server-key.pem'), file('server.pem'), file('authority.pem')]
const letter = { id: 'one', to: 'lisi@example.cn', subject: '须办 1 件', text: '请看工作清单', settings: null }

let post: PostOffice
let smtp: Smtp
afterEach(async () => {
  closeMail(smtp)
  await post.end()
})

/** A server with a certificate of the unit's own authority, encrypted from the first byte or from STARTTLS on. */
async function send(security: 'tls' | 'starttls', more: Partial<Smtp> = {}) {
  post = await openPostOffice({ key, cert, secure: security === 'tls', disabledCommands: [], allowInsecureAuth: false })
  smtp = { ...post.smtp, security, ...more }
  return { outcome: await sendMail(smtp, letter), letters: post.letters.length }
}

describe.each(['tls', 'starttls'] as const)('over %s', (security) => {
  test('a letter goes where the operator named the authority of the certificate', async () => {
    expect(await send(security, { authority })).toMatchObject({ outcome: { ok: true }, letters: 1 })
  })

  test('nothing goes to a server whose certificate nobody vouches for, and the log says why', async () => {
    expect(await send(security)).toMatchObject({ outcome: { ok: false, fault: 'tls', final: false }, letters: 0 })
  })
})
