import { event } from '#base/event.ts'

/** A subtree's paths changed from one prefix to another. */
export interface PathMoved {
  realm: number
  from: string
  to: string
  /** levels the subtree went down (negative: up) */
  deeper: number
}
export const pathMoved = event<PathMoved>('organisations.path-moved')

/** The code of an organisation and of those below it that have none of their own changed: other rules may hold there. */
export interface RegionChanged {
  realm: number
  path: string
}
export const regionChanged = event<RegionChanged>('organisations.region-changed')

/** An organisation was merged into another: whoever keeps things by organisation carries them over. */
export interface Merged {
  realm: number
  from: { id: number; path: string }
  into: { id: number; path: string }
  on: string
}
export const merged = event<Merged>('organisations.merged')

/** An organisation is dissolved: whoever keeps things by organisation ends them, or refuses. */
export interface Dissolved {
  realm: number
  organisation: { id: number; path: string }
  on: string
}
export const dissolved = event<Dissolved>('organisations.dissolved')

/** Facts of units changed, or who stands in them, is responsible for them or is to build in them; also units removed. */
export interface UnitsTouched {
  realm: number
  units: number[]
}
export const unitsTouched = event<UnitsTouched>('organisations.units-touched')

/** Organisations were founded, renamed or dissolved. */
export interface OrganisationsTouched {
  realm: number
  organisations: number[]
}
export const organisationsTouched = event<OrganisationsTouched>('organisations.touched')
