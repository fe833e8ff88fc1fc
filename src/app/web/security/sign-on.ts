import { beginSignOn, linkSignOn } from '#access/sign-on/contract.ts'
import { call } from '#base/web/call.ts'

const place = 'tx.sign-on'

/** Keeps in this window what proves, on the way back, that it was this browser that asked. */
export function leaveFor({ address, binder }: { address: string; binder: string }): void {
  sessionStorage.setItem(place, binder)
  location.assign(address)
}

export const goSignOn = async (): Promise<void> => leaveFor(await call(beginSignOn, {}))
export const goLink = async (current: string): Promise<void> => leaveFor(await call(linkSignOn, { current }))

/** Taken once: an answer is good for one try. */
export function takeBinder(): string | null {
  const binder = sessionStorage.getItem(place)
  sessionStorage.removeItem(place)
  return binder
}
