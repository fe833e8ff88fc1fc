import type { Day } from '#base/day.ts'
import type { OutputOf } from '#base/contract.ts'
import type { Db } from '#base/sql.ts'
import type { Actor } from '#access/actor.ts'
import { owedBy } from '#obligations/actions.ts'
import { organisationByPublicId, type Organisation } from '#organisations/actions/lookup.ts'
import { membersOn } from '#people/actions/standing.ts'
import { ruleAt, rulesOf } from '#org-life/actions/known.ts'
import { usualOf } from '#org-life/actions/planning.ts'
import { mustBeOwn } from '#org-life/actions/private.ts'
import { talkedWith } from '#org-life/actions/talks.ts'
import type * as contract from '#org-life/contract/private.ts'
import { talksDuty } from '#org-life/duties.ts'
import { whyOf } from '#org-life/present/meeting.ts'
import { talksOf, type Talk } from '#org-life/store/talks.ts'
import { occasionWords, talkPartners } from '#org-life/words/private.ts'

const presentTalk = (one: Talk) => ({
  id: one.public_id, talker: { id: one.talker_id, name: one.talker_name }, partner: { id: one.partner_id, name: one.partner_name }, on: one.held_on,
  occasion: one.occasion, occasionWords: occasionWords[one.occasion],
})

/** For whom a year's talk counts as held: by the engine, where the branch owes it; else whoever somebody talked with. */
async function doneIn(tx: Db, organisation: Organisation, range: { from: Day; to: Day }, today: Day, talks: readonly Talk[]): Promise<Set<string>> {
  const all = (await owedBy(tx, organisation.realm_id, [talksDuty], [organisation.public_id], range, today)).get(organisation.public_id)!
  return new Set(all[0] ? all.flatMap(({ persons }) => persons) : talks.flatMap((one) => [one.talker_id, one.partner_id]))
}

/** A year's talks of the own branch, and with whom one is still open. */
export async function presentTalks(tx: Db, actor: Actor, id: string, year: number, today: Day): Promise<OutputOf<typeof contract.talks>> {
  mustBeOwn(actor, id)
  const organisation = (await organisationByPublicId(tx, actor.realm, id))!
  const range = { from: `${year}-01-01`, to: `${year + 1}-01-01` }
  const [talks, members] = [await talksOf(tx, actor.realm, organisation.id, range), await membersOn(tx, organisation, today)]
  const { owed, committee } = await talkedWith(tx, organisation, String(year), today)
  const done = await doneIn(tx, organisation, range, today, talks)
  const rule = ruleAt(await rulesOf(tx, organisation), organisation, 'party.branch.talks', today)
  const stateOf = (one: string) => (done.has(one) ? 'done' : owed.includes(one) ? 'open' : committee.has(one) ? 'none' : 'next-year')
  const withWhom = (one: string): string => (rule ? talkPartners[committee.has(one) ? 'committee' : 'member'] : '')
  const shown = members.map(({ id: person, name }) => ({ id: person, name, talk: stateOf(person), withWhom: withWhom(person) }) as const)
  return {
    talks: talks.map(presentTalk), members: shown,
    without: shown.filter(({ talk }) => talk === 'open').map(({ id: person, name }) => ({ id: person, name })),
    usual: (await usualOf(tx, organisation, null, today)).chair, why: rule && whyOf(rule),
  }
}
