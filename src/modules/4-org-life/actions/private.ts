import { must, refuse, Refusal, type Decision } from '#base/decision.ts'
import { addMonths, type Day } from '#base/day.ts'
import type { ParsedOf } from '#base/contract.ts'
import type { Db } from '#base/sql.ts'
import type { Actor } from '#access/actor.ts'
import type { World } from '#database/world.ts'
import { perform, type Deed } from '#ledger/act.ts'
import { noteTalk } from '#dues/actions/arrears.ts'
import { settle, unsettle } from '#obligations/actions.ts'
import { organisationByPublicId, organisationForChange, type Organisation } from '#organisations/actions/lookup.ts'
import { membersOn } from '#people/actions/standing.ts'
import { ruleAt, rulesOf } from '#org-life/actions/known.ts'
import type * as contract from '#org-life/contract/private.ts'
import { appraisalDuties, registrationDuty, talksDuty } from '#org-life/duties.ts'
import { mayHold } from '#org-life/rules/attendance.ts'
import { mayAppraise, mayBegin, mayFinish, registrationOf } from '#org-life/rules/appraisal.ts'
import {
  appraisalForChange, appraisedIn, insertAppraisal, insertAppraised, saveAppraisal, saveAppraised, type Appraisal,
} from '#org-life/store/appraisals.ts'
import { insertExcuse, insertTalk, openExcuse, saveExcuseEnd, talksOf } from '#org-life/store/talks.ts'

/** What stays within the branch is dealt with by its own secretary alone: a superior who reaches it learns counts. */
export function mustBeOwn(actor: Actor, organisationId: string): void {
  if (actor.seat.organisationId !== organisationId) throw new Refusal(refuse('org-life.own-branch-only'))
}

/** The own branch, locked: two of its forms follow each other. */
async function ownBranch(tx: Db, actor: Actor, id: string): Promise<Organisation> {
  mustBeOwn(actor, id)
  await organisationForChange(tx, actor.realm, id)
  return (await organisationByPublicId(tx, actor.realm, id))!
}

const deed = <T>(organisation: Organisation, answer: T, payload: Record<string, unknown>): Deed<T> => ({
  answer, ref: { kind: 'organisation', id: organisation.public_id }, path: organisation.path, payload: { ...payload, organisation: organisation.name },
})

async function member(tx: Db, organisation: Organisation, id: string, day: Day): Promise<{ id: string; name: string }> {
  const found = (await membersOn(tx, organisation, day)).find((one) => one.id === id)
  if (!found) throw new Refusal(refuse('org-life.not-a-member-then', { day, name: null }))
  return found
}

/** Talks with several people on a day; what was said is noted of one at a time, and sealed. The ledger holds neither note nor names. */
export function recordTalks(world: World, actor: Actor, input: ParsedOf<typeof contract.recordTalks>): Promise<Decision<{ recorded: number }>> {
  const today = world.clock.today()
  const { note, ...rest } = input
  return perform(world, actor, { id: input.act, kind: 'org-life.record-talks', input, on: input.on }, async (tx) => {
    const organisation = await ownBranch(tx, actor, input.organisation)
    if (input.partners.includes(input.talker)) throw new Refusal(refuse('org-life.talk-with-oneself'))
    if (note !== '' && input.partners.length > 1) throw new Refusal(refuse('org-life.note-of-several'))
    const talker = await member(tx, organisation, input.talker, input.on)
    for (const id of new Set(input.partners)) {
      const partner = await member(tx, organisation, id, input.on)
      const made = { talker_id: talker.id, talker_name: talker.name, partner_id: partner.id, partner_name: partner.name, held_on: input.on, occasion: input.occasion }
      await insertTalk(tx, world.keys, actor.realm, organisation, { ...made, note, entered_on: today })
      const told = { organisation: organisation.public_id, person: partner.id, on: input.on, doer: talker.name }
      if (input.occasion === 'dues') await noteTalk(tx, actor.realm, told)
    }
    await settleTalks(tx, world, actor.realm, organisation, input.on)
    return deed(organisation, { recorded: new Set(input.partners).size }, { on: rest.on, occasion: rest.occasion, count: rest.partners.length })
  })
}

/** The year's duty is met when nobody is left without a talk. */
async function settleTalks(tx: Db, world: World, realm: number, organisation: Organisation, day: Day): Promise<void> {
  const year = day.slice(0, 4)
  const talked = new Set((await talksOf(tx, realm, organisation.id, { from: `${year}-01-01`, to: addMonths(`${year}-01-01`, 12) })).flatMap((one) => [one.talker_id, one.partner_id]))
  if ((await membersOn(tx, organisation, day)).some(({ id }) => !talked.has(id))) return
  const ref = { kind: 'organisation', id: organisation.public_id }
  await settle(tx, world, realm, { duty: talksDuty, organisationId: organisation.public_id, occurredOn: day, ref })
}

export function excuse(world: World, actor: Actor, input: ParsedOf<typeof contract.excuseOne>): Promise<Decision<{ id: string }>> {
  return perform(world, actor, { id: input.act, kind: 'org-life.excuse', input }, async (tx) => {
    const organisation = await ownBranch(tx, actor, input.organisation)
    if (input.to !== null && input.to < input.from) throw new Refusal(refuse('org-life.dates-not-lawful', { from: input.from, to: input.to }))
    const person = await member(tx, organisation, input.person, input.from)
    if (await openExcuse(tx, actor.realm, organisation.id, person.id)) throw new Refusal(refuse('org-life.excused-already', { name: person.name }))
    const { cause, from, to } = input
    await insertExcuse(tx, actor.realm, organisation, { person_id: person.id, name: person.name, cause, from_on: from, to_on: to })
    return deed(organisation, { id: input.person }, { name: person.name, from, to })
  })
}

export function endExcuse(world: World, actor: Actor, input: ParsedOf<typeof contract.endExcuse>): Promise<Decision<{ id: string }>> {
  return perform(world, actor, { id: input.act, kind: 'org-life.end-excuse', input }, async (tx) => {
    const organisation = await ownBranch(tx, actor, input.organisation)
    const held = await openExcuse(tx, actor.realm, organisation.id, input.person)
    if (!held) throw new Refusal(refuse('org-life.not-excused'))
    await saveExcuseEnd(tx, actor.realm, organisation.id, input.person, input.on)
    return deed(organisation, { id: input.person }, { name: held.name, on: input.on })
  })
}

export function beginAppraisal(world: World, actor: Actor, input: ParsedOf<typeof contract.beginAppraisal>): Promise<Decision<{ people: number }>> {
  return perform(world, actor, { id: input.act, kind: 'org-life.begin-appraisal', input }, async (tx) => {
    const organisation = await ownBranch(tx, actor, input.organisation)
    if (organisation.kind !== `${organisation.line}.branch`) throw new Refusal(refuse('org-life.not-a-branch'))
    must(mayHold(input.on, world.clock.today()))
    // the year's appraisal may run over into the spring
    if (![input.year, input.year + 1].includes(Number(input.on.slice(0, 4)))) throw new Refusal(refuse('org-life.other-year', { year: input.year, day: input.on }))
    if (await appraisalForChange(tx, actor.realm, organisation.id, input.year)) throw new Refusal(refuse('org-life.appraised-already', { year: input.year }))
    const members = await membersOn(tx, organisation, input.on)
    if (members.length === 0) throw new Refusal(refuse('org-life.roll-missing', { unmarked: 0 }))
    const quorum = ruleAt(await rulesOf(tx, organisation), organisation, 'league.branch.appraisal.quorum', input.on)
    must(mayBegin(input.ballots, members.length, quorum))
    const made = await insertAppraisal(tx, actor.realm, organisation, { year: input.year, held_on: input.on, ballots: input.ballots, expected: members.length })
    const rows = members.map(({ id, name, nameKey, statusWords, voting }) => ({ id, name, nameKey, status: statusWords, graded: voting }))
    await insertAppraised(tx, actor.realm, organisation, made.id, rows)
    return deed(organisation, { people: members.length }, { year: input.year, on: input.on, ballots: input.ballots })
  })
}

async function openAppraisal(tx: Db, realm: number, organisation: Organisation, year: number): Promise<Appraisal> {
  const held = await appraisalForChange(tx, realm, organisation.id, year)
  if (!held) throw new Refusal(refuse('org-life.not-appraised', { year }))
  if (held.finished_on) throw new Refusal(refuse('org-life.appraisal-finished', { day: held.finished_on }))
  return held
}

export function appraise(world: World, actor: Actor, input: ParsedOf<typeof contract.appraise>): Promise<Decision<{ saved: number }>> {
  return perform(world, actor, { id: input.act, kind: 'org-life.appraise', input }, async (tx) => {
    const organisation = await ownBranch(tx, actor, input.organisation)
    const held = await openAppraisal(tx, actor.realm, organisation, input.year)
    const lines = await appraisedIn(tx, actor.realm, held.id)
    for (const { person, ...given } of input.rows) {
      const line = lines.find(({ person_id }) => person_id === person)
      if (!line) throw new Refusal(refuse('org-life.not-a-member-then', { day: held.held_on, name: null }))
      must(mayAppraise({ ...line, ...given }, held.ballots))
      await saveAppraised(tx, actor.realm, { ...line, ...given })
    }
    return deed(organisation, { saved: input.rows.length }, { year: input.year, count: input.rows.length })
  })
}

const lineOf = ({ line }: Organisation): 'party' | 'league' => (line === 'league' ? 'league' : 'party')

export function finishAppraisal(world: World, actor: Actor, input: ParsedOf<typeof contract.finishAppraisal>): Promise<Decision<{ excellent: number; most: number }>> {
  const today = world.clock.today()
  return perform(world, actor, { id: input.act, kind: 'org-life.finish-appraisal', input }, async (tx) => {
    const organisation = await ownBranch(tx, actor, input.organisation)
    const held = await openAppraisal(tx, actor.realm, organisation, input.year)
    const line = lineOf(organisation)
    const ceiling = ruleAt(await rulesOf(tx, organisation), organisation, `${line}.branch.appraisal.excellent-max`, held.held_on)!
    const told = must(mayFinish(await appraisedIn(tx, actor.realm, held.id), ceiling, input.confirmed))
    await saveAppraisal(tx, actor.realm, { ...held, finished_on: today })
    const ref = { kind: 'appraisal', id: held.public_id }
    await unsettle(tx, actor.realm, ref)
    await settle(tx, world, actor.realm, { duty: appraisalDuties[line], organisationId: organisation.public_id, occurredOn: held.held_on, forDay: `${input.year}-12-31`, ref })
    return deed(organisation, told, { year: input.year, ...told })
  })
}

/** Follows from the appraisal: nothing is typed for it. */
export function registerMembers(world: World, actor: Actor, input: ParsedOf<typeof contract.registerMembers>): Promise<Decision<{ registered: number; deferred: number }>> {
  const today = world.clock.today()
  return perform(world, actor, { id: input.act, kind: 'org-life.register-members', input }, async (tx) => {
    const organisation = await ownBranch(tx, actor, input.organisation)
    if (organisation.line !== 'league') throw new Refusal(refuse('org-life.not-the-league'))
    const held = await appraisalForChange(tx, actor.realm, organisation.id, input.year)
    if (!held) throw new Refusal(refuse('org-life.not-appraised', { year: input.year }))
    if (!held.finished_on) throw new Refusal(refuse('org-life.appraisal-first'))
    if (held.registered_on) throw new Refusal(refuse('org-life.registered-already', { day: held.registered_on }))
    const lines = (await appraisedIn(tx, actor.realm, held.id)).map((line) => ({ ...line, registration: registrationOf(line.grade) }))
    for (const line of lines) await saveAppraised(tx, actor.realm, line)
    await saveAppraisal(tx, actor.realm, { ...held, registered_on: today })
    const ref = { kind: 'registration', id: held.public_id }
    await settle(tx, world, actor.realm, { duty: registrationDuty, organisationId: organisation.public_id, occurredOn: today, forDay: `${input.year}-12-31`, ref })
    const registered = lines.filter(({ registration }) => registration === 'registered').length
    return deed(organisation, { registered, deferred: lines.length - registered }, { year: input.year, registered, deferred: lines.length - registered })
  })
}
