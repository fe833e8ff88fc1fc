import { sql } from 'kysely'
import { newId } from '#base/id.ts'
import { many, one, type Db } from '#base/sql.ts'
import { everywhere, within } from '#database/scope.ts'
import type { World } from '#database/world.ts'
import { insertLink } from '#organisations/store/links.ts'
import { insertOrganisation, organisationById, type Organisation } from '#organisations/store/organisations.ts'
import { insertUnit } from '#organisations/store/units.ts'
import { insertStatement } from '#dues/statement/store.ts'
import { insertArrangement } from '#dues/store/arrangements.ts'
import { insertVoucher } from '#dues/store/journal.ts'
import { insertOrder } from '#dues/store/orders.ts'
import { insertReceipt } from '#dues/store/receipts.ts'
import { insertMeeting, saveMeeting } from '#org-life/store/meetings.ts'
import { insertCorrection } from '#people/mirror/store/corrections.ts'
import { insertSheets } from '#people/mirror/store/sheets.ts'
import { insertMembership } from '#people/store/memberships.ts'
import { insertFloating } from '#people/store/floating.ts'
import { insertPerson, type PersonFields } from '#people/store/persons.ts'
import { insertPost } from '#people/store/posts.ts'
import { insertTransfer } from '#people/store/transfers.ts'
import { idNumber as numberOf } from '#app/samples/identity.ts'

/** A thing of each kind a guard may name, and the organisations it stands in: all of them must be reached. */
export interface Thing {
  id: string
  stands: number[]
  /** the same kind of thing at the same place in another state of its life */
  states?: Record<string, Thing>
}
export type Things = Record<string, Thing>

export const nobody: PersonFields = {
  name: '测试人', sex: null, born: null, nation: null, education: null, category: null, job: null, idNumber: null, phone: null,
  address: null, guardian: null, guardianPhone: null, lostSince: null, floatingSince: null, floatingTo: null,
}

/** Puts one thing of every kind into an organisation, so that every cell of the matrix has a real target. */
export function plantThings(world: World, at: Organisation): Promise<Things> {
  const realm = at.realm_id
  return within(world.db, everywhere(realm), async (tx) => {
    // a number of one's own each: nobody in the matrix can really be merged with somebody else
    const who = { ...nobody, name: `在${at.name}`, idNumber: numberOf('1980-01-01', '男', at.id % 500, '990009') }
    const { id, publicId } = await insertPerson(tx, world.keys, realm, who, [at.path])
    const whom = { id, name: '测试人', nameKey: 'ceshiren' }
    const joined = { person: whom, organisation: at, status: 'member', joinedOn: null, fullOn: null, on: '2020-01-01' }
    const membership = await insertMembership(tx, realm, joined)
    const [unit, post, child] = [newId(), newId(), await plantChild(tx, at)]
    const facts = { name: `${at.name}的单位`, code: null, kind: 'enterprise', sector: 'private-enterprise', staff: 1, young: 1, migrant: 1, factsOn: null } as const
    await insertUnit(tx, realm, unit, facts, at)
    await insertPost(tx, realm, { public_id: post, person_id: id, organisation_id: at.id, post: 'test', from_on: '2020-01-01', path: at.path })
    const link = { public_id: newId(), kind: 'guides', from_id: at.id, to_id: child.id, from_on: '2020-01-01' } as const
    await insertLink(tx, realm, link)
    const [correction, sheets] = [newId(), newId()]
    const asked = { publicId: correction, personId: id, reason: '测试', madeAt: world.clock.now(), dueOn: '2026-12-31', items: [{ field: 'job', value: '教师' }] }
    await insertCorrection(tx, world.keys, realm, asked)
    await insertSheets(tx, realm, sheets, [{ personId: id, code: sheets.slice(-9) }], { who: '测试', at: world.clock.now() })
    const here = (id: string, states: Record<string, Thing> = {}): Thing => ({ id, stands: [at.id], states })
    const ended = await plantEnded(tx, world, at, id)
    // states at rest: in the others something works on it
    const batches: Record<string, Thing> = {}
    for (const state of ['mapping', 'ready', 'done', 'undone', 'failed']) batches[state] = here(await plantBatch(tx, at, state))
    return {
      organisation: here(at.public_id, { dissolved: { id: ended.child.public_id, stands: [ended.child.id] } }),
      unit: here(unit),
      person: here(publicId, { left: here(ended.left), merged: here(ended.merged) }),
      membership: here(membership.publicId, { ended: here(ended.membership) }),
      post: here(post, { ended: here(ended.post) }),
      link: { id: link.public_id, stands: [at.id, child.id], states: { ended: { id: ended.link, stands: [at.id, ended.child.id] } } },
      batch: here(await plantBatch(tx, at, 'cancelled'), batches),
      correction: here(correction),
      hook: here(await plantHook(tx, at), { ended: here(await plantHook(tx, at, '2021-01-01')) }),
      sheets: here(sheets),
      meeting: await plantMeetings(tx, at),
      ...(await plantTransfers(tx, id, at, child)),
      ...(await plantDues(world, tx, publicId, at)),
    }
  })
}

/** A receipt, something asked for and a voucher that waits, of a person there. */
async function plantDues(world: World, tx: Db, person: string, at: Organisation): Promise<Things> {
  const [receipt, arrangement, order] = [newId(), newId(), newId()]
  const common = { organisation: at.public_id, path: at.path, person, line: 'party' } as const
  const book = { year: 2020, number: at.id, code: 'A1B2C3D4', way: 'cash', payer: null, paidOn: '2020-01-01', fen: 20 } as const
  await insertReceipt(tx, at.realm_id, { publicId: receipt, ...common, ...book, reverses: null, reason: null, collector: '测试' }, [], world.clock.now())
  const asked = { publicId: arrangement, ...common, kind: 'exempt', fen: null, from: '2020-01-01', to: '2020-01-31', reason: '测试' } as const
  await insertArrangement(tx, world.keys, at.realm_id, { ...asked, decidedOn: '2020-01-01', state: 'asked', settledOn: null, settledBy: null, document: null })
  const drawn = { publicId: order, kind: 'interest', on: '2020-01-01', money: 'bank', fen: 1, other: null, through: null, voucher: null } as const
  const maker = { makerAccount: 0, maker: '测试', makerSide: 'cashier', madeOn: '2020-01-01', state: 'booked' } as const
  await insertOrder(tx, at.realm_id, at, { ...drawn, ...maker, purpose: null, forYear: null, about: '', decidedBy: null, decidedOn: null, document: null })
  const voucher = { publicId: newId(), year: 2020, on: '2020-01-01', kind: 'interest', order, other: null, purpose: null, forYear: null } as const
  await insertVoucher(tx, at.realm_id, at, { ...voucher, about: '', reverses: null, maker: '测试', checker: '测试' }, [], world.clock.now())
  const stands = [at.id]
  const statement = newId()
  await insertStatement(tx, at.realm_id, { publicId: statement, organisation: at.public_id, path: at.path, fileName: '测试.csv', madeAt: world.clock.now() }, 0)
  const money = { 'dues-order': { id: order, stands }, 'dues-voucher': { id: voucher.publicId, stands }, 'dues-statement': { id: statement, stands } }
  return { ...money, 'dues-receipt': { id: receipt, stands }, 'dues-arrangement': { id: arrangement, stands } }
}

/** A meeting in each state that acts ask for. */
async function plantMeetings(tx: Db, at: Organisation): Promise<Thing> {
  const facts = { organisation_id: at.id, path: at.path, kinds: ['party-day' as const], group_id: null, planned_on: '2020-03-05', starts: null, place: null, topic: '' }
  const nobodyYet = { for_day: null, chair_id: null, chair_name: null, recorder_id: null, recorder_name: null, on_paper: false, entered_on: '2020-03-01' }
  const states: Record<string, Thing> = {}
  for (const state of ['noticed', 'open', 'closed', 'locked', 'cancelled'] as const) {
    const made = await saveMeeting(tx, at.realm_id, { ...(await insertMeeting(tx, at.realm_id, { ...facts, ...nobodyYet })), state, occurred_on: '2020-03-05' })
    states[state] = { id: made.public_id, stands: [at.id] }
  }
  return { id: (await insertMeeting(tx, at.realm_id, { ...facts, ...nobodyYet })).public_id, stands: [at.id], states }
}

/** One under way to the body below, and a stay there: each kind of thing a guard asks for has its own place. */
async function plantTransfers(tx: Db, personId: number, at: Organisation, child: Organisation): Promise<Things> {
  const letter = { name: '测试人', name_key: 'ceshiren', sex: null, born: null, nation: null, id_mask: null, status: 'full', dues_until: null }
  const ends = { from_id: at.id, from_path: at.path, from_outside: null, from_region: null, to_id: child.id, to_path: child.path, to_outside: null }
  const desk = { desk_id: child.id, desk_path: child.path, due_on: '2099-01-01', due_rule: null, settled_on: null, settled_by: null }
  const facts = { code: newId(), year: 2020, serial: 1, reason: 'work', remark: null, sent_on: '2020-01-01', sent_by: '测试' }
  const made = { person_id: personId, line: 'party', state: 'sent', way: 'inside', ...letter, ...ends, ...desk, ...facts } as const
  const transfer = await insertTransfer(tx, at.realm_id, made)
  const stay = { person_id: personId, line: 'party', from_id: at.id, from_path: at.path, to_id: null, to_path: null, outside: '外地' } as const
  const floating = await insertFloating(tx, at.realm_id, { ...stay, since: '2020-01-01', until: null, contact: null })
  const stands = [at.id]
  const under = { id: transfer, stands }
  return { transfer: under, 'transfer-desk': { id: transfer, stands: [child.id] }, 'transfer-sender': under, floating: { id: floating, stands } }
}

/** What is over: a body dissolved, a member who left, a double that was merged, a post and a link that ended. */
async function plantEnded(tx: Db, world: World, at: Organisation, into: number) {
  const realm = at.realm_id
  const leaver = await insertPerson(tx, world.keys, realm, { ...nobody, name: `离开${at.name}` }, [at.path])
  const double = await insertPerson(tx, world.keys, realm, { ...nobody, name: `重复在${at.name}` }, [at.path])
  const member = { organisation: at, status: 'member', joinedOn: null, fullOn: null, on: '2020-01-01' }
  const membership = await insertMembership(tx, realm, { ...member, person: { id: leaver.id, name: '离开', nameKey: 'likai' } })
  const doubled = await insertMembership(tx, realm, { ...member, person: { id: double.id, name: '重复', nameKey: 'chongfu' } })
  const child = await plantChild(tx, at, `${at.name}旧小组`)
  const [post, link] = [newId(), newId()]
  await insertPost(tx, realm, { public_id: post, person_id: leaver.id, organisation_id: at.id, post: 'test', from_on: '2020-01-01', path: at.path })
  await insertLink(tx, realm, { public_id: link, kind: 'guides', from_id: at.id, to_id: child.id, from_on: '2020-01-01' })
  for (const [table, id] of [['people_memberships', membership.publicId], ['people_memberships', doubled.publicId], ['people_posts', post], ['organisations_links', link]] as const) {
    await many(tx, sql`update ${sql.table(table)} set to_on = '2021-01-01' where realm_id = ${realm} and public_id = ${id}`)
  }
  await many(tx, sql`update organisations set dissolved_on = '2021-01-01' where realm_id = ${realm} and id = ${child.id}`)
  await many(tx, sql`update people_persons set merged_into = ${into} where realm_id = ${realm} and id = ${double.id}`)
  return { child, left: leaver.publicId, merged: double.publicId, membership: membership.publicId, post, link }
}

export const plantChild = (tx: Db, parent: Organisation, name = `${parent.name}小组`): Promise<Organisation> =>
  insertOrganisation(tx, {
    realm: parent.realm_id,
    publicId: newId(),
    kind: 'party.group',
    line: parent.line,
    name,
    code: null,
    parent,
    foundedOn: '2020-01-01',
    flags: [],
    sector: null,
  })

async function plantHook(tx: Db, at: Organisation, endedOn: string | null = null): Promise<string> {
  const id = newId()
  await many(
    tx,
    sql`insert into notices_hooks (realm_id, public_id, organisation_id, organisation_name, path, format, host, address, made_at, made_by, ended_at)
      values (${at.realm_id}, ${id}, ${at.public_id}, ${at.name}, ${at.path}, 'wecom', 'robot.example.cn', '', now(), '测试', ${endedOn})`,
  )
  return id
}

async function plantBatch(tx: Db, at: Organisation, state: string): Promise<string> {
  const id = newId()
  await many(
    tx,
    sql`insert into exchange_batches (realm_id, public_id, account_id, doer_name, organisation_id, organisation_name, path, file_name, size, state, kind, mapping, headers, made_at)
      values (${at.realm_id}, ${id}, 0, '测试', ${at.public_id}, ${at.name}, ${at.path}, 'a.csv', 1, ${state}, 'people.party-roster', '{"0": "name"}', '["姓名"]', now())`,
  )
  return id
}

/** Tells whether a post at an organisation reaches another: read from parents and 带 links, not from paths. */
export type Reaching = (seatAt: number, target: number) => boolean

/** The second opinion on reach, by another way than the code's: climbs parents until it meets what the post runs, or what somebody below it leads. */
export async function geometryOf(world: World, realms: number[]): Promise<Reaching> {
  const parents = new Map<number, number | null>()
  const leads: { from_id: number; to_id: number }[] = []
  for (const realm of realms) {
    await within(world.db, everywhere(realm), async (tx) => {
      for (const row of await many(tx, sql<{ id: number; parent_id: number | null }>`select id, parent_id from organisations where realm_id = ${realm}`)) {
        parents.set(row.id, row.parent_id)
      }
      leads.push(...(await many(tx, sql<(typeof leads)[number]>`select from_id, to_id from organisations_links
        where realm_id = ${realm} and kind = 'leads' and to_on is null`)))
    })
  }
  const climbs = (from: number, tops: ReadonlySet<number>): boolean => {
    for (let at: number | null = from; at !== null; at = parents.get(at) ?? null) if (tops.has(at)) return true
    return false
  }
  const runs = new Map<number, ReadonlySet<number>>()
  const topsOf = (seatAt: number): ReadonlySet<number> => {
    const tops = new Set([seatAt])
    for (let before = 0; before < tops.size; ) {
      before = tops.size
      for (const link of leads) if (climbs(link.from_id, tops)) tops.add(link.to_id)
    }
    return tops
  }
  return (seatAt, target) => {
    const tops = runs.get(seatAt) ?? topsOf(seatAt)
    runs.set(seatAt, tops)
    return climbs(target, tops)
  }
}

export const organisationNamed = (world: World, realm: number, name: string): Promise<Organisation> =>
  within(world.db, everywhere(realm), async (tx) => {
    const { id } = await one(tx, sql<{ id: number }>`select id from organisations where realm_id = ${realm} and name = ${name}`)
    return (await organisationById(tx, realm, id))!
  })

/** Where every thing with a public id stands, for telling whether an answer shows one that is out of reach. */
export async function standsOf(world: World, realms: number[]): Promise<Map<string, number[]>> {
  const stands = new Map<string, number[]>()
  for (const realm of realms) {
    const rows = await within(world.db, everywhere(realm), (tx) => many(tx, placesIn(realm)))
    for (const row of rows) stands.set(row.id, row.places)
  }
  return stands
}

const placesIn = (realm: number) => sql<{ id: string; places: number[] }>`
  select p.public_id as id, array(select organisation_id from people_memberships where person_id = p.id
    union select organisation_id from people_posts where person_id = p.id)::int[] as places from people_persons p where p.realm_id = ${realm}
  union all select public_id, array[organisation_id]::int[] from people_memberships where realm_id = ${realm}
  union all select public_id, array[organisation_id]::int[] from people_posts where realm_id = ${realm}
  union all select u.public_id, (array(select organisation_id from organisations_places where unit_id = u.id)
      || array(select o.id from organisations o where o.realm_id = u.realm_id and o.path = any(u.bodies)) || u.organisation_id)::int[]
    from organisations_units u where u.realm_id = ${realm}
  union all select public_id, array_remove(array[from_id, to_id, desk_id], null)::int[] from people_transfers where realm_id = ${realm}
  union all select public_id, array_remove(array[from_id, to_id], null)::int[] from people_floating where realm_id = ${realm}
  union all select r.public_id, array[o.id]::int[] from dues_receipts r join organisations o on o.public_id = r.organisation_id where r.realm_id = ${realm}
  union all select s.public_id, array[o.id]::int[] from dues_statements s join organisations o on o.public_id = s.organisation_id where s.realm_id = ${realm}
  union all select r.public_id, array[o.id]::int[] from dues_orders r join organisations o on o.public_id = r.organisation_id where r.realm_id = ${realm}
  union all select r.public_id, array[o.id]::int[] from dues_vouchers r join organisations o on o.public_id = r.organisation_id where r.realm_id = ${realm}
  union all select public_id, array[organisation_id]::int[] from org_life_meetings where realm_id = ${realm}
  union all select b.public_id, array[o.id]::int[] from exchange_batches b join organisations o on o.public_id = b.organisation_id where b.realm_id = ${realm}`
