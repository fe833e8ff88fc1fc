import pg from 'pg'
import { addDays, addYears, type Day } from '#base/day.ts'
import type { Keys } from '#base/seal.ts'
import { regulations } from '#organisations/actions/lookup.ts'
import { sizedAs } from '#organisations/store/organisations.ts'
import { termDue } from '#organisations/rules/terms.ts'
import { statusOf } from '#people/statuses.ts'
import type { LargeWorld, MembershipRow, OrganisationRow } from '../world.ts'
import { copyInto } from './copy.ts'
import { withoutIndexes } from './rebuild.ts'
import * as rows from './rows.ts'

export interface Numbers {
  members: Int32Array
  voting: Int32Array
  young: Int32Array
  /** the first person of a branch */
  first: Int32Array
}

const tables = [
  'organisations', 'organisations_versions', 'organisations_stats', 'organisations_terms', 'people_persons', 'people_memberships',
  'people_posts',
]

/** The whole country by COPY straight into our tables, then indexes, keys and statistics. `owner` is of an empty database. */
export async function loadWorld(ownerUrl: string, large: LargeWorld, keys: Keys, today: Day, say: (line: string) => void): Promise<Numbers> {
  const owner = new pg.Client({ connectionString: ownerUrl })
  await owner.connect()
  const numbers = emptyNumbers(large.counts.organisations)
  try {
    const realm = `insert into realms (id, public_id, name, kind) values ($1, '019a0000-0000-7000-8fff-000000000001', '测量', 'own')`
    await owner.query(realm, [rows.realm])
    await withoutIndexes(owner, tables, async () => {
      await Promise.all([copyOrganisations(ownerUrl, large, today), copyPeople(ownerUrl, large, keys, today, numbers)])
      await copyNumbers(ownerUrl, large, numbers)
      say('数据已写入，正在建索引……')
    })
    await owner.query(`select setval('realms_id_seq', ${rows.realm})`)
    for (const table of ['organisations', 'people_persons', 'people_memberships', 'people_posts']) {
      await owner.query(`select setval(pg_get_serial_sequence('${table}', 'id'), (select coalesce(max(id), 1) from ${table}))`)
    }
    // Also marks pages all-visible, as a server that has run a night would have them
    await owner.query('vacuum (analyze)')
  } finally {
    await owner.end()
  }
  return numbers
}

function emptyNumbers(organisations: number): Numbers {
  const zeros = () => new Int32Array(organisations + 1)
  return { members: zeros(), voting: zeros(), young: zeros(), first: zeros() }
}

async function copyOrganisations(url: string, large: LargeWorld, today: Day): Promise<void> {
  const organisations = await copyInto(url, 'organisations', rows.organisationColumns)
  const versions = await copyInto(url, 'organisations_versions', rows.versionColumns)
  const terms = await copyInto(url, 'organisations_terms', rows.termColumns)
  for (const row of large.organisations()) {
    await organisations.row(rows.organisationValues(row))
    await versions.row(rows.versionValues(row))
    const term = termValues(row, today)
    if (term) await terms.row(term)
  }
  for (const copy of [organisations, versions, terms]) await copy.end()
}

/** Terms began on some day of the last four years, so that everywhere some are about to run out. */
function termValues(row: OrganisationRow, today: Day) {
  const started = addDays(today, -((row.id * 37) % 1460) - 1)
  const due = termDue(row.kind, {}, started, regulations)
  return due && [rows.realm, row.id, started, due.due, due.rule.id]
}

/** Persons and memberships come in one order, so that one walk knows where a person stands. */
async function copyPeople(url: string, large: LargeWorld, keys: Keys, today: Day, numbers: Numbers): Promise<void> {
  const persons = await copyInto(url, 'people_persons', rows.personColumns)
  const memberships = await copyInto(url, 'people_memberships', rows.membershipColumns)
  const all = large.memberships()
  const youngAfter = addYears(today, -28)
  let next = all.next()
  for (const person of large.persons()) {
    const paths: string[] = []
    for (; !next.done && next.value.personId === person.id; next = all.next()) {
      const row: MembershipRow = next.value
      paths.push(row.path)
      count(numbers, row, person.born > youngAfter)
      const room = memberships.row(rows.membershipValues(row, person.name))
      if (room) await room
    }
    numbers.first[person.organisationId] ||= person.id
    const room = persons.row(rows.personValues(keys, person, paths))
    if (room) await room
  }
  await persons.end()
  await memberships.end()
}

function count(numbers: Numbers, { line, status, organisationId }: MembershipRow, young: boolean): void {
  const known = statusOf(line, status)
  if (!known?.member) return
  numbers.members[organisationId]!++
  if (known.voting) numbers.voting[organisationId]!++
  if (young) numbers.young[organisationId]!++
}

async function copyNumbers(url: string, large: LargeWorld, numbers: Numbers): Promise<void> {
  const stats = await copyInto(url, 'organisations_stats', rows.statsColumns)
  const posts = await copyInto(url, 'people_posts', rows.postColumns)
  for (const row of large.organisations()) {
    const { members, voting, young, first } = numbers
    await stats.row([rows.realm, row.id, row.path, row.line, members[row.id]!, voting[row.id]!, young[row.id]!, sizedAs(row.kind, [])])
    if (first[row.id]) await posts.row(rows.headValues(row, first[row.id]!))
  }
  await stats.end()
  await posts.end()
}
