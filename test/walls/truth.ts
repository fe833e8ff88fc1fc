import pg from 'pg'
import type { World } from '#database/world.ts'
import { geometryOf, type Reaching } from '../geometry.ts'
import { marksIn } from './canary.ts'
import type { Caller } from './twins.ts'

type Row = Record<string, unknown>

/** Whose something is: organisations by row id, persons by row id, accounts. */
export interface Belonging {
  places: Set<number>
  persons: Set<number>
  accounts: Set<number>
  tables: Set<string>
}

/** What the database says, read behind all walls: which mark belongs where, and who reaches what. */
export interface Truth {
  marks: Map<string, Belonging>
  /** marks of an organisation's name and id, which those below it and linked with it may know */
  names: Map<string, number>
  /** the realm of the organisation whose name or id a mark is */
  realmOf(mark: string): number | undefined
  /** public ids by table */
  ids: Map<string, string[]>
  /** the marks a caller may see */
  maySee(caller: Caller, mark: string): boolean
}

/** Every row of every table, as superuser. */
export async function everything(superuserUrl: string): Promise<Map<string, Row[]>> {
  const client = new pg.Client({ connectionString: superuserUrl })
  await client.connect()
  try {
    const { rows: tables } = await client.query<{ name: string }>(`select relname as name from pg_class
      where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace order by 1`)
    const all = new Map<string, Row[]>()
    for (const { name } of tables) {
      const { rows } = await client.query<{ row: Row }>(`select to_jsonb(t) as row from ${name} t`)
      all.set(name, rows.map(({ row }) => row))
    }
    return all
  } finally {
    await client.end()
  }
}

const numberIn = (row: Row, column: string): number | null => (typeof row[column] === 'number' ? row[column] : null)
const pathsIn = (row: Row, column: string): number[] => ((row[column] ?? []) as string[]).map(lastOf)
const standsByPath = new Set(['ledger_entries', 'obligations_changes', 'org_life_roll', 'org_life_appraised'])
const lastOf = (path: string): number => parseInt(path.split('/').at(-2) ?? '', 36)

/** Where a row stands, told by its columns, so that a table of a later module is understood without a word here. */
export function belongingOf(all: Map<string, Row[]>): (table: string, row: Row) => Belonging {
  const table = (name: string) => all.get(name) ?? []
  const organisations = new Map(table('organisations').map((row) => [row['public_id'], numberIn(row, 'id')!]))
  const persons = new Map(table('people_persons').map((row) => [row['public_id'], numberIn(row, 'id')!]))
  const group = (rows: Row[], key: string) => Map.groupBy(rows, (row) => numberIn(row, key))
  const standing = group([...table('people_memberships'), ...table('people_posts')], 'person_id')
  // whoever is away from home stands where they are looked after, too
  const away = group(table('people_floating').filter((row) => row['ended_on'] === null), 'person_id')
  // who was merged into somebody is somebody; their memberships went along
  const same = new Map(table('people_persons').map((row) => [numberIn(row, 'id')!, numberIn(row, 'merged_into')]))
  const standsOf = (person: number): (number | null)[] => {
    const into = same.get(person) ?? null
    const lookedAfter = (away.get(person) ?? []).map((one) => numberIn(one, 'to_id'))
    const held = standing.get(person) ?? []
    const open = held.filter((one) => one['to_on'] === null)
    // whoever left for another place is theirs; whoever left everything stays where they stood last
    return [...(open.length > 0 ? open : held).map((one) => numberIn(one, 'organisation_id')), ...lookedAfter, ...(into === null ? [] : standsOf(into))]
  }
  const placed = group(table('organisations_places'), 'unit_id')
  const rolls = group(table('org_life_roll'), 'meeting_id')
  const byId = (name: string) => new Map(table(name).map((row) => [numberIn(row, 'id'), row]))
  const units = byId('organisations_units')
  const [memberships, batches, entries] = ['people_memberships', 'exchange_batches', 'ledger_entries'].map(byId)

  const paths = new Map(table('organisations').map((row) => [numberIn(row, 'id')!, row['path'] as string]))
  /** The lowest organisation of a path that has not moved since. */
  const stillThere = (path: string): number =>
    path === paths.get(lastOf(path)) || path.split('/').length < 3 ? lastOf(path) : stillThere(path.replace(/[^/]+\/$/, ''))

  const placesOf = (name: string, row: Row): (number | null)[] => {
    const person = name === 'people_persons' ? numberIn(row, 'id') : (numberIn(row, 'person_id') ?? persons.get(row['person_id']) ?? null)
    if (name === 'organisations') return [numberIn(row, 'id')]
    // whoever is responsible for a unit, stands in it, or is to build in it
    if (name === 'organisations_units') return [numberIn(row, 'organisation_id'), ...pathsIn(row, 'bodies'), ...(placed.get(numberIn(row, 'id')) ?? []).map((one) => numberIn(one, 'organisation_id'))]
    // what goes from one place to another is seen from both
    if (name !== 'people_persons' && Array.isArray(row['paths'])) return pathsIn(row, 'paths')
    // what was written stays where it was written, also when the organisation moves on; a roll stays with its branch
    if (standsByPath.has(name)) return [stillThere(row['path'] as string)]
    if (name === 'organisations_links') return [numberIn(row, 'from_id'), numberIn(row, 'to_id')]
    // what an import's name was found to mean is not where the import stands
    const organisation = name === 'exchange_places' ? null : (numberIn(row, 'organisation_id') ?? organisations.get(row['organisation_id']))
    if (organisation) return [organisation]
    // an account's holder who is a member nowhere stands where they were registered
    if (name === 'people_persons' && !standing.has(person)) return [...standsOf(person!), ...pathsIn(row, 'paths')]
    if (person !== null) return standsOf(person)
    const [membership, batch, entry] = [memberships!.get(numberIn(row, 'membership_id')), batches!.get(numberIn(row, 'batch_id')), entries!.get(numberIn(row, 'entry_id'))]
    if (membership) return placesOf('people_memberships', membership)
    if (batch) return placesOf('exchange_batches', batch)
    if (entry) return placesOf('ledger_entries', entry)
    if (typeof row['path'] === 'string') return [lastOf(row['path'])]
    const unit = units.get(numberIn(row, 'unit_id'))
    return unit ? placesOf('organisations_units', unit) : []
  }
  return (name, row) => {
    const person = name === 'people_persons' ? numberIn(row, 'id') : (numberIn(row, 'person_id') ?? persons.get(row['person_id']) ?? null)
    // whoever is on its roll knows of a meeting
    const called = name === 'org_life_meetings' ? (rolls.get(numberIn(row, 'id')) ?? []).flatMap((one) => persons.get(one['person_id']) ?? []) : []
    const account = name === 'access_accounts' ? numberIn(row, 'id') : numberIn(row, 'account_id')
    return {
      places: new Set(placesOf(name, row).filter((place) => place !== null)),
      persons: new Set(person === null ? called : [person, ...called]),
      accounts: new Set(account === null || name.startsWith('ledger') || name.startsWith('exchange') ? [] : [account]),
      tables: new Set([name]),
    }
  }
}

/** A row's own marks: its ids and what stands in its texts; an id that points to another row is that row's. */
const ownMarks = (row: Row): Set<string> =>
  marksIn(Object.entries(row).flatMap(([column, value]) => (typeof value === 'string' && (column === 'public_id' || column === 'act_id' || !column.endsWith('_id')) ? [value] : [])).join(' '))

export async function truthOf(world: World & { superuserUrl: string }, numbers: ReadonlyMap<string, string>): Promise<Truth> {
  const all = await everything(world.superuserUrl)
  const belonging = belongingOf(all)
  const [marks, names] = [new Map<string, Belonging>(), new Map<string, number>()]
  const add = (mark: string, to: Belonging) => {
    const held = marks.get(mark)
    if (!held) return void marks.set(mark, to)
    for (const part of ['places', 'persons', 'accounts'] as const) held[part] = held[part].union(to[part])
    held.tables = held.tables.union(to.tables)
  }
  for (const [table, rows] of all) {
    for (const row of rows) for (const mark of ownMarks(row)) add(mark, { ...belonging(table, row) })
  }
  for (const row of all.get('organisations')!) for (const mark of ownMarks(row)) names.set(mark, numberIn(row, 'id')!)
  for (const [number, person] of numbers) if (marks.has(person)) add(number, { ...marks.get(person)! })
  const realms = all.get('realms')!.map((row) => numberIn(row, 'id')!)
  const reaching = await geometryOf(world, realms)
  const publicIds = (rows: Row[]) => rows.flatMap((row) => (typeof row['public_id'] === 'string' ? [row['public_id']] : []))
  const ids = new Map([...all].map(([table, rows]) => [table, publicIds(rows)]))
  const homes = new Map(all.get('organisations')!.map((row) => [numberIn(row, 'id')!, numberIn(row, 'realm_id')!]))
  return { marks, names, ids, realmOf: (mark) => homes.get(names.get(mark) ?? -1), maySee: seeing({ all, marks, names, reaching }) }
}

function seeing({ all, marks, names, reaching }: Pick<Truth, 'marks' | 'names'> & { all: Map<string, Row[]>; reaching: Reaching }): Truth['maySee'] {
  const rows = all.get('organisations')!
  const ids = new Map(rows.map((row) => [row['public_id'] as string, numberIn(row, 'id')!]))
  const realms = new Map(all.get('realms')!.flatMap((row) => [...ownMarks(row)].map((mark) => [mark, numberIn(row, 'id')!])))
  const persons = new Map(all.get('people_persons')!.map((row) => [row['public_id'] as string, numberIn(row, 'id')!]))
  const bodies = rows.map((row) => numberIn(row, 'id')!)
  const known = new Map<Caller, { inReach: Set<number>; named: Set<number> }>()
  // a merger may give an account another person
  const owners = new Map(all.get('access_accounts')!.map((row) => [numberIn(row, 'id')!, row['person_id'] as string | null]))
  const standsIn = ({ accountId }: Caller): Set<number> => marks.get(owners.get(accountId) ?? '')?.places ?? new Set()
  const of = (caller: Caller) => {
    const at = caller.at === null ? null : ids.get(caller.at)!
    const blind = at === null || caller.post!.startsWith('system.')
    const inReach = new Set(blind ? [] : bodies.filter((one) => reaching(at, one)))
    const linked = all.get('organisations_links')!.flatMap((row) => {
      const ends = [numberIn(row, 'from_id')!, numberIn(row, 'to_id')!]
      return ends.some((end) => inReach.has(end)) ? ends : []
    })
    // a branch knows who is responsible for the unit it stands in
    const held = all.get('organisations_units')!.filter((row) => !marks.get(row['public_id'] as string)!.places.isDisjointFrom(inReach))
    const responsible = held.map((row) => numberIn(row, 'organisation_id')!)
    // and whom the plan for its spot charges
    const units = new Set(held.map((row) => numberIn(row, 'id')))
    const charged = all.get('coverage_plans')!.flatMap((row) => (units.has(numberIn(row, 'unit_id')) ? (numberIn(row, 'responsible_id') ?? []) : []))
    // whoever leads me I may know by name: they stand in the chain, they act on my things and look at me
    const own = [...inReach, ...standsIn(caller), ...(at === null ? [] : [at])]
    const leading = bodies.filter((one) => own.some((place) => reaching(one, place)))
    return { inReach, named: new Set([...leading, ...linked, ...responsible, ...charged]) }
  }
  return (caller, mark) => {
    const belongs = marks.get(mark)
    if (!belongs) return true
    const view = known.get(caller) ?? of(caller)
    known.set(caller, view)
    const person = persons.get(owners.get(caller.accountId) ?? '')
    if (!belongs.places.isDisjointFrom(view.inReach) || belongs.accounts.has(caller.accountId)) return true
    if (person !== undefined && belongs.persons.has(person)) return true
    if (realms.get(mark) === caller.realm) return true
    // the three administrators see the installation: its realms, accounts and seats, nobody's books
    if (caller.post?.startsWith('system.') && [...belongs.tables].some((table) => table === 'realms' || table.startsWith('access_'))) return true
    const organisation = names.get(mark)
    return organisation !== undefined && view.named.has(organisation)
  }
}
