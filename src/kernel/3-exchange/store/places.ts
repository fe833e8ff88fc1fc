import { sql } from 'kysely'
import { many, run, type Db } from '#base/sql.ts'
import type { Founding, PlaceFinding } from '#exchange/kind.ts'
import type { Batch } from '#exchange/store/batches.ts'

export interface PlaceRow {
  no: number
  text: string
  organisation_id: number | null
  founding: Founding | null
  /** what was found by the name; `chosen` and `founding` are a person's */
  how: PlaceFinding['how'] | 'chosen' | 'founding'
  finding: PlaceFinding & {
    chosen?: { publicId: string; name: string } | null
    /** rows that a commit wrote there */
    written?: number
  }
}

export const placesOf = (tx: Db, batch: Batch): Promise<PlaceRow[]> =>
  many(
    tx,
    sql<PlaceRow>`select no, text, organisation_id, founding, how, finding from exchange_places
      where realm_id = ${batch.realm_id} and batch_id = ${batch.id} order by no`,
  )

/** How many rows a commit is about to write, or has just written, at each place. */
export const writtenAt = async (tx: Db, batch: Batch): Promise<Map<number, number>> => {
  const rows = await many(
    tx,
    sql<{ no: number; n: number }>`select place_no as no, count(*)::int n from exchange_rows
      where realm_id = ${batch.realm_id} and batch_id = ${batch.id} and verdict in ('new', 'change', 'conflict') and place_no is not null group by 1`,
  )
  return new Map(rows.map(({ no, n }) => [no, n]))
}

export async function savePlaces(tx: Db, batch: Batch, places: PlaceRow[]): Promise<void> {
  if (places.length === 0) return
  await run(
    tx,
    sql`insert into exchange_places (realm_id, batch_id, path, no, text, organisation_id, founding, how, finding)
      select ${batch.realm_id}::bigint, ${batch.id}::bigint, ${batch.path}, no, text, organisation_id, founding, how, finding
      from json_to_recordset(${JSON.stringify(places)}::json)
        as p(no int, text text, organisation_id bigint, founding jsonb, how text, finding jsonb)
      on conflict (realm_id, batch_id, no) do update set organisation_id = excluded.organisation_id, founding = excluded.founding,
        how = excluded.how, finding = excluded.finding`,
  )
}

export const deletePlaces = (tx: Db, batch: Batch): Promise<number> =>
  run(tx, sql`delete from exchange_places where realm_id = ${batch.realm_id} and batch_id = ${batch.id}`)
