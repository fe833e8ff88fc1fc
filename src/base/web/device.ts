import { useSyncExternalStore } from 'react'

const heard = new Set<() => void>()

function readPref(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null // storage switched off: the choice lasts as long as the page
  }
}

const held = new Map<string, string | null>()
const prefOf = (key: string) => (held.has(key) ? held.get(key)! : readPref(key))

/** Remembers a choice on this device; every user of it on the page follows. */
export function setPref(key: string, value: string | null) {
  held.set(key, value)
  try {
    if (value === null) localStorage.removeItem(key)
    else localStorage.setItem(key, value)
  } catch {
    // held in memory
  }
  for (const hear of heard) hear()
}

const subscribe = (hear: () => void) => {
  heard.add(hear)
  return () => void heard.delete(hear)
}

export const usePref = (key: string) => useSyncExternalStore(subscribe, () => prefOf(key))

/** Large type: 18 px base instead of 14, chosen in the header and remembered on the device. */
export const useLarge = () => usePref('tx.large') === 'yes'
export const setLarge = (on: boolean) => setPref('tx.large', on ? 'yes' : null)

export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (hear) => {
      const media = matchMedia(query)
      media.addEventListener('change', hear)
      return () => media.removeEventListener('change', hear)
    },
    () => matchMedia(query).matches,
  )
}

/** Telephone width: below 600 px. The style sheets use the same number. */
export const useNarrow = () => useMedia('(max-width: 599px)')
/** No room for the navigation rail beside the page: below 900 px. */
export const useMiddling = () => useMedia('(max-width: 899px)')
/** The person asked the system for no motion */
export const useStill = () => useMedia('(prefers-reduced-motion: reduce)')
export const useTouch = () => useMedia('(max-width: 599px), (pointer: coarse)')
