import { must, refuse, Refusal, type Decision } from '#base/decision.ts'
import type { ParsedOf } from '#base/contract.ts'
import type { Db } from '#base/sql.ts'
import type { Account } from '#access/actor.ts'
import { beyondReach } from '#database/scope.ts'
import type { World } from '#database/world.ts'
import { perform, type Deed, type Doer } from '#ledger/act.ts'
import { organisationsByIds } from '#organisations/actions/lookup.ts'
import { ownDoer } from '#people/actions/standing.ts'
import { heldAt, lineFor } from '#org-life/appraisal/actions.ts'
import type * as contract from '#org-life/appraisal/contract.ts'
import { maySpeak } from '#org-life/appraisal/rules/opinions.ts'
import { appraisalsOfPerson, appraisedIn, saveOpinion, saveSelf, saveSlipsOn, type Appraisal, type AppraisedLine } from '#org-life/appraisal/store.ts'

interface Mine {
  held: Appraisal
  lines: AppraisedLine[]
  own: AppraisedLine
}

/** One's own line in an appraisal that is being written. */
async function mineIn(tx: Db, doer: Doer, id: string): Promise<Mine> {
  const seen = (await appraisalsOfPerson(tx, doer.realm, doer.persons ?? [])).find(({ public_id }) => public_id === id)
  if (!seen) throw new Refusal(refuse('org-life.not-in-appraisal'))
  const [organisation] = await beyondReach(tx, () => organisationsByIds(tx, doer.realm, [seen.organisation_id]))
  const { held } = await heldAt(tx, organisation!, seen.year, 'write')
  const lines = await appraisedIn(tx, doer.realm, held.id)
  const own = lines.find(({ person_id }) => doer.persons?.includes(person_id))
  if (!own) throw new Refusal(refuse('org-life.not-in-appraisal'))
  return { held, lines, own }
}

/** The ledger names the act and the year, and nothing of what was said. */
const written = ({ held }: Mine): Deed<{ state: string }> =>
  ({ answer: { state: held.state }, ref: { kind: 'appraisal', id: held.public_id }, path: held.path, payload: { year: held.year } })

export async function writeSelf(world: World, account: Account, input: ParsedOf<typeof contract.writeSelf>): Promise<Decision<{ state: string }>> {
  const { doer } = await ownDoer(world, account)
  const on = world.clock.today()
  return perform(world, doer, { id: input.act, kind: 'org-life.write-self-appraisal', input }, async (tx) => {
    const mine = await mineIn(tx, doer, input.id)
    await saveSelf(tx, world.keys, doer.realm, mine.own.id, { text: input.text, on, how: 'self' })
    return written(mine)
  })
}

/** Opinions on others. Of slips not even the act's digest may tell which are whose, so that what was said is left out of it. */
export async function writeOpinions(world: World, account: Account, input: ParsedOf<typeof contract.writeOpinions>): Promise<Decision<{ state: string }>> {
  const { doer } = await ownDoer(world, account)
  const on = world.clock.today()
  return perform(world, doer, { id: input.act, kind: 'org-life.write-opinions', input: { id: input.id } }, async (tx) => {
    const mine = await mineIn(tx, doer, input.id)
    const { held, lines, own } = mine
    const persons = new Set(lines.map(({ person_id }) => person_id))
    must(maySpeak({ way: held.way, author: own.person_id, about: input.opinions.map(({ about }) => about), persons, handedOn: own.slips_on }))
    const author = held.way === 'named' ? { author_id: own.person_id, author_name: own.name } : { author_id: null, author_name: null }
    for (const { about, text } of input.opinions) {
      await saveOpinion(tx, world.keys, doer.realm, held, { ...author, about_id: lineFor(lines, about).person_id, text, on_paper: false })
    }
    if (held.way === 'slip') await saveSlipsOn(tx, doer.realm, own.id, on)
    return written(mine)
  })
}
