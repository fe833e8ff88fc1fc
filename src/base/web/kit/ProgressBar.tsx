import { Button } from 'antd'
import { useId } from 'react'
import { words } from '#base/web/words.ts'

interface Props {
  /** what is being done now */
  words: string
  done: number
  total?: number
  onStop?: () => void
}

/** Work under way on the server, told by its event stream. Unknown total: the bar moves without a number. */
export function ProgressBar({ words: what, done, total, onStop }: Props) {
  const id = useId()
  return (
    <div className="progress" role="group" aria-labelledby={id}>
      <div className="progress-words">
        <span id={id}>{what}</span>
        <span className="quiet" aria-live="polite">{total ? words.remaining(done, total) : done.toLocaleString('zh-CN')}</span>
      </div>
      <progress aria-labelledby={id} value={total ? done : undefined} max={total ?? 1} />
      {onStop && <div className="row"><Button onClick={onStop}>{words.stop}</Button></div>}
    </div>
  )
}
