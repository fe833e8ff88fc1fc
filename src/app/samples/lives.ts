import { addDays, addMonths, addYears, ageOn, daysBetween, type Day } from '#base/day.ts'
import { earlier, later, type Draft } from '#app/samples/draft.ts'
import type { PartyStatus, SampleMembership, SamplePerson, Status } from '#app/samples/sample-world.ts'

type Step = { status: Status, since: Day }

/** Steps were not registered singly before; older members have the day they joined and the day they became full. */
const stepsKnownFrom = '2015-01-01'

/** As far as someone comes without losing contact */
export type Reached = Exclude<PartyStatus, 'suspended'>

/** Puts a person on the way into the Party, as far as `status`; every interval is lawful. */
export function joinParty(draft: Draft, person: SamplePerson, organisation: string, status: Reached): SampleMembership {
  return enter(draft, person, organisation, 'party', partySteps(draft, person, status))
}

/** The step reached last began `days` ago; the earlier ones lie before it by their lawful intervals. */
function partySteps(draft: Draft, person: SamplePerson, status: Reached): Step[] {
  if (status === 'full') return fullSteps(draft, person.born)
  const order: Reached[] = ['applicant', 'activist', 'candidate', 'probationary']
  const reached = order.slice(0, order.indexOf(status) + 1)
  return backwards(draft, reached, draft.ago(draft.seeded.whole(40, 300)))
}

/** From the last step back: candidate ≥ 60 days before probation, activist ≥ 1 year before candidate. */
function backwards(draft: Draft, reached: Reached[], last: Day): Step[] {
  const gap: Record<string, [number, number]> = { candidate: [60, 150], activist: [370, 600], applicant: [100, 240] }
  const steps: Step[] = []
  let since = last
  for (const status of reached.toReversed()) {
    if (steps.length > 0) since = addDays(since, -draft.seeded.whole(...gap[status]!))
    steps.unshift({ status, since })
  }
  return steps
}

/** Joined at 20 to 34 as a rule (≥ 18 always), full one year after admission. */
function fullSteps(draft: Draft, born: Day): Step[] {
  const latest = earlier(draft.ago(400), addYears(born, 45))
  const usual = addDays(addYears(born, draft.seeded.whole(21, 34)), draft.seeded.whole(0, 364))
  const admitted = later(addYears(born, 20), earlier(usual, addDays(latest, -draft.seeded.whole(0, 500))))
  const full = { status: 'full' as const, since: addYears(admitted, 1) }
  const stepsUnknown = admitted < stepsKnownFrom || ageOn(born, admitted) < 22
  if (stepsUnknown) return [{ status: 'probationary', since: admitted }, full]
  return [...backwards(draft, ['applicant', 'activist', 'candidate', 'probationary'], admitted), full]
}

/** Admitted so that the probation ends in that many days (negative: it ended). */
export function onProbation(
  draft: Draft, person: SamplePerson, organisation: string, endsIn: number,
): SampleMembership {
  const admitted = addMonths(addDays(draft.today, endsIn), -12)
  const steps = backwards(draft, ['applicant', 'activist', 'candidate', 'probationary'], admitted)
  return enter(draft, person, organisation, 'party', steps)
}

/** Joined the League at 14 to 27. `retained`: became a party member before 28 and keeps 团籍. */
export function joinLeague(draft: Draft, person: SamplePerson, organisation: string): SampleMembership {
  const from = addDays(addYears(person.born, 14), 30)
  const to = earlier(draft.ago(10), addYears(person.born, 17))
  const joined = addDays(from, draft.seeded.whole(0, Math.max(0, daysBetween(from, to))))
  const party = person.memberships.find((membership) => membership.line === 'party')
  const admitted = [...(party?.history ?? []), ...(party ? [party] : [])].find((step) => step.status === 'probationary')
  const steps: Step[] = [{ status: 'member', since: joined }]
  if (admitted !== undefined) steps.push({ status: 'retained', since: admitted.since })
  return enter(draft, person, organisation, 'league', steps)
}

/** A union member since some day of working life. */
export function joinUnion(draft: Draft, person: SamplePerson, organisation: string): SampleMembership {
  const since = later(addYears(person.born, 18), draft.ago(draft.seeded.whole(60, 365 * 9)))
  const inTime = later(since, draft.body(organisation).founded)
  return enter(draft, person, organisation, 'union', [{ status: 'member', since: inTime }])
}

/** Pupils join from 6 on; nobody is a Pioneer from the fourteenth birthday on. */
export function joinPioneers(draft: Draft, person: SamplePerson, organisation: string): SampleMembership {
  const from = addDays(addYears(person.born, 6), 60)
  const since = earlier(draft.ago(30), addDays(from, draft.seeded.whole(0, 300)))
  return enter(draft, person, organisation, 'pioneers', [{ status: 'member', since }])
}

function enter(
  draft: Draft, person: SamplePerson, organisation: string, line: SampleMembership['line'], steps: Step[],
): SampleMembership {
  const now = steps.at(-1)!
  const { founded } = draft.body(organisation)
  const membership: SampleMembership = {
    organisation,
    line,
    status: now.status,
    since: now.since,
    history: steps.slice(0, -1),
    arrived: later(founded, now.status === 'full' ? now.since : steps[0]!.since),
  }
  person.memberships.push(membership)
  return membership
}
