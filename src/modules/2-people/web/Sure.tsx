import { useState, type ReactNode } from 'react'
import type { Problem } from '#base/contract.ts'
import { Note } from '#base/web/kit/Note.tsx'
import { words } from '#people/web/words.ts'

interface Props {
  title: string
  problem: Problem
  /** what one says by ticking the box */
  label: string
  confirm: (sure: boolean) => void
  children?: ReactNode
}

/** A refusal that asks once: why, what to look at first, and the tick with which the form goes through. */
export function Sure({ title, problem, label, confirm, children }: Props) {
  const [sure, setSure] = useState(false)
  return (
    <Note kind="warn" title={title}>
      <p>{problem.detail}</p>
      {children}
      <label className="check">
        <input
          type="checkbox" checked={sure} onChange={(event) => {
            setSure(event.target.checked)
            confirm(event.target.checked)
          }}
        />
        {label}
      </label>
      {sure && <p className="quiet">{words.sureAgain}</p>}
    </Note>
  )
}
