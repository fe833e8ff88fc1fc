import { useQueryClient } from '@tanstack/react-query'
import { createContext, use, useCallback, useMemo, useState, type ReactNode } from 'react'
import type { AnyEndpoint, InputOf, OutputOf } from '#base/contract.ts'
import { call } from '#base/web/call.ts'
import { columns, faults, places, rows, type BatchView, type Counts } from '#exchange/contract.ts'
import { batchKey } from './use-batch.ts'

interface Import {
  batch: BatchView
  /** grows whenever many rows may have changed */
  revision: number
  tell: (answer: unknown) => void
}

const Held = createContext<Import | null>(null)

/** The import that the page shows. */
export function useImport(): Import {
  const held = use(Held)
  if (!held) throw new Error('useImport outside the page of an import')
  return held
}

interface Answer {
  state?: string
  batch?: BatchView
  counts?: Counts
  row?: unknown
}

function batchIn(answer: Answer, held: BatchView): BatchView {
  if (answer.state) return answer as BatchView
  return answer.batch ?? { ...held, counts: answer.counts ?? held.counts }
}

export function ImportHeld({ batch, children }: { batch: BatchView; children: ReactNode }) {
  const queries = useQueryClient()
  const [revision, setRevision] = useState(0)
  const tell = useCallback(
    (answer: unknown) => {
      queries.setQueryData<BatchView>(batchKey(batch.id), (held) => held && batchIn(answer as Answer, held))
      const oneRow = !!(answer as Answer).row
      if (!oneRow) setRevision((before) => before + 1)
      for (const one of oneRow ? [faults, places] : [faults, places, rows, columns])
        void queries.invalidateQueries({ queryKey: [one.name] })
    },
    [queries, batch.id],
  )
  const held = useMemo(() => ({ batch, revision, tell }), [batch, revision, tell])
  return <Held value={held}>{children}</Held>
}

/** Changes something of the import: what it answers is told to the whole page, a refusal stays here. */
export function useMend() {
  const { tell } = useImport()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const mend = async <E extends AnyEndpoint>(endpoint: E, input: InputOf<E>): Promise<OutputOf<E> | null> => {
    setBusy(true)
    setError(null)
    try {
      const answer = await call(endpoint, input)
      tell(answer)
      return answer
    } catch (caught) {
      setError(caught)
      return null
    } finally {
      setBusy(false)
    }
  }
  return { mend, busy, error }
}
