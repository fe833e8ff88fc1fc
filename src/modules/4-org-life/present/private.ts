import { addMonths, type Day } from '#base/day.ts'
import type { Keys } from '#base/seal.ts'
import type { Db } from '#base/sql.ts'
import type { Actor } from '#access/actor.ts'
import type { HoldingRegulation } from '#regulations/rules.ts'
import { sentenceOf } from '#regulations/words.ts'
import { organisationByPublicId, type Organisation } from '#organisations/actions/lookup.ts'
import { membersOn } from '#people/actions/standing.ts'
import { ruleAt, rulesOf, type Rules } from '#org-life/actions/known.ts'
import { mustBeOwn } from '#org-life/actions/private.ts'
import type { AbsenceView, MyGrade, MyTalk } from '#org-life/contract/private.ts'
import { whyOf } from '#org-life/present/meeting.ts'
import { absenceOf, stageOf, type Absence, type AbsenceRules, type Stage } from '#org-life/rules/absence.ts'
import { gradesOfPerson } from '#org-life/appraisal/store.ts'
import { attendanceSince, type Attended } from '#org-life/store/roll.ts'
import { excusesOf, talksOfPerson, type Excuse } from '#org-life/store/talks.ts'
import { gradeWords, registrationWords } from '#org-life/appraisal/words.ts'
import { absenceSentence, causeWords, occasionWords } from '#org-life/words/private.ts'

const own = async (tx: Db, actor: Actor, id: string): Promise<Organisation> => {
  mustBeOwn(actor, id)
  return (await organisationByPublicId(tx, actor.realm, id))!
}

export interface Running {
  person: { id: string; name: string }
  absence: Absence
  stage: Stage
  limit: HoldingRegulation
}

function rulesOfAbsence(rules: Rules, organisation: Organisation, day: Day): AbsenceRules | null {
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
