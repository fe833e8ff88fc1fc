/** Public ids of persons. */
type Ids = ReadonlySet<string>

/**
 * Whom a talk counts for (第十九条): between members of the committee, for both; between one of them and a member, for the
 * member; two members may talk as they like, and nobody counts that.
 */
export function countsFor({ talker, partner }: { talker: string; partner: string }, committee: Ids): string[] {
  if (committee.has(talker) === committee.has(partner)) return committee.has(talker) ? [talker, partner] : []
  return [committee.has(talker) ? partner : talker]
}

/**
 * Who is to be talked with in a year: those who were members on its first day and still are. Where nobody was, all who are.
 * A committee of one has nobody of its own to talk with.
 */
export function owedTo(first: Ids, now: readonly string[], committee: Ids): string[] {
  const stayed = now.filter((id) => first.has(id))
  const all = stayed.length > 0 ? stayed : now
  return committee.size > 1 ? [...all] : all.filter((id) => !committee.has(id))
}
