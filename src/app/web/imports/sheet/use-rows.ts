import { useCallback, useEffect, useRef, useState } from 'react'
import { call } from '#base/web/call.ts'
import { rows, type RowView, type filters } from '#exchange/contract.ts'
import { useImport } from '../import/held.tsx'
import { holeAt, noPages, pageSize, room, wantsMore, withPage, withPlaced, withRow, type Pages } from './page-cache.ts'

export type Filter = (typeof filters)[number]
export type Rows = ReturnType<typeof useRows>

/** The rows of a filter, fetched a page at a time as they come into sight; of all rows from anywhere, else in order. */
export function useRows(filter: Filter) {
  const { batch, revision } = useImport()
  const [pages, setPages] = useState<Pages<RowView>>(noPages)
  const [error, setError] = useState<unknown>(null)
  const held = useRef(pages)
  const asking = useRef(false)
  /** answers to questions asked before a bulk mending are out of date */
  const turn = useRef(0)
  const sight = useRef({ first: 0, last: 0 })
  const anywhere = filter === 'all'
  const total = useRef(0)
  useEffect(() => void (total.current = batch.counts.rows + batch.counts.skip), [batch.counts])

  const show = useCallback((next: Pages<RowView>) => {
    held.current = next
    setPages(next)
  }, [])

  /** `fresh`: anew from what is in sight, or from the first row on; the old rows stay in sight until then */
  const bring = useCallback(
    async (fresh: boolean) => {
      const mine = turn.current
      const before = fresh ? (anywhere ? room(total.current) : noPages) : held.current
      const from = anywhere ? holeAt(before, sight.current.first, sight.current.last) : null
      if (anywhere && from === null) return show(before)
      const where = anywhere ? { from: from! } : before.next ? { after: before.next } : {}
      asking.current = true
      try {
        const page = await call(rows, { batch: batch.id, filter, limit: pageSize, ...where })
        if (mine !== turn.current) return
        const onto = fresh ? before : held.current
        show(anywhere ? withPlaced(onto, page.rows) : withPage(onto, page.rows, page.next))
        setError(null)
      } catch (caught) {
        if (mine === turn.current) setError(caught)
      } finally {
        if (mine === turn.current) asking.current = false
      }
    },
    [batch.id, filter, anywhere, show],
  )

  const need = useCallback(
    (first: number, last: number) => {
      sight.current = { first, last }
      if (asking.current) return
      const wanted = anywhere ? holeAt(held.current, first, last) !== null : wantsMore(held.current, last)
      if (wanted) void bring(false)
    },
    [bring, anywhere],
  )

  useEffect(() => {
    turn.current++
    void bring(true)
  }, [bring, revision])

  /** The first faulty row from a number on, wherever it is; put in its place. */
  const seekFault = useCallback(
    async (from: number): Promise<RowView | null> => {
      const [found] = (await call(rows, { batch: batch.id, filter: 'faults', from, limit: 1 })).rows
      if (found) show(withPlaced(held.current, [found]))
      return found ?? null
    },
    [batch.id, show],
  )
  const put = useCallback((row: RowView) => show(withRow(held.current, row)), [show])
  return { pages, anywhere, need, seekFault, put, error, retry: () => void bring(held.current.next === undefined) }
}
