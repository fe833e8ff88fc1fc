import type { ReactNode } from 'react'
import { ErrorNote } from '#base/web/kit/ErrorNote.tsx'
import { words } from '#base/web/words.ts'

interface Query<T> {
  data: T | undefined
  error: unknown
  refetch: () => unknown
}

interface Props<T> {
  query: Query<T>
  children: (data: T) => ReactNode
}

/** Shows what a query brought, or that it is on its way, or why it did not come. */
export function Waiting<T>({ query, children }: Props<T>) {
  if (query.data !== undefined) return children(query.data)
  if (query.error) return <ErrorNote error={query.error} title={words.loadFailed} retry={() => void query.refetch()} />
  return <p className="empty quiet" role="status">{words.loading}</p>
}
