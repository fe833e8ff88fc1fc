import { useEffect, type ReactNode } from 'react'
import { setLarge, useLarge } from '#base/web/device.ts'
import { mark } from '../shell/icons.tsx'
import { words } from '../words.ts'

interface Props {
  title: string
  intro?: ReactNode
  /** below the card */
  under?: ReactNode
  wide?: boolean
  children: ReactNode
}

/** The frame of the pages before sign-in. */
export function Gate({ title, intro, under, wide, children }: Props) {
  const large = useLarge()
  useEffect(() => {
    document.title = `${title} · ${words.name}`
  }, [title])
  return (
    <div className="gate">
      <main className={wide ? 'gate-wide' : undefined}>
        <div className="gate-brand">{mark}<span>{words.name}</span></div>
        <p className="gate-slogan">{words.slogan}</p>
        <div className="gate-card">
          <h1>{title}</h1>
          {intro && <p>{intro}</p>}
          {children}
        </div>
        {under && <div className="gate-under">{under}</div>}
      </main>
      <footer>
        <button type="button" className="pop-button" role="switch" aria-checked={large} onClick={() => setLarge(!large)}>
          {words.large}<span className="switch" aria-hidden />
        </button>
      </footer>
    </div>
  )
}
