import { lazy } from 'react'
import { permissions } from '#app/contract.ts'
import { permissions as guards } from '#app/administration/contract.ts'
import type { MenuEntry, PageRoute } from '#base/web/pages.ts'
import { words as shell } from '../words.ts'
import { words } from './words.ts'

export const pages: PageRoute[] = [
  {
    path: '/administration', title: shell.administration,
    component: lazy(async () => ({ default: (await import('./Administration.tsx')).Administration })),
  },
  {
    path: '/administration/accounts', title: words.accountsSee,
    component: lazy(async () => ({ default: (await import('./Accounts.tsx')).Accounts })),
  },
  {
    path: '/administration/audit-reads', title: words.oversee,
    component: lazy(async () => ({ default: (await import('./AuditReads.tsx')).AuditReads })),
  },
  {
    path: '/audit', title: words.audit,
    component: lazy(async () => ({ default: (await import('./Audit.tsx')).Audit })),
  },
]

/** One line for each of the three: no permission is held by two of them. */
const administration = { path: '/administration', words: shell.administration, icon: 'administration' as const, order: 90 }

export const menu: MenuEntry[] = [
  { path: '/audit', words: words.audit, icon: 'audit', permission: guards.audit, order: 20 },
  { ...administration, permission: permissions.samples },
  { ...administration, permission: permissions.lookAround },
  { ...administration, permission: guards.grant },
  { ...administration, permission: guards.audit },
]
