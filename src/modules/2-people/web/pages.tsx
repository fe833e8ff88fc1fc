import { lazy } from 'react'
import { useCall } from '#base/web/calls.ts'
import type { MenuEntry, PageRoute } from '#base/web/pages.ts'
import { offerFindings, offerSection, type OrganisationSection } from '#organisations/web/parts/sections.ts'
import { holders, permissions } from '#people/contract.ts'
import { words as transferWords } from '#people/web/transfers/words.ts'
import { words as mirrorWords } from '#people/web/mirror/words.ts'
import { words } from '#people/web/words.ts'

const Roster = lazy(async () => ({ default: (await import('./roster/Roster.tsx')).Roster }))
const Register = lazy(async () => ({ default: (await import('./Register.tsx')).Register }))
const Doubles = lazy(async () => ({ default: (await import('./Doubles.tsx')).Doubles }))
const Accounts = lazy(async () => ({ default: (await import('./accounts/Accounts.tsx')).Accounts }))
const Person = lazy(async () => ({ default: (await import('./person/Person.tsx')).Person }))
const Transfers = lazy(async () => ({ default: (await import('./transfers/Transfers.tsx')).Transfers }))
const Transfer = lazy(async () => ({ default: (await import('./transfers/Transfer.tsx')).Transfer }))
const Arrive = lazy(async () => ({ default: (await import('./transfers/Arrive.tsx')).Arrive }))
const Graduation = lazy(async () => ({ default: (await import('./transfers/Graduation.tsx')).Graduation }))
const MyData = lazy(async () => ({ default: (await import('./mirror/MyData.tsx')).MyData }))
const SheetsPage = lazy(async () => ({ default: (await import('./mirror/SheetsPage.tsx')).SheetsPage }))
const Me = lazy(async () => ({ default: (await import('./Me.tsx')).Me }))

export const pages: PageRoute[] = [
  { path: '/people', title: words.people, component: Roster },
  { path: '/people/new', title: words.registerTitle, component: Register },
  { path: '/people/doubles', title: words.doublesTitle, component: Doubles },
  { path: '/people/accounts', title: words.accountsTitle, component: Accounts },
  { path: '/people/$id', title: words.people, component: Person },
  { path: '/transfers', title: transferWords.transfers, component: Transfers },
  { path: '/transfers/arrive', title: transferWords.arriveTitle, component: Arrive },
  { path: '/transfers/graduation', title: transferWords.graduation, component: Graduation },
  { path: '/transfers/$id', title: transferWords.transfers, component: Transfer },
  { path: '/people/sheets/$id', title: mirrorWords.sheets, component: SheetsPage },
  { path: '/me/data', title: mirrorWords.title, component: MyData },
  { path: '/me', title: words.meTitle, component: Me },
]

export const menu: MenuEntry[] = [
  { path: '/people', words: words.people, icon: 'people', permission: permissions.view, order: 30 },
  { path: '/transfers', words: transferWords.menu, icon: 'transfers', permission: permissions.transfer, order: 35 },
  { path: '/me', words: words.meTitle, icon: 'self', person: true, order: 80 },
]

/** What this module adds to the page of an organisation. */
export const organisationSections: OrganisationSection[] = [
  {
    name: 'people.officers', permission: permissions.view, place: 'main', order: 30,
    component: lazy(async () => ({ default: (await import('./organisation/Officers.tsx')).Officers })),
  },
  {
    name: 'people.members', permission: permissions.view, place: 'main', order: 40,
    component: lazy(async () => ({ default: (await import('./organisation/Members.tsx')).Members })),
  },
  {
    name: 'people.floating', permission: permissions.view, place: 'main', order: 45,
    component: lazy(async () => ({ default: (await import('./transfers/floating.tsx')).FloatingSection })),
  },
]
for (const section of organisationSections) offerSection(section)

// the same call as the section of posts makes: who sits there tells what is owed
offerFindings({
  name: 'people.committee', permission: permissions.view,
  use: ({ id }, mayAsk) => useCall(holders, { organisation: id }, { enabled: mayAsk }).data?.findings ?? [],
})
