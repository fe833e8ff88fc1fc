import { Section } from '#base/web/kit/Section.tsx'
import type { OrganisationView } from '#organisations/contract.ts'
import { isKind, kindOf } from '#organisations/kinds.ts'
import { words } from '#organisations/web/words.ts'

function Figure({ label, value }: { label: string; value: number }) {
  return <div><dt>{label}</dt><dd>{value.toLocaleString('zh-CN')}<small>人</small></dd></div>
}

/** How many members. They stand in branches: a committee shows only what is below it, the women's line has none. */
export function Figures({ organisation: { kind, line, numbers, children } }: { organisation: OrganisationView }) {
  if (line === 'women') return null
  const holds = isKind(kind) && kindOf(kind).holdsMembers
  return (
    <Section title={words.numbers}>
      <dl className="figures">
        {holds && <Figure label={words.membersHere} value={numbers.members} />}
        {holds && <Figure label={words.voting} value={numbers.voting} />}
        {holds && <Figure label={words.young} value={numbers.young} />}
        {(!holds || children.length > 0) && <Figure label={words.membersBelow} value={numbers.below} />}
      </dl>
    </Section>
  )
}
