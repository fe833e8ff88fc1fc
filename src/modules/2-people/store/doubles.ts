import { sql } from 'kysely'
import { many, type Db } from '#base/sql.ts'
import { visibleUnder } from '#access/visible.ts'
import { rosterColumns, rosterTables, underOrganisation, type RosterRow, type Where } from '#people/store/memberships.ts'

export interface Double {
  why: string
  rows: RosterRow[]
}

/** Pairs under an organisation with the same name and birth date, or the same phone and surname; at most 200. */
export async function doublesIn(tx: Db, where: Where, reach: readonly string[]): Promise<Double[]> {
  const rows = await many(
    tx,
    sql<RosterRow & { pair: string; why: string }>`
      with here as (
        select distinct on (p.id) p.id as person, p.phone_hash, ${rosterColumns}
        from ${rosterTables}
        where ${underOrganisation(where, true)} and m.to_on is null and ${visibleUnder(reach, where.path, sql`m.path`)} and p.merged_into is null
        order by p.id, m.id
      ), pairs as (
        select a.person one, b.person other, '同名同生日' why from here a join here b on b.name = a.name and b.born = a.born and b.person > a.person
        union
        select a.person, b.person, '电话相同' from here a join here b on b.phone_hash = a.phone_hash and b.person > a.person and left(b.name, 1) = left(a.name, 1)
      )
      select h.*, p.one || '-' || p.other as pair, p.why
      from (select one, other, min(why) why from pairs group by one, other limit 200) p join here h on h.person in (p.one, p.other)
      order by p.one, p.other, h.person`,
  )
  const pairs = new Map<string, Double>()
  for (const row of rows) {
    const pair = pairs.get(row.pair) ?? { why: row.why, rows: [] }
    pair.rows.push(row)
    pairs.set(row.pair, pair)
  }
  return [...pairs.values()]
}
