// Every piece of the ui kit on one page, to be looked at and measured. Not shipped.
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from '@tanstack/react-router'
import { createRoot } from 'react-dom/client'
import { Look } from '#base/web/Look.tsx'
import { setLarge } from '#base/web/device.ts'
import '#base/web/style.css'
import { Sink } from './sink.tsx'
import { BigTree } from './tree.tsx'

const page = location.hash === '#tree' ? BigTree : Sink
if (new URLSearchParams(location.search).has('large')) setLarge(true)
const router = createRouter({
  routeTree: createRootRoute({ component: page }),
  history: createMemoryHistory({ initialEntries: ['/'] }),
})

createRoot(document.getElementById('app')!).render(
  <QueryClientProvider client={new QueryClient()}>
    <Look><main><RouterProvider router={router} /></main></Look>
  </QueryClientProvider>,
)
