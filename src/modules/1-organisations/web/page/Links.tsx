import { Button } from 'antd'
import { useState } from 'react'
import { Section } from '#base/web/kit/Section.tsx'
import { useSeat } from '#access/web/seat.ts'
import type { OrganisationPlaced, OrganisationView } from '#organisations/contract.ts'
import { mayDo, type ActName } from '#organisations/web/acts/acts.ts'
import { EndLinkSheet } from '#organisations/web/acts/EndLinkSheet.tsx'
import { KindTag } from '#organisations/web/parts/KindTag.tsx'
import { OrganisationName } from '#organisations/web/parts/OrganisationName.tsx'
import { words } from '#organisations/web/words.ts'

type LinkView = OrganisationView['links'][number]

function One({ to, note, onEnd }: { to: OrganisationPlaced; note?: string; onEnd?: () => void }) {
  return (
    <li>
      <OrganisationName of={to} />
      <KindTag kind={to.kind} words={to.kindWords} />
      {note && <span className="quiet">{note}</span>}
      {onEnd && (
        <button type="button" className="small-button no-print" onClick={onEnd}>
          {words.endLink}<span className="unseen">：{to.name}</span>
        </button>
      )}
    </li>
  )
}

interface Side {
  title: string
  links: LinkView[]
  onEnd?: (link: LinkView) => void
}

function Half({ title, links, onEnd }: Side) {
  if (links.length === 0) return null
  return (
    <>
      <h4>{title}</h4>
      <ul>
        {links.map((link) => (
          <One
            key={link.id} to={link.other} note={words.since(link.fromOn)}
            onEnd={onEnd && link.endable ? () => onEnd(link) : undefined}
          />
        ))}
      </ul>
    </>
  )
}

const titles = {
  leads: { name: words.leads, to: words.ledBy, from: words.leadsWhom },
  guides: { name: words.guides, to: words.guidedBy, from: words.guidesWhom },
} as const

interface Kind {
  kind: 'leads' | 'guides'
  links: LinkView[]
  onEnd?: (link: LinkView) => void
}

function Group({ kind, links, onEnd }: Kind) {
  const ofKind = links.filter((link) => link.kind === kind)
  const open = ofKind.filter((link) => link.toOn === null)
  const ended = ofKind.filter((link) => link.toOn !== null)
  return (
    <div className="link-group">
      <h3>{titles[kind].name}</h3>
      {open.length === 0 && <p className="quiet">{words.none}</p>}
      {(['to', 'from'] as const).map((side) => (
        <Half
          key={side} title={titles[kind][side]} links={open.filter((link) => link.direction === side)} onEnd={onEnd}
        />
      ))}
      {ended.length > 0 && (
        <details>
          <summary>{words.endedLinks(ended.length)}</summary>
          <ul>
            {ended.map((link) => <One key={link.id} to={link.other} note={words.ended(link.fromOn, link.toOn!)} />)}
          </ul>
        </details>
      )}
    </div>
  )
}

/** Subordination, leading and guidance are three relations and three lists (隶属、带、指导). */
export function Links({ organisation, ask }: { organisation: OrganisationView; ask: (act: ActName) => void }) {
  const { may } = useSeat()
  const [ending, setEnding] = useState<LinkView | null>(null)
  const { chain, children, links } = organisation
  const superior = chain.at(-1)
  const mayLink = mayDo('link', organisation, may)
  const onEnd = mayLink ? setEnding : undefined
  const add = (
    <Button onClick={() => ask('link')}>{words.addLinkShort}<span className="unseen">：{words.addLink}</span></Button>
  )
  return (
    <Section title={words.links} actions={mayLink && add}>
      <div className="link-group">
        <h3>{words.under}</h3>
        {superior ? <ul><One to={superior} note={words.underWhom} /></ul> : <p className="quiet">{words.top}</p>}
        {children.length > 0 && <p className="quiet">{words.children} {words.childCount(children.length)}</p>}
      </div>
      <Group kind="leads" links={links} onEnd={onEnd} />
      <Group kind="guides" links={links} onEnd={onEnd} />
      <EndLinkSheet link={ending} onClose={() => setEnding(null)} />
    </Section>
  )
}
