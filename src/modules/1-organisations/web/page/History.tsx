import { useCall } from '#base/web/calls.ts'
import { Section } from '#base/web/kit/Section.tsx'
import { Timeline, type Happening } from '#base/web/kit/Timeline.tsx'
import { Waiting } from '#base/web/kit/Waiting.tsx'
import { history, type OrganisationView } from '#organisations/contract.ts'
import { words } from '#organisations/web/words.ts'

const beginnings = ['organisations.found', 'organisations.open-realm']
const ends = ['organisations.dissolve', 'organisations.merge']

/** Beginning and end of a body that came by import, of which no act tells. */
function untold({ id, foundedOn, dissolvedOn, mergedInto }: OrganisationView, told: readonly string[]): Happening[] {
  const isTold = (kinds: string[]) => kinds.some((kind) => told.includes(kind))
  const happenings: Happening[] = []
  if (dissolvedOn && !isTold(ends)) {
    const end = mergedInto ? words.wasMergedInto(mergedInto.name) : words.wasDissolved
    happenings.push({ act: `${id}-end`, words: end, occurredOn: dissolvedOn })
  }
  if (!isTold(beginnings)) happenings.push({ act: id, words: words.wasFounded, occurredOn: foundedOn })
  return happenings
}

/** Every change, newest first; what was entered late says so. */
export function History({ organisation }: { organisation: OrganisationView }) {
  const found = useCall(history, { id: organisation.id })
  return (
    <Section title={words.history}>
      <Waiting query={found}>
        {({ entries }) => (
          <Timeline happenings={[...entries, ...untold(organisation, entries.map((entry) => entry.kind))]} />
        )}
      </Waiting>
    </Section>
  )
}
