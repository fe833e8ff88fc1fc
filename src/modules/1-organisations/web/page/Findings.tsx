import { Section } from '#base/web/kit/Section.tsx'
import { Tag } from '#base/web/kit/Tag.tsx'
import { Why } from '#base/web/kit/Why.tsx'
import { useSeat } from '#access/web/seat.ts'
import type { OrganisationView } from '#organisations/contract.ts'
import { useOfferedFindings } from '#organisations/web/parts/sections.ts'
import { words } from '#organisations/web/words.ts'

const forces = {
  must: { kind: 'bad', words: words.must },
  generally: { kind: 'warn', words: words.generally },
} as const

/** What is to be mended, each with its rule; no section at all where nothing is. */
export function Findings({ organisation }: { organisation: OrganisationView }) {
  const { may } = useSeat()
  const findings = [...organisation.findings, ...useOfferedFindings(organisation, may)]
  if (findings.length === 0) return null
  return (
    <Section title={words.toDo}>
      <ul className="lined">
        {findings.map(({ code, force, sentence, why }) => (
          <li key={code}>
            <Tag kind={forces[force].kind}>{forces[force].words}</Tag>
            <span className="grow">{sentence} <Why about={sentence} reason={why} /></span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
