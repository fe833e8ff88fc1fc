import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { Tag } from '#base/web/kit/Tag.tsx'
import { organisationAddress } from '#organisations/web/parts/OrganisationPath.tsx'
import { words } from '../words.ts'
import { isOpen, type Place } from './open.ts'

export interface PlaceActs {
  busy: boolean
  choose: (place: Place, organisation: string | null) => void
  pick: (place: Place) => void
  found: (place: Place) => void
}

/** What to do about a name that stands for nothing yet: the proposals, each one click. */
function OpenChoices({ place, acts }: { place: Place; acts: PlaceActs }) {
  const about = <span className="unseen">：{place.text}</span>
  return (
    <>
      <div className="place-why">
        {place.fault ??
          (place.how === 'several' ? words.placeSeveral : place.proposals.length === 0 && words.placeNone)}
      </div>
      <div className="row">
        {place.proposals.length > 0 && <span className="quiet">{words.placeMaybe}</span>}
        {place.proposals.slice(0, 3).map((proposal) => (
          <Button key={proposal.id} disabled={acts.busy} onClick={() => acts.choose(place, proposal.id)}>
            {proposal.name}
          </Button>
        ))}
        <Button type="text" disabled={acts.busy} onClick={() => acts.pick(place)}>
          {words.placePick}
          {about}
        </Button>
        <Button type="text" disabled={acts.busy} onClick={() => acts.found(place)}>
          {words.placeFound}
          {about}
        </Button>
      </div>
    </>
  )
}

function Settled({ place, acts }: { place: Place; acts: PlaceActs }) {
  const about = <span className="unseen">：{place.text}</span>
  const { founding, organisation } = place
  return (
    <div className="row">
      {founding && (
        <>
          <Tag kind="warn">{words.placeNew}</Tag>
          <span>
            {founding.name} <span className="quiet">{words.placeUnder(founding.kindWords, founding.parentName)}</span>
          </span>
        </>
      )}
      {organisation && !founding && <Link to={organisationAddress(organisation.id)}>{organisation.name}</Link>}
      <Button type="text" disabled={acts.busy} onClick={() => (founding ? acts.found(place) : acts.pick(place))}>
        {words.placeChange}
        {about}
      </Button>
      {(place.how === 'chosen' || founding) && (
        <Button type="text" disabled={acts.busy} onClick={() => acts.choose(place, null)}>
          {words.placeBack}
          {about}
        </Button>
      )}
    </div>
  )
}

/** One name of the sheet, how many rows carry it, and what it stands for. */
export function PlaceLine({ place, acts }: { place: Place; acts: PlaceActs }) {
  return (
    <li className="place" data-open={isOpen(place) || undefined}>
      <div className="place-text">
        <strong>{place.text}</strong> <span className="quiet nowrap">{words.placeRows(place.rows)}</span>
      </div>
      <div className="grow">
        {isOpen(place) ? <OpenChoices place={place} acts={acts} /> : <Settled place={place} acts={acts} />}
      </div>
    </li>
  )
}
