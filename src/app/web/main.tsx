import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { z } from 'zod'
import zhCN from 'zod/v4/locales/zh-CN.js'
import { whoAmI } from '#access/contract.ts'
import { CallError } from '#base/web/call.ts'
import { worthRetrying } from '#base/web/calls.ts'
import { Look } from '#base/web/Look.tsx'
import '#base/web/style.css'
import './app.css'
import { lendNonce, pageNonce } from './nonce.ts'
import { router } from './routes.tsx'

const nonce = pageNonce()
if (nonce) lendNonce(nonce)
z.config(zhCN())

/** An ended session shows the sign-in page in place, one that lacks its second step the page to set it up; the address and what was typed stay. */
const onError = (error: Error) => {
  const ended = error instanceof CallError && ['access.sign-in-first', 'access.second-factor-first'].includes(error.problem.code)
  if (ended) void queries.invalidateQueries({ queryKey: [whoAmI.name] })
}

const queries: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError }),
  mutationCache: new MutationCache({ onError }),
  defaultOptions: { queries: { retry: worthRetrying, staleTime: 15_000, refetchOnWindowFocus: true } },
})

// after an update the old page asks for files that are gone: load the new one, once
addEventListener('vite:preloadError', (event) => {
  if (sessionStorage.getItem('tx.reloaded') === location.href) return
  sessionStorage.setItem('tx.reloaded', location.href)
  event.preventDefault()
  location.reload()
})

createRoot(document.getElementById('app')!).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <Look nonce={nonce}><RouterProvider router={router} /></Look>
    </QueryClientProvider>
  </StrictMode>,
)
