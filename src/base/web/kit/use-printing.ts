import { useEffect, useState } from 'react'
import { flushSync } from 'react-dom'

/** True while the page is being printed: what is virtual on the screen must be whole on paper. */
export function usePrinting(): boolean {
  const [printing, setPrinting] = useState(() => matchMedia('print').matches)
  useEffect(() => {
    const media = matchMedia('print')
    // the browser takes its picture right after the event
    const follow = (on: boolean) => flushSync(() => setPrinting(on))
    const onMedia = () => follow(media.matches)
    const before = () => follow(true)
    const after = () => follow(false)
    media.addEventListener('change', onMedia)
    addEventListener('beforeprint', before)
    addEventListener('afterprint', after)
    return () => {
      media.removeEventListener('change', onMedia)
      removeEventListener('beforeprint', before)
      removeEventListener('afterprint', after)
    }
  }, [])
  return printing
}
