import { lazy } from 'react'
import type { MenuEntry, PageRoute } from '#base/web/pages.ts'
import { permissions } from '#exchange/contract.ts'
import { words } from './words.ts'

export const pages: PageRoute[] = [
  {
    path: '/imports',
    title: words.imports,
    component: lazy(async () => ({ default: (await import('./ImportsPage.tsx')).ImportsPage })),
  },
  {
    path: '/imports/new',
    title: words.newTitle,
    component: lazy(async () => ({ default: (await import('./start/NewImport.tsx')).NewImport })),
  },
  {
    path: '/imports/$id',
    title: words.imports,
    component: lazy(async () => ({ default: (await import('./import/ImportPage.tsx')).ImportPage })),
  },
]

export const menu: MenuEntry[] = [
  { path: '/imports', words: words.imports, icon: 'imports', permission: permissions.use, order: 40 },
]
