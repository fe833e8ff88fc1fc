import { Button } from 'antd'
import { CallError } from '#base/web/call.ts'
import { Note } from '#base/web/kit/Note.tsx'
import { words } from '#base/web/words.ts'

interface Props {
  error: unknown
  title?: string
  retry?: () => void
}

const sentenceOf = (error: unknown) =>
  error instanceof CallError ? error.message : '这一页出了差错，请刷新再试；您填的内容还在。'

/** What went wrong, what to do, and the number to quote. Shows nothing without an error. */
export function ErrorNote({ error, title, retry }: Props) {
  if (!error) return null
  // a refusal says itself what to do; only a failure needs looking up
  const failed = error instanceof CallError && error.problem.status >= 500
  const reference = failed ? error.problem.reference : ''
  return (
    <Note kind="error" title={title} action={retry && <Button onClick={retry}>{words.retry}</Button>}>
      {sentenceOf(error)}
      {reference && <div className="quiet">{words.reference(reference)}</div>}
    </Note>
  )
}
