import { Link } from '@tanstack/react-router'
import { organisationAddress } from '#organisations/web/parts/OrganisationPath.tsx'

/** An organisation by name: a way to its page where the post reaches it, plain text where there is none. */
export function OrganisationName({ of }: { of: { id: string; name: string; reached: boolean } }) {
  return of.reached ? <Link to={organisationAddress(of.id)}>{of.name}</Link> : <span>{of.name}</span>
}
