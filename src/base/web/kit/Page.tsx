import { useEffect, type ReactNode } from 'react'
import { Link } from '@tanstack/react-router'
import { words } from '#base/web/words.ts'

export interface Crumb {
  title: string
  to?: string
}

interface Props {
  title: string
  subtitle?: ReactNode
  /** where this page lies, the page itself not included */
  trail?: Crumb[]
  actions?: ReactNode
  /** forms and texts read better in a narrow column */
  narrow?: boolean
  children: ReactNode
}

/** The frame of every page: where one is, what it is, what can be done. */
export function Page({ title, subtitle, trail = [], actions, narrow, children }: Props) {
  useEffect(() => {
    document.title = `${title} · 同心`
  }, [title])
  return (
    <div className={narrow ? 'page page-narrow' : 'page'}>
      {trail.length > 0 && (
        <nav aria-label={words.trail}>
          <ol className="page-trail">
            {trail.map((crumb) => (
              <li key={crumb.title + crumb.to}>{crumb.to ? <Link to={crumb.to}>{crumb.title}</Link> : crumb.title}</li>
            ))}
          </ol>
        </nav>
      )}
      <header className="page-head">
        <div>
          <h1 tabIndex={-1}>{title}</h1>
          {subtitle && <div className="page-subtitle">{subtitle}</div>}
        </div>
        {actions && <div className="page-actions no-print">{actions}</div>}
      </header>
      {children}
    </div>
  )
}
