import type { OutputOf } from '#base/contract.ts'
import type { Db } from '#base/sql.ts'
import type { Checking } from '#exchange/check/judging.ts'
import type { places as placesEndpoint } from '#exchange/contract.ts'
import type { Body, ImportKind } from '#exchange/kind.ts'
import { presentPlace } from '#exchange/present.ts'
import type { Batch } from '#exchange/store/batches.ts'
import { changesOf } from '#exchange/store/changes.ts'
import { placesOf, savePlaces, writtenAt, type PlaceRow } from '#exchange/store/places.ts'
import { rowsAtPlaces } from '#exchange/store/rows.ts'

type Answer = OutputOf<typeof placesEndpoint>
type Named = Pick<Checking, 'world' | 'batch' | 'kind'>

/** Organisations that the commit of a batch founded, in the order of the tree. */
async function foundedBy(tx: Db, { world, batch, kind }: Named): Promise<Body[]> {
  const founded = await changesOf(tx, world.keys, batch, 'organisation')
  return founded.length === 0 ? [] : kind.organisations(tx, batch.realm_id, founded.map(({ ref }) => Number(ref)))
}

/** At the end of a commit: each name remembers how many rows were written there, and a founded one its organisation. */
export async function rememberFilled(tx: Db, checking: Checking): Promise<void> {
  const { batch } = checking
  const written = await writtenAt(tx, batch)
  const founded = await foundedBy(tx, checking)
  const made = ({ founding }: PlaceRow) =>
    founded.find((one) => one.name === founding?.name && one.parent === founding.parent)?.id ?? null
  const places = checking.places.all().map((place) => ({
    ...place,
    organisation_id: place.founding ? made(place) : place.organisation_id,
    finding: { ...place.finding, written: written.get(place.no) ?? 0 },
  }))
  await savePlaces(tx, batch, places)
}

/** The names of a batch: before the commit those that rows carry, open ones first; after it what was written where. */
export async function presentPlaces(tx: Db, named: Named): Promise<Answer> {
  const { batch, kind } = named
  if (batch.state === 'done') return presentFilled(tx, named)
  const rows = new Map((await rowsAtPlaces(tx, batch)).map(({ place, n }) => [place, n]))
  const carried = (await placesOf(tx, batch)).filter(({ no }) => rows.has(no))
  const isOpen = (place: PlaceRow) => place.organisation_id === null && place.founding === null
  carried.sort((a, b) => Number(isOpen(b)) - Number(isOpen(a)) || a.no - b.no)
  return { places: carried.map((place) => presentPlace(kind, place, rows.get(place.no)!)), here: 0, founded: [] }
}

async function presentFilled(tx: Db, named: Named): Promise<Answer> {
  const { batch, kind } = named
  const places = await placesOf(tx, batch)
  const rows = places.map((place) => place.finding.written ?? 0)
  const bodies = await bodiesAt(tx, batch, kind, places)
  const { new: made = 0, change = 0, conflict = 0 } = batch.counts
  return {
    places: places.map((place, at) => ({ ...presentPlace(kind, place, rows[at]!), organisation: bodies.get(place.organisation_id) ?? null })),
    here: made + change + conflict - rows.reduce((sum, n) => sum + n, 0),
    founded: (await foundedBy(tx, named)).map(({ publicId, name }) => ({ id: publicId, name })),
  }
}

async function bodiesAt(tx: Db, batch: Batch, kind: ImportKind, places: PlaceRow[]) {
  const ids = places.flatMap((place) => place.organisation_id ?? [])
  const bodies = ids.length === 0 ? [] : await kind.organisations(tx, batch.realm_id, [...new Set(ids)])
  return new Map<number | null, { id: string; name: string }>(bodies.map(({ id, publicId, name }) => [id, { id: publicId, name }]))
}
