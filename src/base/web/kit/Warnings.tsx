import { Note } from '#base/web/kit/Note.tsx'
import { words } from '#base/web/words.ts'

interface Props {
  lines: string[]
  seen: boolean
  setSeen: (seen: boolean) => void
}

/** What stands against an act without forbidding it; it goes on only after a tick. */
export function Warnings({ lines, seen, setSeen }: Props) {
  return (
    <Note kind="warn" title={words.warned}>
      <ul>{lines.map((line) => <li key={line}>{line}</li>)}</ul>
      <label className="check">
        <input type="checkbox" checked={seen} autoFocus onChange={(event) => setSeen(event.target.checked)} />
        {words.warnedSeen}
      </label>
    </Note>
  )
}
