import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { Section } from '#base/web/kit/Section.tsx'
import { useGo } from '#base/web/route.ts'
import { useSeat } from '#access/web/seat.ts'
import type { OrganisationView } from '#organisations/contract.ts'
import { mayDo } from '#organisations/web/acts/acts.ts'
import { KindTag } from '#organisations/web/parts/KindTag.tsx'
import { organisationAddress } from '#organisations/web/parts/OrganisationPath.tsx'
import { words } from '#organisations/web/words.ts'

const first = 20

/** What stands directly below, in the order of the tree. */
export function Children({ organisation }: { organisation: OrganisationView }) {
  const [all, setAll] = useState(false)
  const { may } = useSeat()
  const go = useGo()
  const { id, children } = organisation
  const founds = mayDo('below', organisation, may)
  const more = !all && children.length > first
  if (children.length === 0 && !founds) return null
  return (
    <Section
      title={words.childrenTitle} note={children.length > 0 && words.childCount(children.length)}
      actions={founds && <Button onClick={() => go(`/organisations/new?parent=${id}`)}>{words.foundBelow}</Button>}
    >
      {children.length === 0 ? <p className="quiet">{words.noChildren}</p> : (
        <ul className="lined lined-two">
          {(all ? children : children.slice(0, first)).map((child) => (
            <li key={child.id}>
              <Link to={organisationAddress(child.id)}>{child.name}</Link>
              <KindTag kind={child.kind} words={child.kindWords} />
            </li>
          ))}
        </ul>
      )}
      <div className="row below-list no-print">
        {more && <Button onClick={() => setAll(true)}>{words.showAllChildren(children.length)}</Button>}
        {children.length > 0 && <Link to={`/organisations?at=${id}`}>{words.inTree}</Link>}
      </div>
    </Section>
  )
}
