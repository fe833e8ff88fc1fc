import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { Section } from '#base/web/kit/Section.tsx'
import { useSeat } from '#access/web/seat.ts'
import type { OrganisationView } from '#organisations/contract.ts'
import { mayDo, type ActName } from '#organisations/web/acts/acts.ts'
import { words } from '#organisations/web/words.ts'

/** The units it stands in. */
export function Places({ organisation, ask }: { organisation: OrganisationView; ask: (act: ActName) => void }) {
  const { may } = useSeat()
  const { units } = organisation
  const change = mayDo('place', organisation, may) && <Button onClick={() => ask('place')}>{words.change}</Button>
  return (
    <Section title={words.inUnits} actions={change}>
      {units.length === 0 ? <p className="quiet">{words.noUnits}</p> : (
        <ul className="lined">
          {units.map((unit) => (
            <li key={unit.id}>
              <Link to={`/units/${unit.id}`}>{unit.name}</Link>
              <span className="quiet">{unit.kindWords}　{words.since(unit.since)}</span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
