import { Section } from '#base/web/kit/Section.tsx'
import type { GroupView, HeldView, MirrorView } from '#people/mirror/contract.ts'
import { words } from '#people/web/mirror/words.ts'

/** One's own numbers in clear, after the password; by field. */
export type Revealed = Record<string, string | null> | null

const valueOf = ({ field, value, masked }: HeldView, revealed: Revealed) =>
  ((masked && field && revealed?.[field]) || value) ?? <span className="quiet">{words.nothing}</span>

interface LineProps {
  held: HeldView
  revealed: Revealed
  /** what most of the group came from is told once, at its foot */
  usual: string | null
}

function Line({ held, revealed, usual }: LineProps) {
  return (
    <div>
      <dt>{held.label}</dt>
      <dd>
        {valueOf(held, revealed)}
        {held.source && held.source !== usual && <span className="mirror-source">{words.from(held.source)}</span>}
      </dd>
    </div>
  )
}

/** The source that most values of a group have in common. */
function usualOf(held: HeldView[]): string | null {
  const counts = Map.groupBy(held.flatMap((one) => (one.source ? [one.source] : [])), (source) => source)
  const [most] = [...counts.values()].sort((one, two) => two.length - one.length)
  return most && most.length > 1 ? most[0]! : null
}

function Group({ group, revealed }: { group: GroupView; revealed: Revealed }) {
  const kept = [...new Set(group.held.map((one) => one.kept))].join('；')
  const usual = usualOf(group.held)
  return (
    <section className="mirror-group" aria-label={group.words}>
      <h3>{group.words}</h3>
      <p className="quiet">{group.why}</p>
      <dl>{group.held.map((held, at) => <Line key={`${held.label} ${at}`} held={held} revealed={revealed} usual={usual} />)}</dl>
      <p className="quiet mirror-basis">
        {usual && <span>{words.from(usual)}</span>}
        <span>{words.basis(group.basis)}</span><span>{words.kept(kept)}</span>
      </p>
    </section>
  )
}

/** What is held, by what it is held for: value, source, ground, how long. */
export function Held({ mirror, revealed }: { mirror: MirrorView; revealed: Revealed }) {
  const note = mirror.checkedOn ? words.checked(mirror.checkedOn) : words.neverChecked
  const unknown = mirror.groups.every((group) => group.held.every((one) => one.source === null))
  return (
    <Section title={words.held} note={note} flush>
      {unknown && <p className="section-quiet">{words.noSource}</p>}
      {mirror.groups.map((group) => <Group key={group.purpose} group={group} revealed={revealed} />)}
    </Section>
  )
}
