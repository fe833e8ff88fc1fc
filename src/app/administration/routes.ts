import { refuse, Refusal } from '#base/decision.ts'
import { on, type Route } from '#base/http/serve.ts'
import { nextOf, readCursor } from '#base/cursor.ts'
import { keyedHash } from '#base/seal.ts'
import { accountStates } from '#access/accounts.ts'
import { answer, closeByLogin, proposalByPublicId, proposeEnd, proposeSeat, setProfile, unlockByLogin, withdraw } from '#access/administrators/actions.ts'
import { isAdministratorPost } from '#access/administrators/posts.ts'
import type { Actor } from '#access/actor.ts'
import { openEmergencies, type EmergencyRow } from '#access/emergencies.ts'
import type { Caller } from '#access/gate.ts'
import { lockedLogins } from '#access/guesses.ts'
import { seatsOf } from '#access/sessions.ts'
import { reaches } from '#access/visible.ts'
import { everywhere, reading } from '#database/scope.ts'
import type { World } from '#database/world.ts'
import { readIdNumber } from '#exchange/values/id-number.ts'
import { placesOfPerson } from '#people/actions/places.ts'
import * as contract from '#app/administration/contract.ts'
import { exportAudit, readAudit, readAuditReads } from '#app/administration/audit.ts'
import { askEmergency, endEmergency, openAsked } from '#app/administration/emergency.ts'
import { presentInstallation } from '#app/administration/installation.ts'
import { isSamplePost, presentAdministration, presentEmergency, presentSampleAdministration } from '#app/administration/present.ts'

/** Behind `self` a post may be missing. */
function acting({ actor }: Caller): Actor {
  if (!actor) throw new Refusal(refuse('access.proposal-unknown'))
  return actor
}

async function administrationFor(world: World, actor: Actor | undefined) {
  if (!actor) return null
  if (isAdministratorPost(actor.seat.post)) return presentAdministration(world, actor)
  return isSamplePost(actor.seat.post) ? presentSampleAdministration(world, actor) : null
}

/** Where an account stands: its seats, and the person it belongs to. */
async function standingOf({ world, account }: Caller): Promise<(row: EmergencyRow) => boolean> {
  const seats = await seatsOf(world.db, account!.id, world.clock.today(), world.clock.now())
  const { realm, personId } = account!
  const paths = personId === null ? [] : await reading(world.db, everywhere(realm), (tx) => placesOfPerson(tx, realm, personId))
  const isIn = (path: string, row: EmergencyRow) => row.path !== '' && path.startsWith(row.path)
  return (row) =>
    row.account_id === account!.id ||
    seats.some((seat) => isAdministratorPost(seat.post) || (seat.realm === row.realm_id && (reaches(seat.reach, row.path) || isIn(seat.path, row)))) ||
    (realm === row.realm_id && paths.some((path) => isIn(path, row)))
}

export const routes: Route<Caller>[] = [
  on<Caller, typeof contract.view>(contract.view, async ({ world, actor }) => ({ administration: await administrationFor(world, actor) })),
  on<Caller, typeof contract.propose>(contract.propose, async ({ world, actor, input }) => {
    const { idNumber, ...wish } = input
    const read = readIdNumber(idNumber, { today: world.clock.today() })
    if (!read.ok) return refuse('app.id-number-wrong')
    return proposeSeat(world, actor, wish, keyedHash(world.keys, 'id-number', read.value.number))
  }),
  on<Caller, typeof contract.proposeEnd>(contract.proposeEnd, ({ world, actor, input }) => proposeEnd(world, actor, input)),
  on<Caller, typeof contract.withdraw>(contract.withdraw, (call) => withdraw(call.world, acting(call), call.input)),
  on<Caller, typeof contract.answer>(contract.answer, async ({ world, actor, input }) => {
    const proposal = await proposalByPublicId(world.db, input.id)
    if (proposal?.kind === 'emergency' && input.agree) return openAsked(world, actor, input, proposal.realm_id!)
    return answer(world, actor, input, ['seat', 'unseat', 'emergency'])
  }),
  on<Caller, typeof contract.answerProfile>(contract.answerProfile, ({ world, actor, input }) => answer(world, actor, input, ['lower'])),
  on<Caller, typeof contract.setProfile>(contract.setProfile, ({ world, actor, input }) => setProfile(world, actor, input)),
  on<Caller, typeof contract.closeAccount>(contract.closeAccount, ({ world, actor, input }) => closeByLogin(world, actor, input)),
  on<Caller, typeof contract.unlockAccount>(contract.unlockAccount, ({ world, actor, input }) => unlockByLogin(world, actor, input)),
  on<Caller, typeof contract.lockedAccounts>(contract.lockedAccounts, async ({ world }) => ({ logins: await lockedLogins(world.db, world.clock.now()) })),
  on<Caller, typeof contract.accounts>(contract.accounts, async ({ world, input }) => {
    const rows = await accountStates(world.db, { ...(input.q && { q: input.q.toLowerCase() }), after: readCursor(input.after), now: world.clock.now() }, input.limit)
    const last = rows.at(-1)
    const presented = rows.map(({ login, state, made_at, sessions, seen_at }) =>
      ({ login, state, made: made_at.toISOString(), sessions, seen: seen_at?.toISOString() ?? null }))
    return { rows: presented, next: nextOf(last && { key: last.login, id: last.id }, rows.length, input.limit) }
  }),
  on<Caller, typeof contract.installation>(contract.installation, ({ world }) => presentInstallation(world)),
  on<Caller, typeof contract.askEmergency>(contract.askEmergency, ({ world, actor, input }) => askEmergency(world, actor, input)),
  on<Caller, typeof contract.endEmergency>(contract.endEmergency, async ({ world, actor, input }) =>
    actor ? endEmergency(world, actor, input) : refuse('app.emergency-over')),
  on<Caller, typeof contract.emergenciesHere>(contract.emergenciesHere, async (call) => {
    const now = call.world.clock.now()
    const opened = await openEmergencies(call.world.db, now)
    const concerns = opened.length > 0 ? await standingOf(call) : () => false
    return { emergencies: opened.filter(concerns).map((row) => presentEmergency(row, call.account!.id, now)) }
  }),
  on<Caller, typeof contract.auditLog>(contract.auditLog, ({ world, actor, input }) => readAudit(world, actor, input)),
  on<Caller, typeof contract.auditExport>(contract.auditExport, ({ world, actor, input }) => exportAudit(world, actor, input)),
  on<Caller, typeof contract.auditReads>(contract.auditReads, ({ world, input }) => readAuditReads(world, input)),
]
