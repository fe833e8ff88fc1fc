import type { ComponentType, LazyExoticComponent } from 'react'

/** One page of a module: its address (`/people/$id`), its title and its lazily loaded screen. */
export interface PageRoute {
  path: string
  title: string
  component: LazyExoticComponent<ComponentType>
  /** shown without a session (sign-in, activation) */
  open?: boolean
}

/** A line in the navigation. Shown when the post acted as holds the permission; always when it names none. */
export interface MenuEntry {
  path: string
  words: string
  icon: 'work' | 'meetings' | 'organisations' | 'people' | 'transfers' | 'coverage' | 'dues' | 'fulfilment' | 'imports' | 'self' | 'administration' | 'audit'
  permission?: string
  /** only for an account that belongs to a person */
  person?: true
  /** order in the rail: 10 work list, 20 organisations, 30 people, 35 coverage, 40 imports, 90 administration */
  order: number
}

/** What a module's `web/pages.tsx` exports. */
export interface ModulePages {
  pages: PageRoute[]
  menu: MenuEntry[]
}
