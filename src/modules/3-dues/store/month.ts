import { sql } from 'kysely'
import type { Day } from '#base/day.ts'
import { recordset } from '#base/recordset.ts'
import { many, run, script, type Db } from '#base/sql.ts'
import { place, unseal, type Keys } from '#base/seal.ts'
import type { DuesLine, Item, PayerKind, SlipKind, Worksheet } from '#dues/codes.ts'
import type { MonthEnd } from '#dues/store/payers.ts'

/** A body whose members' dues of a month are to be reckoned, and what rules ask of it on that month's first day. */
export interface BodyRow {
  id: number
  public_id: string
  path: string
  kind: string
  sector: string | null
  flags: string[]
  region: string | null
  student: boolean
}

/** The bodies of a line that hold members and kept their books here by the end of a month. */
export const bodiesKeeping = (
  tx: Db, realm: number, line: DuesLine, kinds: readonly string[], { month, last }: MonthEnd,
): Promise<BodyRow[]> =>
  many(tx, sql<BodyRow>`select o.id, o.public_id, o.path, o.kind, o.sector, coalesce(f.flags, '{}') as flags, f.region,
      'student' = any(o.flags) as student
    from organisations o
    join (select organisation_id from dues_worksheets
    where realm_id = ${realm} group by 1 having min(made_on) <= ${last}) w on w.organisation_id = o.public_id
    left join lateral (select s.flags, s.region from obligations_subjects s where s.realm_id = o.realm_id
    and s.organisation_id = o.public_id
      order by (s.from_on <= ${month}) desc, case when s.from_on <= ${month} then s.from_on end desc, s.from_on
      limit 1) f on true
    where o.realm_id = ${realm} and o.line = ${line} and o.kind = any(${kinds}::text[])
    and not 'temporary' = any(o.flags) and o.dissolved_on is null`)

export interface BodyFacts {
  organisation: string
  month: Day
  flags: string[]
  region: string | null
}

/** What rules ask of some bodies on the first days of some months; before its founding what was so on its first day. */
export const factsOfBodies = (
  tx: Db, realm: number, bodies: readonly string[], months: readonly Day[],
): Promise<BodyFacts[]> =>
  many(tx, sql<BodyFacts>`select b.id as organisation, t.month, f.flags, f.region
      from unnest(${bodies}::uuid[]) as b(id)
    cross join unnest(${months}::date[]) as t(month)
    cross join lateral (select s.flags, s.region from obligations_subjects s where s.realm_id = ${realm}
    and s.organisation_id = b.id
      order by (s.from_on <= t.month) desc, case when s.from_on <= t.month then s.from_on end desc, s.from_on
      limit 1) f`)

export interface Scope {
  realm: number
  line: DuesLine
  end: MonthEnd
  /** statuses of payers, and those among them that are released */
  statuses: readonly string[]
  released: readonly string[]
}

const nobody = '00000000-0000-0000-0000-000000000000'

/** Everybody who stood in one of the bodies at a month's end, each with the mark of what is reckoned from. Kept until the end of the transaction. */
export async function gatherPayers(
  tx: Db,
  { realm, line, end: { month, last }, statuses, released }: Scope,
  bodies: readonly { id: number; public_id: string; class: number }[],
): Promise<void> {
  await script(tx, `drop table if exists pg_temp.dues_gathered; set local enable_nestloop = off;
      set local work_mem = '128MB'; set local max_parallel_workers_per_gather = 2`)
  await run(tx, sql`create temp table dues_gathered on commit drop as
    with s as (select distinct on (membership_id) membership_id, status from people_statuses where realm_id = ${realm}
    and since <= ${last}
        order by membership_id, since desc, id desc),
      w as (select distinct on (person_id) person_id, id, coalesce(terms, public_id) as terms from dues_worksheets
        where realm_id = ${realm} and line = ${line} and from_month <= ${month} order by person_id, from_month desc,
        id desc)
    select p.public_id as person, r.public_id as organisation, m.path, r.class, coalesce(w.terms, ${nobody}) as terms,
    w.id as worksheet,
      coalesce(s.status, m.status) = any(${released}::text[]) or (m.line = 'league' and exists (select
      from people_memberships y
        where y.realm_id = m.realm_id and y.person_id = m.person_id and y.line = 'party'
        and y.status in ('probationary', 'full')
          and y.from_on <= ${last} and (y.to_on is null or y.to_on > ${last}))) as released
    from people_memberships m
    join ${recordset(bodies, { id: 'bigint', public_id: 'uuid', class: 'int' })} on r.id = m.organisation_id
    join people_persons p on p.realm_id = m.realm_id and p.id = m.person_id
    left join s on s.membership_id = m.id
    left join w on w.person_id = p.public_id
    where m.realm_id = ${realm} and m.line = ${line} and m.from_on <= ${last} and (m.to_on is null or m.to_on > ${last})
      and coalesce(m.joined_on, m.from_on) <= ${last} and p.merged_into is null and coalesce(s.status,
      m.status) = any(${statuses}::text[])
      and not exists (select from dues_charges c where c.realm_id = ${realm} and c.person_id = p.public_id
      and c.line = ${line} and c.month = ${month})
      and not exists (select from dues_arrangements a where a.realm_id = ${realm} and a.person_id = p.public_id
      and a.line = ${line} and a.state = 'agreed'
        and a.kind <> 'quarterly' and a.from_month <= ${month} and a.to_month >= ${month})`)
  await script(tx, 'analyze pg_temp.dues_gathered')
}

/** Payers that are reckoned alike. */
export interface Group {
  class: number
  terms: string
  released: boolean
  /** one of their worksheets; null: none of them has one */
  worksheet: number | null
}

export const groupsGathered = (tx: Db): Promise<Group[]> =>
  many(tx, sql<Group>`select class, terms, released, min(worksheet) as worksheet from dues_gathered group by 1, 2, 3`)

interface SealedRow {
  id: number
  public_id: string
  payer: PayerKind
  slip: SlipKind
  sealed: Buffer
}

export async function worksheetsById(
  tx: Db, keys: Keys, realm: number, ids: readonly number[],
): Promise<Map<number, Worksheet>> {
  const rows = await many(tx, sql<SealedRow>`select id, public_id, payer, slip, sealed from dues_worksheets
      where realm_id = ${realm} and id = any(${ids}::bigint[])`)
  return new Map(rows.map(({ id, public_id: publicId, payer, slip, sealed }) =>
    [id, { payer, slip, items: JSON.parse(
      unseal(keys, place('dues_worksheets', 'sealed', publicId), sealed),
    ) as Item[] }]))
}

export type Reckoned = Group & { state: string; fen: number; rules: string[] }

/** Writes down what everybody gathered owes: those for whom it is written down already were left out. Answers how many. */
export const insertGathered = (tx: Db, { realm, line, end }: Scope, groups: readonly Reckoned[]): Promise<number> =>
  run(tx, sql`insert into dues_charges (realm_id, person_id, line, month, organisation_id, path, state, fen, rules)
    select ${realm}, g.person, ${line}, ${end.month}, g.organisation, g.path, r.state, r.fen, r.rules
    from dues_gathered g
    join ${recordset(groups, { class: 'int', terms: 'uuid', released: 'boolean', state: 'text', fen: 'bigint', rules: 'text[]' })}
      on r.class = g.class and r.terms = g.terms and r.released = g.released`)

/** Who has less or nothing to pay in a month, by body: those are reckoned one by one. */
export const relievedIn = (
  tx: Db, realm: number, line: DuesLine, month: Day,
): Promise<{ person: string; organisation: string }[]> =>
  many(tx, sql<{ person: string; organisation: string }>`select distinct a.person_id as person,
      o.public_id as organisation from dues_arrangements a
    join people_persons p on p.realm_id = a.realm_id and p.public_id = a.person_id
    join people_memberships m on m.realm_id = p.realm_id and m.person_id = p.id and m.line = a.line
    join organisations o on o.realm_id = m.realm_id and o.id = m.organisation_id
    where a.realm_id = ${realm} and a.line = ${line} and a.state = 'agreed' and a.kind <> 'quarterly'
    and a.from_month <= ${month} and a.to_month >= ${month}`)

export const realmsHere = (db: Db): Promise<{ id: number }[]> => many(db, sql<{ id: number }>`select id from realms
    where id > 0`)
