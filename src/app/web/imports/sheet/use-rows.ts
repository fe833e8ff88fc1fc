import { useCallback, useEffect, useRef, useState } from 'react'
import { call } from '#base/web/call.ts'
import { rows, type RowView, type filters } from '#exchange/contract.ts'
import { useImport } from '../import/held.tsx'
import { blockSize, blocksMissing, noPages, onlyBlock, withBlock, withRow, type Pages } from './page-cache.ts'

export type Filter = (typeof filters)[number]
export type Rows = ReturnType<typeof useRows>

/** The rows of a filter, fetched a block at a time as they come into sight. */
export function useRows(filter: Filter) {
  const { batch, revision } = useImport()
  const [pages, setPages] = useState<Pages<RowView>>(() => noPages(null))
  const [error, setError] = useState<unknown>(null)
  const held = useRef(pages)
  const asked = useRef(new Set<number>())
  /** answers to questions asked before a bulk mending are out of date */
  const turn = useRef(0)

  const show = useCallback((next: Pages<RowView>) => {
    held.current = next
    setPages(next)
  }, [])

  const bring = useCallback(async (block: number, fresh: boolean) => {
    const mine = turn.current
    asked.current.add(block)
    try {
      const after = fresh ? undefined : held.current.next ?? undefined
      const page = await call(rows, { batch: batch.id, filter, limit: blockSize, ...(after && { after }) })
      if (mine !== turn.current) return
      show((fresh ? onlyBlock : withBlock)(held.current, block, page.rows, page.next))
      setError(null)
    } catch (caught) {
      if (mine === turn.current) setError(caught)
    } finally {
      if (mine === turn.current) asked.current.delete(block)
    }
  }, [batch.id, filter, show])

  const need = useCallback((first: number, last: number) => {
    for (const block of blocksMissing(held.current, first, last)) if (!asked.current.has(block)) void bring(block, false)
  }, [bring])

  useEffect(() => {
    turn.current++
    asked.current.clear()
    void bring(0, true)
    return () => void turn.current++
  }, [bring, revision])

  const put = useCallback((row: RowView) => show(withRow(held.current, row)), [show])
  const retry = () => {
    setError(null)
    void bring(held.current.blocks.size, held.current.blocks.size === 0)
  }
  return { pages, need, put, error, retry }
}
