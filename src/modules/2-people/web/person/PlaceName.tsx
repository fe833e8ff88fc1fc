import { Link } from '@tanstack/react-router'
import { permissions } from '#organisations/contract.ts'

/** May the reader of this page do this here? */
export type May = (permission: string) => boolean

/** An organisation's name; a link for whoever may open its page. */
export function PlaceName({ place, may }: { place: { id: string; name: string }; may: May }) {
  if (!may(permissions.view)) return place.name
  return <Link to={`/organisations/${place.id}`}>{place.name}</Link>
}
