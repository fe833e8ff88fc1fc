import { allow, refuse, type Decision } from '#base/decision.ts'
import { administratorPosts, type AdministratorPost, type Holder } from '#access/administrators/posts.ts'
import { guardsOf, type Profile } from '#access/profile-guards.ts'

export type Lack = `no-${'system' | 'security' | 'audit'}` | 'holds-other'

const lackOf = { 'system.administrator': 'no-system', 'system.security': 'no-security', 'system.audit': 'no-audit' } as const

/** What stands against a profile: its guards need people who exist and can sign in. */
export function lacksFor(profile: Profile, holders: readonly Holder[]): Lack[] {
  if (!guardsOf(profile).threeAdministrators) return []
  const lacks: Lack[] = administratorPosts
    .filter((post) => !holders.some((one) => one.post === post && one.active))
    .map((post) => lackOf[post])
  return holders.some((one) => one.busy) ? [...lacks, 'holds-other'] : lacks
}

export interface Asked {
  proposedBy: number
  /** whom it concerns: who would get or lose the seat */
  accountId: number | null
  outcome: string | null
  expiresAt: Date
}

export type AnswerRefusal = 'access.proposal-closed' | 'access.proposal-expired' | 'access.own-proposal' | 'access.concerns-oneself'

/** Whether somebody may be the second person; `same` tells whether two accounts are one person's. */
export function mayAnswer(asked: Asked, accountId: number, now: Date, same: (other: number) => boolean): Decision<Asked, AnswerRefusal> {
  if (asked.outcome !== null) return refuse('access.proposal-closed')
  if (asked.expiresAt <= now) return refuse('access.proposal-expired')
  if (asked.proposedBy === accountId || same(asked.proposedBy)) return refuse('access.own-proposal')
  if (asked.accountId === accountId || (asked.accountId !== null && same(asked.accountId))) return refuse('access.concerns-oneself')
  return allow(asked)
}

/** The last system administrator would lock everybody out; with the three kept apart none of them may be missing. */
export function mayEnd(post: AdministratorPost, left: number, profile: Profile): Decision<null, 'access.last-administrator'> {
  const needed = post === 'system.administrator' || guardsOf(profile).threeAdministrators
  return needed && left === 0 ? refuse('access.last-administrator') : allow(null)
}
