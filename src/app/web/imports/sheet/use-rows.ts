import { useCallback, useEffect, useRef, useState } from 'react'
import { call } from '#base/web/call.ts'
import { rows, type RowView, type filters } from '#exchange/contract.ts'
import { useImport } from '../import/held.tsx'
import { noPages, pageSize, wantsMore, withPage, withRow, type Pages } from './page-cache.ts'

export type Filter = (typeof filters)[number]
export type Rows = ReturnType<typeof useRows>

/** The rows of a filter, fetched a page at a time as they come into sight. */
export function useRows(filter: Filter) {
  const { batch, revision } = useImport()
  const [pages, setPages] = useState<Pages<RowView>>(noPages)
  const [error, setError] = useState<unknown>(null)
  const held = useRef(pages)
  const asking = useRef(false)
  /** answers to questions asked before a bulk mending are out of date */
  const turn = useRef(0)

  const show = useCallback((next: Pages<RowView>) => {
    held.current = next
    setPages(next)
  }, [])

  /** `fresh`: from the first row on; the old rows stay in sight until then */
  const bring = useCallback(
    async (fresh: boolean) => {
      const mine = turn.current
      const before = fresh ? noPages : held.current
      asking.current = true
      try {
        const page = await call(rows, {
          batch: batch.id,
          filter,
          limit: pageSize,
          ...(before.next && { after: before.next }),
        })
        if (mine !== turn.current) return
        show(withPage(fresh ? noPages : held.current, page.rows, page.next))
        setError(null)
      } catch (caught) {
        if (mine === turn.current) setError(caught)
      } finally {
        if (mine === turn.current) asking.current = false
      }
    },
    [batch.id, filter, show],
  )

  const need = useCallback(
    (last: number) => {
      if (!asking.current && wantsMore(held.current, last)) void bring(false)
    },
    [bring],
  )

  useEffect(() => {
    turn.current++
    void bring(true)
  }, [bring, revision])

  const put = useCallback((row: RowView) => show(withRow(held.current, row)), [show])
  return { pages, need, put, error, retry: () => void bring(held.current.next === undefined) }
}
