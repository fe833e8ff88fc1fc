import { tidy } from '#exchange/values/plain.ts'
import type { Judge, Place, RowFault } from '#exchange/kind.ts'
import type { PlaceRow } from '#exchange/store/places.ts'

/** The distinct organisation names of a batch, each looked up once. */
export class PlaceBook {
  readonly #judge: Judge
  readonly #byText = new Map<string, PlaceRow>()
  readonly #byNo = new Map<number, PlaceRow>()
  #fresh: PlaceRow[] = []

  constructor(judge: Judge, held: readonly PlaceRow[]) {
    this.#judge = judge
    for (const place of held) this.#put(place)
  }

  /** Takes over what a person chose before the file was read again, under new numbers. */
  keep(chosen: readonly PlaceRow[]): void {
    for (const place of chosen) {
      const renumbered = { ...place, no: this.#byNo.size + 1 }
      this.#put(renumbered)
      this.#fresh.push(renumbered)
    }
  }

  of(text: string): PlaceRow {
    const key = tidy(text)
    return this.#byText.get(key) ?? this.#add(key)
  }

  byNo(no: number): PlaceRow | undefined {
    return this.#byNo.get(no)
  }

  all(): PlaceRow[] {
    return [...this.#byNo.values()]
  }

  /** The names met since the last call: to be saved with the rows that name them. */
  takeFresh(): PlaceRow[] {
    const fresh = this.#fresh
    this.#fresh = []
    return fresh
  }

  #put(place: PlaceRow): void {
    this.#byText.set(place.text, place)
    this.#byNo.set(place.no, place)
  }

  #add(text: string): PlaceRow {
    const finding = this.#judge.findPlace(text)
    const place: PlaceRow = { no: this.#byNo.size + 1, text, organisation_id: finding.organisation?.id ?? null, founding: null, how: finding.how, finding }
    this.#put(place)
    this.#fresh.push(place)
    return place
  }
}

export function placeOf(row: PlaceRow): Place | null {
  if (row.founding) return { organisationId: null, founding: row.founding }
  return row.organisation_id === null ? null : { organisationId: row.organisation_id, founding: null }
}

/** Why a name stands for no organisation yet; the first proposal goes along where there is one. */
export function placeFault(field: string, row: PlaceRow): RowFault | null {
  if (row.how === 'chosen' || row.how === 'founding') return null
  if (row.organisation_id !== null) return row.finding.fault === null ? null : { field, code: row.finding.fault }
  const code = row.how === 'several' ? 'place-several' : row.how === 'near' ? 'place-near' : 'place-none'
  const [first] = row.finding.proposals
  return first && row.how === 'near' ? { field, code, proposal: first.name } : { field, code }
}
