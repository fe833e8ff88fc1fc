import { useId, type ReactNode } from 'react'

interface Props {
  title?: string
  note?: ReactNode
  actions?: ReactNode
  /** the content (a table, a tree) reaches to the edges */
  flush?: boolean
  children: ReactNode
}

/** A sheet of paper on the page, with its heading. */
export function Section({ title, note, actions, flush, children }: Props) {
  const id = useId()
  return (
    <section className={flush ? 'section section-flush' : 'section'} aria-labelledby={title ? id : undefined}>
      {title && (
        <div className="section-head">
          <h2 id={id}>
            {title}
            {note && <span className="section-note">{note}</span>}
          </h2>
          {actions && <div className="row no-print">{actions}</div>}
        </div>
      )}
      <div className="section-body">{children}</div>
    </section>
  )
}
