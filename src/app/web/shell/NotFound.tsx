import { Link } from '@tanstack/react-router'
import { Page } from '#base/web/kit/Page.tsx'
import { words } from '../words.ts'

export function NotFound() {
  return (
    <Page narrow title={words.notFound} subtitle={words.notFoundHint}>
      <p><Link to="/">{words.home}</Link></p>
    </Page>
  )
}
