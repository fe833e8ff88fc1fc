import { refuse, Refusal, type Decision } from '#base/decision.ts'
import type { ParsedOf } from '#base/contract.ts'
import { looksSince, rememberLook } from '#access/looks.ts'
import { perform, type Doer } from '#ledger/act.ts'
import type { World } from '#database/world.ts'
import type * as contract from '#people/contract.ts'
import { regulations } from '#organisations/actions/lookup.ts'
import { placeOf, tellPerson } from '#people/actions/known.ts'
import { unmaskedPerDay } from '#people/rules.ts'
import { mayUnmask } from '#people/rules/unmask.ts'
import { openField, personByPublicId } from '#people/store/persons.ts'
import { fieldWords, lookNotice, purposeWords } from '#people/words.ts'

/**
 * Shows one masked field for a reason. The look is an act in the ledger and a line the person can read; the value itself
 * is neither in the ledger nor kept as the answer of the act, so a retry is a new look with a new id.
 */
export async function unmask(world: World, doer: Doer, input: ParsedOf<typeof contract.unmask>): Promise<Decision<{ value: string | null }>> {
  const fit = mayUnmask(input.reason, regulations, world.clock.today())
  if (!fit.ok) return fit
  const reason = input.purpose ? `${purposeWords[input.purpose]}，${input.reason}` : input.reason
  let shown: { value: string | null } | null = null
  const looked = await perform(world, doer, { id: input.act, kind: 'people.unmask', input }, async (tx) => {
    const since = new Date(world.clock.now().getTime() - 86_400_000)
    if ((await looksSince(tx, doer.accountId, 'unmask', since)) >= unmaskedPerDay) throw new Refusal(refuse('people.too-many-unmasked', { most: unmaskedPerDay }))
    const person = await personByPublicId(tx, doer.realm, input.id)
    if (!person) throw new Refusal(refuse('access.not-found'))
    shown = { value: await openField(tx, world.keys, person, input.field) }
    const words = fieldWords[input.field]
    const detail = `查看${words}：${reason}`
    const look = { realm: doer.realm, accountId: doer.accountId, doer: `${doer.postWords} ${doer.name}`, kind: 'unmask' as const, refIds: [input.id], detail }
    await rememberLook(tx, look, world.clock.now())
    await tellPerson(tx, world, person, lookNotice(look.doer, detail))
    const payload = { name: person.name, field: words, reason }
    return { answer: {}, ref: { kind: 'person', id: input.id }, path: placeOf(person, doer), payload }
  })
  if (!looked.ok) return looked
  return shown ? { ok: true, value: shown } : refuse('people.look-again')
}
