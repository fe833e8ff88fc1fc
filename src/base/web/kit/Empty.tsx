import type { ReactNode } from 'react'

interface Props {
  title: string
  /** the next step, in one sentence */
  hint?: ReactNode
  /** the button that takes it */
  action?: ReactNode
}

/** Nothing here yet, and what to do about it. */
export function Empty({ title, hint, action }: Props) {
  return (
    <div className="empty">
      <p className="empty-title">{title}</p>
      {hint && <p>{hint}</p>}
      {action && <div className="row no-print">{action}</div>}
    </div>
  )
}
