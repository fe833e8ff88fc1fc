import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { listen } from '#base/web/call.ts'
import { useCall } from '#base/web/calls.ts'
import { progress, read, type BatchView } from '#exchange/contract.ts'
import { isWorking } from './steps.ts'

export const batchKey = (id: string) => [read.name, { batch: id }]

/**
 * The batch as it stands; while the server works on it, as the event stream tells. Polls slowly where streams are cut
 * off.
 */
export function useBatch(id: string) {
  const queries = useQueryClient()
  const known = queries.getQueryData<BatchView>(batchKey(id))
  const query = useCall(read, { batch: id }, { every: known && isWorking(known.state) ? 4_000 : undefined })
  const working = query.data !== undefined && isWorking(query.data.state)
  useEffect(() => {
    if (!working) return
    const stop = listen(progress, { batch: id }, (batch) => {
      queries.setQueryData(batchKey(id), batch)
      if (isWorking(batch.state)) return
      stop()
      // rows, columns and organisations are new, and the work list has changed
      void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== read.name })
    })
    return stop
  }, [working, id, queries])
  return query
}
