import { addYears, type Day } from '#base/day.ts'
import { accountsOf } from '#app/samples/accounts.ts'
import { buildBank } from '#app/samples/bank.ts'
import { buildCityWorks, cityWorksBranches } from '#app/samples/city-works.ts'
import { buildDistrict } from '#app/samples/district.ts'
import { Draft, later } from '#app/samples/draft.ts'
import { buildFirms } from '#app/samples/firms.ts'
import type { Planted, SampleWorld } from '#app/samples/sample-world.ts'
import { buildSchool } from '#app/samples/school.ts'
import { buildStreet } from '#app/samples/street.ts'
import { headOf } from '#organisations/posts.ts'

/** The same world for the same day: an invented district, its school, its bank, a street with thirty small firms. */
export function buildWorld(today: Day): SampleWorld {
  const draft = new Draft(today, '同心区')
  const { world } = draft
  Object.assign(world.planted, plantedBodies())
  buildDistrict(draft)
  buildSchool(draft)
  buildBank(draft)
  buildStreet(draft)
  buildFirms(draft)
  buildCityWorks(draft)
  for (const key of ['school-party', 'school-union', 'bank-party-office', 'lakeside-party', 'mingjing-party']) {
    rememberPredecessor(draft, key)
  }
  world.planted.lost.sort()
  world.planted.floating.sort()
  world.accounts = accountsOf(draft)
  // at the end: what is drawn by lot for everybody else stays as it is
  seatKeepers(draft, 'party-education', 'education-office')
  seatKeepers(draft, 'bank-party', 'bank-party-office')
  return world
}

/** 会计 and 出纳 of a committee that holds an account: two of a branch who hold no other post. */
function seatKeepers(draft: Draft, committee: string, branch: string): void {
  const free = draft.world.persons.filter((person) => person.posts.length === 0 && person.lost === null
    && person.memberships.some((one) => one.organisation === branch && one.status === 'full'))
  for (const [at, role] of ['accountant', 'cashier'].entries()) draft.seat(free.at(-1 - at)!, committee, role)
}

/** Who headed the body in the last term, so that history has something to show. */
function rememberPredecessor(draft: Draft, key: string): void {
  const { kind, termStarted, termYears, founded } = draft.body(key)
  if (termStarted === null || termYears === null) return
  const begun = later(addYears(termStarted, -termYears), founded)
  const member = draft.world.persons.find((person) => person.posts.length === 0 &&
    person.memberships.some((one) => one.organisation === key && one.arrived <= begun))
  member?.posts.push({ organisation: key, post: headOf(kind).code, since: begun, until: termStarted })
}

/** What the builders plant into bodies and units; persons are added while they are made. */
function plantedBodies(): Partial<Planted> {
  const u = (...keys: string[]) => keys.map((key) => `u-${key}`)
  return {
    leagueDueBesideParty: u('hengyuan', 'suidi', 'changfeng', 'xinghe'),
    leagueDue: u('lanjing', 'banshan', 'shuangyu', 'qizhi'),
    leagueJoint: u('baicao', 'yunfan', 'qinghe', 'jinqiao', 'qingchuan', 'rixin', 'yuelai', 'fanghua'),
    youngWithoutMembers: u('kindergarten', 'beichen', 'tianheng', 'kuanting', 'heming'),
    factsMissing: u('songtao', 'baizhou', 'luming', 'yixin'),
    partyDue: u('qingchuan'),
    unionDue: u('jinqiao', 'tianheng'),
    belowThree: ['party-women', 'kindergarten-party'],
    aboveFifty: ['lakeside-party'],
    committeeMissing: ['party-office'],
    termsEnding: ['school-party', 'bank-party-counter', 'willow-party', 'street-party-new'],
    termsOverdue: ['party-league', 'bank-party-retired'],
    rosterMissing: cityWorksBranches.map(([key]) => key),
  }
}
