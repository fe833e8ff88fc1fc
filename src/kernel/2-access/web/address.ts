import { whoAmI } from '#access/contract.ts'
import { useCall } from '#base/web/calls.ts'

export interface PrintedAddress {
  address: string
  /** opens on this machine alone: of no use on paper or to a telephone */
  isLocal: boolean
}

/** What may stand on paper: the configured address, else the one this page was opened by. */
export function printedAddress(configured: string | null, opened: string): PrintedAddress {
  const address = configured ?? opened
  const { hostname } = new URL(address)
  return { address, isLocal: /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\]|0\.0\.0\.0)$/.test(hostname) }
}

/** The shell has asked already, so this answers at once. */
export const usePrintedAddress = (): PrintedAddress => printedAddress(useCall(whoAmI, {}).data?.ways.address ?? null, location.origin)
