import fc from 'fast-check'
import { sql } from 'kysely'
import { fixedClock } from '#base/clock.ts'
import { addDays, type Day } from '#base/day.ts'
import { newId } from '#base/id.ts'
import { many } from '#base/sql.ts'
import { everywhere, within } from '#database/scope.ts'
import { dissolve, merge as mergeOrganisations, move as moveOrganisation } from '#organisations/actions/changes.ts'
import { beginFloating } from '#people/actions/floating.ts'
import { mergePersons } from '#people/actions/merge.ts'
import { leave } from '#people/actions/memberships.ts'
import { climbOverdue } from '#people/actions/transfers/climb.ts'
import { moveMember, sendTransfer } from '#people/actions/transfers/send.ts'
import { transferSteps } from '#people/rules/transfer-states.ts'
import { assignTransfer, claimTransfer, receiveTransfer, returnTransfer, withdrawTransfer } from '#people/actions/transfers/settle.ts'
import type { Office } from './office.ts'
import type { TestWorld } from './world.ts'

/** One thing that somebody does; the numbers choose whom and where among what there is at that moment. */
export interface Happening {
  what: 'send' | 'letter' | 'receive' | 'return' | 'withdraw' | 'assign' | 'claim' | 'move' | 'merge' | 'leave' | 'float' | 'dissolve' | 'unite' | 'shift'
  who: number
  where: number
}

const often = ['send', 'send', 'send', 'receive', 'receive', 'receive', 'letter', 'return', 'withdraw', 'assign', 'assign', 'claim', 'move'] as const
const seldom = ['merge', 'leave', 'float', 'dissolve', 'unite', 'shift'] as const
const happening: fc.Arbitrary<Happening> = fc.record({
  what: fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...often) }, { weight: 1, arbitrary: fc.constantFrom(...seldom) }),
  who: fc.nat(97),
  where: fc.nat(97),
})

/** Rounds of things done at the same moment, and the days that pass after each. */
export const walks = (rounds: number): fc.Arbitrary<{ at: Happening[]; days: number }[]> =>
  fc.array(fc.record({ at: fc.array(happening, { minLength: 3, maxLength: 6 }), days: fc.constantFrom(0, 1, 9, 31) }), { minLength: rounds, maxLength: rounds })

/** A small town of one party line: committees, branches, people. */
export interface Town {
  world: TestWorld
  office: Office
  committees: string[]
  /** an act of the test's own among the others: a planted fault */
  planted?: (town: Town, one: Happening) => Promise<unknown>
}

export async function buildTown(world: TestWorld, office: Office, name: string): Promise<Town> {
  const committees = []
  for (const side of ['东', '西']) {
    const committee = await office.found('party.working-committee', `${name}${side}街`, office.top)
    committees.push(committee)
    for (const no of ['一', '二', '三']) {
      const branch = await office.found('party.branch', `${name}${side}${no}支部`, committee)
      for (let at = 0; at < 2; at++) await office.register(`${name}${side}${no}${at}`, branch)
    }
  }
  return { world, office, committees }
}

const rows = <T>({ world, office }: Town, query: ReturnType<typeof sql<T>>): Promise<T[]> =>
  within(world.db, everywhere(office.realm), (tx) => many(tx, query))

const pick = <T>(from: T[], at: number): T | undefined => from[at % from.length]

interface Member {
  id: string
  person: string
  organisation: string
}

async function sceneOf(town: Town) {
  const under = town.committees
  const branches = await rows(town, sql<{ id: string }>`select o.public_id as id from organisations o join organisations p on p.id = o.parent_id
    where o.dissolved_on is null and o.kind = 'party.branch' and p.public_id = any(${under}::uuid[]) order by o.id`)
  const members = await rows(town, sql<Member>`select m.public_id as id, p.public_id as person, o.public_id as organisation from people_memberships m
    join people_persons p on p.id = m.person_id join organisations o on o.id = m.organisation_id join organisations c on c.id = o.parent_id
    where m.to_on is null and c.public_id = any(${under}::uuid[]) order by m.id`)
  const transfers = await rows(town, sql<{ id: string; code: string; way: string; state: string; from: string; desk: string }>`
    select t.public_id as id, t.code, t.way, t.state, f.public_id as from, d.public_id as desk from people_transfers t
    join organisations f on f.id = t.from_id join organisations d on d.id = t.desk_id join organisations c on c.id = f.parent_id
    where t.state in ('sent', 'climbed') and c.public_id = any(${under}::uuid[]) order by t.id`)
  return { branches: branches.map((one) => one.id), members, transfers }
}

/** Does one thing as the post that may; refusals are answers, anything thrown is a fault. */
async function happen(town: Town, scene: Awaited<ReturnType<typeof sceneOf>>, one: Happening): Promise<unknown> {
  const { world, office } = town
  const on = world.clock.today()
  const act = newId()
  const member = pick(scene.members, one.who)
  const transfer = pick(scene.transfers, one.who)
  const [branch, other] = [pick(scene.branches, one.where), pick(scene.branches, one.who)]
  const at = (organisation: string) => office.doerAt(organisation)
  const wish = { reason: 'work' as const, remark: null, duesUntil: null, on }
  if (town.planted && one.what === 'move') return town.planted(town, one)
  switch (one.what) {
    case 'send': return member && branch && sendTransfer(world, await at(member.organisation), { act, id: member.id, to: branch, ...wish })
    case 'letter': return member && sendTransfer(world, await at(member.organisation), { act, id: member.id, outside: '外市', ...wish })
    case 'move': return member && branch && moveMember(world, office.doer, { act, id: member.id, to: branch, reason: 'adjustment', remark: null, on })
    case 'receive': return transfer && receiveTransfer(world, await at(transfer.desk), { act, id: transfer.id, on })
    case 'return': return transfer && returnTransfer(world, await at(transfer.desk), { act, id: transfer.id, reason: 'not-ours', remark: null })
    case 'withdraw': return transfer && withdrawTransfer(world, await at(transfer.from), { act, id: transfer.id, remark: null })
    case 'assign': return transfer && branch && assignTransfer(world, await at(transfer.desk), { act, id: transfer.id, to: branch, on })
    case 'claim': return transfer && branch && claimTransfer(world, await at(branch), { act, code: transfer.code, organisation: branch, on })
    case 'merge': return mergeTwo(town, scene.members, one, act)
    case 'leave': return member && leave(world, await at(member.organisation), { act, id: member.id, on, reason: '去世' })
    case 'float': return member && branch && beginFloating(world, await at(member.organisation), { act, id: member.id, to: branch, on, until: null, contact: null })
    case 'dissolve': return branch && dissolve(world, office.doer, { act, id: branch, on, reason: '撤销' })
    case 'unite': return branch && other && mergeOrganisations(world, office.doer, { act, id: branch, into: other, on, confirmed: true })
    case 'shift': return branch && moveOrganisation(world, office.doer, { act, id: branch, parent: pick(town.committees, one.who)!, on })
  }
}

async function mergeTwo({ world, office }: Town, members: Member[], one: Happening, act: string): Promise<unknown> {
  const [from, into] = [pick(members, one.who), pick(members, one.where)]
  return from && into && mergePersons(world, office.doer, { act, id: from.person, into: into.person, reason: '同一人' })
}

/** Walks the rounds, looking at the books after each; answers what is wrong, in words. */
export async function walk(town: Town, rounds: { at: Happening[]; days: number }[]): Promise<string[]> {
  let before = new Map<string, string>()
  for (const round of rounds) {
    const scene = await sceneOf(town)
    const done = await Promise.allSettled([...round.at.map((one) => happen(town, scene, one)), climbOverdue(town.world, town.office.realm)])
    const thrown = done.flatMap((one) => (one.status === 'rejected' ? [`thrown: ${String(one.reason)}`] : []))
    const after = await statesOf(town)
    const faults = [...thrown, ...stepFaults(before, after), ...(await faultsIn(town))]
    before = after
    if (faults.length > 0) return faults
    passDays(town.world, round.days)
  }
  return []
}

const statesOf = async (town: Town): Promise<Map<string, string>> =>
  new Map((await rows(town, sql<{ id: string; state: string }>`select public_id as id, state from people_transfers where realm_id = ${town.office.realm}`)).map((one) => [one.id, one.state]))

/** Every state found is one that the printed table leads to from the state found before. */
function stepFaults(before: Map<string, string>, after: Map<string, string>): string[] {
  const leads = (from: string | null) => transferSteps.filter((step) => step.from === from).map((step) => step.to as string)
  return [...after].flatMap(([id, state]) => {
    const reachable = new Set(before.has(id) ? [before.get(id)!] : leads(null))
    for (const one of reachable) for (const next of leads(one)) reachable.add(next)
    return reachable.has(state) ? [] : [`transfer ${id} went from ${before.get(id)} to ${state}`]
  })
}

export function passDays(world: TestWorld, days: number): void {
  Object.assign(world, { clock: fixedClock(`${addDays(world.clock.today(), days)}T02:00:00Z`) })
}

interface Stand {
  person: string
  merged: boolean
  organisation: string
  dissolved: Day | null
  from_on: Day
  to_on: Day | null
  end_reason: string | null
}

const isDeparture = (one: Stand): boolean => one.end_reason === '去世' || one.end_reason!.startsWith('转出到')

/** Everything that must hold of the books at any moment. */
export async function faultsIn(town: Town): Promise<string[]> {
  const stands = await rows(town, sql<Stand>`select p.name as person, p.merged_into is not null as merged, o.name as organisation, o.dissolved_on as dissolved,
      m.from_on, m.to_on, m.end_reason
    from people_persons p left join people_memberships m on m.realm_id = p.realm_id and m.person_id = p.id
    left join organisations o on o.id = m.organisation_id where p.realm_id = ${town.office.realm} order by p.id, m.from_on, m.id`)
  const people = Map.groupBy(stands, (one) => one.person)
  return [...[...people.values()].flatMap(faultsOfPerson), ...(await faultsOfBooks(town))]
}

function faultsOfPerson(all: Stand[]): string[] {
  const [first] = all
  if (first!.merged) return all.some((one) => one.from_on !== null) ? [`${first!.person} was merged away and stands somewhere`] : []
  const open = all.filter((one) => one.to_on === null)
  const told = (what: string) => `${first!.person} ${what}: ${all.map((one) => `${one.organisation} ${one.from_on}–${one.to_on ?? ''} ${one.end_reason ?? ''}`).join(' | ')}`
  if (open.length > 1) return [told('stands in two organisations')]
  const isGone = all.some((one) => one.to_on !== null && isDeparture(one))
  if (open.length === 0) return isGone ? [] : [told('stands nowhere')]
  if (open[0]!.dissolved) return [told('stands in a dissolved organisation')]
  return chainFaults(all, open[0]!).map(told)
}

/** From the present membership back to the first day: each begins on the day on which the one before ended. */
function chainFaults(all: Stand[], open: Stand): string[] {
  const doubled = all.some((one) => one.end_reason === '重复登记合并')
  const before = all.filter((one) => one !== open)
  // where doubles were merged two histories stand side by side, so only the present one's chain is asked for
  let from = open.from_on
  for (let left = before.filter((one) => one.end_reason !== '重复登记合并'); left.length > 0;) {
    const last = left.findLast((one) => one.to_on === from)
    if (!last) return doubled ? [] : ['has a gap or an overlap']
    left = left.filter((one) => one !== last)
    from = last.from_on
  }
  return from === '2015-07-01' || doubled ? [] : ['has lost the beginning']
}

/** What other tables say must agree with where people stand. */
async function faultsOfBooks(town: Town): Promise<string[]> {
  const { realm } = town.office
  const stale = await rows(town, sql<{ what: string }>`
    select 'the transfer of ' || t.name || ' is under way from where the person does not stand' as what from people_transfers t
    where t.realm_id = ${realm} and t.state in ('sent', 'climbed') and not exists (select from people_memberships m
      where m.realm_id = t.realm_id and m.person_id = t.person_id and m.line = t.line and m.organisation_id = t.from_id and m.to_on is null)
    union all select 'the transfer of ' || t.name || ' lies where nobody decides' from people_transfers t join organisations d on d.id = t.desk_id
    where t.realm_id = ${realm} and t.state in ('sent', 'climbed') and (d.dissolved_on is not null or d.path <> t.desk_path)
    union all select p.name || ' is seen where they do not stand: ' || array_to_string(p.paths, ' ') from people_persons p
    where p.realm_id = ${realm} and p.merged_into is null
      and exists (select from people_memberships m where m.person_id = p.id and m.to_on is null)
      and (select array_agg(distinct o.path order by o.path) from (
          select m.organisation_id as id from people_memberships m where m.person_id = p.id and m.to_on is null
          union select f.to_id from people_floating f where f.person_id = p.id and f.ended_on is null and f.to_id is not null) x
        join organisations o on o.id = x.id) is distinct from (select array_agg(q order by q) from unnest(p.paths collate "C") q)
    union all select o.name || ' counts ' || s.members || ' of ' || n.n from organisations_stats s join organisations o on o.id = s.organisation_id
    cross join lateral (select count(*) n from people_memberships m where m.organisation_id = o.id and m.to_on is null and m.status = 'full') n
    where s.realm_id = ${realm} and s.members <> n.n`)
  return stale.map((one) => one.what)
}
