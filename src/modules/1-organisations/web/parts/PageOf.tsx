import type { ComponentProps, ReactNode } from 'react'
import { Page } from '#base/web/kit/Page.tsx'
import { Waiting } from '#base/web/kit/Waiting.tsx'

interface Props<T> {
  /** stands above what is said until the thing has come */
  title: string
  query: Omit<ComponentProps<typeof Waiting<T>>, 'children'>['query']
  children: (data: T) => ReactNode
}

/** The page of one thing that is still on its way, or did not come. */
export function PageOf<T>({ title, query, children }: Props<T>) {
  if (query.data !== undefined) return children(query.data)
  return <Page title={title}><Waiting query={query}>{children}</Waiting></Page>
}
