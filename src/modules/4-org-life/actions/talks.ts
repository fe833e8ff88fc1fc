import { refuse, Refusal, type Decision } from '#base/decision.ts'
import type { Day } from '#base/day.ts'
import type { ParsedOf } from '#base/contract.ts'
import type { Db } from '#base/sql.ts'
import type { Actor } from '#access/actor.ts'
import { beyondReach } from '#database/scope.ts'
import type { World } from '#database/world.ts'
import { perform } from '#ledger/act.ts'
import { noteTalk } from '#dues/actions/arrears.ts'
import { reckon, settleFor } from '#obligations/people.ts'
import { organisationsByIds, type Organisation } from '#organisations/actions/lookup.ts'
import { membersOn } from '#people/actions/standing.ts'
import { committeeOn } from '#org-life/actions/known.ts'
import { deed, member, ownBranch } from '#org-life/actions/private.ts'
import type * as contract from '#org-life/contract/private.ts'
import { talksDuty } from '#org-life/duties.ts'
import { countsFor, owedTo } from '#org-life/rules/talks.ts'
import { branchesTalkedIn, insertTalk } from '#org-life/store/talks.ts'

const idsOf = (all: readonly { id: string }[]): Set<string> => new Set(all.map(({ id }) => id))
const lastOfYear = (year: string, today: Day): Day => (today < `${year}-12-31` ? today : `${year}-12-31`)

/** Who is to be talked with in a year, and who of them sits on the committee. */
export async function talkedWith(tx: Db, organisation: Organisation, year: string, today: Day): Promise<{ owed: string[]; committee: Set<string> }> {
  const day = lastOfYear(year, today)
  const first = idsOf(await membersOn(tx, organisation, `${year}-01-01`))
  const now = (await membersOn(tx, organisation, day)).map(({ id }) => id)
  const committee = idsOf(await committeeOn(tx, organisation, day))
  return { owed: owedTo(first, now, committee), committee }
}

async function reckonTalks(tx: Db, world: World, organisation: Organisation, day: Day): Promise<void> {
  const { owed } = await talkedWith(tx, organisation, day.slice(0, 4), world.clock.today())
  await reckon(tx, world, organisation.realm_id, { duty: talksDuty, organisationId: organisation.public_id, day }, owed)
}

/** Talks with several people on a day; what was said is noted of one at a time, and sealed. The ledger holds neither note nor names. */
export function recordTalks(world: World, actor: Actor, input: ParsedOf<typeof contract.recordTalks>): Promise<Decision<{ recorded: number }>> {
  const today = world.clock.today()
  const { note, on, occasion } = input
  return perform(world, actor, { id: input.act, kind: 'org-life.record-talks', input, on }, async (tx) => {
    const organisation = await ownBranch(tx, actor, input.organisation)
    if (input.partners.includes(input.talker)) throw new Refusal(refuse('org-life.talk-with-oneself'))
    if (note !== '' && input.partners.length > 1) throw new Refusal(refuse('org-life.note-of-several'))
    const talker = await member(tx, organisation, input.talker, on)
    const committee = idsOf(await committeeOn(tx, organisation, on))
    const partners = [...new Set(input.partners)]
    for (const id of partners) {
      const partner = await member(tx, organisation, id, on)
      const made = { talker_id: talker.id, talker_name: talker.name, partner_id: partner.id, partner_name: partner.name, held_on: on, occasion }
      if (occasion === 'dues') await noteTalk(tx, actor.realm, { organisation: organisation.public_id, person: partner.id, on, doer: talker.name })
      const talk = await insertTalk(tx, world.keys, actor.realm, organisation, { ...made, note, entered_on: today })
      const place = { duty: talksDuty, organisationId: organisation.public_id, day: on }
      await settleFor(tx, world, actor.realm, place, countsFor({ talker: talker.id, partner: id }, committee), { kind: 'talk', id: talk })
    }
    await reckonTalks(tx, world, organisation, on)
    return deed(organisation, { recorded: partners.length }, { on, occasion, count: partners.length })
  })
}

/** Somebody came or left, or the committee changed: the year's duty may be met by that, or open again. */
export const followRoster = (tx: Db, world: World, realm: number, organisations: readonly number[]): Promise<void> =>
  beyondReach(tx, async () => {
    const today = world.clock.today()
    const ids = await branchesTalkedIn(tx, realm, organisations, `${today.slice(0, 4)}-01-01`)
    for (const organisation of await organisationsByIds(tx, realm, ids)) await reckonTalks(tx, world, organisation, today)
  })
