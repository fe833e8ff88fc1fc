import type { Db } from '#base/sql.ts'
import { refuse, Refusal } from '#base/decision.ts'
import type { Actor } from '#access/actor.ts'
import { beyondReach } from '#database/scope.ts'
import type { World } from '#database/world.ts'
import { owedBy } from '#obligations/actions.ts'
import { periodWords } from '#obligations/periods.ts'
import { stateWords } from '#obligations/state.ts'
import { chainOf, organisationByPublicId, type Organisation } from '#organisations/actions/lookup.ts'
import { isPost, postByCode } from '#organisations/posts.ts'
import { permissions as people } from '#people/contract.ts'
import { rosterShown } from '#people/actions/roster.ts'
import { holdersOn, membersOn, type MemberOn } from '#people/actions/standing.ts'
import { duties } from '#org-life/duties.ts'
import { bookOf, type BookEntry } from '#org-life/present/book.ts'
import { presentRow } from '#org-life/present/meeting.ts'
import type { AppraisalView } from '#org-life/contract/private.ts'
import { presentAppraisal } from '#org-life/present/private.ts'
import { oathOf, votesOf } from '#org-life/present/record.ts'
import { presentRollLine } from '#org-life/present/roll.ts'
import type { Nominal } from '#org-life/print/forms/appraisal.ts'
import type { BookOf, Owed } from '#org-life/print/forms/book.ts'
import type { FactsOf } from '#org-life/print/forms/facts.ts'
import type { Recorded } from '#org-life/print/forms/record.ts'
import { dayOf, rangeOf } from '#org-life/print/rules.ts'
import { talksOf } from '#org-life/store/talks.ts'
import { lateWords } from '#org-life/words.ts'

async function owedIn(tx: Db, realm: number, id: string, range: { from: string; to: string }, today: string): Promise<Owed[]> {
  const all = (await owedBy(tx, realm, duties, [id], range, today)).get(id)!
  return all
    // a year's duty belongs to the book in which its period ends, and once to each that begins in it
    .filter(({ period }) => period.to <= range.to || period.from >= range.from)
    .toSorted((a, b) => (a.period.from === b.period.from ? 0 : a.period.from < b.period.from ? -1 : 1))
    .map(({ duty, period, rule, state, done }) => ({
      duty: duty.words, id: duty.id, period: periodWords(period), times: rule.value, done: done.map(({ occurredOn }) => occurredOn).toSorted(),
      state, stateWords: stateWords[state],
    }))
}

/** Names and standing are those of the day; what else is shown, masked as on the page, only of who is still there. */
async function shownMembers(tx: Db, actor: Actor, organisation: Organisation, members: readonly MemberOn[]): Promise<BookOf['members']> {
  if (!actor.permissions.has(people.view)) return null
  const known = new Map((await rosterShown(tx, organisation, actor.reach)).map((one) => [one.id, one]))
  return members.map(({ id, name, statusWords }) => {
    const { sex = null, born = null, joinedOn = null, phoneMask = null } = known.get(id) ?? {}
    return { name, statusWords, sex, born, joinedOn, phoneMask }
  })
}

async function postsOn(tx: Db, organisation: Organisation, day: string): Promise<BookOf['posts']> {
  const holders = await holdersOn(tx, organisation, day)
  const isHead = (post: string) => isPost(post) && postByCode(post).head === true
  // the head first, the others in the order they began
  return [...holders.filter(({ post }) => isHead(post)), ...holders.filter(({ post }) => !isHead(post))].map(({ post, name }) => ({ words: isPost(post) ? postByCode(post).words : post, name }))
}

const signature = (on: string | null, how: 'self' | 'paper' | null) => (on && how ? { on, how } : null)
const named = (id: string | null, name: string | null) => (id && name ? { id, name } : null)

/** One meeting of a book as its record shows it. */
function recordedOf({ meeting: one, roll, counted, matters, minutes }: BookEntry): Recorded {
  const row = presentRow(one)
  return {
    ...row, counted, minutes, occurredOn: one.occurred_on, guests: one.guests, oath: oathOf(one), quorum: null,
    lateWords: row.late && one.occurred_on ? lateWords(one.occurred_on, one.closed_on ?? one.entered_on) : null,
    revision: one.revision, revisionReason: one.revision_reason, cancelReason: one.cancel_reason,
    chair: named(one.chair_id, one.chair_name), recorder: named(one.recorder_id, one.recorder_name),
    recorderSigned: signature(one.recorder_signed_on, one.recorder_signed_how), chairSigned: signature(one.chair_signed_on, one.chair_signed_how),
    roll: roll.map(presentRollLine), matters: matters.map((matter) => ({ title: matter.title, votes: votesOf(matter), passed: matter.passed })),
  }
}

const isBranch = ({ kind, line }: Organisation): boolean => (line === 'party' || line === 'league') && kind === `${line}.branch`

/** All that a handbook of a period shows. */
export async function gatherBook(tx: Db, world: World, actor: Actor, organisationId: string, period: string): Promise<BookOf> {
  const organisation = (await organisationByPublicId(tx, actor.realm, organisationId))!
  if (!isBranch(organisation)) throw new Refusal(refuse('org-life.not-a-branch'))
  const today = world.clock.today()
  const range = rangeOf(period)
  const on = dayOf(range, today)
  const members = await membersOn(tx, organisation, on)
  const entries = await bookOf(tx, organisation, range)
  const chain = await beyondReach(tx, () => chainOf(tx, organisation))
  return {
    organisation: {
      id: organisationId, name: organisation.name, line: organisation.line, foundedOn: organisation.founded_on, superior: chain.at(-1)?.name ?? null,
    },
    numbers: { members: members.length, voting: members.filter(({ voting }) => voting).length },
    posts: await postsOn(tx, organisation, on),
    members: await shownMembers(tx, actor, organisation, members),
    owed: await owedIn(tx, actor.realm, organisationId, range, today),
    rows: entries.map(({ meeting }) => presentRow(meeting)),
    meetings: entries.filter(({ meeting }) => meeting.occurred_on !== null).map(recordedOf),
    talks: (await talksOf(tx, actor.realm, organisation.id, range)).length, period, on, today,
  }
}

/** The table of an appraisal; only of the own branch, as its page. */
export async function gatherAppraisal(
  tx: Db, world: World, actor: Actor, organisationId: string, year: number,
): Promise<{ view: AppraisalView; members: Nominal[] }> {
  const today = world.clock.today()
  const view = await presentAppraisal(tx, actor, organisationId, year, today)
  const organisation = (await organisationByPublicId(tx, actor.realm, organisationId))!
  const members = (await membersOn(tx, organisation, today)).map(({ name, statusWords, voting }) => ({ name, statusWords, graded: voting }))
  return { view, members }
}

/** The same for an account of one's year, with who came and went. */
export async function gatherFacts(tx: Db, world: World, actor: Actor, organisationId: string, period: string): Promise<FactsOf> {
  const book = await gatherBook(tx, world, actor, organisationId, period)
  const organisation = (await organisationByPublicId(tx, actor.realm, organisationId))!
  const { from } = rangeOf(period)
  const [before, after] = [await membersOn(tx, organisation, from), await membersOn(tx, organisation, book.on)]
  const missing = (of: readonly MemberOn[], other: readonly MemberOn[]) => of.filter(({ id }) => !other.some((one) => one.id === id)).length
  const changes = organisation.founded_on <= from && from <= book.on ? { joined: missing(after, before), left: missing(before, after) } : null
  return { ...book, from, changes }
}
