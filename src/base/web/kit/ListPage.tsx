import { Button } from 'antd'
import { useEffect, useRef, type ReactNode } from 'react'
import { Empty } from '#base/web/kit/Empty.tsx'
import { ErrorNote } from '#base/web/kit/ErrorNote.tsx'
import { Page, type Crumb } from '#base/web/kit/Page.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { words } from '#base/web/words.ts'

interface Paged {
  isPending: boolean
  error: unknown
  hasNextPage: boolean
  isFetchingNextPage: boolean
  fetchNextPage: () => unknown
  refetch: () => unknown
}

interface ListProps {
  /** search box and selects */
  filters?: ReactNode
  /** shown in place of the rows when there are none: tells the next step */
  empty?: ReactNode
  shown: number
  total?: number
  query: Paged
  /** downloads what the list shows */
  exportTo?: string
  printable?: boolean
  children: ReactNode
}

/** Brings the next page when the foot of the list comes into view; the button stays for the keyboard. */
function More({ query }: { query: Paged }) {
  const mark = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    const watch = new IntersectionObserver(([seen]) => {
      if (seen?.isIntersecting && query.hasNextPage && !query.isFetchingNextPage && !query.error) void query.fetchNextPage()
    }, { rootMargin: '300px' })
    watch.observe(mark.current!)
    return () => watch.disconnect()
  })
  return (
    <span ref={mark}>
      {query.hasNextPage && (
        <Button className="no-print" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {words.more}
        </Button>
      )}
    </span>
  )
}

function Tools({ exportTo, printable = true }: { exportTo?: string; printable?: boolean }) {
  return (
    <div className="list-tools no-print">
      {exportTo && <Button type="text" href={exportTo} download>{words.export}</Button>}
      {printable && <Button type="text" onClick={() => print()}>{words.print}</Button>}
    </div>
  )
}

/** The body of a list: filters, rows, count, more. */
export function List({ filters, empty, shown, total, query, exportTo, printable, children }: ListProps) {
  const nothing = !query.isPending && !query.error && shown === 0
  return (
    <Section flush>
      {(filters || exportTo || printable !== false) && (
        <div className="list-filters">{filters}<Tools exportTo={exportTo} printable={printable} /></div>
      )}
      {query.isPending && <p className="empty quiet" role="status">{words.loading}</p>}
      {!!query.error && (
        <div className="section-body">
          <ErrorNote error={query.error} title={words.loadFailed} retry={() => void query.refetch()} />
        </div>
      )}
      {nothing ? empty ?? <Empty title={words.nothing} hint={words.nothingHint} /> : children}
      {shown > 0 && (
        <div className="list-foot">
          <span role="status">{words.counted(shown, total, query.hasNextPage)}</span>
          <More query={query} />
        </div>
      )}
    </Section>
  )
}

interface Props extends ListProps {
  title: string
  subtitle?: ReactNode
  trail?: Crumb[]
  actions?: ReactNode
  /** above the list: a note, figures */
  before?: ReactNode
}

/** The page that is a list. */
export function ListPage({ title, subtitle, trail, actions, before, ...list }: Props) {
  return (
    <Page title={title} subtitle={subtitle} trail={trail} actions={actions}>
      {before}
      <List {...list} />
    </Page>
  )
}
