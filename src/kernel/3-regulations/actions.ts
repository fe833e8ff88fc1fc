import { refuse, Refusal, type Decision } from '#base/decision.ts'
import type { ParsedOf } from '#base/contract.ts'
import { newId } from '#base/id.ts'
import type { Db } from '#base/sql.ts'
import type { Actor } from '#access/actor.ts'
import type { World } from '#database/world.ts'
import { perform } from '#ledger/act.ts'
import type * as contract from '#regulations/contract.ts'
import { national } from '#regulations/packs/national.ts'
import { sentenceOf } from '#regulations/words.ts'
import { laidOver, settingRefusal, type Setting } from '#regulations/settings.ts'
import { endOpen, insertSetting, moveSettings, settingsOf, settingsOver } from '#regulations/store.ts'
import type { Regulation } from '#regulations/rules.ts'

/** The rules that hold at a place of the tree, on every day: the national ones with what was laid down there and above. */
export async function rulesAt(tx: Db, realm: number, path: string): Promise<readonly Regulation[]> {
  return laid(await settingsOver(tx, realm, path))
}

/** The same for many places: asked once, answered for each. */
export async function rulesOfRealm(tx: Db, realm: number): Promise<{ places: readonly Pick<Setting, 'path' | 'organisationId'>[]; settings: readonly Setting[]; at: (path: string) => readonly Regulation[] }> {
  const all = await settingsOf(tx, realm)
  const at = (path: string) => laid(all.filter((one) => path.startsWith(one.path)))
  return { places: [...new Map(all.map((one) => [one.path, one])).values()], settings: all, at }
}

const held = new Map<string, readonly Regulation[]>()
const mostHeld = 500

/** The same settings give the same list of rules, so that what was worked out under them is found again. */
function laid(settings: readonly Setting[]): readonly Regulation[] {
  if (settings.length === 0) return national.rules
  const key = settings.map(({ id, from, to }) => `${id} ${from} ${to}`).join()
  const rules = held.get(key) ?? laidOver(national.rules, settings)
  if (held.size > mostHeld) held.clear()
  held.set(key, rules)
  return rules
}

export const settingsAbove = (tx: Db, realm: number, path: string): Promise<Setting[]> => settingsOver(tx, realm, path)
/** A tree moved: what its organisations laid down follows. */
export const followSettings = (tx: Db, realm: number, from: string, to: string): Promise<number> => moveSettings(tx, realm, from, to)

/** Where an organisation stands and what it is called: the register of organisations, above this room, knows. */
export type PlaceOf = (tx: Db, realm: number, organisationId: string) => Promise<{ name: string; path: string }>

const wordsOfRule = (rules: readonly Regulation[], id: string): string => {
  const rule = rules.find((one) => one.id === id)
  return rule ? sentenceOf(rule) : id
}

export function setRule(world: World, actor: Actor, placeOf: PlaceOf, input: ParsedOf<typeof contract.set>): Promise<Decision<{ id: string }>> {
  const today = world.clock.today()
  return perform(world, actor, { id: input.act, kind: 'regulations.set', input }, async (tx) => {
    const at = await placeOf(tx, actor.realm, input.organisation)
    const above = (await settingsOver(tx, actor.realm, at.path)).filter(({ organisationId }) => organisationId !== input.organisation)
    const rules = laidOver(national.rules, above)
    const refused = settingRefusal(rules, input, today)
    if (refused) throw new Refusal(refuse(refused, { rule: wordsOfRule(rules, input.rule), choices: (rules.find(({ id }) => id === input.rule)?.choices ?? []).join(' 或 ') }))
    await endOpen(tx, actor.realm, input.organisation, input.rule, input.from)
    const { rule, value, document, from, organisation: organisationId } = input
    const id = newId()
    const made = { id, organisationId, organisationName: at.name, path: at.path, rule, value, document, from, to: null, by: actor.postWords, on: today }
    await insertSetting(tx, actor.realm, made)
    const payload = { ...input, organisationName: at.name, words: wordsOfRule(rules, rule) }
    return { answer: { id }, ref: { kind: 'setting', id }, path: at.path, payload, touches: [{ kind: 'organisation', id: organisationId }] }
  })
}

export function endSetting(world: World, actor: Actor, placeOf: PlaceOf, input: ParsedOf<typeof contract.endSetting>): Promise<Decision<{ ended: true }>> {
  return perform(world, actor, { id: input.act, kind: 'regulations.end-setting', input }, async (tx) => {
    const at = await placeOf(tx, actor.realm, input.organisation)
    if (input.on < world.clock.today()) throw new Refusal(refuse('regulations.setting-past'))
    const own = (await settingsOver(tx, actor.realm, at.path)).find((one) =>
      one.organisationId === input.organisation && one.rule === input.rule && one.to === null)
    if (!own) throw new Refusal(refuse('regulations.no-setting'))
    await endOpen(tx, actor.realm, input.organisation, input.rule, input.on)
    const payload = { ...input, organisationName: at.name, words: wordsOfRule(national.rules, input.rule) }
    return { answer: { ended: true as const }, ref: { kind: 'setting', id: own.id }, path: at.path, payload, touches: [{ kind: 'organisation', id: input.organisation }] }
  })
}
