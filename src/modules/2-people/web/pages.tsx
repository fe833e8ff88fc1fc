import { lazy } from 'react'
import { useCall } from '#base/web/calls.ts'
import type { MenuEntry, PageRoute } from '#base/web/pages.ts'
import { offerFindings, offerSection, type OrganisationSection } from '#organisations/web/parts/sections.ts'
import { holders, permissions } from '#people/contract.ts'
import { words } from '#people/web/words.ts'

const Roster = lazy(async () => ({ default: (await import('./roster/Roster.tsx')).Roster }))
const Register = lazy(async () => ({ default: (await import('./Register.tsx')).Register }))
const Doubles = lazy(async () => ({ default: (await import('./Doubles.tsx')).Doubles }))
const Person = lazy(async () => ({ default: (await import('./person/Person.tsx')).Person }))
const Me = lazy(async () => ({ default: (await import('./Me.tsx')).Me }))

export const pages: PageRoute[] = [
  { path: '/people', title: words.people, component: Roster },
  { path: '/people/new', title: words.registerTitle, component: Register },
  { path: '/people/doubles', title: words.doublesTitle, component: Doubles },
  { path: '/people/$id', title: words.people, component: Person },
  { path: '/me', title: words.meTitle, component: Me },
]

export const menu: MenuEntry[] = [
  { path: '/people', words: words.people, icon: 'people', permission: permissions.view, order: 30 },
  { path: '/me', words: words.meTitle, icon: 'self', order: 80 },
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
]
for (const section of organisationSections) offerSection(section)

// the same call as the section of posts makes: who sits there tells what is owed
offerFindings({
  name: 'people.committee', permission: permissions.view,
  use: ({ id }, mayAsk) => useCall(holders, { organisation: id }, { enabled: mayAsk }).data?.findings ?? [],
})
