import { whoAmI, type SeatView } from '#access/contract.ts'
import { useCall } from '#base/web/calls.ts'
import { usePref } from '#base/web/device.ts'

/** Where the device remembers the post acted as. */
export const seatPlace = 'tx.seat'

interface Seated {
  /** the post acted as; null while unknown and for an account without posts */
  seat: SeatView | null
  /** may the post acted as do this? Shows and hides; the server decides. */
  may: (permission: string | undefined) => boolean
}

/** The post acted as, for screens of modules. The shell has asked already, so this answers at once. */
export function useSeat(): Seated {
  const seats = useCall(whoAmI, {}).data?.me?.seats ?? []
  const wished = usePref(seatPlace)
  const seat = seats.find((one) => one.id === wished) ?? seats[0] ?? null
  return { seat, may: (permission) => !permission || (seat?.permissions.includes(permission) ?? false) }
}
