import type { ComponentType, LazyExoticComponent } from 'react'
import type { FindingView, OrganisationView } from '#organisations/contract.ts'

/** A section that a module above adds to the page of an organisation. */
export interface OrganisationSection {
  name: string
  /** shown only to posts that hold it */
  permission: string
  /** beside the facts, or in the wide column */
  place: 'main' | 'side'
  /** 10 before everything of others, 90 at the end */
  order: number
  component: LazyExoticComponent<ComponentType<{ organisation: OrganisationView }>>
}

const offered = new Map<string, OrganisationSection>()

/** Called by a module above, in its `web/pages.tsx`. Of two under one name (a hot reload) the later counts. */
export const offerSection = (section: OrganisationSection): void => void offered.set(section.name, section)

export const sectionsAt = (place: OrganisationSection['place']): OrganisationSection[] =>
  [...offered.values()].filter((section) => section.place === place).sort((a, b) => a.order - b.order)

/** What a module above finds to be mended in an organisation; a hook, asked on every rendering of its page. */
export interface OfferedFindings {
  name: string
  /** asked only by posts that hold it */
  permission: string
  use: (organisation: OrganisationView, mayAsk: boolean) => readonly FindingView[]
}

const finders = new Map<string, OfferedFindings>()

/** Called by a module above, in its `web/pages.tsx`, before any page is shown: the number of hooks never changes. */
export const offerFindings = (offered: OfferedFindings): void => void finders.set(offered.name, offered)

/** Those of the modules above, in the order they were offered. */
export const useOfferedFindings = (organisation: OrganisationView, may: (permission: string) => boolean): FindingView[] =>
  [...finders.values()].flatMap(({ use, permission }) => use(organisation, may(permission)))
