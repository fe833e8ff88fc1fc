import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { call, CallError } from '#base/web/call.ts'
import { useGo } from '#base/web/route.ts'
import { list, paste, type BatchView } from '#exchange/contract.ts'
import { batchKey } from '../import/use-batch.ts'
import { words } from '../words.ts'
import { sendFile, sizeLimit } from './send-file.ts'

const tooBig = new CallError({
  type: 'about:blank',
  title: '',
  status: 413,
  code: 'web.too-big',
  reference: '',
  detail: words.tooBig,
})

/** Sends a file or a pasted piece and goes to its import. */
export function useStart(target: { organisation: string; kind?: string }) {
  const [sending, setSending] = useState<{ name: string; part: number } | null>(null)
  const [error, setError] = useState<unknown>(null)
  const abort = useRef<AbortController | null>(null)
  const queries = useQueryClient()
  const go = useGo()
  useEffect(() => () => abort.current?.abort(), [])

  const arrive = (batch: BatchView) => {
    queries.setQueryData(batchKey(batch.id), batch)
    void queries.invalidateQueries({ queryKey: [list.name] })
    go(`/imports/${batch.id}`)
  }
  const start = async (name: string, send: (signal: AbortSignal) => Promise<BatchView>) => {
    const mine = (abort.current = new AbortController())
    setError(null)
    setSending({ name, part: 0 })
    try {
      arrive(await send(mine.signal))
    } catch (caught) {
      if (!mine.signal.aborted) setError(caught)
    } finally {
      setSending(null)
    }
  }
  const onFile = (file: File) => {
    if (file.size > sizeLimit) return setError(tooBig)
    const onProgress = (part: number) => setSending({ name: file.name, part })
    void start(file.name, (signal) => sendFile(target, file, { signal, onProgress }))
  }
  const onText = (text: string) => void start(words.pasteFile, (signal) => call(paste, { ...target, text }, signal))
  return { sending, error, onFile, onText, stop: () => abort.current?.abort() }
}
