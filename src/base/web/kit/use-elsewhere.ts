import { useEffect, type RefObject } from 'react'

/** Calls `leave` when the pointer or the focus goes outside the box. */
export function useElsewhere(box: RefObject<HTMLElement | null>, watching: boolean, leave: () => void) {
  useEffect(() => {
    if (!watching) return
    const look = (event: Event) => {
      if (!box.current?.contains(event.target as Node)) leave()
    }
    document.addEventListener('pointerdown', look)
    document.addEventListener('focusin', look)
    return () => {
      document.removeEventListener('pointerdown', look)
      document.removeEventListener('focusin', look)
    }
  })
}
