import type { ReactNode } from 'react'
import { useNarrow } from '#base/web/device.ts'

interface Props {
  /** on the button that unfolds it */
  label: string
  /** something in it is set: it must not be hidden */
  open?: boolean
  children: ReactNode
}

/** What need not stand before the first name on a telephone: folded there, in line elsewhere. */
export function Fold({ label, open, children }: Props) {
  if (!useNarrow()) return <>{children}</>
  return (
    <details className="fold" open={open}>
      <summary>{label}</summary>
      <div className="fold-in">{children}</div>
    </details>
  )
}
