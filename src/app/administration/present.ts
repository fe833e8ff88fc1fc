import { profiles } from '#access/profile-guards.ts'
import type { Actor } from '#access/actor.ts'
import type { AdministratorPost } from '#access/administrators/posts.ts'
import { administratorsOn, openProposals, pastProposals, type Proposal } from '#access/administrators/store.ts'
import { lacksFor } from '#access/administrators/rules.ts'
import { openEmergencies, type EmergencyRow } from '#access/emergencies.ts'
import { guardsOf, profileOf } from '#access/profile.ts'
import { seatsOf } from '#access/sessions.ts'
import { administratorWords, lackWords, proposalWords } from '#access/words.ts'
import type { World } from '#database/world.ts'
import type { AdministrationView, EmergencyView, ProposalView } from '#app/administration/contract.ts'

/** Whose part it is to be the second person. */
const answeredBy = (kind: Proposal['kind']) => (kind === 'lower' ? 'system.administrator' : 'system.security')

function presentProposal(row: Proposal, actor: Actor, now: Date): ProposalView {
  const expired = row.outcome === null && row.expires_at <= now
  const open = row.outcome === null && !expired
  const own = row.proposed_by === actor.accountId
  return {
    id: row.public_id, kind: row.kind, words: proposalWords(row), reason: row.reason, by: row.proposer,
    at: row.proposed_at.toISOString(), expires: row.expires_at.toISOString(),
    outcome: expired ? 'expired' : row.outcome, answeredBy: row.answerer, answeredAt: row.answered_at?.toISOString() ?? null,
    own: open && own, mine: open && !own && row.account_id !== actor.accountId && actor.seat.post === answeredBy(row.kind),
  }
}

export const presentEmergency = (row: EmergencyRow, accountId: number, now: Date): EmergencyView => ({
  id: row.public_id, organisation: row.organisation_name, holder: row.holder, second: row.second, reason: row.reason,
  opened: row.opened_at.toISOString(), ends: row.ends_at.toISOString(), ended: row.ended_at?.toISOString() ?? null,
  open: row.ended_at === null && row.ends_at > now, mine: row.account_id === accountId,
})

/** The three posts of the sample world: they see how the guards look, and nothing of who guards this installation. */
const samplePosts: Readonly<Record<string, AdministratorPost>> = {
  'system.sample-administrator': 'system.administrator', 'system.sample-security': 'system.security', 'system.sample-audit': 'system.audit',
}
export const isSamplePost = (post: string): boolean => post in samplePosts

export async function presentSampleAdministration({ db, clock }: World, { account }: Actor): Promise<AdministrationView> {
  const seats = (await seatsOf(db, account.id, clock.today(), clock.now())).filter(({ post }) => isSamplePost(post))
  const holders = seats.map(({ publicId, post }) => ({ seat: publicId, post: samplePosts[post]!, accountId: account.id, active: true, busy: false }))
  return {
    profile: 'one-branch',
    guards: guardsOf('one-branch'),
    lacks: Object.fromEntries(profiles.map((one) => [one, lacksFor(one, holders).map((lack) => lackWords[lack])])),
    administrators: holders.map(({ seat, post, active, busy }) =>
      ({ seat, post, postWords: administratorWords[post] ?? post, name: account.name, login: account.login, active, busy, since: clock.today(), confirmedBy: null })),
    open: [], past: [], emergencies: [],
  }
}

/** What all three administrators see: the guards, one another, and what waits for a second person. */
export async function presentAdministration({ db, clock }: World, actor: Actor): Promise<AdministrationView> {
  const now = clock.now()
  const [profile, holders] = [await profileOf(db), await administratorsOn(db, clock.today())]
  const emergencies = await openEmergencies(db, now)
  return {
    profile,
    guards: guardsOf(profile),
    lacks: Object.fromEntries(profiles.map((one) => [one, lacksFor(one, holders).map((lack) => lackWords[lack])])),
    administrators: holders.map(({ seatId, post, name, login, active, busy, since, confirmedBy }) =>
      ({ seat: seatId, post, postWords: administratorWords[post] ?? post, name, login, active, busy, since, confirmedBy })),
    open: (await openProposals(db, now)).map((row) => presentProposal(row, actor, now)),
    past: (await pastProposals(db, now, 20)).map((row) => presentProposal(row, actor, now)),
    emergencies: emergencies.map((row) => presentEmergency(row, actor.accountId, now)),
  }
}
