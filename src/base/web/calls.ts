import {
  useInfiniteQuery, useMutation, useQuery, useQueryClient, type UseInfiniteQueryResult, type UseQueryResult,
} from '@tanstack/react-query'
import { useRef } from 'react'
import type { AnyEndpoint, InputOf, OutputOf } from '#base/contract.ts'
import { newId } from '#base/id.ts'
import { call, callFile, CallError } from '#base/web/call.ts'

const keyOf = (endpoint: AnyEndpoint, input?: unknown) => (input === undefined ? [endpoint.name] : [endpoint.name, input])

/** Reads an endpoint and keeps the answer; `enabled: false` waits. */
export function useCall<E extends AnyEndpoint>(
  endpoint: E, input: InputOf<E>, options: { enabled?: boolean; every?: number } = {},
): UseQueryResult<OutputOf<E>, CallError> {
  return useQuery<OutputOf<E>, CallError>({
    queryKey: keyOf(endpoint, input),
    queryFn: ({ signal }) => call(endpoint, input, signal),
    enabled: options.enabled ?? true,
    refetchInterval: options.every ?? false,
  })
}

interface PageOf { rows: unknown[]; next: string | null }
type RowOf<E extends AnyEndpoint> = OutputOf<E> extends { rows: (infer R)[] } ? R : never

export interface Pages<R, P> {
  rows: R[]
  /** the first page, with whatever else it tells (counts, titles) */
  first: P | undefined
  query: UseInfiniteQueryResult<unknown, CallError>
}

/** Reads a keyset list page by page; `query.fetchNextPage()` brings more. */
export function usePages<E extends AnyEndpoint>(
  endpoint: E, input: Omit<InputOf<E>, 'after'>, options: { enabled?: boolean } = {},
): Pages<RowOf<E>, OutputOf<E>> {
  const query = useInfiniteQuery({
    queryKey: keyOf(endpoint, input),
    queryFn: ({ signal, pageParam }) => call(endpoint, { ...input, after: pageParam } as InputOf<E>, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => (last as PageOf).next ?? undefined,
    enabled: options.enabled ?? true,
  })
  const pages = (query.data?.pages ?? []) as OutputOf<E>[]
  const rows = pages.flatMap((page) => (page as PageOf).rows) as RowOf<E>[]
  return { rows, first: pages[0], query: query as UseInfiniteQueryResult<unknown, CallError> }
}

type WithoutAct<I> = Omit<I, 'act'> & { act?: string }

/**
 * Performs an act. Its id is made once and kept over failures, so that a retry cannot do the thing twice; it is renewed
 * after success. Everything read afterwards is fresh: `touches` names the endpoints whose answers it changes (default: all).
 */
export function useAct<E extends AnyEndpoint>(endpoint: E, options: { touches?: AnyEndpoint[] } = {}) {
  const queries = useQueryClient()
  const act = useRef<string>(newId())
  return useMutation<OutputOf<E>, CallError, WithoutAct<InputOf<E>>>({
    mutationFn: (input) => call(endpoint, { act: act.current, ...(input as object) } as InputOf<E>),
    onSuccess: async () => {
      act.current = newId()
      if (!options.touches) return queries.invalidateQueries()
      await Promise.all(options.touches.map((one) => queries.invalidateQueries({ queryKey: keyOf(one) })))
    },
  })
}

/** The same for an act whose answer is a file: it is handed to the browser to keep. */
export function useFileAct<E extends AnyEndpoint>(endpoint: E) {
  const act = useRef<string>(newId())
  return useMutation<void, CallError, WithoutAct<InputOf<E>>>({
    mutationFn: async (input) => keep(await callFile(endpoint, { act: act.current, ...(input as object) } as InputOf<E>)),
    // also after a refusal: with another wish it is another act
    onSettled: (_, error) => {
      if (!error || error.problem.status > 0) act.current = newId()
    },
  })
}

function keep({ name, file }: { name: string; file: Blob }): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}

/** Retries what may heal by itself (lost connection, restarting server), never a refusal. */
export function worthRetrying(failures: number, error: unknown): boolean {
  const status = error instanceof CallError ? error.problem.status : 500
  return failures < 2 && (status === 0 || status >= 502)
}
