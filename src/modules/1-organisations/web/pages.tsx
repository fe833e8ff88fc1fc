import { lazy } from 'react'
import type { MenuEntry, PageRoute } from '#base/web/pages.ts'
import { permissions } from '#organisations/contract.ts'
import { words } from '#organisations/web/words.ts'

export const pages: PageRoute[] = [
  { path: '/organisations', title: words.organisations, component: lazy(async () => ({ default: (await import('./tree/TreePage.tsx')).TreePage })) },
  { path: '/organisations/new', title: words.foundTitle, component: lazy(async () => ({ default: (await import('./found/FoundPage.tsx')).FoundPage })) },
  { path: '/organisations/$id', title: words.organisation, component: lazy(async () => ({ default: (await import('./page/OrganisationPage.tsx')).OrganisationPage })) },
  { path: '/organisations/$id/rules', title: words.rules, component: lazy(async () => ({ default: (await import('./page/RulesPage.tsx')).RulesPage })) },
  { path: '/units', title: words.units, component: lazy(async () => ({ default: (await import('./units/UnitsPage.tsx')).UnitsPage })) },
  { path: '/units/new', title: words.newUnit, component: lazy(async () => ({ default: (await import('./units/NewUnitPage.tsx')).NewUnitPage })) },
  { path: '/units/$id', title: words.unit, component: lazy(async () => ({ default: (await import('./units/UnitPage.tsx')).UnitPage })) },
]

export const menu: MenuEntry[] = [
  { path: '/organisations', words: words.organisations, icon: 'organisations', permission: permissions.view, order: 20 },
]
