import { randomInt } from 'node:crypto'
import { refuse, Refusal, type Decision } from '#base/decision.ts'
import { newId } from '#base/id.ts'
import { keyedHash, seal, unseal } from '#base/seal.ts'
import { within } from '#database/scope.ts'
import type { Account } from '#access/actor.ts'
import type { World } from '#database/world.ts'
import { performOwn } from '#notices/performing.ts'
import { maskMail } from '#notices/sending/mask.ts'
import { mailPlace, secretPlace, wishedPlace, type LetterSecret } from '#notices/sending/run.ts'
import {
  countMails, countTry, dropWaiting, insertMail, lockSettings, redirectWaiting, removeMail, saveConfirmed, saveWays, saveWished, settingsOf, type Ways,
} from '#notices/settings/store.ts'

type Done = Promise<Decision<Record<string, never>>>

export const codeLimits = { minutes: 15, tries: 5, perHour: 5 }

export const setWays = (world: World, account: Account, { act, ...ways }: Ways & { act: string }): Done =>
  performOwn(world, account, { id: act, kind: 'notices.settings', input: ways }, async (tx) => {
    await lockSettings(tx, account, world.clock.now())
    await saveWays(tx, account.id, ways, world.clock.now())
    return { answer: {}, payload: ways }
  })

/** Of the code only a keyed hash stays, bound to the account. */
const codeHash = (world: World, account: Account, code: string) => keyedHash(world.keys, 'notice-code', `${account.publicId} ${code}`)

/** Nothing but a code goes to an address before it came back; of these few, so that nobody's box can be filled by it. */
export function askMail(world: World, account: Account, { act, address }: { act: string; address: string }): Done {
  const smtp = world.outward?.smtp
  if (!smtp) return Promise.resolve(refuse('notices.no-mail-here'))
  const hash = keyedHash(world.keys, 'mail', address.toLowerCase()).toString('hex')
  const mask = maskMail(address)
  return performOwn(world, account, { id: act, kind: 'notices.ask-mail', input: { hash } }, async (tx) => {
    const now = world.clock.now()
    const held = await lockSettings(tx, account, now)
    const sent = await countMails(tx, account.id, 'code', new Date(now.getTime() - 3600_000))
    if (sent >= codeLimits.perHour) throw new Refusal(refuse('notices.too-many-codes', { most: codeLimits.perHour }))
    await dropWaiting(tx, account.id, ['code'], now)
    const code = String(randomInt(1_000_000)).padStart(6, '0')
    const sealed = seal(world.keys, wishedPlace(held.public_id), address)
    const ends = new Date(now.getTime() + codeLimits.minutes * 60_000)
    await saveWished(tx, account.id, { sealed, mask, codeHash: codeHash(world, account, code), ends }, now)
    const publicId = newId(now.getTime())
    const secret = seal(world.keys, secretPlace(publicId), JSON.stringify({ to: address, code } satisfies LetterSecret))
    await insertMail(tx, { realm: account.realm, publicId, accountId: account.id, kind: 'code', mask, secret }, now)
    return { answer: {}, payload: { mask } }
  })
}

export async function confirmMail(world: World, account: Account, { act, code }: { act: string; code: string }): Done {
  const now = world.clock.now()
  const given = codeHash(world, account, code)
  const done = await performOwn(world, account, { id: act, kind: 'notices.confirm-mail', input: { given: given.toString('hex') } }, async (tx) => {
    const held = await lockSettings(tx, account, now)
    const isOver = !held.code_hash || held.code_ends_at! <= now || held.code_tries >= codeLimits.tries
    if (isOver) throw new Refusal(refuse('notices.code-over'))
    if (!held.code_hash!.equals(given)) throw new Refusal(refuse('notices.wrong-code', { left: codeLimits.tries - held.code_tries - 1 }))
    const address = unseal(world.keys, wishedPlace(held.public_id), held.wished!)
    await saveConfirmed(tx, account.id, seal(world.keys, mailPlace(held.public_id), address), now)
    await redirectWaiting(tx, account.id, held.wished_mask!)
    return { answer: {}, payload: { mask: held.wished_mask } }
  })
  // the refusal rolled its own transaction back; the try is counted in another
  if (!done.ok && done.refusal === 'notices.wrong-code') {
    await within(world.db, { realm: account.realm, reach: [], accountId: account.id }, (tx) => countTry(tx, account.id))
  }
  return done
}

export const dropMail = (world: World, account: Account, { act }: { act: string }): Done =>
  performOwn(world, account, { id: act, kind: 'notices.drop-mail', input: {} }, async (tx) => {
    const held = await settingsOf(tx, account.id)
    if (!held?.mail && !held?.wished) throw new Refusal(refuse('notices.no-address'))
    await removeMail(tx, account.id, world.clock.now())
    await dropWaiting(tx, account.id, ['notice', 'digest', 'code'], world.clock.now())
    return { answer: {} }
  })
