import { permissions } from '#organisations/contract.ts'
import { OrganisationName } from '#organisations/web/parts/OrganisationName.tsx'

/** May the reader of this page do this here? */
export type May = (permission: string) => boolean

interface Props {
  place: { id: string; name: string; reached: boolean }
  may: May
}

/** An organisation's name; a link for whoever may open its page. */
export const PlaceName = ({ place, may }: Props) =>
  <OrganisationName of={{ ...place, reached: place.reached && may(permissions.view) }} />
