import { Button } from 'antd'
import { useEffect, useRef, type ReactNode } from 'react'
import { Note } from '#base/web/kit/Note.tsx'
import { words } from '#base/web/words.ts'

export interface Beside {
  key: string
  label: string
  /** what stands there now, by somebody else's hand or as it was */
  now: ReactNode
  /** what was typed here and not yet sent */
  yours: ReactNode
}

interface Props {
  /** who changed it, when and what */
  told: string
  rows: Beside[]
  /** sends what was typed, over what stands there now */
  onKeep: (form: HTMLFormElement | null) => void
  /** gives up what was typed for what stands there now */
  onDrop?: () => void
}

/** Somebody was quicker: what stands there now beside what was typed. Nothing typed is lost, nothing is overwritten unseen. */
export function ChangedNote({ told, rows, onKeep, onDrop }: Props) {
  const box = useRef<HTMLDivElement>(null)
  // Below a long form nobody would see it; once more when what stands there now has been read
  useEffect(() => {
    box.current?.scrollIntoView({ block: 'nearest' })
  }, [told, rows.length])
  return (
    <div ref={box}><Note kind="warn" title={words.changedTitle}>
      <p>{told}</p>
      {rows.length > 0 && (
        <table className="compare">
          <thead><tr><td /><th scope="col">{words.changedNow}</th><th scope="col">{words.changedYours}</th></tr></thead>
          <tbody>
            {rows.map(({ key, label, now, yours }) => (
              <tr key={key}><th scope="row">{label}</th><td>{now}</td><td>{yours}</td></tr>
            ))}
          </tbody>
        </table>
      )}
      <div className="compare-acts">
        <Button type="primary" onClick={(event) => onKeep(event.currentTarget.closest('form'))}>{words.changedKeep}</Button>
        {onDrop && <Button onClick={onDrop}>{words.changedDrop}</Button>}
      </div>
    </Note></div>
  )
}
