import { lazy } from 'react'
import type { MenuEntry, PageRoute } from '#base/web/pages.ts'
import * as administration from '../administration/pages.tsx'
import * as imports from '../imports/pages.tsx'
import { words as notices } from '../notices/words.ts'
import { words as security } from '../security/words.ts'
import { permissions } from '#obligations/contract.ts'
import { offerSection } from '#organisations/web/parts/sections.ts'
import { words as fulfilment } from '../fulfilment/words.ts'
import { words } from '../words.ts'

export const pages: PageRoute[] = [
  {
    path: '/', title: words.work,
    component: lazy(async () => ({ default: (await import('./Home.tsx')).Home })),
  },
  {
    path: '/help', title: words.help,
    component: lazy(async () => ({ default: (await import('./Help.tsx')).Help })),
  },
  {
    path: '/notices', title: words.notices,
    component: lazy(async () => ({ default: (await import('../notices/Notices.tsx')).Notices })),
  },
  {
    path: '/notices/groups', title: notices.groups,
    component: lazy(async () => ({ default: (await import('../notices/Groups.tsx')).Groups })),
  },
  {
    path: '/account/notices', title: notices.settings,
    component: lazy(async () => ({ default: (await import('../notices/NoticeSettings.tsx')).NoticeSettings })),
  },
  {
    path: '/account/security', title: security.title,
    component: lazy(async () => ({ default: (await import('../security/Security.tsx')).Security })),
  },
  {
    // where the list of sessions used to be
    path: '/account/devices', title: security.title,
    component: lazy(async () => ({ default: (await import('../security/Security.tsx')).Security })),
  },
  {
    path: '/sign-on/back', title: words.signInTitle, open: true,
    component: lazy(async () => ({ default: (await import('../security/SignOnBack.tsx')).SignOnBack })),
  },
  {
    path: '/account/password', title: words.password,
    component: lazy(async () => ({ default: (await import('./Password.tsx')).Password })),
  },
  {
    path: '/welcome', title: words.welcomeTitle, open: true,
    component: lazy(async () => ({ default: (await import('./Welcome.tsx')).Welcome })),
  },
  {
    path: '/activate', title: words.activateTitle, open: true,
    component: lazy(async () => ({ default: (await import('./Activate.tsx')).Activate })),
  },
  {
    path: '/fulfilment', title: fulfilment.title,
    component: lazy(async () => ({ default: (await import('../fulfilment/FulfilmentPage.tsx')).FulfilmentPage })),
  },
  ...imports.pages,
  ...administration.pages,
]

export const menu: MenuEntry[] = [
  { path: '/', words: words.work, icon: 'work', order: 10 },
  { path: '/fulfilment', words: fulfilment.title, icon: 'fulfilment', permission: permissions.view, order: 37 },
  ...imports.menu,
  ...administration.menu,
]

offerSection({
  name: 'obligations.duties', permission: permissions.view, place: 'main', order: 20,
  component: lazy(async () => ({ default: (await import('../fulfilment/Duties.tsx')).Duties })),
})
