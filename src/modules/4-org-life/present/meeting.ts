import type { Day } from '#base/day.ts'
import type { Db } from '#base/sql.ts'
import type { Actor } from '#access/actor.ts'
import type { World } from '#database/world.ts'
import { presentEntries } from '#ledger/present.ts'
import { national, type RuleId } from '#regulations/packs/national.ts'
import { why } from '#regulations/words.ts'
import { ruleOn, type HoldingRegulation } from '#regulations/rules.ts'
import type { Organisation } from '#organisations/actions/lookup.ts'
import { organisationOf, quorumRules, ruleAt, rulesOf, type Rules } from '#org-life/actions/known.ts'
import { wantedOf } from '#org-life/actions/signing.ts'
import type { MatterView, MeetingRow, MeetingView, WhyView } from '#org-life/contract.ts'
import { kindsWords, matterKinds } from '#org-life/kinds.ts'
import { minutesFrom, oathOf, votesOf } from '#org-life/present/record.ts'
import { presentRollLine } from '#org-life/present/roll.ts'
import { count, isQuorate, quorumOf } from '#org-life/rules/attendance.ts'
import { isLate } from '#org-life/rules/sessions.ts'
import { stepsFrom } from '#org-life/rules/states.ts'
import { voteRules } from '#org-life/rules/votes.ts'
import { mattersOf, type Matter } from '#org-life/store/matters.ts'
import { listedById, revisionsOf, type ListedMeeting } from '#org-life/store/meetings.ts'
import { inOtherGroups, rollOf } from '#org-life/store/roll.ts'
import { lateWords, stateWords } from '#org-life/words.ts'

export const whyOf = (rule: HoldingRegulation): WhyView => {
  const { sentence, article, grade, toBeChecked } = why(rule)
  return { sentence, article, grade, toBeChecked }
}

/** Days within which a record counts as made in time: the national rule, for a list reaches over many places. */
const daysFor = (day: Day): number => ruleOn(national.rules, 'org-life.record.days', { kind: '', line: '', day })!.value

export function presentRow(one: ListedMeeting): MeetingRow {
  const dates = { occurredOn: one.occurred_on, enteredOn: one.entered_on, closedOn: one.closed_on }
  return {
    id: one.public_id, kinds: one.kinds, words: kindsWords(one.kinds), state: one.state, stateWords: stateWords[one.state], on: one.day,
    held: one.occurred_on !== null, starts: one.starts, place: one.place, topic: one.topic,
    organisation: { id: one.organisation_public, name: one.organisation_name },
    group: one.group_id && one.group_name ? { id: one.group_id, name: one.group_name } : null,
    expected: one.expected, present: one.present, late: isLate(dates, daysFor(one.day)), onPaper: one.on_paper,
  }
}

function presentMatter(rules: Rules, organisation: Organisation, one: ListedMeeting, matter: Matter): MatterView {
  const ids = voteRules(one.kinds, matter.kind)
  const majority = matter.majority_rule ?? ids?.majority ?? null
  const rule = majority === null ? null : ruleAt(rules, organisation, majority as RuleId, one.day)
  return {
    id: matter.public_id, kind: matter.kind, kindWords: matterKinds[matter.kind].words, title: matter.title, record: matter.record, vote: matter.vote,
    votable: ids !== null && matter.vote === 'none', takesWritten: matterKinds[matter.kind].votes === 'admission',
    base: matter.base, present: matter.present, needed: matter.needed, written: matter.written, votes: votesOf(matter), passed: matter.passed,
    why: rule && whyOf(rule), version: matter.version,
  }
}

const signature = (on: string | null, how: 'self' | 'paper' | null) => (on && how ? { on, how } : null)

/** One meeting as a whole: the read model of its page and of every form made of it. */
export async function presentMeeting(tx: Db, world: World, actor: Actor, id: string): Promise<MeetingView> {
  const one = (await listedById(tx, actor.realm, id))!
  const organisation = await organisationOf(tx, actor.realm, one)
  const [roll, matters, revisions] = [await rollOf(tx, actor.realm, one.id), await mattersOf(tx, actor.realm, one.id), await revisionsOf(tx, actor.realm, one.id)]
  const counted = count(roll)
  const all = await rulesOf(tx, organisation)
  const rules = quorumRules(all, organisation, one.kinds, one.day)
  const quorum = quorumOf(rules, counted.entitled)
  const row = presentRow(one)
  const person = (personId: string | null, name: string | null) => (personId && name ? { id: personId, name } : null)
  return {
    ...row, version: one.version, revision: one.revision, revisionReason: one.revision_reason, cancelReason: one.cancel_reason,
    plannedOn: one.planned_on, occurredOn: one.occurred_on, forDay: one.for_day, closedOn: one.closed_on,
    lateWords: row.late && one.occurred_on ? lateWords(one.occurred_on, one.closed_on ?? one.entered_on) : null,
    guests: one.guests, oath: oathOf(one), chair: person(one.chair_id, one.chair_name), recorder: person(one.recorder_id, one.recorder_name),
    recorderSigned: signature(one.recorder_signed_on, one.recorder_signed_how), chairSigned: signature(one.chair_signed_on, one.chair_signed_how),
    roll: roll.map(presentRollLine), counted,
    quorum: quorum && { needed: quorum.needed, met: isQuorate(rules, counted), why: whyOf(quorum.rule) },
    matters: matters.map((matter) => presentMatter(all, organisation, one, matter)),
    minutes: minutesFrom(one, organisation, roll, matters),
    elsewhere: one.group_id && roll.length === 0 ? await inOtherGroups(tx, actor.realm, organisation.id, one.group_id) : [],
    may: stepsFrom(one.state), mine: wantedOf(one, actor.account.personId ? [actor.account.personId] : []),
    revisions: revisions.map(({ revision, reason, asked_by, asked_at, content }) => ({ revision, reason, by: asked_by, at: asked_at.toISOString(), minutes: content.minutes })),
    entries: await presentEntries(tx, world, actor.realm, { kind: 'meeting', id }),
  }
}
