import { sql } from 'kysely'
import { refuse, Refusal, type Decision } from '#base/decision.ts'
import { many, type Db } from '#base/sql.ts'
import type { Actor } from '#access/actor.ts'
import { answerable } from '#access/administrators/actions.ts'
import { announce, inInstallation, wordsOf } from '#access/administrators/known.ts'
import { isAdministratorPost } from '#access/administrators/posts.ts'
import { insertProposal, saveAnswer } from '#access/administrators/store.ts'
import { closeEmergency, emergencyByPublicId, openEmergencies, openEmergency, type Place } from '#access/emergencies.ts'
import { guardsOf, profileOf, waits } from '#access/profile.ts'
import { proposalWords } from '#access/words.ts'
import { everywhere, within } from '#database/scope.ts'
import type { World } from '#database/world.ts'
import { perform, type Deed } from '#ledger/act.ts'
import { organisationByPublicId, organisationsNamed, reachForSeat } from '#organisations/actions/lookup.ts'
import { clockOf, openedWords } from '#app/administration/words.ts'

interface Wish {
  act: string
  organisation: string
  reason: string
}

interface Found {
  realm: number
  organisationId: string
  organisationName: string
}

/** By its full name, which whoever asks must know: no administrator may look organisations up. */
async function placeNamed(world: World, name: string): Promise<Found> {
  const realms = await many(world.db, sql<{ id: number }>`select id from realms where kind = 'own' order by id`)
  const found: Found[] = []
  for (const { id: realm } of realms) {
    const named = await within(world.db, everywhere(realm), (tx) => organisationsNamed(tx, realm, name))
    found.push(...named.map((one) => ({ realm, organisationId: one.public_id, organisationName: one.name })))
  }
  if (found.length === 0) throw new Refusal(refuse('app.organisation-unknown'))
  if (found.length > 1) throw new Refusal(refuse('app.organisation-not-clear'))
  return found[0]!
}

/** Asks for an emergency seat. Where the profile wants no second person it opens at once, as loud as otherwise. */
export async function askEmergency(world: World, actor: Actor, wish: Wish): Promise<Decision<{ id: string; alone: boolean }>> {
  const found = await placeNamed(world, wish.organisation)
  const alone = !guardsOf(await profileOf(world.db)).breakGlassTwo
  const doer = alone ? { ...actor, ...everywhere(found.realm) } : inInstallation(actor)
  return perform(world, doer, { id: wish.act, kind: alone ? 'access.open-emergency' : 'access.ask-emergency', input: wish }, async (tx) => {
    await mustBeShut(tx, world, actor.accountId, found)
    if (alone) return withAlone(await open(tx, world, { actor, holder: actor, second: null, found, wish }))
    const now = world.clock.now()
    const expires = new Date(now.getTime() + waits.emergencyAskMinutes * 60_000)
    const by = { accountId: actor.accountId, words: wordsOf(actor) }
    const id = await insertProposal(tx, { kind: 'emergency', place: found, reason: wish.reason, by, at: now, expires })
    const words = `${proposalWords({ kind: 'emergency', organisation_name: found.organisationName })}，事由：${wish.reason}`
    await announce(tx, world, actor, wish.act, { what: 'proposed', kind: 'emergency', words, place: found })
    return { answer: { id, alone }, ref: { kind: 'proposal', id }, path: '', payload: { words } }
  })
}

const withAlone = (deed: Deed<{ id: string }>): Deed<{ id: string; alone: boolean }> => ({ ...deed, answer: { ...deed.answer, alone: true } })

async function mustBeShut(tx: Db, world: World, accountId: number, { organisationId }: Found): Promise<void> {
  const opened = await openEmergencies(tx, world.clock.now())
  if (opened.some((one) => one.account_id === accountId && one.organisation_id === organisationId)) throw new Refusal(refuse('app.emergency-open'))
}

/** The second person agrees: the hour begins. */
export async function openAsked(world: World, actor: Actor, wish: { act: string; id: string }, realm: number): Promise<Decision<{ id: string }>> {
  const doer = { ...actor, ...everywhere(realm) }
  return perform(world, doer, { id: wish.act, kind: 'access.open-emergency', input: wish }, async (tx) => {
    const proposal = await answerable(tx, world, actor, wish.id, ['emergency'])
    const found = { realm, organisationId: proposal.organisation_id!, organisationName: proposal.organisation_name! }
    await mustBeShut(tx, world, proposal.proposed_by, found)
    await saveAnswer(tx, proposal.id, 'confirmed', { accountId: actor.accountId, words: wordsOf(actor) }, world.clock.now())
    const holder = { accountId: proposal.proposed_by, words: proposal.proposer }
    return open(tx, world, { actor, holder, second: wordsOf(actor), found, wish: { act: wish.act, reason: proposal.reason } })
  })
}

interface Opening {
  actor: Actor
  holder: { accountId: number; words?: string }
  second: string | null
  found: Found
  wish: { act: string; reason: string }
}

async function open(tx: Db, world: World, { actor, holder, second, found, wish }: Opening): Promise<Deed<{ id: string }>> {
  const organisation = await organisationByPublicId(tx, found.realm, found.organisationId)
  if (!organisation || organisation.dissolved_on) throw new Refusal(refuse('app.organisation-unknown'))
  const reach = await reachForSeat(tx, found.realm, organisation.id)
  const place: Place = { ...found, organisationName: organisation.name, path: organisation.path, reach }
  const holderWords = holder.words ?? wordsOf(actor)
  const { id, ends } = await openEmergency(tx, world, { accountId: holder.accountId, holder: holderWords, second, place, reason: wish.reason })
  const words = openedWords(organisation.name, holderWords, second, wish.reason, ends)
  await announce(tx, world, actor, wish.act, { what: 'emergency-opened', kind: 'emergency', words, place })
  return { answer: { id }, ref: { kind: 'organisation', id: organisation.public_id }, path: organisation.path, payload: { words } }
}

/** The holder, or any administrator, ends it before its hour. */
export async function endEmergency(world: World, actor: Actor, wish: { act: string; id: string }): Promise<Decision<{ id: string }>> {
  const held = await emergencyByPublicId(world.db, wish.id)
  const may = held && (held.account_id === actor.accountId || isAdministratorPost(actor.seat.post))
  if (!held || !may) return refuse('app.emergency-over')
  const doer = { ...actor, ...everywhere(held.realm_id) }
  return perform(world, doer, { id: wish.act, kind: 'access.end-emergency', input: wish }, async (tx) => {
    const now = world.clock.now()
    if (!(await closeEmergency(tx, wish.id, now))) throw new Refusal(refuse('app.emergency-over'))
    const place = { realm: held.realm_id, organisationId: held.organisation_id, organisationName: held.organisation_name }
    const words = `“${held.organisation_name}”，持有人 ${held.holder}，${clockOf(now)} 提前结束`
    await announce(tx, world, actor, wish.act, { what: 'emergency-ended', kind: 'emergency', words, place })
    return { answer: { id: wish.id }, ref: { kind: 'organisation', id: held.organisation_id }, path: held.path, payload: { words } }
  })
}
