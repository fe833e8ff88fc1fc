import { describe, expect, test } from 'vitest'
import { addDays, addMonths, addYears, type Day } from '#base/day.ts'
import type { SampleMembership, SamplePerson, SampleWorld } from '#app/samples/sample-world.ts'
import { buildWorld } from '#app/samples/world.ts'
import { lineOf } from '#organisations/kinds.ts'

// Reckoned here from the plain facts, so that a builder that moves a number cannot also move what is expected.
describe.each<Day>(['2026-11-23', '2028-02-29', '2027-07-31', '2031-01-01'])('in the sample world of %s', (today) => {
  const world = buildWorld(today)
  const { persons, planted } = world

  test('the findings on units are those planted, no more and no fewer', () => {
    const found = unitFindings(world)
    expect(planted).toMatchObject(found)
    expect(Object.values(found).every((list) => list.length > 0)).toBe(true)
  })

  test('the findings on organisations are those planted, no more and no fewer', () => {
    const found = bodyFindings(world)
    expect(planted).toMatchObject(found)
    expect(Object.values(found).every((list) => list.length > 0)).toBe(true)
  })

  test('the findings on persons are those planted, no more and no fewer', () => {
    const found = personFindings(world)
    expect(planted).toMatchObject(found)
    expect(Object.values(found).every((list) => list.length > 0)).toBe(true)
  })

  test('one person holds more posts than anybody else; two of one name stand in one branch', () => {
    const count = (key: string) => persons.find((person) => person.key === key)!.posts.length
    expect(count(planted.manyPosts)).toBeGreaterThanOrEqual(5)
    const others = persons.filter((one) => one.key !== planted.manyPosts).map((one) => one.posts.length)
    expect(Math.max(...others)).toBeLessThan(count(planted.manyPosts))
    const [one, other] = planted.sameName.map((key) => persons.find((person) => person.key === key)!)
    expect([one!.name, one!.memberships[0]!.organisation]).toEqual([other!.name, other!.memberships[0]!.organisation])
    expect(one!.idNumber).not.toBe(other!.idNumber)
  })
})

function unitFindings({ units, persons, organisations }: SampleWorld) {
  const working = (unit: string, line: string, status: string) =>
    persons.filter((one) => one.unit === unit &&
      one.memberships.some((membership) => membership.line === line && membership.status === status)).length
  const stands = (unit: string, line: string, joint = true) =>
    organisations.some((one) => one.units.includes(unit) && lineOf(one.kind) === line && (joint || !one.joint))
  const rows = units.map((unit) => ({
    ...unit,
    league: working(unit.key, 'league', 'member'),
    party: stands(unit.key, 'party'),
    covered: stands(unit.key, 'league'),
  }))
  const open = rows.filter((row) => !row.covered)
  const unknown = (row: typeof rows[number]) => row.staff === null || row.young === null || row.migrant === null
  const keys = (list: { key: string }[]) => list.map((one) => one.key)
  return {
    leagueDueBesideParty: keys(open.filter((row) => row.league >= 3 && row.party)),
    leagueDue: keys(open.filter((row) => row.league >= 3 && !row.party)),
    leagueJoint: keys(open.filter((row) => row.league === 1 || row.league === 2)),
    youngWithoutMembers: keys(open.filter((row) => row.league === 0 && !unknown(row) && row.young! > 0)),
    factsMissing: keys(open.filter((row) => row.league === 0 && unknown(row))),
    partyDue: keys(rows.filter((row) => !row.party && working(row.key, 'party', 'full') >= 3)),
    unionDue: keys(rows.filter((row) => working(row.key, 'union', 'member') >= 25 && !stands(row.key, 'union', false))),
  }
}

function bodyFindings({ organisations, persons, today }: SampleWorld) {
  const inBody = (key: string, ...status: string[]) =>
    persons.filter((one) => one.memberships.some((m) => m.organisation === key && status.includes(m.status))).length
  const rows = organisations.map((one) => ({
    key: one.key, branch: one.kind === 'party.branch' && !one.temporary, full: inBody(one.key, 'full'),
    members: inBody(one.key, 'full', 'probationary'),
    committee: persons.some((person) => person.posts.some((post) =>
      post.organisation === one.key && post.post === 'party.branch.organisation-member')),
    ends: one.termStarted === null ? null : addMonths(one.termStarted, one.termYears! * 12),
  }))
  const known = rows.filter((row) => row.branch && row.members > 0)
  const keys = (list: { key: string }[]) => list.map((one) => one.key)
  return {
    belowThree: keys(known.filter((row) => row.full < 3)),
    aboveFifty: keys(known.filter((row) => row.members > 50)),
    committeeMissing: keys(known.filter((row) => row.full >= 7 && !row.committee)),
    termsEnding: keys(rows.filter((row) => row.ends !== null && row.ends >= today && row.ends <= addDays(today, 60))),
    termsOverdue: keys(rows.filter((row) => row.ends !== null && row.ends < today)),
    rosterMissing: keys(rows.filter((row) => row.branch && row.members === 0)),
  }
}

function personFindings({ persons, today }: SampleWorld) {
  const where = (fits: (person: SamplePerson, membership: SampleMembership) => boolean) =>
    persons.filter((person) => person.memberships.some((one) => fits(person, one))).map((person) => person.key)
  const probationEnds = (membership: SampleMembership) =>
    membership.status === 'probationary' ? addMonths(membership.since, 12) : null
  const leaves = ({ posts, born }: SamplePerson, { line }: SampleMembership) =>
    line === 'league' && posts.every((one) => !one.post.startsWith('league.')) ? addYears(born, 28) : null
  const between = (day: Day | null, from: Day, to: Day) => day !== null && day >= from && day <= to
  return {
    probationEnding: where((_, m) => between(probationEnds(m), today, addDays(today, 30))),
    probationOverdue: where((_, m) => between(probationEnds(m), '1000-01-01', addDays(today, -1))),
    leavingLeague: where((p, m) => between(leaves(p, m), addDays(today, 1), addDays(today, 60))),
    leagueOverAge: where((p, m) => between(leaves(p, m), '1000-01-01', today)),
    lost: where((person) => person.lost !== null),
    floating: where((person) => person.floating !== null),
  }
}
