import { lazy } from 'react'
import type { MenuEntry, PageRoute } from '#base/web/pages.ts'
import { permissions } from '#organisations/contract.ts'
import { words } from '#organisations/web/words.ts'

const Tree = lazy(async () => ({ default: (await import('./tree/TreePage.tsx')).TreePage }))
const Found = lazy(async () => ({ default: (await import('./found/FoundPage.tsx')).FoundPage }))
const Organisation = lazy(async () => ({ default: (await import('./page/OrganisationPage.tsx')).OrganisationPage }))
const Rules = lazy(async () => ({ default: (await import('./rules/RulesPage.tsx')).RulesPage }))
const Terms = lazy(async () => ({ default: (await import('./page/TermsPage.tsx')).TermsPage }))
const Units = lazy(async () => ({ default: (await import('./units/UnitsPage.tsx')).UnitsPage }))
const NewUnit = lazy(async () => ({ default: (await import('./units/NewUnitPage.tsx')).NewUnitPage }))
const Unit = lazy(async () => ({ default: (await import('./units/UnitPage.tsx')).UnitPage }))

export const pages: PageRoute[] = [
  { path: '/organisations', title: words.organisations, component: Tree },
  { path: '/organisations/new', title: words.foundTitle, component: Found },
  { path: '/organisations/terms', title: words.elections, component: Terms },
  { path: '/organisations/$id', title: words.organisation, component: Organisation },
  { path: '/organisations/$id/rules', title: words.rules, component: Rules },
  { path: '/rules', title: words.rules, component: Rules },
  { path: '/units', title: words.units, component: Units },
  { path: '/units/new', title: words.newUnit, component: NewUnit },
  { path: '/units/$id', title: words.unit, component: Unit },
]

export const menu: MenuEntry[] = [{
  path: '/organisations', words: words.organisations, icon: 'organisations', permission: permissions.view, order: 20,
}]
