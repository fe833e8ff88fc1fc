import { lazy } from 'react'
import type { MenuEntry, PageRoute } from '#base/web/pages.ts'
import { permissions } from '#dues/contract.ts'
import { words as money } from '#dues/web/money-words.ts'
import { words as statementWords } from '#dues/web/statement/words.ts'
import { words } from '#dues/web/words.ts'

const Dues = lazy(async () => ({ default: (await import('./DuesPage.tsx')).DuesPage }))
const Payer = lazy(async () => ({ default: (await import('./PayerPage.tsx')).PayerPage }))
const Receipt = lazy(async () => ({ default: (await import('./ReceiptPage.tsx')).ReceiptPage }))
const Journal = lazy(async () => ({ default: (await import('./JournalPage.tsx')).JournalPage }))
const Report = lazy(async () => ({ default: (await import('./ReportPage.tsx')).ReportPage }))
const Arrears = lazy(async () => ({ default: (await import('./ArrearsPage.tsx')).ArrearsPage }))
const Dossier = lazy(async () => ({ default: (await import('./DossierPage.tsx')).DossierPage }))
const Mine = lazy(async () => ({ default: (await import('./MinePage.tsx')).MinePage }))
const Statements = lazy(async () => ({ default: (await import('./statement/StatementsPage.tsx')).StatementsPage }))
const Statement = lazy(async () => ({ default: (await import('./statement/StatementPage.tsx')).StatementPage }))

export const pages: PageRoute[] = [
  { path: '/dues', title: words.dues, component: Dues },
  { path: '/dues/payers/$id', title: words.payer, component: Payer },
  { path: '/dues/receipts/$id', title: words.receipt, component: Receipt },
  { path: '/dues/journal', title: money.journal, component: Journal },
  { path: '/dues/report', title: money.report, component: Report },
  { path: '/dues/arrears', title: money.arrears, component: Arrears },
  { path: '/dues/arrears/$id', title: money.dossier, component: Dossier },
  { path: '/dues/statements', title: statementWords.statements, component: Statements },
  { path: '/dues/statements/$id', title: statementWords.statements, component: Statement },
  { path: '/my-dues', title: words.mine, component: Mine },
]

export const menu: MenuEntry[] = [
  { path: '/dues', words: words.menu, icon: 'dues', permission: permissions.view, order: 36 },
  { path: '/dues/journal', words: money.menu, icon: 'dues', permission: permissions.books, order: 37 },
  { path: '/my-dues', words: words.menuMine, icon: 'dues', order: 81 },
]
