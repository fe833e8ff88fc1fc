import type { ComponentType, LazyExoticComponent } from 'react'
import type { OrganisationView } from '#organisations/contract.ts'

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
