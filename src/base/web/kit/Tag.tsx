import type { ReactNode } from 'react'

/** A word in a frame: a state, a kind. Colour never says it alone. */
export function Tag({ kind = 'plain', children }: { kind?: 'plain' | 'warn' | 'bad' | 'good'; children: ReactNode }) {
  return <span className={kind === 'plain' ? 'tag' : `tag tag-${kind}`}>{children}</span>
}
