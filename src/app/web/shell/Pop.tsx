import { useId, useRef, useState, type ReactNode } from 'react'
import { useElsewhere } from '#base/web/kit/use-elsewhere.ts'

interface Props {
  /** read out for a button that shows only a drawing */
  label?: string
  button: ReactNode
  className?: string
  align?: 'left' | 'right'
  children: (close: () => void) => ReactNode
}

/** A button with a panel under it: closes on Escape, on a click elsewhere and when the focus moves on. */
export function Pop({ label, button, className = '', align = 'right', children }: Props) {
  const [open, setOpen] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  const id = useId()
  useElsewhere(box, open, () => setOpen(false))
  const close = () => setOpen(false)
  const escape = () => {
    close()
    box.current?.querySelector('button')?.focus()
  }
  return (
    <div ref={box} className={`pop ${className}`} onKeyDown={(event) => { if (open && event.key === 'Escape') escape() }}>
      <button
        type="button" className="pop-button" aria-label={label} aria-expanded={open} aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
      >
        {button}
      </button>
      {open && <div id={id} className={`pop-panel pop-${align}`}>{children(close)}</div>}
    </div>
  )
}
