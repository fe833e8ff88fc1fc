import { sql } from 'kysely'
import { newId } from '#base/id.ts'
import { all, many, maybe, one, run, type Db, type Sql } from '#base/sql.ts'
import { visible } from '#access/visible.ts'
import { gramsOf, isLatin } from '#search/keys.ts'
import type { KindCode, Line } from '#organisations/kinds.ts'
import { spelt } from '#people/store/memberships.ts'

/** inside: between two organisations here; letter: away; arrival: from elsewhere; move: by a superior of both */
export type Way = 'inside' | 'letter' | 'arrival' | 'move'

export interface Transfer {
  id: number
  public_id: string
  code: string
  year: number
  serial: number
  person_id: number
  line: Line
  state: 'sent' | 'climbed' | 'received' | 'returned' | 'withdrawn'
  way: Way
  from_id: number | null
  from_path: string | null
  from_outside: string | null
  /** the code that held at the sender on the day of sending */
  from_region: string | null
  to_id: number | null
  to_path: string | null
  to_outside: string | null
  desk_id: number
  desk_path: string
  paths: string[]
  name: string
  sex: string | null
  born: string | null
  nation: string | null
  id_mask: string | null
  status: string
  dues_until: string | null
  reason: string
  remark: string | null
  sent_on: string
  sent_by: string
  due_on: string | null
  due_rule: string | null
  climbed_on: string | null
  settled_on: string | null
  settled_by: string | null
  return_reason: string | null
  return_remark: string | null
}

const columns = sql.raw(`t.id, t.public_id, t.code, t.year, t.serial, t.person_id, t.line, t.state, t.way, t.from_id, t.from_path, t.from_outside, t.from_region,
  t.to_id, t.to_path, t.to_outside, t.desk_id, t.desk_path, t.paths, t.name, t.sex, t.born, t.nation, t.id_mask, t.status, t.dues_until, t.reason,
  t.remark, t.sent_on, t.sent_by, t.due_on, t.due_rule, t.climbed_on, t.settled_on, t.settled_by, t.return_reason, t.return_remark`)

const isPending = sql`t.state in ('sent', 'climbed')`

export const transferByPublicId = (tx: Db, realm: number, publicId: string): Promise<Transfer | null> =>
  maybe(tx, sql<Transfer>`select ${columns} from people_transfers t where t.realm_id = ${realm} and t.public_id = ${publicId}`)

export const transferByCode = (tx: Db, realm: number, code: string): Promise<Transfer | null> =>
  maybe(tx, sql<Transfer>`select ${columns} from people_transfers t where t.realm_id = ${realm} and t.code = ${code}`)

export const transferForChange = (tx: Db, realm: number, id: number): Promise<Transfer | null> =>
  maybe(tx, sql<Transfer>`select ${columns} from people_transfers t where t.realm_id = ${realm} and t.id = ${id} for update`)

export const pendingOf = (tx: Db, realm: number, personId: number, line: Line): Promise<Transfer | null> =>
  maybe(tx, sql<Transfer>`select ${columns} from people_transfers t
    where t.realm_id = ${realm} and t.person_id = ${personId} and t.line = ${line} and ${isPending}`)

/** All of a person, the latest first. */
export const transfersOf = (tx: Db, realm: number, personId: number): Promise<Transfer[]> =>
  many(tx, sql<Transfer>`select ${columns} from people_transfers t where t.realm_id = ${realm} and t.person_id = ${personId} order by t.id desc`)

/** Those that must climb: their last day is over. */
export const overdueOf = (tx: Db, realm: number, today: string, limit: number): Promise<Transfer[]> =>
  many(tx, sql<Transfer>`select ${columns} from people_transfers t
    where t.realm_id = ${realm} and t.state = 'sent' and t.way = 'inside' and t.due_on < ${today} order by t.id limit ${limit}`)

/** Under way to an organisation, from it, or lying on its desk. */
export const pendingAt = (tx: Db, realm: number, organisationId: number): Promise<Transfer[]> =>
  many(tx, sql<Transfer>`select ${columns} from people_transfers t where t.realm_id = ${realm} and ${isPending}
    and (t.from_id = ${organisationId} or t.to_id = ${organisationId} or t.desk_id = ${organisationId}) order by t.id for update`)

export const nextSerial = async (tx: Db, realm: number, fromId: number, year: number): Promise<number> =>
  (await one(tx, sql<{ n: number }>`select coalesce(max(t.serial), 0)::int + 1 n from people_transfers t
    where t.realm_id = ${realm} and t.from_id = ${fromId} and t.year = ${year}`)).n

export type NewTransfer = Omit<Transfer, 'id' | 'public_id' | 'paths' | 'climbed_on' | 'return_reason' | 'return_remark'> & { name_key: string; return_reason?: string | null }

/** Every place of a transfer, each once. */
export const pathsOf = (places: Pick<Transfer, 'from_path' | 'to_path' | 'desk_path'>): string[] =>
  [...new Set([places.from_path, places.to_path, places.desk_path].filter((path) => path !== null))]

export async function insertTransfer(tx: Db, realm: number, made: NewTransfer): Promise<string> {
  const publicId = newId()
  await run(
    tx,
    sql`insert into people_transfers (realm_id, public_id, code, year, serial, person_id, line, state, way, from_id, from_path, from_outside, from_region,
        to_id, to_path, to_outside, desk_id, desk_path, paths, name, name_key, sex, born, nation, id_mask, status, dues_until, reason, remark,
        sent_on, sent_by, due_on, due_rule, settled_on, settled_by, return_reason)
      values (${realm}, ${publicId}, ${made.code}, ${made.year}, ${made.serial}, ${made.person_id}, ${made.line}, ${made.state}, ${made.way},
        ${made.from_id}, ${made.from_path}, ${made.from_outside}, ${made.from_region}, ${made.to_id}, ${made.to_path}, ${made.to_outside}, ${made.desk_id},
        ${made.desk_path}, ${pathsOf(made)}, ${made.name}, ${made.name_key}, ${made.sex}, ${made.born}, ${made.nation}, ${made.id_mask},
        ${made.status}, ${made.dues_until}, ${made.reason}, ${made.remark}, ${made.sent_on}, ${made.sent_by}, ${made.due_on}, ${made.due_rule},
        ${made.settled_on}, ${made.settled_by}, ${made.return_reason ?? null})`,
  )
  return publicId
}

export interface Settling {
  state: 'received' | 'returned' | 'withdrawn'
  on: string
  by: string
  reason?: string | null
  remark?: string | null
  to?: { id: number; path: string }
}

export async function saveSettled(tx: Db, realm: number, transfer: Transfer, done: Settling): Promise<void> {
  const to = done.to ?? (transfer.to_id === null ? null : { id: transfer.to_id, path: transfer.to_path! })
  const paths = pathsOf({ from_path: transfer.from_path, to_path: to?.path ?? null, desk_path: transfer.desk_path })
  await run(
    tx,
    sql`update people_transfers set state = ${done.state}, settled_on = greatest(sent_on, ${done.on}::date), settled_by = ${done.by},
        return_reason = ${done.reason ?? null}, return_remark = ${done.remark ?? null}, to_id = ${to?.id ?? null}, to_path = ${to?.path ?? null},
        paths = ${paths} where realm_id = ${realm} and id = ${transfer.id}`,
  )
}

/** The case goes up to somebody else's desk. */
export const saveClimbed = (tx: Db, realm: number, transfer: Transfer, desk: { id: number; path: string }, on: string): Promise<number> =>
  run(
    tx,
    sql`update people_transfers set state = 'climbed', desk_id = ${desk.id}, desk_path = ${desk.path}, climbed_on = ${on},
        paths = ${pathsOf({ ...transfer, desk_path: desk.path })} where realm_id = ${realm} and id = ${transfer.id}`,
  )

/** An organisation was merged into another: what was under way from or to it is under way from or to the other. */
export const saveEnds = (tx: Db, realm: number, transfer: Transfer, ends: Pick<Transfer, 'from_id' | 'from_path' | 'to_id' | 'to_path' | 'desk_id' | 'desk_path'>): Promise<number> =>
  run(
    tx,
    sql`update people_transfers set from_id = ${ends.from_id}, from_path = ${ends.from_path}, to_id = ${ends.to_id}, to_path = ${ends.to_path},
        desk_id = ${ends.desk_id}, desk_path = ${ends.desk_path}, paths = ${pathsOf(ends)} where realm_id = ${realm} and id = ${transfer.id}`,
  )

export const moveTransfers = (tx: Db, realm: number, from: number, into: number): Promise<number> =>
  run(tx, sql`update people_transfers set person_id = ${into} where realm_id = ${realm} and person_id = ${from}`)

/** A tree moved: paths follow, and the list of them that row-level security reads. Answers who floats there. */
export async function moveTransferPaths(tx: Db, realm: number, from: string, to: string): Promise<number[]> {
  const moved = (column: string) => {
    const path = sql.ref(column)
    return sql`case when starts_with(${path}, ${from}) then ${to} || substr(${path}, ${from.length + 1}::int) else ${path} end`
  }
  const anew = (columnNames: string[]) => sql`array(select distinct p from unnest(array[${sql.join(columnNames.map(moved))}]) p where p is not null)`
  const touched = sql`realm_id = ${realm} and exists (select from unnest(paths) p where starts_with(p, ${from}))`
  await run(tx, sql`update people_transfers set from_path = ${moved('from_path')}, to_path = ${moved('to_path')}, desk_path = ${moved('desk_path')},
    paths = ${anew(['from_path', 'to_path', 'desk_path'])} where ${touched}`)
  const stays = await many(tx, sql<{ person_id: number }>`update people_floating set from_path = ${moved('from_path')}, to_path = ${moved('to_path')},
    paths = ${anew(['from_path', 'to_path'])} where ${touched} returning person_id`)
  return stays.map((one) => one.person_id)
}

export interface TransferRow extends Transfer {
  from_public: string | null
  from_name: string | null
  from_superior: string | null
  to_public: string | null
  to_name: string | null
  desk_name: string
  from_kind: KindCode | null
  /** null where the person stands beyond the reach */
  person_public: string | null
}

export const rowTables = sql.raw(`people_transfers t
  left join organisations f on f.realm_id = t.realm_id and f.id = t.from_id
  left join organisations s on s.realm_id = t.realm_id and s.id = f.parent_id
  left join organisations o on o.realm_id = t.realm_id and o.id = t.to_id
  left join organisations d on d.realm_id = t.realm_id and d.id = t.desk_id
  left join people_persons p on p.realm_id = t.realm_id and p.id = t.person_id`)
export const rowColumns = sql`${columns}, f.public_id as from_public, f.name as from_name, f.kind as from_kind, s.name as from_superior,
  o.public_id as to_public, o.name as to_name, d.name as desk_name, p.public_id as person_public`

export interface TransferFilter {
  tab: 'arriving' | 'sent' | 'settled'
  line?: string | undefined
  q?: { name: string } | { key: string } | undefined
  after?: number | undefined
}

/** The transfers of an organisation and those below it, the latest first; at most as far as the reach goes. */
export function transferRows(tx: Db, realm: number, where: { path: string }, reach: readonly string[], filter: TransferFilter, limit: number): Promise<TransferRow[]> {
  const under = (column: string) => sql`(${sql.ref(column)} >= ${where.path} and ${sql.ref(column)} < ${`${where.path}~`} and ${visible(reach, sql.ref(column))})`
  const tabs: Record<TransferFilter['tab'], Sql> = {
    arriving: sql`${isPending} and t.way = 'inside' and ${under('t.desk_path')}`,
    sent: sql`${isPending} and ${under('t.from_path')}`,
    settled: sql`not (${isPending}) and (${under('t.from_path')} or ${under('t.to_path')})`,
  }
  const conditions: Sql[] = [sql`t.realm_id = ${realm}`, tabs[filter.tab]]
  if (filter.line) conditions.push(sql`t.line = ${filter.line}`)
  if (filter.q && 'name' in filter.q) conditions.push(sql`strpos(t.name, ${filter.q.name}) > 0`)
  if (filter.q && 'key' in filter.q) conditions.push(spelt(sql`t.name_key`, filter.q.key))
  if (filter.after) conditions.push(sql`t.id < ${filter.after}`)
  return many(tx, sql<TransferRow>`select ${rowColumns} from ${rowTables} where ${all(conditions)} order by t.id desc limit ${limit}`)
}

export const transferRow = (tx: Db, realm: number, publicId: string): Promise<TransferRow | null> =>
  maybe(tx, sql<TransferRow>`select ${rowColumns} from ${rowTables} where t.realm_id = ${realm} and t.public_id = ${publicId}`)

/** By the code on the letter, wherever it lies; the caller decides whether it may be shown. */
export const rowByCode = (tx: Db, realm: number, code: string): Promise<TransferRow | null> =>
  maybe(tx, sql<TransferRow>`select ${rowColumns} from ${rowTables} where t.realm_id = ${realm} and t.code = ${code}`)

/** What lies on a desk or is due soon below it, and what came back to a sender; the work list reads these. */
export const deskRows = (tx: Db, realm: number, desk: { path: string; soon: string; since: string }, reach: readonly string[], limit: number): Promise<TransferRow[]> =>
  many(
    tx,
    sql<TransferRow>`select ${rowColumns} from ${rowTables} where t.realm_id = ${realm} and (
        (${isPending} and t.way = 'inside' and ${visible(reach, sql`t.desk_path`)} and (t.desk_path = ${desk.path} or t.due_on <= ${desk.soon}))
        or (${isPending} and t.from_path = ${desk.path})
        or (t.state = 'returned' and t.from_path = ${desk.path} and t.settled_on >= ${desk.since}
          and not exists (select from people_transfers x where x.realm_id = t.realm_id and x.person_id = t.person_id and x.line = t.line and x.id > t.id)
          and exists (select from people_memberships m where m.realm_id = t.realm_id and m.person_id = t.person_id and m.organisation_id = t.from_id and m.to_on is null)))
      order by t.due_on nulls last, t.id limit ${limit}`,
  )

export const rowsOfPerson = (tx: Db, realm: number, personId: number): Promise<TransferRow[]> =>
  many(tx, sql<TransferRow>`select ${rowColumns} from ${rowTables} where t.realm_id = ${realm} and t.person_id = ${personId} order by t.id desc limit 50`)

export interface Destination {
  public_id: string
  name: string
  kind: KindCode
  superior: string | null
}

/** The same search as the box in the bar: characters anywhere in the name, or the beginning of pinyin and initials. */
export function namedLike(realm: number, q: string): Sql {
  const letters = q.toLowerCase().replace(/[^a-z0-9]/g, '')
  if (isLatin(q)) return sql`(starts_with(o.initials, ${letters}) or starts_with(o.name_key, ${letters}))`
  return sql`o.id in (select organisations_search(${realm}, ${gramsOf(q)}, 400))`
}

/**
 * The organisations of the realm that members of a line may stand in, by name. Beyond the reach too: a sender must be able
 * to name the receiver. Nothing but the name and its superior's is told.
 */
export const destinationsNamed = (tx: Db, realm: number, kinds: string[], named: Sql, limit: number): Promise<Destination[]> =>
  many(
    tx,
    sql<Destination>`select o.public_id, o.name, o.kind, p.name as superior from organisations o
      left join organisations p on p.realm_id = o.realm_id and p.id = o.parent_id
      where o.realm_id = ${realm} and o.dissolved_on is null and o.kind = any(${kinds}::text[]) and not ('temporary' = any(o.flags)) and ${named}
      order by length(o.name), o.name_key, o.id limit ${limit}`,
  )
