import { sql } from 'kysely'
import { refuse, Refusal } from '#base/decision.ts'
import type { Checking } from '#exchange/check/judging.ts'
import { edit, type Desk } from '#exchange/actions/known.ts'
import { eachBlock } from '#exchange/actions/repair.ts'
import { recountBatch } from '#exchange/store/batches.ts'
import { savePlaces, type PlaceRow } from '#exchange/store/places.ts'

export interface Wish {
  place: number
  organisation: string | null
  found: { kind: string; name: string; parent: string } | null
}

/** Says which organisation each name means, or that one is to be founded under it; neither: back to what was found. */
export const setPlaces = (desk: Desk, batch: string, wishes: readonly Wish[]): Promise<void> =>
  edit(desk, batch, async (tx, checking, breath) => {
    const places = wishes.map((wish) => {
      const held = checking.places.byNo(wish.place)
      if (!held) throw new Refusal(refuse('exchange.place-unknown'))
      return Object.assign(held, chosen(checking, held, wish))
    })
    await savePlaces(tx, checking.batch, places)
    const named = sql`place_no = any(${places.map(({ no }) => no)}::int[])`
    await eachBlock(tx, checking, [named, sql`verdict <> 'skip'`], breath, (row) => row)
    await recountBatch(tx, checking.batch)
  })

function chosen(checking: Checking, held: PlaceRow, wish: Wish): Partial<PlaceRow> {
  if (wish.organisation !== null) {
    const organisation = checking.judge.place(wish.organisation)
    if (!organisation) throw new Refusal(refuse('exchange.place-not-here', { target: checking.setting.target.name }))
    return { organisation_id: organisation.id, founding: null, how: 'chosen', finding: { ...held.finding, chosen: organisation } }
  }
  if (wish.found === null) return { organisation_id: held.finding.organisation?.id ?? null, founding: null, how: held.finding.how }
  const found = checking.judge.foundable(wish.found)
  if ('founding' in found) return { organisation_id: null, founding: found.founding, how: 'founding' }
  throw new Refusal(refuse('exchange.cannot-found', { why: found.why }))
}
