import { addMonths, type Day } from '#base/day.ts'
import type { Keys } from '#base/seal.ts'
import type { Db } from '#base/sql.ts'
import type { Actor } from '#access/actor.ts'
import { countFor, type HoldingRegulation, type Regulation } from '#regulations/rules.ts'
import { sentenceOf } from '#regulations/words.ts'
import { organisationByPublicId, type Organisation } from '#organisations/actions/lookup.ts'
import { membersOn } from '#people/actions/standing.ts'
import { ruleAt, rulesOf } from '#org-life/actions/known.ts'
import { usualOf } from '#org-life/actions/planning.ts'
import { mustBeOwn } from '#org-life/actions/private.ts'
import type { AbsenceView, AppraisalView, MyGrade, MyTalk } from '#org-life/contract/private.ts'
import { whyOf } from '#org-life/present/meeting.ts'
import { absenceOf, stageOf, type Absence, type AbsenceRules, type Stage } from '#org-life/rules/absence.ts'
import { appraisalOf, appraisedIn, gradesOfPerson } from '#org-life/store/appraisals.ts'
import { attendanceSince, type Attended } from '#org-life/store/roll.ts'
import { excusesOf, talksOf, talksOfPerson, type Excuse } from '#org-life/store/talks.ts'
import { absenceSentence, causeWords, gradeWords, occasionWords, registrationWords } from '#org-life/words/private.ts'

const own = async (tx: Db, actor: Actor, id: string): Promise<Organisation> => {
  mustBeOwn(actor, id)
  return (await organisationByPublicId(tx, actor.realm, id))!
}

export async function presentTalks(tx: Db, actor: Actor, id: string, year: number, today: Day) {
  const organisation = await own(tx, actor, id)
  const range = { from: `${year}-01-01`, to: `${year + 1}-01-01` }
  const [all, members, usual] = [await talksOf(tx, actor.realm, organisation.id, range), await membersOn(tx, organisation, today), await usualOf(tx, organisation, null, today)]
  const talked = new Set(all.flatMap((one) => [one.talker_id, one.partner_id]))
  const rule = ruleAt(await rulesOf(tx, organisation), organisation, 'party.branch.talks', today)
  const brief = ({ id: person, name }: { id: string; name: string }) => ({ id: person, name })
  return {
    talks: all.map((one) => ({
      id: one.public_id, talker: { id: one.talker_id, name: one.talker_name }, partner: { id: one.partner_id, name: one.partner_name }, on: one.held_on,
      occasion: one.occasion, occasionWords: occasionWords[one.occasion],
    })),
    members: members.map(brief), without: members.filter((one) => !talked.has(one.id)).map(brief), usual: usual.chair, why: rule && whyOf(rule),
  }
}

export interface Running {
  person: { id: string; name: string }
  absence: Absence
  stage: Stage
  limit: HoldingRegulation
}

function rulesOfAbsence(rules: readonly Regulation[], organisation: Organisation, day: Day): AbsenceRules | null {
  const member = ruleAt(rules, organisation, 'org-life.absence.member-told', day)
  const secretary = ruleAt(rules, organisation, 'org-life.absence.secretary-told', day)
  const limit = ruleAt(rules, organisation, organisation.line === 'league' ? 'league.member.absence-months' : 'party.member.absence-months', day)
  return member && secretary && limit ? { member, secretary, limit } : null
}

/** The clocks that run in a branch; of some persons, or of all. */
export async function runningIn(tx: Db, organisation: Organisation, today: Day, persons: readonly string[] | null): Promise<Running[]> {
  const rules = rulesOfAbsence(await rulesOf(tx, organisation), organisation, today)
  if (!rules) return []
  const realm = organisation.realm_id
  const members = new Map((await membersOn(tx, organisation, today)).map((one) => [one.id, one]))
  const excuses = Map.groupBy(await excusesOf(tx, realm, organisation.id), ({ person_id }) => person_id)
  const all = await attendanceSince(tx, realm, organisation.id, addMonths(today, -24), persons)
  return [...Map.groupBy(all, ({ person_id }) => person_id)].flatMap(([id, attended]) => {
    const person = members.get(id)
    const absence = person && absenceOf(attended satisfies Attended[], (day) => isExcused(excuses.get(id) ?? [], day) || isExcused(excuses.get(id) ?? [], today))
    const stage = stageOf(absence ?? null, rules)
    return person && absence && stage !== 'none' ? [{ person: { id, name: person.name }, absence, stage, limit: rules.limit }] : []
  })
}

const isExcused = (excuses: readonly Excuse[], day: Day): boolean => excuses.some(({ from_on, to_on }) => from_on <= day && (to_on === null || day <= to_on))

export async function presentAbsences(tx: Db, actor: Actor, id: string, today: Day) {
  const organisation = await own(tx, actor, id)
  const running = await runningIn(tx, organisation, today, null)
  const absences = running.flatMap(({ person, absence, stage, limit }): AbsenceView[] =>
    (stage === 'secretary' || stage === 'reached' ? [{ person, ...absence, stage, sentence: absenceSentence(absence, stage), why: whyOf(limit) }] : []))
  const excuses = (await excusesOf(tx, actor.realm, organisation.id)).filter(({ to_on }) => to_on === null || to_on >= today)
  return {
    absences,
    excuses: excuses.map((one) => ({ person: { id: one.person_id, name: one.name }, cause: one.cause, causeWords: causeWords[one.cause], from: one.from_on, to: one.to_on })),
  }
}

/** One's own clocks, in every branch one stands in: the member sees them before anybody else. */
export async function ownClocks(tx: Db, realm: number, persons: readonly string[], organisations: readonly string[], today: Day) {
  const clocks = []
  for (const id of organisations) {
    const organisation = (await organisationByPublicId(tx, realm, id))!
    for (const { absence, stage, limit } of await runningIn(tx, organisation, today, persons)) {
      clocks.push({ organisation: organisation.name, since: absence.since, months: absence.months, sentence: `${absenceSentence(absence, stage)}${sentenceOf(limit)}。`, why: whyOf(limit) })
    }
  }
  return clocks
}

export async function presentAppraisal(tx: Db, actor: Actor, id: string, year: number, today: Day): Promise<AppraisalView> {
  const organisation = await own(tx, actor, id)
  const rules = await rulesOf(tx, organisation)
  const held = await appraisalOf(tx, actor.realm, organisation.id, year)
  const members = await membersOn(tx, organisation, held?.held_on ?? today)
  const league = organisation.line === 'league'
  const quorum = ruleAt(rules, organisation, 'league.branch.appraisal.quorum', held?.held_on ?? today)
  const ceiling = ruleAt(rules, organisation, league ? 'league.branch.appraisal.excellent-max' : 'party.branch.appraisal.excellent-max', held?.held_on ?? today)
  const graded = members.filter(({ voting }) => voting).length
  const rows = held ? await appraisedIn(tx, actor.realm, held.id) : []
  return {
    organisation: { id, name: organisation.name }, line: organisation.line, year, expected: members.length,
    quorum: quorum && { needed: countFor(quorum, held?.expected ?? members.length), why: whyOf(quorum) },
    ceiling: ceiling && { most: countFor(ceiling, held ? rows.filter((row) => row.graded).length : graded), why: whyOf(ceiling) },
    appraisal: held && {
      version: held.version, heldOn: held.held_on, ballots: held.ballots, expected: held.expected, finishedOn: held.finished_on, registeredOn: held.registered_on,
      rows: rows.map(({ person_id, name, status, id: _, ...row }) => ({ person: { id: person_id, name }, statusWords: status, ...row })),
    },
  }
}

export async function presentMyRecord(tx: Db, keys: Keys, realm: number, persons: readonly string[]): Promise<{ talks: MyTalk[]; grades: MyGrade[] }> {
  const talks = await talksOfPerson(tx, keys, realm, persons)
  const grades = await gradesOfPerson(tx, realm, persons)
  return {
    talks: talks.map((one) => ({
      id: one.public_id, with: persons.includes(one.talker_id) ? one.partner_name : one.talker_name, on: one.held_on,
      occasionWords: occasionWords[one.occasion], note: one.note,
    })),
    grades: grades.map(({ year, organisation, grade, remark, registration }) => ({
      year, organisation, gradeWords: grade ? gradeWords[grade] : '参加评议，不定等次', remark, registrationWords: registration ? registrationWords[registration] : '',
    })),
  }
}
