import type { ReactNode } from 'react'

interface Props {
  kind?: 'plain' | 'warn' | 'error' | 'good'
  title?: string
  action?: ReactNode
  children?: ReactNode
}

/** A remark in the page. Errors are read out at once, the rest when convenient. */
export function Note({ kind = 'plain', title, action, children }: Props) {
  return (
    <div className={`note note-${kind}`} role={kind === 'error' ? 'alert' : 'status'}>
      <div>
        {title && <strong>{title}</strong>}
        {children && <div>{children}</div>}
      </div>
      {action}
    </div>
  )
}
