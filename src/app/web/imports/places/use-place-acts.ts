import { setPlace } from '#exchange/contract.ts'
import { useImport, useMend } from '../import/held.tsx'
import { sureProposal, type Place } from './open.ts'

/** Says what names stand for, one or many. */
export function usePlaceActs() {
  const { batch } = useImport()
  const { mend, busy, error } = useMend()
  const choose = (place: Place, organisation: string | null) =>
    mend(setPlace, { batch: batch.id, place: place.no, organisation })
  const inTurn = async (places: Place[], settle: (place: Place) => Promise<unknown>) => {
    for (const place of places) if ((await settle(place)) === null) return
  }
  const foundOne = (place: Place) => {
    const { kind, name, parent } = place.proposedFounding!
    return mend(setPlace, { batch: batch.id, place: place.no, found: { kind, name, parent } })
  }
  return {
    busy,
    error,
    choose,
    acceptAll: (places: Place[]) => inTurn(places, (place) => choose(place, sureProposal(place))),
    foundAll: (places: Place[]) => inTurn(places, foundOne),
  }
}
