import { refuse, Refusal } from '#base/decision.ts'
import type { ParsedOf } from '#base/contract.ts'
import { newId } from '#base/id.ts'
import type { Db } from '#base/sql.ts'
import {
  accountByLogin, freeLogin, hasAdministrator, invite, makeSlip, openWithoutPassword, removeAccount, redeemSlip, restoreSlip, setPassword, type AccountRow,
} from '#access/accounts.ts'
import { readSlip } from '#access/actions.ts'
import { guardsOf, profileOf } from '#access/profile.ts'
import { openSession, type From } from '#access/sessions.ts'
import { seat } from '#access/seats.ts'
import { drawRealm, insertRealm, realmPublicId } from '#database/realms.ts'
import { perform } from '#ledger/act.ts'
import type { World } from '#database/world.ts'
import { foundFirst } from '#organisations/actions/founding.ts'
import { isKind } from '#organisations/kinds.ts'
import { isPost, postByCode } from '#organisations/posts.ts'
import { loadSample, visitorOf } from '#app/sample-loader.ts'
import type * as contract from '#app/contract.ts'

/** A fresh one-time code for the first administrator; printed on the console at every start until there is one. */
export const firstCode = async (world: World): Promise<string> =>
  (await makeSlip(world.db, 'first-administrator', null, world.clock.now())).code

/** Whether the code is the console's, and nobody runs the installation yet. Wrong codes count as guesses. */
async function mustOpen(world: World, code: string, from: From): Promise<void> {
  const slip = await readSlip(world, code, from).catch((error: unknown) => {
    throw error instanceof Refusal && error.refused.refusal === 'access.slip-unknown' ? over() : error
  })
  if (slip.purpose !== 'first-administrator' || (await hasAdministrator(world.db))) throw over()
}

const over = () => new Refusal(refuse('app.link-over'))

/** Uses the code up for one piece of work: of two at once one gets it. When the work fails the code is good again. */
async function withCode<T>(world: World, code: string, from: From, work: () => Promise<T>): Promise<T> {
  await mustOpen(world, code, from)
  await redeemSlip(world.db, code, ['first-administrator'], world.clock.now()).catch(() => {
    throw over()
  })
  try {
    return await work()
  } catch (error) {
    await restoreSlip(world.db, code)
    throw error
  }
}

/**
 * The sample world with a visitor who holds every demonstration post, signed in at once. No password is made, so the
 * code is the only way back in: it stays good until somebody runs an organisation of their own.
 */
export async function openSample(world: World, input: ParsedOf<typeof contract.openSample>, from: From) {
  await mustOpen(world, input.code, from)
  const account = await theVisitor(world)
  return { token: await openSession(world.db, account, from, world.clock.now()), name: visitor }
}

const visitor = '参观者'

/** Whoever comes by the code is the same visitor. */
async function theVisitor(world: World): Promise<number> {
  const realm = await loadSample(world)
  return visitorOf(world, realm, async () => {
    const made = { login: await freeLogin(world.db, 'canguan'), name: visitor, realm, personId: null, now: world.clock.now() }
    const account = await invite(world.db, made)
    await openWithoutPassword(world.db, account.id)
    return account.id
  })
}

type Own = Omit<ParsedOf<typeof contract.openOwn>, 'code'>

/** One's own organisation: a realm, its first organisation, and the first administrator with a post in it. */
export async function openOwn(world: World, input: ParsedOf<typeof contract.openOwn>, from: From) {
  const opened = await withCode(world, input.code, from, () => openRealm(world, input))
  return { ...opened, token: await openSession(world.db, opened.accountId, from, world.clock.now()) }
}

/** Opens a realm of one's own. Tried again with the same act it goes on where it stood, and opens no second one. */
export async function openRealm(world: World, input: Own): Promise<{ accountId: number; name: string; organisation: string }> {
  mustFit(input)
  const now = world.clock.now()
  const { account, isOpen } = await accountFor(world, input)
  try {
    if (!isOpen) await setPassword(world.db, account, input.password, now)
    const organisation = await foundRoot(world, account.realm_id, account.id, input)
    return { accountId: account.id, name: input.administrator, organisation }
  } catch (error) {
    await removeAccount(world.db, account.id)
    throw error
  }
}

/** The first administrator's account: new, or of an earlier try of this act that came to nothing or to an answer nobody got. */
async function accountFor(world: World, input: Own): Promise<{ account: AccountRow; isOpen: boolean }> {
  const held = await accountByLogin(world.db, input.login)
  if (held) {
    const opened = await realmPublicId(world.db, held.realm_id)
    if (opened !== null && opened !== input.act) throw new Refusal(refuse('app.login-taken', { login: input.login }))
    return { account: held, isOpen: opened !== null }
  }
  const made = { login: input.login, name: input.administrator, realm: await drawRealm(world.db), personId: null, now: world.clock.now() }
  try {
    return { account: await invite(world.db, made), isOpen: false }
  } catch (error) {
    // somebody took the login a moment ago: this very act, sent twice, or another
    if ((error as { constraint?: string }).constraint === 'access_accounts_login_key') return accountFor(world, input)
    throw error
  }
}

function mustFit(input: Own): void {
  if (!isKind(input.kind)) throw new Refusal(refuse('organisations.kind-unknown', { kind: input.kind }))
  if (!isPost(input.post) || postByCode(input.post).kind !== input.kind) throw new Refusal(refuse('app.post-not-of-kind', { kind: input.kind }))
}

/** A realm's first secretary also runs the installation, unless three people do that already. */
const brings = async (tx: Db): Promise<boolean> => !guardsOf(await profileOf(tx)).threeAdministrators

async function foundRoot(world: World, realm: number, accountId: number, input: Own): Promise<string> {
  const doer = { realm, reach: [''], accountId, name: input.administrator, postWords: '首位管理员', seatId: newId() }
  const founding = {
    act: input.act,
    kind: input.kind,
    name: input.organisation,
    on: input.foundedOn,
    flags: [],
    units: [],
    approved: true,
    confirmed: true,
  }
  const act = { id: input.act, kind: 'organisations.open-realm', input: { ...input, password: undefined }, on: input.foundedOn }
  const done = await perform(world, doer, act, async (tx) => {
    await insertRealm(tx, { id: realm, name: input.organisation, kind: 'own', publicId: input.act }, world.clock.now())
    const root = await foundFirst(tx, world, doer, founding)
    const where = { realm, accountId, organisationId: root.public_id, organisationName: root.name, path: root.path, starts: world.clock.today(), ends: null }
    await seat(tx, { ...where, post: input.post, reach: [root.path] })
    if (await brings(tx)) await seat(tx, { ...where, post: 'system.administrator', reach: [] })
    const payload = { name: root.name, kind: root.kind, administrator: input.administrator, post: input.post }
    return { answer: { id: root.public_id }, ref: { kind: 'organisation', id: root.public_id }, path: root.path, payload }
  })
  if (!done.ok) throw new Refusal(done)
  return done.value.id
}
