import { permissions, type OrganisationView } from '#organisations/contract.ts'
import { isKind, kindOf, kindsUnder } from '#organisations/kinds.ts'
import { words } from '#organisations/web/words.ts'
import { flagWords } from '#organisations/words.ts'

const needed = {
  rename: permissions.change,
  move: permissions.change,
  merge: permissions.dissolve,
  dissolve: permissions.dissolve,
  term: permissions.terms,
  link: permissions.link,
  place: permissions.change,
  region: permissions.change,
  below: permissions.found,
} as const

export type ActName = keyof typeof needed

/** The acts on the organisation itself; the others stand beside what they change. */
export const headActs: { name: ActName; words: string }[] = [
  { name: 'rename', words: words.rename },
  { name: 'move', words: words.move },
  { name: 'region', words: words.region },
  { name: 'merge', words: words.merge },
  { name: 'dissolve', words: words.dissolve },
]

/** What a body's superior decides, never its own head. */
const decided: readonly ActName[] = ['move', 'merge', 'dissolve']

/** Whether elections are held there at all. */
export const elects = ({ kind, flags }: OrganisationView): boolean =>
  isKind(kind) && kindOf(kind).term !== null && !flags.includes(flagWords.temporary)

export function mayDo(act: ActName, organisation: OrganisationView, may: (permission: string) => boolean): boolean {
  if (organisation.dissolved || !may(needed[act])) return false
  if (decided.includes(act) && organisation.deciding === 'above') return false
  if (act === 'term') return elects(organisation)
  return act !== 'below' || (isKind(organisation.kind) && kindsUnder(organisation.kind).length > 0)
}

/** What every form of an act on an organisation gets. */
export interface ActProps {
  organisation: OrganisationView
  onDone: (answer: { id: string }) => void
  onCancel: () => void
}
