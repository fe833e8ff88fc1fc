import { Section } from '#base/web/kit/Section.tsx'
import type { GroupView, HeldView, MirrorView } from '#people/mirror/contract.ts'
import { words } from '#people/web/mirror/words.ts'

/** One's own numbers in clear, after the password; by field. */
export type Revealed = Record<string, string | null> | null

const valueOf = ({ field, value, masked }: HeldView, revealed: Revealed) =>
  ((masked && field && revealed?.[field]) || value) ?? <span className="quiet">{words.nothing}</span>

function Line({ held, revealed }: { held: HeldView; revealed: Revealed }) {
  return (
    <div>
      <dt>{held.label}</dt>
      <dd>
        {valueOf(held, revealed)}
        {held.source && <span className="mirror-source">{words.from(held.source)}</span>}
      </dd>
    </div>
  )
}

function Group({ group, revealed }: { group: GroupView; revealed: Revealed }) {
  const kept = [...new Set(group.held.map((one) => one.kept))].join('；')
  return (
    <section className="mirror-group" aria-label={group.words}>
      <h3>{group.words}</h3>
      <p className="quiet">{group.why}</p>
      <dl>{group.held.map((held, at) => <Line key={`${held.label} ${at}`} held={held} revealed={revealed} />)}</dl>
      <p className="quiet mirror-basis">{words.basis(group.basis)}　{words.kept(kept)}</p>
    </section>
  )
}

/** What is held, by what it is held for: value, source, ground, how long. */
export function Held({ mirror, revealed }: { mirror: MirrorView; revealed: Revealed }) {
  const note = mirror.checkedOn ? words.checked(mirror.checkedOn) : words.neverChecked
  return (
    <Section title={words.held} note={note} flush>
      {mirror.groups.map((group) => <Group key={group.purpose} group={group} revealed={revealed} />)}
    </Section>
  )
}
