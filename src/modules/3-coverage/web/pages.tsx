import { lazy } from 'react'
import type { MenuEntry, PageRoute } from '#base/web/pages.ts'
import { permissions } from '#coverage/contract.ts'
import { words } from '#coverage/web/words.ts'

const Coverage = lazy(async () => ({ default: (await import('./CoveragePage.tsx')).CoveragePage }))
const Spots = lazy(async () => ({ default: (await import('./SpotsPage.tsx')).SpotsPage }))
const Unit = lazy(async () => ({ default: (await import('./unit/UnitCoveragePage.tsx')).UnitCoveragePage }))

export const pages: PageRoute[] = [
  { path: '/coverage', title: words.coverage, component: Coverage },
  { path: '/coverage/spots', title: words.spots, component: Spots },
  { path: '/coverage/units/$id', title: words.unit, component: Unit },
]

export const menu: MenuEntry[] = [
  { path: '/coverage', words: words.coverage, icon: 'coverage', permission: permissions.view, order: 35 },
]
