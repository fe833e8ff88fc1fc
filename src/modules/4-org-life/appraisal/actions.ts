import { must, refuse, Refusal, type Decision } from '#base/decision.ts'
import type { Day } from '#base/day.ts'
import type { ParsedOf } from '#base/contract.ts'
import type { Db } from '#base/sql.ts'
import { accountOfPerson } from '#access/accounts.ts'
import type { Actor } from '#access/actor.ts'
import type { World } from '#database/world.ts'
import { perform, type Deed, type Doer } from '#ledger/act.ts'
import { notify as tell } from '#notices/send.ts'
import { settle, unsettle } from '#obligations/actions.ts'
import { organisationByPublicId, organisationForChange, type Organisation } from '#organisations/actions/lookup.ts'
import { membersOn, type MemberOn } from '#people/actions/standing.ts'
import { ruleAt, rulesOf } from '#org-life/actions/known.ts'
import { deed, ownBranch } from '#org-life/actions/private.ts'
import type * as contract from '#org-life/appraisal/contract.ts'
import { hasCommittee } from '#org-life/appraisal/known.ts'
import { termAt, termOf } from '#org-life/appraisal/corrections.ts'
import { mayAppraise, mayDecide, mayFinish, mayVote, registrationOf } from '#org-life/appraisal/rules/grading.ts'
import { mayEnter, maySpeak } from '#org-life/appraisal/rules/opinions.ts'
import { stepOf, type AppraisalAct, type AppraisalLine } from '#org-life/appraisal/rules/states.ts'
import {
  appraisalForChange, appraisedIn, deleteEmptyLines, insertAppraisal, insertAppraisalRevision, insertAppraised, saveAppraisal, saveAppraised, saveOpinion,
  saveSelf, ungrade, type Appraisal, type AppraisedLine,
} from '#org-life/appraisal/store.ts'
import { askNotice, goneWords } from '#org-life/appraisal/words.ts'
import { appraisalDuties, registrationDuty } from '#org-life/duties.ts'
import type { AppraisalState } from '#org-life/kinds.ts'
import { mayHold } from '#org-life/rules/attendance.ts'

type Acted = Promise<Decision<{ state: string }>>
export const lineOf = ({ line }: Pick<Organisation, 'line'>): AppraisalLine => (line === 'league' ? 'league' : 'party')

export interface Ground {
  organisation: Organisation
  held: Appraisal
  to: AppraisalState
}

/** The year's appraisal, locked, in a state that lets the act be done. */
export async function heldAt(tx: Db, organisation: Organisation, year: number, act: AppraisalAct): Promise<Ground> {
  const held = await appraisalForChange(tx, organisation.realm_id, organisation.id, year)
  if (!held) throw new Refusal(refuse('org-life.not-appraised', { year }))
  return { organisation, held, to: must(stepOf(held.state, act, lineOf(organisation))) }
}

const ownHeld = async (tx: Db, actor: Actor, input: { organisation: string; year: number }, act: AppraisalAct): Promise<Ground> =>
  heldAt(tx, await ownBranch(tx, actor, input.organisation), input.year, act)

const asRow = ({ id, name, nameKey, statusWords, voting }: MemberOn) => ({ id, name, nameKey, status: statusWords, graded: voting })

export function beginAppraisal(world: World, actor: Actor, input: ParsedOf<typeof contract.beginAppraisal>): Promise<Decision<{ people: number; told: number }>> {
  const today = world.clock.today()
  return perform(world, actor, { id: input.act, kind: 'org-life.begin-appraisal', input }, async (tx) => {
    const organisation = await ownBranch(tx, actor, input.organisation)
    if (organisation.kind !== `${organisation.line}.branch`) throw new Refusal(refuse('org-life.not-a-branch'))
    mustFit(input.year, today)
    if (await appraisalForChange(tx, actor.realm, organisation.id, input.year)) throw new Refusal(refuse('org-life.appraised-already', { year: input.year }))
    const members = await membersOn(tx, organisation, today)
    if (members.length === 0) throw new Refusal(refuse('org-life.roll-missing', { unmarked: 0 }))
    const made = await insertAppraisal(tx, actor.realm, organisation, { year: input.year, way: input.way, begun_on: today, expected: members.length })
    await insertAppraised(tx, actor.realm, organisation, made.id, members.map(asRow))
    const told = await askAll(tx, world, actor, organisation, members, input.year)
    return deed(organisation, { people: members.length, told }, { year: input.year, way: input.way, people: members.length })
  })
}

/** The year's appraisal may run over into the spring. */
function mustFit(year: number, on: Day): void {
  if (![year, year + 1].includes(Number(on.slice(0, 4)))) throw new Refusal(refuse('org-life.other-year', { year, day: on }))
}

async function askAll(tx: Db, world: World, actor: Actor, organisation: Organisation, members: readonly MemberOn[], year: number): Promise<number> {
  const accounts = []
  for (const { id } of members) accounts.push(await accountOfPerson(tx, actor.realm, id))
  const ids = accounts.flatMap((account) => account?.id ?? [])
  const notice = { realm: actor.realm, class: 'act' as const, link: '/me/appraisal', from: organisation.public_id, ...askNotice(organisation.name, year) }
  await tell(tx, ids, notice, world.clock.now())
  return ids.length
}

export function lineFor(lines: readonly AppraisedLine[], person: string): AppraisedLine {
  const line = lines.find(({ person_id }) => person_id === person)
  if (!line) throw new Refusal(refuse('org-life.not-a-member-then', { day: null, name: null }))
  return line
}

/** What stood on paper is entered on behalf and marked so; one's own words are never written over. */
export function enterSelf(world: World, actor: Actor, input: ParsedOf<typeof contract.enterSelf>): Acted {
  const on = world.clock.today()
  return perform(world, actor, { id: input.act, kind: 'org-life.enter-self-appraisal', input }, async (tx) => {
    const { organisation, held } = await ownHeld(tx, actor, input, 'enter')
    const line = lineFor(await appraisedIn(tx, actor.realm, held.id), input.person)
    if (line.self_how === 'self') throw new Refusal(refuse('org-life.self-written', { name: line.name }))
    await saveSelf(tx, world.keys, actor.realm, line.id, { text: input.text, on, how: 'paper' })
    return deed(organisation, { state: held.state }, { year: input.year })
  })
}

export function enterOpinion(world: World, actor: Actor, input: ParsedOf<typeof contract.enterOpinion>): Acted {
  return perform(world, actor, { id: input.act, kind: 'org-life.enter-opinion', input }, async (tx) => {
    const { organisation, held } = await ownHeld(tx, actor, input, 'enter')
    const lines = await appraisedIn(tx, actor.realm, held.id)
    const { about, author, text } = input
    must(mayEnter(held.way, author))
    must(maySpeak({ way: held.way, author, about: [about], persons: new Set(lines.map(({ person_id }) => person_id)), handedOn: null }))
    const authorName = author === null ? null : lineFor(lines, author).name
    await saveOpinion(tx, world.keys, actor.realm, held, { about_id: about, author_id: author, author_name: authorName, text, on_paper: true })
    return deed(organisation, { state: held.state }, { year: input.year })
  })
}

/** The ballots of the meeting; the table becomes the roster of that day. */
export function holdVote(world: World, actor: Actor, input: ParsedOf<typeof contract.holdVote>): Promise<Decision<{ people: number }>> {
  const { on, ballots, confirmed, year } = input
  return perform(world, actor, { id: input.act, kind: 'org-life.hold-vote', input }, async (tx) => {
    const { organisation, held, to } = await ownHeld(tx, actor, input, 'vote')
    must(mayHold(on, world.clock.today()))
    mustFit(year, on)
    const members = await membersOn(tx, organisation, on)
    if (members.length === 0) throw new Refusal(refuse('org-life.roll-missing', { unmarked: 0 }))
    await follow(tx, actor.realm, organisation, held, members)
    const rules = await rulesOf(tx, organisation)
    const there = new Set(members.map(({ id }) => id))
    const withoutSelf = (await appraisedIn(tx, actor.realm, held.id)).filter((line) => there.has(line.person_id) && line.self_on === null).map(({ name }) => name)
    const order = ruleAt(rules, organisation, `${lineOf(organisation)}.branch.appraisal.order`, on)
    const quorum = ruleAt(rules, organisation, 'league.branch.appraisal.quorum', on)
    must(mayVote({ ballots, expected: members.length, quorum, withoutSelf: order ? withoutSelf : [], order: order!, confirmed }))
    await saveAppraisal(tx, actor.realm, { ...held, state: to, held_on: on, ballots, expected: members.length })
    return deed(organisation, { people: members.length }, { year, on, ballots, withoutSelf: withoutSelf.length })
  })
}

async function follow(tx: Db, realm: number, organisation: Organisation, held: Appraisal, members: readonly MemberOn[]): Promise<void> {
  const ids = members.map(({ id }) => id)
  await deleteEmptyLines(tx, realm, held.id, ids)
  const lines = await appraisedIn(tx, realm, held.id)
  const known = new Set(lines.map(({ person_id }) => person_id))
  await insertAppraised(tx, realm, organisation, held.id, members.filter(({ id }) => !known.has(id)).map(asRow))
  for (const line of lines.filter(({ person_id, graded }) => graded && !ids.includes(person_id))) await ungrade(tx, realm, line.id, goneWords(line.status))
}

export function appraise(world: World, actor: Actor, input: ParsedOf<typeof contract.appraise>): Promise<Decision<{ saved: number }>> {
  return perform(world, actor, { id: input.act, kind: 'org-life.appraise', input }, async (tx) => {
    const { organisation, held } = await ownHeld(tx, actor, input, 'grade')
    const lines = await appraisedIn(tx, actor.realm, held.id)
    const grades = ruleAt(await rulesOf(tx, organisation), organisation, 'party.branch.appraisal.grades', held.held_on!)
    for (const { person, ...given } of input.rows) {
      const line = { ...lineFor(lines, person), ...given }
      must(mayAppraise(line, held.ballots, grades))
      await saveAppraised(tx, actor.realm, line)
    }
    return deed(organisation, { saved: input.rows.length }, { year: input.year, count: input.rows.length })
  })
}

/** Grades are proposed after the vote: the party branch's stand, the League's go to the superior. */
export function finishAppraisal(
  world: World, actor: Actor, input: ParsedOf<typeof contract.finishAppraisal>,
): Promise<Decision<{ excellent: number; most: number; state: string }>> {
  const today = world.clock.today()
  return perform(world, actor, { id: input.act, kind: 'org-life.finish-appraisal', input }, async (tx) => {
    const organisation = await ownBranch(tx, actor, input.organisation)
    const line = lineOf(organisation)
    const at = await heldAt(tx, organisation, input.year, line === 'league' ? 'submit' : 'finish')
    const { held, to } = at
    must(mayDecide(input.by, input.on, { hasCommittee: await hasCommittee(tx, organisation, input.on), heldOn: held.held_on!, today }))
    const rules = await rulesOf(tx, organisation)
    const ceiling = ruleAt(rules, organisation, `${line}.branch.appraisal.excellent-max`, held.held_on!)
    const base = ruleAt(rules, organisation, 'party.branch.appraisal.excellent-base', held.held_on!)
    const told = must(mayFinish({ rows: await appraisedIn(tx, actor.realm, held.id), ballots: held.ballots, ceiling, base, confirmed: input.confirmed }))
    const decided = { ...held, decided_by: input.by, decided_on: input.on, returned_reason: null, state: to }
    if (to === 'submitted') await saveAppraisal(tx, actor.realm, { ...decided, submitted_on: today, finished_by: actor.accountId })
    else await stand(tx, world, actor.realm, organisation, { ...decided, finished_by: actor.accountId, finished_on: today })
    return deed(organisation, { ...told, state: to }, { year: input.year, ...told, state: to, by: input.by, on: input.on })
  })
}

/** The result stands: the year's duty is met by it, on the day of the vote. */
export async function stand(tx: Db, world: World, realm: number, organisation: Organisation, held: Appraisal): Promise<void> {
  await saveAppraisal(tx, realm, held)
  await beginCorrections(tx, realm, organisation, held)
  const ref = { kind: 'appraisal', id: held.public_id }
  await unsettle(tx, realm, ref)
  const duty = appraisalDuties[lineOf(organisation)]
  await settle(tx, world, realm, { duty, organisationId: organisation.public_id, occurredOn: held.held_on!, forDay: `${held.year}-12-31`, ref })
}

/** Who is 不合格 in the League has the longest lawful term; the branch may shorten it. */
async function beginCorrections(tx: Db, realm: number, organisation: Organisation, held: Appraisal): Promise<void> {
  const term = await termAt(tx, organisation, held.finished_on!)
  if (!term) return
  const { to } = termOf(held.finished_on!, term)
  const lines = await appraisedIn(tx, realm, held.id)
  for (const line of lines.filter(({ grade }) => grade === 'unqualified')) await saveAppraised(tx, realm, { ...line, correct_by: to })
}

export function withdrawAppraisal(world: World, actor: Actor, input: ParsedOf<typeof contract.withdrawAppraisal>): Acted {
  return perform(world, actor, { id: input.act, kind: 'org-life.withdraw-appraisal', input }, async (tx) => {
    const { organisation, held, to } = await ownHeld(tx, actor, input, 'withdraw')
    await saveAppraisal(tx, actor.realm, { ...held, state: to, submitted_on: null, finished_by: null })
    return deed(organisation, { state: to }, { year: input.year })
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
    if (held.registered_on) throw new Refusal(refuse('org-life.registered-already', { day: held.registered_on }))
    const step = stepOf(held.state, 'register', 'league')
    if (!step.ok) throw new Refusal(refuse('org-life.appraisal-first'))
    const lines = (await appraisedIn(tx, actor.realm, held.id)).map((line) => ({ ...line, registration: registrationOf(line.grade) }))
    for (const line of lines) await saveAppraised(tx, actor.realm, line)
    await saveAppraisal(tx, actor.realm, { ...held, state: step.value, registered_on: today })
    const ref = { kind: 'registration', id: held.public_id }
    await settle(tx, world, actor.realm, { duty: registrationDuty, organisationId: organisation.public_id, occurredOn: today, forDay: `${input.year}-12-31`, ref })
    const registered = lines.filter(({ registration }) => registration === 'registered').length
    const told = { registered, deferred: lines.length - registered }
    return deed(organisation, told, { year: input.year, ...told })
  })
}

const uncorrected = { correct_by: null, again_on: null, again_grade: null }
const unfinished = { finished_on: null, finished_by: null, submitted_on: null, approved_by: null, approved_how: null, approval_document: null, registered_on: null }

/** A result that stands is opened again by a second person; what it said is kept, and what it had met is open again. */
export function reviseAppraisal(world: World, doer: Doer, input: ParsedOf<typeof contract.reviseAppraisal>): Promise<Decision<{ revision: number }>> {
  return perform(world, doer, { id: input.act, kind: 'org-life.revise-appraisal', input }, async (tx): Promise<Deed<{ revision: number }>> => {
    await organisationForChange(tx, doer.realm, input.organisation)
    const organisation = (await organisationByPublicId(tx, doer.realm, input.organisation))!
    const { held, to } = await heldAt(tx, organisation, input.year, 'revise')
    if (held.finished_by === doer.accountId) throw new Refusal(refuse('org-life.appraisal-second'))
    const lines = await appraisedIn(tx, doer.realm, held.id)
    const content = lines.map(({ name, grade }) => ({ name, grade }))
    const asked = { reason: input.reason, asked_by: `${doer.postWords} ${doer.name}`, asked_at: world.clock.now() }
    await insertAppraisalRevision(tx, doer.realm, held, { revision: held.revision, ...asked, content })
    for (const line of lines) await saveAppraised(tx, doer.realm, { ...line, ...uncorrected, registration: null })
    for (const kind of ['appraisal', 'registration']) await unsettle(tx, doer.realm, { kind, id: held.public_id })
    const revision = held.revision + 1
    await saveAppraisal(tx, doer.realm, { ...held, ...unfinished, state: to, revision })
    return deed(organisation, { revision }, { year: input.year, revision, reason: input.reason })
  })
}
