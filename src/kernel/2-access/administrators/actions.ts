import { must, refuse, Refusal, type Decision } from '#base/decision.ts'
import { sql } from 'kysely'
import { run, type Db } from '#base/sql.ts'
import type { World } from '#database/world.ts'
import { perform, type Deed, type Doer } from '#ledger/act.ts'
import { accountByLogin, closeAccount, invite, knowOwner, makeSlip, type AccountRow } from '#access/accounts.ts'
import { announce, inInstallation, wordsOf } from '#access/administrators/known.ts'
import { installationSeat, isAdministratorPost, type AdministratorPost } from '#access/administrators/posts.ts'
import { lacksFor, mayAnswer, mayEnd } from '#access/administrators/rules.ts'
import {
  accountsOfSame, administratorsOn, clashWith, identityOf, insertProposal, proposalByPublicId, proposalForAnswer, saveAnswer, saveSeatOf,
  type NewProposal, type Proposal, type ProposalKind,
} from '#access/administrators/store.ts'
import { rememberEvent } from '#access/events.ts'
import { forgetGuesses } from '#access/guesses.ts'
import { guardsOf, holdSeats, isHigher, profileOf, saveProfile, waits, type Profile } from '#access/profile.ts'
import { seat } from '#access/seats.ts'
import { lackWords, proposalWords } from '#access/words.ts'

const daysOn = (now: Date, days: number) => new Date(now.getTime() + days * 86_400_000)
const byOf = (doer: Doer) => ({ accountId: doer.accountId, words: wordsOf(doer) })

export interface SeatWish {
  act: string
  post: AdministratorPost
  login: string
  name: string
  reason: string
}

export interface Proposed {
  id: string
  /** true: it holds already, nobody else was asked */
  alone: boolean
  slip: { login: string; code: string; ends: string } | null
}

/**
 * Proposes somebody for an administrator's post. The account can do nothing until a second person has confirmed; in the
 * one-branch profile the grant holds at once and is marked. `identity` is the keyed hash of the ID number.
 */
export async function proposeSeat(world: World, actor: Doer, wish: SeatWish, identity: Buffer): Promise<Decision<Proposed>> {
  let slip: Proposed['slip'] = null
  const doer = inInstallation(actor)
  const act = { id: wish.act, kind: 'access.propose', input: { ...wish, identity: identity.toString('hex') } }
  const done = await perform(world, doer, act, async (tx) => {
    const account = await accountFor(tx, world, wish, identity)
    const clash = await clashWith(tx, account.id, wish.post, world.clock.today())
    if (clash) throw new Refusal(refuse('access.posts-apart'))
    await mustNotHold(tx, world, account.id, wish.post)
    const made = { kind: 'seat', accountId: account.id, post: wish.post, reason: wish.reason } as const
    const deed = await propose(tx, world, doer, wish.act, made, (proposal) => giveSeat(tx, world, proposal))
    if (account.state === 'invited') {
      const { code, ends } = await makeSlip(tx, 'activation', account.id, world.clock.now())
      slip = { login: account.login, code, ends: ends.toISOString() }
    }
    return { ...deed, touches: [{ kind: 'account', id: account.public_id }] }
  })
  return done.ok ? { ok: true, value: { ...done.value, slip } } : done
}

async function accountFor(tx: Db, world: World, wish: SeatWish, identity: Buffer): Promise<AccountRow> {
  const now = world.clock.now()
  const held = await accountByLogin(tx, wish.login)
  if (held?.state === 'closed') throw new Refusal(refuse('access.account-closed', { login: wish.login }))
  const known = held && (await identityOf(tx, held.id))
  if (held && (held.name !== wish.name || (known && !known.equals(identity)))) throw new Refusal(refuse('access.another-person', { login: wish.login }))
  const account = held ?? (await invite(tx, { login: wish.login, name: wish.name, realm: 0, personId: null, now }))
  await knowOwner(tx, account.id, identity)
  return account
}

async function mustNotHold(tx: Db, world: World, accountId: number, post: AdministratorPost): Promise<void> {
  const holders = await administratorsOn(tx, world.clock.today())
  if (holders.some((one) => one.accountId === accountId && one.post === post)) throw new Refusal(refuse('access.holds-already'))
}

type Wanted = Omit<NewProposal, 'by' | 'at' | 'expires'>

/** Writes the proposal; where the profile asks for no second person it is carried out at once. */
async function propose(
  tx: Db, world: World, doer: Doer, act: string, wanted: Wanted, carryOut: (proposal: Proposal) => Promise<void>,
): Promise<Deed<{ id: string; alone: boolean }>> {
  const now = world.clock.now()
  const alone = wanted.kind !== 'lower' && !guardsOf(await profileOf(tx)).secondGrantor
  const id = await insertProposal(tx, { ...wanted, by: byOf(doer), at: now, expires: daysOn(now, waits.proposalDays) })
  const proposal = (await proposalForAnswer(tx, id))!
  if (alone) {
    await saveAnswer(tx, proposal.id, 'alone', byOf(doer), now)
    await carryOut(proposal)
  }
  const words = proposalWords(proposal)
  await announce(tx, world, doer, act, { what: alone ? 'alone' : 'proposed', kind: wanted.kind, words })
  return { answer: { id, alone }, ref: { kind: 'proposal', id }, path: '', payload: { words, reason: wanted.reason, alone } }
}

async function giveSeat(tx: Db, world: World, proposal: Proposal): Promise<void> {
  const seatId = await seat(tx, { ...installationSeat, accountId: proposal.account_id!, post: proposal.post!, starts: world.clock.today(), ends: null })
  await saveSeatOf(tx, proposal.id, seatId)
}

/** Proposes that somebody stops being an administrator. */
export function proposeEnd(world: World, actor: Doer, wish: { act: string; seat: string; reason: string }): Promise<Decision<{ id: string; alone: boolean }>> {
  const doer = inInstallation(actor)
  return perform(world, doer, { id: wish.act, kind: 'access.propose', input: wish }, async (tx) => {
    const held = (await administratorsOn(tx, world.clock.today())).find((one) => one.seatId === wish.seat)
    if (!held) throw new Refusal(refuse('access.no-such-administrator'))
    const made = { kind: 'unseat', accountId: held.accountId, post: held.post, seatId: held.seatId, reason: wish.reason } as const
    return propose(tx, world, doer, wish.act, made, (proposal) => endAdministrator(tx, world, proposal))
  })
}

async function endAdministrator(tx: Db, world: World, { seat_id: seatId, post }: Proposal): Promise<void> {
  await holdSeats(tx)
  const today = world.clock.today()
  const others = (await administratorsOn(tx, today)).filter((one) => one.post === post && one.seatId !== seatId && one.active)
  must(mayEnd(post as AdministratorPost, others.length, await profileOf(tx)))
  await run(tx, sql`update access_seats set ends = ${today} where public_id = ${seatId}`)
}

/** Raises the profile at once, when the people its guards need are there; a lower one waits for another person. */
export function setProfile(world: World, actor: Doer, wish: { act: string; profile: Profile; reason: string }): Promise<Decision<{ id: string; alone: boolean }>> {
  const doer = inInstallation(actor)
  return perform(world, doer, { id: wish.act, kind: 'access.profile', input: wish }, async (tx) => {
    await holdSeats(tx)
    const held = await profileOf(tx)
    if (held === wish.profile) throw new Refusal(refuse('access.profile-unchanged'))
    if (!isHigher(wish.profile, held)) {
      const made = { kind: 'lower', profile: wish.profile, reason: wish.reason } as const
      return propose(tx, world, doer, wish.act, made, async () => undefined)
    }
    const lacks = lacksFor(wish.profile, await administratorsOn(tx, world.clock.today()))
    if (lacks.length > 0) throw new Refusal(refuse('access.profile-needs', { lacks: lacks.map((lack) => lackWords[lack]).join('；') }))
    await saveProfile(tx, wish.profile, world.clock.now())
    const words = proposalWords({ kind: 'lower', profile: wish.profile })
    await announce(tx, world, doer, wish.act, { what: 'profile-raised', kind: 'lower', words })
    return { answer: { id: wish.act, alone: true }, ref: { kind: 'profile', id: wish.act }, path: '', payload: { words, reason: wish.reason, alone: false } }
  })
}

/** The proposal a second person may answer now; `kinds` are those of the endpoint. */
export async function answerable(tx: Db, world: World, doer: Doer, id: string, kinds: readonly ProposalKind[]): Promise<Proposal> {
  const proposal = await proposalForAnswer(tx, id)
  if (!proposal || !kinds.includes(proposal.kind)) throw new Refusal(refuse('access.proposal-unknown'))
  const same = await accountsOfSame(tx, doer.accountId)
  const asked = { proposedBy: proposal.proposed_by, accountId: proposal.account_id, outcome: proposal.outcome, expiresAt: proposal.expires_at }
  must(mayAnswer(asked, doer.accountId, world.clock.now(), (other) => same.includes(other)))
  return proposal
}

/** The second person agrees or declines. */
export function answer(
  world: World, actor: Doer, wish: { act: string; id: string; agree: boolean }, kinds: readonly ProposalKind[],
): Promise<Decision<{ id: string }>> {
  const doer = inInstallation(actor)
  return perform(world, doer, { id: wish.act, kind: 'access.answer', input: wish }, async (tx) => {
    const proposal = await answerable(tx, world, doer, wish.id, kinds)
    const outcome = wish.agree ? 'confirmed' : 'declined'
    await saveAnswer(tx, proposal.id, outcome, byOf(doer), world.clock.now())
    if (wish.agree) await carryOut(tx, world, proposal)
    const words = proposalWords(proposal)
    await announce(tx, world, doer, wish.act, { what: outcome, kind: proposal.kind, words })
    return { answer: { id: wish.id }, ref: { kind: 'proposal', id: wish.id }, path: '', payload: { words, outcome } }
  })
}

async function carryOut(tx: Db, world: World, proposal: Proposal): Promise<void> {
  if (proposal.kind === 'seat') return giveSeat(tx, world, proposal)
  if (proposal.kind === 'unseat') return endAdministrator(tx, world, proposal)
  await holdSeats(tx)
  if (proposal.profile === null || !isHigher(await profileOf(tx), proposal.profile)) throw new Refusal(refuse('access.profile-unchanged'))
  await saveProfile(tx, proposal.profile, world.clock.now())
}

/** Whoever proposed takes it back. */
export function withdraw(world: World, actor: Doer, wish: { act: string; id: string }): Promise<Decision<{ id: string }>> {
  const doer = inInstallation(actor)
  return perform(world, doer, { id: wish.act, kind: 'access.withdraw', input: wish }, async (tx) => {
    const proposal = await proposalForAnswer(tx, wish.id)
    if (proposal?.proposed_by !== doer.accountId) throw new Refusal(refuse('access.proposal-unknown'))
    if (proposal.outcome !== null) throw new Refusal(refuse('access.proposal-closed'))
    await saveAnswer(tx, proposal.id, 'withdrawn', byOf(doer), world.clock.now())
    const words = proposalWords(proposal)
    await announce(tx, world, doer, wish.act, { what: 'withdrawn', kind: proposal.kind, words })
    return { answer: { id: wish.id }, ref: { kind: 'proposal', id: wish.id }, path: '', payload: { words } }
  })
}

interface AboutAccount {
  act: string
  login: string
  reason: string
}

/** Closes an account for good: it was taken over, or its owner left. Never the last administrator, never one's own. */
export const closeByLogin = (world: World, actor: Doer, wish: AboutAccount): Promise<Decision<{ id: string }>> =>
  onAccount(world, actor, wish, 'close', async (tx, account) => {
    if (account.id === actor.accountId) throw new Refusal(refuse('access.own-account'))
    if (account.state === 'closed') throw new Refusal(refuse('access.account-closed', { login: account.login }))
    await holdSeats(tx)
    const held = await administratorsOn(tx, world.clock.today())
    for (const { post } of held.filter((one) => one.accountId === account.id)) {
      const others = held.filter((one) => one.post === post && one.accountId !== account.id && one.active)
      must(mayEnd(post, others.length, await profileOf(tx)))
    }
    await closeAccount(tx, account.id)
  })

/** Forgets wrong guesses, so that the owner may try again at once. */
export const unlockByLogin = (world: World, actor: Doer, wish: AboutAccount): Promise<Decision<{ id: string }>> =>
  onAccount(world, actor, wish, 'unlock', async (tx, account) => void (await forgetGuesses(tx, account.login)))

function onAccount(
  world: World, actor: Doer, wish: AboutAccount, what: 'close' | 'unlock', change: (tx: Db, account: AccountRow) => Promise<void>,
): Promise<Decision<{ id: string }>> {
  const doer = inInstallation(actor)
  return perform(world, doer, { id: wish.act, kind: `access.${what}-account`, input: wish }, async (tx) => {
    const account = await accountByLogin(tx, wish.login)
    if (!account) throw new Refusal(refuse('access.account-unknown', { login: wish.login }))
    await change(tx, account)
    const kind = what === 'close' ? 'account-closed' : 'account-unlocked'
    const said = { ...byOf(doer), realm: 0, detail: `${account.login}：${wish.reason}`, act: wish.act }
    await rememberEvent(tx, { kind, accountId: doer.accountId, doer: said.words, realm: 0, detail: said.detail, act: wish.act }, world.clock.now())
    return { answer: { id: account.public_id }, ref: { kind: 'account', id: account.public_id }, path: '', payload: { login: account.login, reason: wish.reason } }
  })
}

export { isAdministratorPost, proposalByPublicId }
