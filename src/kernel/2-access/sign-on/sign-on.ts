import * as oidc from 'openid-client'
import { refuse, Refusal, type Decision } from '#base/decision.ts'
import { newId } from '#base/id.ts'
import type { World } from '#database/world.ts'
import { accountById } from '#access/accounts.ts'
import { afterFirstStep } from '#access/actions.ts'
import type { Account } from '#access/actor.ts'
import { answered, ask, type Asked } from '#access/factors/challenges.ts'
import { mustKnowPassword, performOwn } from '#access/factors/known.ts'
import { mayGuess, rememberGuess } from '#access/guesses.ts'
import { accountOfSubject, link, rememberUse, unlink, type Subject } from '#access/sign-on/links.ts'
import type { SignOn } from '#access/sign-on/provider.ts'
import type { From, Opened } from '#access/sessions.ts'
import type { Site } from '#access/site.ts'

/** What waits here while the browser is at the provider. */
interface Waiting {
  verifier: string
  nonce: string
  state: string
}

export interface Begun {
  address: string
  binder: string
}

const returnTo = (site: Site) => `${site.origin}/sign-on/back`

function mustHave(site: Site): SignOn {
  if (!site.signOn) throw new Refusal(refuse('access.no-sign-on'))
  return site.signOn
}

async function providerOf(world: World, signOn: SignOn): Promise<oidc.Configuration> {
  return signOn.provider().catch((error: Error) => {
    world.log.warn({ error: told(error) }, 'the sign-on provider does not answer')
    throw new Refusal(refuse('access.sign-on-away', { name: signOn.settings.name }))
  })
}

/** What the library tells of a failure: its sentence, what was behind it, the provider's code. Tokens are not among it. */
const told = (error: Error & { error?: string }): string =>
  [error.message, (error.cause as Error | undefined)?.message, error.error].filter(Boolean).join(': ')

/**
 * Sends the browser to the provider. The answer is taken only from the browser that asked: it keeps `binder`, so nobody
 * can be signed in as somebody else by a link.
 */
export async function beginSignOn(world: World, site: Site, asked: { purpose: 'sign-on' | 'sign-on-link'; accountId: number | null; from: From }): Promise<Begun> {
  const signOn = mustHave(site)
  const provider = await providerOf(world, signOn)
  const waiting: Waiting = { verifier: oidc.randomPKCECodeVerifier(), nonce: oidc.randomNonce(), state: oidc.randomState() }
  const binder = oidc.randomState()
  const { purpose, accountId, from } = asked
  await ask(world.db, world.keys, binder, { purpose, accountId, secret: waiting, address: from.address }, world.clock.now())
  const address = oidc.buildAuthorizationUrl(provider, {
    redirect_uri: returnTo(site),
    scope: signOn.settings.scope,
    state: waiting.state,
    nonce: waiting.nonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(waiting.verifier),
    code_challenge_method: 'S256',
  })
  return { address: address.href, binder }
}

export interface Answer {
  binder: string
  query: string
}

interface Known extends Subject {
  label: string
}

/** Takes the provider's answer: who it is, by issuer and subject, checked in state, nonce, audience, signature and time. */
async function subjectOf(world: World, site: Site, waiting: Waiting, query: string): Promise<Known> {
  const signOn = mustHave(site)
  const provider = await providerOf(world, signOn)
  try {
    const address = new URL(returnTo(site))
    address.search = query
    const checks = { expectedState: waiting.state, expectedNonce: waiting.nonce, pkceCodeVerifier: waiting.verifier, idTokenExpected: true }
    const tokens = await oidc.authorizationCodeGrant(provider, address, checks)
    const claims = tokens.claims()!
    return { issuer: claims.iss, subject: claims.sub, label: await labelOf(provider, signOn, tokens.access_token, claims) }
  } catch (error) {
    world.log.warn({ error: told(error as Error) }, 'a sign-on was not accepted')
    throw new Refusal(refuse('access.sign-on-failed', { name: signOn.settings.name }))
  }
}

/** The claim that shows who it is; providers give some claims only when asked for them. */
async function labelOf(provider: oidc.Configuration, signOn: SignOn, accessToken: string, claims: oidc.IDToken): Promise<string> {
  const { claim } = signOn.settings
  const inToken = claims[claim]
  const value = inToken ?? (await oidc.fetchUserInfo(provider, accessToken, claims.sub).catch(() => null))?.[claim]
  return (typeof value === 'string' ? value : '').replace(/\p{Cc}/gu, '').slice(0, 60)
}

/** The provider's answer for an account that is not signed in yet, or for one that is and links itself. */
export async function finishSignOn(
  world: World, site: Site, answer: Answer, at: { from: From; account: Account | null; act?: string },
): Promise<Decision<(Opened & { linked: false }) | { linked: true }>> {
  const { from, account } = at
  const now = world.clock.now()
  mustHave(site)
  await mayGuess(world.db, null, from.address, now)
  const asked = await answered(world.db, world.keys, answer.binder, ['sign-on', 'sign-on-link'], now)
  if (!asked) {
    await rememberGuess(world.db, null, from.address, now)
    throw new Refusal(refuse('access.sign-on-failed', { name: site.signOn?.settings.name ?? '' }))
  }
  const who = await subjectOf(world, site, asked.secret as Waiting, answer.query)
  if (asked.purpose === 'sign-on') return { ok: true, value: { ...(await signInAs(world, site, who, from)), linked: false } }
  return linkTo(world, site, who, asked, account)
}

/** No account is ever made here: a subject nobody linked, and one whose account was closed, get the same sentence. */
async function signInAs(world: World, site: Site, who: Known, from: From): Promise<Opened> {
  const now = world.clock.now()
  const id = await accountOfSubject(world.db, who)
  const account = id === null ? null : await accountById(world.db, id)
  if (account?.state !== 'active') {
    throw new Refusal(refuse('access.sign-on-unlinked', { name: site.signOn!.settings.name, label: who.label }))
  }
  await rememberUse(world.db, who, now)
  return afterFirstStep(world.db, account, 'sign-on', { from, now, signOnIsStrong: site.signOn!.settings.strong })
}

async function linkTo(world: World, site: Site, who: Known, asked: Asked, account: Account | null): Promise<Decision<{ linked: true }>> {
  const { name } = site.signOn!.settings
  if (!account || account.id !== asked.accountId) return refuse('access.sign-on-failed', { name })
  return performOwn(world, account, { id: newId(), what: 'sign-on-linked', input: {} }, async (tx) => {
    if (!(await link(tx, account.id, who, world.clock.now()))) throw new Refusal(refuse('access.sign-on-taken', { name }))
    return { answer: { linked: true as const }, detail: who.label }
  })
}

/** Linking opens a way into the account: it wants the password again. */
export async function beginLink(world: World, site: Site, owner: { account: Account; from: From }, current: string): Promise<Begun> {
  mustHave(site)
  await mustKnowPassword(world, owner.account.id, current, owner.from)
  return beginSignOn(world, site, { purpose: 'sign-on-link', accountId: owner.account.id, from: owner.from })
}

export async function dropLink(world: World, owner: { account: Account; from: From }, input: { act: string; current: string }): Promise<Decision<Record<string, never>>> {
  const { account, from } = owner
  await mustKnowPassword(world, account.id, input.current, from)
  return performOwn(world, account, { id: input.act, what: 'sign-on-removed', input: {} }, async (tx) => {
    const label = await unlink(tx, account.id)
    if (label === null) throw new Refusal(refuse('access.factor-unknown'))
    return { answer: {}, detail: label }
  })
}

/** Where to end the session at the provider too; null when it offers none or does not answer. Signing out here never waits on it. */
export async function signOffAddress(world: World, site: Site): Promise<string | null> {
  if (!site.signOn) return null
  try {
    const provider = await site.signOn.provider()
    if (!provider.serverMetadata().end_session_endpoint) return null
    return oidc.buildEndSessionUrl(provider, { post_logout_redirect_uri: `${site.origin}/` }).href
  } catch (error) {
    world.log.warn({ error: told(error as Error) }, 'the sign-on provider does not answer')
    return null
  }
}
