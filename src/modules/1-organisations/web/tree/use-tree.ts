import { useQueries, type UseQueryResult } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { OutputOf } from '#base/contract.ts'
import { call } from '#base/web/call.ts'
import { useCall } from '#base/web/calls.ts'
import { tree } from '#organisations/contract.ts'
import { rowsOf } from '#organisations/web/tree/tree-rows.ts'

type Answer = OutputOf<typeof tree>

/** As deep as the contract allows. */
const wholeDepth = 20

const combine = (results: UseQueryResult<Answer>[]) => ({
  nodes: results.flatMap((result) => (result.data ? [result.data.nodes] : [])),
  failed: results.find((result) => result.error)?.error ?? null,
})

/**
 * The tree of what the post reaches, loaded as it is opened: the tops with one level, then what stands below each
 * opened row. `whole` asks for all of it at once, for searching and for opening everything.
 */
export function useTree({ on, whole }: { on?: string; whole: boolean }) {
  const [opened, setOpened] = useState<readonly string[]>([])
  const tops = useCall(tree, { levels: 1, on })
  const all = useCall(tree, { levels: wholeDepth, on }, { enabled: whole })
  const below = useQueries({
    queries: opened.map((under) => ({
      queryKey: [tree.name, { under, levels: 1, on }],
      queryFn: ({ signal }: { signal: AbortSignal }) => call(tree, { under, levels: 1, on }, signal),
      refetchOnWindowFocus: false,
    })),
    combine,
  })
  const first = all.data ?? tops.data
  const rows = useMemo(() => rowsOf([first?.nodes ?? [], ...below.nodes]), [first, below.nodes])
  const load = (id: string) => setOpened((before) => (before.includes(id) ? before : [...before, id]))
  return {
    rows, load, query: tops, failed: below.failed ?? all.error,
    /** all of it has come */
    complete: all.data !== undefined && !all.data.cut,
    cut: first?.cut ?? false,
    waiting: whole && all.isPending,
  }
}
