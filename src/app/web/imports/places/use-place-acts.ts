import { setPlaces } from '#exchange/contract.ts'
import { useImport, useMend } from '../import/held.tsx'
import { sureProposal, type Place } from './open.ts'

/** As many as one call takes. */
const together = 500

/** Says what names stand for, one or many. */
export function usePlaceActs() {
  const { batch } = useImport()
  const { mend, busy, error } = useMend()
  const choose = (place: Place, organisation: string | null) =>
    mend(setPlaces, { batch: batch.id, places: [{ place: place.no, organisation }] })
  const settle = async (places: { place: number; organisation?: string | null; found?: Found }[]) => {
    for (let at = 0; at < places.length; at += together)
      if (!(await mend(setPlaces, { batch: batch.id, places: places.slice(at, at + together) }))) return
  }
  return {
    busy,
    error,
    choose,
    acceptAll: (places: Place[]) =>
      settle(places.map((place) => ({ place: place.no, organisation: sureProposal(place) }))),
    /** both names stand for one organisation, founded under the first */
    foundAsOne: (place: Place, other: Place) => settle([place, other].map(({ no }) => ({ place: no, found: foundingOf(place) }))),
    foundAll: (places: Place[]) => settle(places.map((place) => ({ place: place.no, found: foundingOf(place) }))),
  }
}

type Found = { kind: string; name: string; parent: string }

function foundingOf({ proposedFounding }: Place): Found {
  const { kind, name, parent } = proposedFounding!
  return { kind, name, parent }
}
