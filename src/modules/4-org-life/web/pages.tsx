import { lazy } from 'react'
import type { MenuEntry, PageRoute } from '#base/web/pages.ts'
import { permissions } from '#org-life/contract.ts'
import { words as printWords } from '#org-life/web/print/words.ts'
import { words as inner } from '#org-life/web/private/words.ts'
import { words } from '#org-life/web/words.ts'

const Month = lazy(async () => ({ default: (await import('./month/MonthPage.tsx')).MonthPage }))
const Meetings = lazy(async () => ({ default: (await import('./MeetingsPage.tsx')).MeetingsPage }))
const Meeting = lazy(async () => ({ default: (await import('./meeting/MeetingPage.tsx')).MeetingPage }))
const Talks = lazy(async () => ({ default: (await import('./private/TalksPage.tsx')).TalksPage }))
const Appraisal = lazy(async () => ({ default: (await import('./private/AppraisalPage.tsx')).AppraisalPage }))
const Mine = lazy(async () => ({ default: (await import('./MyMeetings.tsx')).MyMeetings }))
const Paper = lazy(async () => ({ default: (await import('./print/MeetingPaper.tsx')).MeetingPaper }))
const Book = lazy(async () => ({ default: (await import('./print/BookPaper.tsx')).BookPaper }))
const AppraisalPaper = lazy(async () => ({ default: (await import('./print/AppraisalPaper.tsx')).AppraisalPaper }))
const ByCode = lazy(async () => ({ default: (await import('./print/ByCode.tsx')).ByCode }))

export const pages: PageRoute[] = [
  { path: '/org-life', title: words.orgLife, component: Month },
  { path: '/org-life/meetings', title: words.all, component: Meetings },
  { path: '/org-life/meetings/$id', title: words.meetings, component: Meeting },
  { path: '/org-life/meetings/$id/paper', title: printWords.record, component: Paper },
  { path: '/org-life/book', title: printWords.book, component: Book },
  { path: '/org-life/appraisal/paper', title: printWords.appraisal, component: AppraisalPaper },
  { path: '/org-life/codes', title: printWords.byCode, component: ByCode },
  { path: '/org-life/codes/$code', title: printWords.byCode, component: ByCode },
  { path: '/org-life/talks', title: inner.talks, component: Talks },
  { path: '/org-life/appraisal', title: inner.appraisal.party, component: Appraisal },
  { path: '/me/meetings', title: words.mine, component: Mine },
]

export const menu: MenuEntry[] = [
  { path: '/org-life', words: words.orgLife, icon: 'meetings', permission: permissions.view, order: 15 },
  { path: '/me/meetings', words: words.mine, icon: 'meetings', order: 79 },
]
