import { createRootRoute, createRoute, createRouter } from '@tanstack/react-router'
import { Suspense } from 'react'
import type { MenuEntry, ModulePages, PageRoute } from '#base/web/pages.ts'
import { parseSearch, stringifySearch } from '#base/web/route.ts'
import * as organisations from '#organisations/web/pages.tsx'
import * as coverage from '#coverage/web/pages.tsx'
import * as dues from '#dues/web/pages.tsx'
import * as people from '#people/web/pages.tsx'
import * as orgLife from '#org-life/web/pages.tsx'
import * as own from './pages/pages.tsx'
import { Broken } from './shell/Broken.tsx'
import { Frame } from './shell/Frame.tsx'
import { NotFound } from './shell/NotFound.tsx'

/** One line per module. */
const modules: ModulePages[] = [own, organisations, people, coverage, dues, orgLife]

export const menu: MenuEntry[] = modules.flatMap((module) => module.menu).sort((a, b) => a.order - b.order)
const pages: PageRoute[] = modules.flatMap((module) => module.pages)
const openPages = new Set(pages.filter((page) => page.open).map((page) => page.path))

const root = createRootRoute({
  component: () => <Frame menu={menu} isOpen={(path) => openPages.has(path)} />,
  notFoundComponent: NotFound,
  errorComponent: Broken,
})

const routes = pages.map(({ path, component: Screen }) =>
  createRoute({
    getParentRoute: () => root,
    path,
    component: () => <Suspense fallback={<div className="page" aria-busy />}><Screen /></Suspense>,
    errorComponent: Broken,
  }))

export const router = createRouter({
  routeTree: root.addChildren(routes),
  parseSearch,
  stringifySearch,
  defaultPreload: false,
  scrollRestoration: true,
})
