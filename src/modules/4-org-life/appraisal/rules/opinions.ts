import { allow, refuse, type Decision } from '#base/decision.ts'
import type { Way } from '#org-life/kinds.ts'

export interface Speaking {
  way: Way
  /** null: entered from a slip */
  author: string | null
  about: readonly string[]
  /** who takes part */
  persons: ReadonlySet<string>
  /** the day the author handed in slips */
  handedOn: string | null
}
export type OpinionRefusal =
  | 'org-life.not-a-member-then' | 'org-life.not-about-oneself' | 'org-life.author-missing' | 'org-life.author-on-slip' | 'org-life.slips-handed'

/** Opinions of one member on others. By slip each hands in once, because afterwards nobody can tell which were theirs. */
export function maySpeak({ way, author, about, persons, handedOn }: Speaking): Decision<true, OpinionRefusal> {
  if ([...about, ...(author === null ? [] : [author])].some((id) => !persons.has(id))) return refuse('org-life.not-a-member-then', { day: null, name: null })
  if (author !== null && about.includes(author)) return refuse('org-life.not-about-oneself')
  if (way === 'slip' && handedOn !== null) return refuse('org-life.slips-handed', { day: handedOn })
  return allow(true)
}

/** What is entered from paper has its author's name, or is a slip and has none. */
export function mayEnter(way: Way, author: string | null): Decision<true, OpinionRefusal> {
  if (way === 'named' && author === null) return refuse('org-life.author-missing')
  if (way === 'slip' && author !== null) return refuse('org-life.author-on-slip')
  return allow(true)
}

/** Who reads what was said of a member: the secretary at once, the member when the result stands; nobody else ever. */
export const isShownTo = (reader: 'secretary' | 'subject' | 'other', isFinished: boolean): boolean =>
  reader === 'secretary' || (reader === 'subject' && isFinished)
