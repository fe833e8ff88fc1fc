import type { AddressInfo } from 'node:net'
import { simpleParser, type ParsedMail } from 'mailparser'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import type { Smtp } from '#database/world.ts'

export interface PostOffice {
  smtp: Smtp
  letters: ParsedMail[]
  /** what the next letters meet: an answer like `450 busy`, or nothing */
  refuse: { at: 'to' | 'data'; code: number } | null
  /** called when a letter is in, before the server says so */
  onLetter: (() => Promise<void>) | null
  end(): Promise<void>
}

const user = { user: '发信', password: '口令 2026' }

/** A real SMTP server that keeps what it gets; wants a user name and a password with Chinese characters. */
export async function openPostOffice(options: SMTPServerOptions = {}): Promise<PostOffice> {
  const office: PostOffice = {
    letters: [], refuse: null, onLetter: null, smtp: { host: '127.0.0.1', port: 0, security: 'none', ...user, from: '同心 <tongxin@example.cn>' },
    end: () => new Promise((resolve) => server.close(() => resolve())),
  }
  const refusal = (at: 'to' | 'data') => (office.refuse?.at === at ? Object.assign(new Error('not now'), { responseCode: office.refuse.code }) : null)
  const take = async (stream: Parameters<typeof simpleParser>[0], done: (refused?: Error | null) => void): Promise<void> => {
    // whoever sent it was killed: half a letter is none
    const letter = await simpleParser(stream).catch(() => null)
    if (!letter) return done()
    if (!refusal('data')) office.letters.push(letter)
    if (!refusal('data')) await office.onLetter?.()
    done(refusal('data'))
  }
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'], allowInsecureAuth: true, logger: false,
    onAuth: (auth, _, done) => (auth.username === user.user && auth.password === user.password ? done(null, { user: 1 }) : done(new Error('wrong password'))),
    onRcptTo: (_, __, done) => done(refusal('to')),
    onData: (stream, _, done) => {
      void take(stream, done)
    },
    ...options,
  })
  server.on('error', () => undefined)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  office.smtp.port = (server.server.address() as AddressInfo).port
  return office
}
