import type { Keys } from '#base/seal.ts'
import type { Day } from '#base/day.ts'
import type { Db } from '#base/sql.ts'
import { refuse, Refusal } from '#base/decision.ts'
import type { Actor } from '#access/actor.ts'
import type { World } from '#database/world.ts'
import { countFor } from '#regulations/rules.ts'
import { organisationByPublicId, organisationsByIds, type Organisation } from '#organisations/actions/lookup.ts'
import { membersOn } from '#people/actions/standing.ts'
import { ruleAt, rulesOf } from '#org-life/actions/known.ts'
import { mustBeOwn } from '#org-life/actions/private.ts'
import { lineOf } from '#org-life/appraisal/actions.ts'
import { mustBeSuperior } from '#org-life/appraisal/approving.ts'
import type { AppraisalView, MyAppraisal, SubmittedView } from '#org-life/appraisal/contract.ts'
import { hasCommittee } from '#org-life/appraisal/known.ts'
import { termAt, termOf } from '#org-life/appraisal/corrections.ts'
import { baseOf } from '#org-life/appraisal/rules/grading.ts'
import { isShownTo } from '#org-life/appraisal/rules/opinions.ts'
import { stepsFrom } from '#org-life/appraisal/rules/states.ts'
import {
  appraisalOf, appraisalsOfPerson, appraisedIn, opinionsIn, revisionsOfAppraisal, selvesIn, type Appraisal, type AppraisedLine, type Opinion,
} from '#org-life/appraisal/store.ts'
import { appraisalStateWords, approvalWords, correctionWords, decidedWords, gradeWords, ungradedWords } from '#org-life/appraisal/words.ts'
import { whyOf } from '#org-life/present/meeting.ts'

const isFinished = ({ state }: Appraisal): boolean => state === 'finished' || state === 'registered'
const told = ({ public_id, author_name, text, on_paper }: Opinion) => ({ id: public_id, author: author_name, text, onPaper: on_paper })
const selfOf = (line: AppraisedLine, text: string | undefined) => (line.self_on && line.self_how && text !== undefined ? { text, on: line.self_on, how: line.self_how } : null)

/** How many may be 优秀, by the rule and base of the day. */
async function ceilingOf(tx: Db, organisation: Organisation, day: Day, whole: { members: number; ballots: number; graded: number }) {
  const rules = await rulesOf(tx, organisation)
  const ceiling = ruleAt(rules, organisation, `${lineOf(organisation)}.branch.appraisal.excellent-max`, day)
  const base = ruleAt(rules, organisation, 'party.branch.appraisal.excellent-base', day)
  return ceiling && { most: countFor(ceiling, baseOf(whole, base)), why: whyOf(ceiling) }
}

export async function presentAppraisal(tx: Db, world: World, actor: Actor, id: string, year: number): Promise<AppraisalView> {
  mustBeOwn(actor, id)
  const organisation = (await organisationByPublicId(tx, actor.realm, id))!
  const rules = await rulesOf(tx, organisation)
  const held = await appraisalOf(tx, actor.realm, organisation.id, year)
  const day = held?.held_on ?? world.clock.today()
  const members = await membersOn(tx, organisation, day)
  const quorum = ruleAt(rules, organisation, 'league.branch.appraisal.quorum', day)
  const order = ruleAt(rules, organisation, `${lineOf(organisation)}.branch.appraisal.order`, day)
  const rows = held ? await appraisedIn(tx, actor.realm, held.id) : []
  const graded = held?.held_on ? rows.filter((row) => row.graded).length : members.filter(({ voting }) => voting).length
  const whole = { members: held?.held_on ? rows.length : members.length, ballots: held?.ballots || members.length, graded }
  return {
    organisation: { id, name: organisation.name }, line: organisation.line, year, expected: members.length,
    hasCommittee: await hasCommittee(tx, organisation, day), order: order && { why: whyOf(order) },
    quorum: quorum && { needed: countFor(quorum, members.length), why: whyOf(quorum) },
    ceiling: await ceilingOf(tx, organisation, day, whole),
    appraisal: held && (await presentHeld(tx, world.keys, actor.realm, organisation, held, rows)),
  }
}

async function presentHeld(tx: Db, keys: Keys, realm: number, organisation: Organisation, held: Appraisal, rows: readonly AppraisedLine[]) {
  const selves = await selvesIn(tx, keys, realm, held.id)
  const opinions = Map.groupBy(await opinionsIn(tx, keys, realm, held.id), ({ about_id }) => about_id)
  const revisions = await revisionsOfAppraisal(tx, realm, held.id)
  const term = held.finished_on === null ? null : await termAt(tx, organisation, held.finished_on)
  const correctionOf = ({ correct_by, again_on, again_grade }: AppraisedLine) => (correct_by && term && {
    until: correct_by, ...termOf(held.finished_on!, term), again: again_on && again_grade ? { on: again_on, grade: again_grade } : null, why: whyOf(term.max),
  })
  return {
    version: held.version, state: held.state, stateWords: appraisalStateWords[held.state], may: stepsFrom(held.state, lineOf(organisation)), way: held.way,
    begunOn: held.begun_on, heldOn: held.held_on, ballots: held.ballots, expected: held.expected, decidedWords: decidedWords(held.decided_by, held.decided_on),
    finishedOn: held.finished_on, approvalWords: approvalWords(held), returnedReason: held.returned_reason, registeredOn: held.registered_on, revision: held.revision,
    rows: rows.map((line) => {
      const { person_id, name, status, graded, excellent, qualified, basic, unqualified, grade, remark, registration } = line
      return {
        person: { id: person_id, name }, statusWords: status, graded, excellent, qualified, basic, unqualified, grade, remark, registration,
        correction: correctionOf(line) || null, self: selfOf(line, selves.get(line.id)), opinions: (opinions.get(person_id) ?? []).map(told),
      }
    }),
    revisions: revisions.map(({ revision, reason, asked_by, asked_at, content }) => ({
      revision, reason, by: asked_by, at: asked_at.toISOString(), before: content.map(({ name, grade }) => `${name} ${grade ? gradeWords[grade] : ungradedWords}`),
    })),
  }
}

/** What the League superior approves: names, grades and remarks; no ballots, nothing that was said. */
export async function presentSubmitted(tx: Db, actor: Actor, id: string, year: number): Promise<SubmittedView> {
  const organisation = (await organisationByPublicId(tx, actor.realm, id))!
  await mustBeSuperior(tx, actor, organisation)
  const held = await appraisalOf(tx, actor.realm, organisation.id, year)
  if (!held || !(held.state === 'submitted' || isFinished(held))) throw new Refusal(refuse('org-life.nothing-submitted'))
  const rows = await appraisedIn(tx, actor.realm, held.id)
  const whole = { members: rows.length, ballots: held.ballots, graded: rows.filter(({ graded }) => graded).length }
  return {
    organisation: { id, name: organisation.name }, year, state: held.state, stateWords: appraisalStateWords[held.state], may: stepsFrom(held.state, 'league'),
    heldOn: held.held_on!, expected: held.expected, took: held.ballots, decidedWords: decidedWords(held.decided_by, held.decided_on), approvalWords: approvalWords(held),
    ceiling: await ceilingOf(tx, organisation, held.held_on!, whole),
    rows: rows.map(({ name, status, grade, remark }) => ({ name, statusWords: status, gradeWords: grade ? gradeWords[grade] : ungradedWords, remark })),
  }
}

/** One's own appraisals: what one wrote, and when the result stands the grade and what was said of one. */
export async function presentMine(tx: Db, world: World, realm: number, persons: readonly string[]): Promise<MyAppraisal[]> {
  const mine: MyAppraisal[] = []
  for (const held of await appraisalsOfPerson(tx, realm, persons)) {
    const [organisation] = await organisationsByIds(tx, realm, [held.organisation_id])
    mine.push(await presentOne(tx, world, realm, organisation!, held, persons))
  }
  return mine
}

async function presentOne(tx: Db, { keys, clock }: World, realm: number, organisation: Organisation, held: Appraisal, persons: readonly string[]): Promise<MyAppraisal> {
  const lines = await appraisedIn(tx, realm, held.id)
  const own = lines.find(({ person_id }) => persons.includes(person_id))!
  const said = new Map((await opinionsIn(tx, keys, realm, held.id, { by: persons })).map((one) => [one.about_id, one.text]))
  const shown = isShownTo('subject', isFinished(held))
  const order = ruleAt(await rulesOf(tx, organisation), organisation, `${lineOf(organisation)}.branch.appraisal.order`, held.held_on ?? clock.today())
  return {
    id: held.public_id, organisation: organisation.name, year: held.year, line: organisation.line, state: held.state, stateWords: appraisalStateWords[held.state],
    way: held.way, writable: held.state === 'writing', order: order && { why: whyOf(order) },
    self: selfOf(own, (await selvesIn(tx, keys, realm, held.id, own.person_id)).get(own.id)), handedOn: own.slips_on,
    others: held.state === 'writing' ? lines.filter(({ id }) => id !== own.id).map(({ person_id, name }) => ({ person: { id: person_id, name }, said: said.get(person_id) ?? '' })) : [],
    gradeWords: shown ? (own.grade ? gradeWords[own.grade] : ungradedWords) : null, remark: shown ? own.remark : '',
    correctionWords: shown ? correctionWords(own) : null,
    opinions: shown ? (await opinionsIn(tx, keys, realm, held.id, { about: persons })).map(({ public_id, text }) => ({ id: public_id, text })) : [],
  }
}
