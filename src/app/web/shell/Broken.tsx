import { Button } from 'antd'
import { CallError } from '#base/web/call.ts'
import { Page } from '#base/web/kit/Page.tsx'
import { words } from '../words.ts'

/** A page that threw: nobody is left before a blank screen. */
export function Broken({ error }: { error: unknown }) {
  const message = error instanceof Error ? error.message : String(error)
  return (
    <Page
      narrow title={words.broken} subtitle={words.brokenHint}
      actions={<Button type="primary" onClick={() => location.reload()}>{words.refresh}</Button>}
    >
      <p className="quiet">{error instanceof CallError ? `${error.problem.detail} ${error.problem.reference}` : message}</p>
    </Page>
  )
}
