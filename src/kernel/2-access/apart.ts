import { refuse, Refusal } from '#base/decision.ts'

/** The trigger's refusal as a sentence; see schema/0004. The transaction it stands in is lost. */
export async function keptApart<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    if ((error as { constraint?: string }).constraint === 'access_seats_apart') throw new Refusal(refuse('access.posts-apart'))
    throw error
  }
}
