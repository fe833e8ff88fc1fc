import { createServer, type Server } from 'node:http'
import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import type { SignOnSettings } from '#access/sign-on/provider.ts'

/** A real OpenID provider in this process, with its own pages to sign in by typing any name. */
export interface TestProvider {
  settings: SignOnSettings
  /** what the next ID token shall say instead; `null` again for the truth */
  lie(claims: Record<string, unknown> | null): void
  /** walks the provider's pages as a browser would; answers the address it sends the browser back to */
  visit(address: string, who: string): Promise<URL>
  end(): Promise<void>
}

type Middleware = (ctx: { path: string; body: { id_token?: string } }, next: () => Promise<void>) => Promise<void>
interface Provider {
  callback(): Parameters<typeof createServer>[1]
  use(middleware: Middleware): void
}

/** The package brings no types. */
const load = async (): Promise<new (issuer: string, options: object) => Provider> => {
  const name: string = 'oidc-provider'
  return ((await import(name)) as { default: new (issuer: string, options: object) => Provider }).default
}

export async function testProvider(returnTo: string, options: { codeSeconds?: number } = {}): Promise<TestProvider> {
  const server = await listening()
  const { port } = server.address() as { port: number }
  const issuer = `http://127.0.0.1:${port}`
  const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const jwk = { ...keys.privateKey.export({ format: 'jwk' }), kid: 'test', alg: 'RS256', use: 'sig' }
  const [clientId, clientSecret] = ['tongxin', 'a-secret-of-the-test-run']
  const Provider = await load()
  const provider = new Provider(issuer, {
    clients: [{ client_id: clientId, client_secret: clientSecret, redirect_uris: [returnTo], post_logout_redirect_uris: [new URL('/', returnTo).href] }],
    jwks: { keys: [jwk] },
    cookies: { keys: ['test'] },
    claims: { openid: ['sub'], profile: ['preferred_username'] },
    findAccount: (_: unknown, id: string) => ({ accountId: id, claims: () => ({ sub: id, preferred_username: `${id}@unit` }) }),
    ttl: { AuthorizationCode: options.codeSeconds ?? 60, AccessToken: 600, IdToken: 600, Grant: 600, Interaction: 600, Session: 600 },
  })
  let lies: Record<string, unknown> | null = null
  provider.use(async (ctx, next) => {
    await next()
    if (ctx.path !== '/token' || lies === null || !ctx.body?.id_token) return
    const claims = JSON.parse(Buffer.from(ctx.body.id_token.split('.')[1]!, 'base64url').toString()) as Record<string, unknown>
    ctx.body.id_token = signed({ ...claims, ...lies }, keys.privateKey)
  })
  server.on('request', provider.callback() as never)
  return {
    settings: { issuer, clientId, clientSecret, scope: 'openid profile', claim: 'preferred_username', name: '单位统一登录', strong: false },
    lie: (claims) => void (lies = claims),
    visit: (address, who) => visit(address, who, returnTo),
    end: () => new Promise((resolve) => void (server.closeAllConnections(), server.close(() => resolve()))),
  }
}

function signed(claims: object, key: KeyObject): string {
  const [head, body] = [{ alg: 'RS256', kid: 'test' }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
  return `${head}.${body}.${sign('sha256', Buffer.from(`${head}.${body}`), key).toString('base64url')}`
}

const listening = (): Promise<Server> =>
  new Promise((resolve) => {
    const server = createServer()
    server.listen(0, '127.0.0.1', () => resolve(server))
  })

async function visit(address: string, who: string, returnTo: string): Promise<URL> {
  const jar = new Map<string, string>()
  let [at, form]: [URL, URLSearchParams | null] = [new URL(address), null]
  for (let step = 0; step < 20; step++) {
    if (at.href.startsWith(returnTo)) return at
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer: Response = await fetch(at, { method: form ? 'POST' : 'GET', body: form, headers: { cookie }, redirect: 'manual' })
    for (const one of answer.headers.getSetCookie()) jar.set(...(one.split(';')[0]!.split('=', 2) as [string, string]))
    const to: string | null = answer.headers.get('location')
    ;[at, form] = to ? [new URL(to, at), null] : [at, formIn(await answer.text(), who)]
  }
  throw new Error(`the provider never sent the browser back: ${at.href}`)
}

/** Its two pages: who are you, and may this application know. */
function formIn(page: string, who: string): URLSearchParams {
  const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1]
  if (!prompt) throw new Error(`no form on the provider's page: ${page.slice(0, 500)}`)
  return new URLSearchParams({ prompt, ...(prompt === 'login' && { login: who, password: 'any' }) })
}
