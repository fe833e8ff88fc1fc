import { Link } from '@tanstack/react-router'
import type { Crumb } from '#base/web/kit/Page.tsx'
import '#organisations/web/organisations.css'

interface Step {
  id: string
  name: string
  /** false: beyond the post's reach, its page would not open */
  reached?: boolean
}

export const organisationAddress = (id: string) => `/organisations/${id}`

/** The organisations above, as the trail of a page. */
export const trailOf = (chain: readonly Step[]): Crumb[] =>
  chain.map((step) => ({ title: step.name, ...(step.reached !== false && { to: organisationAddress(step.id) }) }))

/** Where an organisation stands, from the top down: each step opens its page. */
export function OrganisationPath({ chain }: { chain: readonly Step[] }) {
  return (
    <ol className="path">
      {chain.map(({ id, name, reached = true }) => (
        <li key={id}>{reached ? <Link to={organisationAddress(id)}>{name}</Link> : name}</li>
      ))}
    </ol>
  )
}
