import { must, refuse, Refusal, type Decision } from '#base/decision.ts'
import { newId } from '#base/id.ts'
import { seal, sha256 } from '#base/seal.ts'
import type { Db } from '#base/sql.ts'
import type { Actor } from '#access/actor.ts'
import type { World } from '#database/world.ts'
import { perform } from '#ledger/act.ts'
import { mayCall } from '#notices/hooks/address.ts'
import { needsSecret, type Format } from '#notices/hooks/presets.ts'
import { countHooks, hookLocked, insertHook, insertTest, saveEnd } from '#notices/hooks/store.ts'
import { maskMail } from '#notices/sending/mask.ts'
import { addressPlace, secretPlace, signingPlace } from '#notices/sending/run.ts'
import { insertMail } from '#notices/settings/store.ts'
import { formatWords } from '#notices/words.ts'

/** What an organisation is called and where it stands: the roof knows, the kernel does not. */
export type PlaceOf = (tx: Db, realm: number, publicId: string) => Promise<{ name: string; path: string } | null>

export interface NewHook {
  act: string
  organisation: string
  format: Format
  address: string
  secret: string
}

const mostHooks = 2
const ref = (id: string) => ({ kind: 'hook', id })
const digestOf = (text: string) => sha256(text).toString('hex')

export function addHook(world: World, actor: Actor, placeOf: PlaceOf, input: NewHook): Promise<Decision<{ id: string }>> {
  const { act, organisation, format, address, secret } = input
  // of the address and the key nothing but a digest is kept with the act
  const told = { organisation, format, address: digestOf(address), secret: digestOf(secret) }
  return perform(world, actor, { id: act, kind: 'notices.add-hook', input: told }, async (tx) => {
    const url = must(mayCall(address, world.outward?.privateHosts ?? []))
    if (needsSecret(format) && secret === '') throw new Refusal(refuse('notices.secret-needed', { format: formatWords[format] }))
    if ((await countHooks(tx, actor.realm, organisation)) >= mostHooks) throw new Refusal(refuse('notices.hook-exists'))
    const at = await placeOf(tx, actor.realm, organisation)
    if (!at) throw new Refusal(refuse('access.not-found'))
    const id = newId(world.clock.now().getTime())
    await insertHook(tx, {
      public_id: id, realm_id: actor.realm, organisation_id: organisation, organisation_name: at.name, path: at.path, format, host: url.host,
      address: seal(world.keys, addressPlace(id), url.href), secret: secret === '' ? null : seal(world.keys, signingPlace(id), secret),
      made_at: world.clock.now(), made_by: `${actor.postWords} ${actor.name}`,
    })
    return { answer: { id }, ref: ref(id), path: at.path, payload: { organisation: at.name, format: formatWords[format], host: url.host } }
  })
}

async function openHook(tx: Db, actor: Actor, id: string) {
  const hook = await hookLocked(tx, actor.realm, id)
  if (hook.ended_at !== null) throw new Refusal(refuse('notices.hook-ended'))
  return hook
}

export const endHook = (world: World, actor: Actor, input: { act: string; hook: string }): Promise<Decision<{ id: string }>> =>
  perform(world, actor, { id: input.act, kind: 'notices.end-hook', input }, async (tx) => {
    const hook = await openHook(tx, actor, input.hook)
    await saveEnd(tx, hook, world.clock.now())
    return { answer: { id: input.hook }, ref: ref(input.hook), path: hook.path, payload: { organisation: hook.organisation_name } }
  })

export const testHook = (world: World, actor: Actor, input: { act: string; hook: string }): Promise<Decision<{ id: string }>> =>
  perform(world, actor, { id: input.act, kind: 'notices.test-hook', input }, async (tx) => {
    const hook = await openHook(tx, actor, input.hook)
    await insertTest(tx, hook, newId(world.clock.now().getTime()), world.clock.now())
    return { answer: { id: input.hook }, ref: ref(input.hook), path: hook.path, payload: { organisation: hook.organisation_name } }
  })

/** A letter to an address the administrator types: it goes through the same queue as every other. */
export function testMail(world: World, actor: Actor, { act, address }: { act: string; address: string }): Promise<Decision<Record<string, never>>> {
  if (!world.outward?.smtp) return Promise.resolve(refuse('notices.no-mail-here'))
  const mask = maskMail(address)
  return perform(world, actor, { id: act, kind: 'notices.test-mail', input: { address: digestOf(address) } }, async (tx) => {
    const publicId = newId(world.clock.now().getTime())
    const secret = seal(world.keys, secretPlace(publicId), JSON.stringify({ to: address }))
    await insertMail(tx, { realm: actor.realm, publicId, accountId: actor.accountId, kind: 'test', mask, secret }, world.clock.now())
    return { answer: {}, ref: { kind: 'account', id: actor.account.publicId }, path: '', payload: { mask } }
  })
}
