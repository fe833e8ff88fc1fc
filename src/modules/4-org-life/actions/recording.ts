import { must, refuse, Refusal, type Decision } from '#base/decision.ts'
import type { ParsedOf } from '#base/contract.ts'
import type { Db } from '#base/sql.ts'
import type { World } from '#database/world.ts'
import { perform, type Doer } from '#ledger/act.ts'
import { membersOn } from '#people/actions/standing.ts'
import { deed, openGround, ruleAt, rulesOf, saved, writableGround, type Ground } from '#org-life/actions/known.ts'
import type * as contract from '#org-life/contract.ts'
import { matterKinds, meetingKind } from '#org-life/kinds.ts'
import { presentRollLine } from '#org-life/present/roll.ts'
import { count } from '#org-life/rules/attendance.ts'
import { mayOpenVote, tally, voteRules } from '#org-life/rules/votes.ts'
import { deleteMatter, insertMatter, matterForChange, mattersOf, saveMatter, type Matter } from '#org-life/store/matters.ts'
import { expectOnly, markAll, rollForChange, rollOf, saveMark } from '#org-life/store/roll.ts'
import { markWords, momentWords } from '#org-life/words.ts'
import type { RuleId } from '#regulations/packs/national.ts'

type MarkInput = ParsedOf<typeof contract.markRoll>

/**
 * Marks some people. Each has a version of their own: two devices that mark different people merge; who marks somebody
 * anew whom another device has marked meanwhile is told who said what.
 */
export function markRoll(world: World, doer: Doer, input: MarkInput): Promise<Decision<{ id: string; rows: ReturnType<typeof presentRollLine>[] }>> {
  return perform(world, doer, { id: input.act, kind: 'org-life.mark', input }, async (tx) => {
    const at = await openGround(tx, doer.realm, input.id)
    await noVoteOpen(tx, doer.realm, at)
    const persons = input.marks.map(({ person }) => person)
    const held = await rollForChange(tx, doer.realm, at.meeting.id, persons)
    for (const mark of input.marks) await markOne(tx, world, doer, at, mark, held)
    const rows = (await rollOf(tx, doer.realm, at.meeting.id)).filter(({ person_id }) => persons.includes(person_id))
    const names = rows.map(({ name, mark, reason }) => `${name}${markWords(mark, reason)}`).join('、')
    return deed(at, { id: input.id, rows: rows.map(presentRollLine) }, { ...input, names })
  })
}

async function markOne(tx: Db, world: World, doer: Doer, { meeting }: Ground, given: MarkInput['marks'][number], held: Awaited<ReturnType<typeof rollForChange>>): Promise<void> {
  const row = held.find(({ person_id }) => person_id === given.person)
  if (!row) throw new Refusal(refuse('org-life.not-a-member-then', { day: meeting.occurred_on, name: null }))
  if (row.version !== given.version) {
    const facts = { name: row.name, now: markWords(row.mark, row.reason), by: row.marked_by ?? '', at: row.marked_at ? momentWords(row.marked_at) : '' }
    throw new Refusal(refuse('org-life.roll-changed', facts))
  }
  if (given.mark === 'leave' && given.reason === null) throw new Refusal(refuse('org-life.leave-reason-missing', { name: row.name }))
  const reason = given.mark === 'leave' ? given.reason : null
  await saveMark(tx, doer.realm, { id: row.id, mark: given.mark, reason, marked_by: doer.name, marked_at: world.clock.now() })
}

/** While hands are being counted nobody comes or goes. */
async function noVoteOpen(tx: Db, realm: number, { meeting }: Ground): Promise<void> {
  const open = (await mattersOf(tx, realm, meeting.id)).find(({ vote }) => vote === 'open')
  if (open) throw new Refusal(refuse('org-life.vote-open', { title: open.title }))
}

/** Who belongs to the group: once chosen, the next meeting takes it over. */
export function expectGroup(world: World, doer: Doer, input: ParsedOf<typeof contract.expect>): Promise<Decision<{ id: string; version: number }>> {
  return perform(world, doer, { id: input.act, kind: 'org-life.expect', input }, async (tx) => {
    const at = await writableGround(tx, doer.realm, input.id)
    const { meeting, organisation } = at
    if (meetingKind(meeting.kinds[0]!).attending !== 'group') throw new Refusal(refuse('org-life.not-a-group'))
    const day = meeting.occurred_on ?? meeting.planned_on
    const members = await membersOn(tx, organisation, day)
    const chosen = input.persons.map((id) => members.find((one) => one.id === id))
    if (chosen.some((one) => !one)) throw new Refusal(refuse('org-life.not-a-member-then', { day, name: null }))
    const people = chosen.map((one) => ({ id: one!.id, name: one!.name, nameKey: one!.nameKey, status: one!.statusWords, entitled: one!.voting }))
    await expectOnly(tx, doer.realm, meeting, people)
    if (meeting.state === 'open') await markAll(tx, doer.realm, meeting.id)
    return saved(tx, doer, at, {}, { count: people.length })
  })
}

export function addMatter(world: World, doer: Doer, input: ParsedOf<typeof contract.addMatter>): Promise<Decision<{ id: string; matter: string }>> {
  return perform(world, doer, { id: input.act, kind: 'org-life.add-matter', input }, async (tx) => {
    const at = await writableGround(tx, doer.realm, input.id)
    const { public_id } = await insertMatter(tx, doer.realm, at.meeting, input)
    return deed(at, { id: input.id, matter: public_id }, { ...input, kindWords: matterKinds[input.kind].words })
  })
}

async function matterOf(tx: Db, realm: number, { meeting }: Ground, id: string): Promise<Matter> {
  const matter = await matterForChange(tx, realm, meeting.id, id)
  if (!matter) throw new Refusal(refuse('org-life.matter-unknown'))
  return matter
}

/** The title and the paragraph; what was voted on keeps its title. */
export function changeMatter(world: World, doer: Doer, input: ParsedOf<typeof contract.changeMatter>): Promise<Decision<{ id: string; version: number }>> {
  return perform(world, doer, { id: input.act, kind: 'org-life.change-matter', input }, async (tx) => {
    const at = await writableGround(tx, doer.realm, input.id)
    const matter = await matterOf(tx, doer.realm, at, input.matter)
    if (matter.version !== input.version) throw new Refusal(refuse('ledger.changed-meanwhile'))
    if (matter.vote === 'counted' && input.title !== matter.title) throw new Refusal(refuse('org-life.voted-already', { title: matter.title }))
    await saveMatter(tx, doer.realm, { ...matter, title: input.title, record: input.record })
    return deed(at, { id: input.id, version: matter.version + 1 }, { title: input.title, record: input.record })
  })
}

export function removeMatter(world: World, doer: Doer, input: ParsedOf<typeof contract.removeMatter>): Promise<Decision<{ id: string }>> {
  return perform(world, doer, { id: input.act, kind: 'org-life.remove-matter', input }, async (tx) => {
    const at = await writableGround(tx, doer.realm, input.id)
    const matter = await matterOf(tx, doer.realm, at, input.matter)
    if (matter.vote === 'counted') throw new Refusal(refuse('org-life.voted-already', { title: matter.title }))
    await deleteMatter(tx, doer.realm, matter.id)
    return deed(at, { id: input.id }, { title: matter.title })
  })
}

/** A vote opens only with a quorum, by the rule of its matter; the numbers of that moment stay. */
export function openVote(world: World, doer: Doer, input: ParsedOf<typeof contract.openVote>) {
  return perform(world, doer, { id: input.act, kind: 'org-life.open-vote', input }, async (tx) => {
    const at = await openGround(tx, doer.realm, input.id)
    const { meeting, organisation } = at
    const matter = await matterOf(tx, doer.realm, at, input.matter)
    if (matter.vote === 'counted') throw new Refusal(refuse('org-life.voted-already', { title: matter.title }))
    const ids = voteRules(meeting.kinds, matter.kind)
    const rules = await rulesOf(tx, organisation)
    const holding = (id: RuleId) => ruleAt(rules, organisation, id, meeting.occurred_on!)
    const [quorum, majority] = [ids && holding(ids.quorum), ids && holding(ids.majority)]
    if (!ids || !quorum || !majority) throw new Refusal(refuse('org-life.no-vote-here', { matter: matterKinds[matter.kind].words }))
    const counted = count(await rollOf(tx, doer.realm, meeting.id))
    const takesWritten = matterKinds[matter.kind].votes === 'admission'
    const opened = must(mayOpenVote({ quorum, majority, counted, written: input.written, takesWritten }))
    await saveMatter(tx, doer.realm, { ...matter, ...opened, vote: 'open', quorum_rule: ids.quorum, majority_rule: ids.majority })
    const { base, present, needed } = opened
    return deed(at, { id: input.id, base, present, needed }, { title: matter.title, ...opened })
  })
}

export function countVote(world: World, doer: Doer, input: ParsedOf<typeof contract.countVote>): Promise<Decision<{ id: string; passed: boolean }>> {
  return perform(world, doer, { id: input.act, kind: 'org-life.count-vote', input }, async (tx) => {
    const at = await openGround(tx, doer.realm, input.id)
    const matter = await matterOf(tx, doer.realm, at, input.matter)
    if (matter.vote !== 'open') throw new Refusal(refuse('org-life.vote-not-open'))
    const majority = ruleAt(await rulesOf(tx, at.organisation), at.organisation, matter.majority_rule as RuleId, at.meeting.occurred_on!)!
    const opened = { base: matter.base!, present: matter.present!, needed: matter.needed!, written: matter.written }
    const ballots = { for: input.for, against: input.against, abstain: input.abstain }
    const { passed } = must(tally(opened, ballots, majority))
    const votes = { votes_for: ballots.for, votes_against: ballots.against, votes_abstain: ballots.abstain }
    await saveMatter(tx, doer.realm, { ...matter, ...votes, vote: 'counted', passed })
    return deed(at, { id: input.id, passed }, { title: matter.title, ...ballots, passed })
  })
}
