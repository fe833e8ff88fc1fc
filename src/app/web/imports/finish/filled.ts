import type { OutputOf } from '#base/contract.ts'
import type { places } from '#exchange/contract.ts'

/** As many as fit a glance; the rest is folded away. */
export const atAGlance = 12

export interface FilledBody {
  id: string
  name: string
  /** rows that were written there */
  rows: number
  /** founded by this import */
  made: boolean
}

type Answer = OutputOf<typeof places>

/** Exactly the organisations that an import filled or founded: several names of the sheet may stand for one of them. */
export function filledBodies({ places: names, here, founded }: Answer, target: { id: string; name: string }): FilledBody[] {
  const made = new Set(founded.map(({ id }) => id))
  const bodies = new Map<string, FilledBody>()
  const add = ({ id, name }: { id: string; name: string }, rows: number) => {
    const held = bodies.get(id)
    bodies.set(id, { id, name, made: made.has(id), rows: (held?.rows ?? 0) + rows })
  }
  // rows of a list of organisations or units are no members of the target: it is named without a number
  if (here > 0) add(target, 0)
  for (const { organisation, rows } of names) if (organisation && rows > 0) add(organisation, rows)
  for (const one of founded) if (!bodies.has(one.id)) add(one, 0)
  return [...bodies.values()]
}
