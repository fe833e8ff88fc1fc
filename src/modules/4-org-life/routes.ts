import { on, type Route } from '#base/http/serve.ts'
import { nextOf, readCursor } from '#base/cursor.ts'
import { refuse, Refusal } from '#base/decision.ts'
import type { Account } from '#access/actor.ts'
import type { Caller, Finder } from '#access/gate.ts'
import { reading } from '#database/scope.ts'
import { organisationByPublicId } from '#organisations/actions/lookup.ts'
import { readOwn } from '#people/actions/standing.ts'
import { cancel, change, notify, open, plan } from '#org-life/actions/planning.ts'
import { addMatter, changeMatter, countVote, expectGroup, markRoll, openVote, removeMatter } from '#org-life/actions/recording.ts'
import { close, reopen, reply, revise, sign, signPaper } from '#org-life/actions/signing.ts'
import { appraise, beginAppraisal, endExcuse, excuse, finishAppraisal, recordTalks, registerMembers } from '#org-life/actions/private.ts'
import * as contract from '#org-life/contract.ts'
import * as mine from '#org-life/contract/own.ts'
import * as inner from '#org-life/contract/private.ts'
import { presentMeeting, presentRow } from '#org-life/present/meeting.ts'
import { presentMine } from '#org-life/present/mine.ts'
import { presentMonth } from '#org-life/present/month.ts'
import { ownClocks, presentAbsences, presentAppraisal, presentMyRecord, presentTalks } from '#org-life/present/private.ts'
import { branchesOf, meetingByPublicId, meetingsUnder, type MeetingFilter } from '#org-life/store/meetings.ts'

export const finders: Record<string, Finder> = {
  meeting: async (tx, actor, id) => {
    const meeting = await meetingByPublicId(tx, actor.realm, id)
    return meeting && [meeting.path]
  },
}

/** Whoever is signed in; the gate has seen to it. */
function accountOf({ account }: { account: Account | null }): Account {
  if (!account) throw new Refusal(refuse('access.sign-in-first'))
  return account
}


export const routes: Route<Caller>[] = [
  on<Caller, typeof contract.month>(contract.month, ({ world, actor, input }) =>
    reading(world.db, actor, (tx) => presentMonth(tx, actor, input.organisation, input.month, world.clock.today()))),
  on<Caller, typeof contract.list>(contract.list, ({ world, actor, input }) =>
    reading(world.db, actor, async (tx) => {
      const at = (await organisationByPublicId(tx, actor.realm, input.organisation))!
      const { kind, state, year, q } = input
      const after = readCursor(input.after)
      const filter: MeetingFilter = { ...(kind && { kind }), ...(state && { state }), ...(year && { year }), ...(q && { q }), ...(after && { after }) }
      const rows = await meetingsUnder(tx, actor.realm, at, input.below, actor.reach, filter, input.limit)
      const last = rows.at(-1)
      return { rows: rows.map(presentRow), next: nextOf(last && { key: last.day, id: last.id }, rows.length, input.limit) }
    })),
  on<Caller, typeof contract.read>(contract.read, ({ world, actor, input }) => reading(world.db, actor, (tx) => presentMeeting(tx, world, actor, input.id))),
  on<Caller, typeof contract.plan>(contract.plan, ({ world, actor, input }) => plan(world, actor, input)),
  on<Caller, typeof contract.change>(contract.change, ({ world, actor, input }) => change(world, actor, input)),
  on<Caller, typeof contract.notify>(contract.notify, ({ world, actor, input }) => notify(world, actor, input)),
  on<Caller, typeof contract.open>(contract.open, ({ world, actor, input }) => open(world, actor, input)),
  on<Caller, typeof contract.markRoll>(contract.markRoll, ({ world, actor, input }) => markRoll(world, actor, input)),
  on<Caller, typeof contract.expect>(contract.expect, ({ world, actor, input }) => expectGroup(world, actor, input)),
  on<Caller, typeof contract.addMatter>(contract.addMatter, ({ world, actor, input }) => addMatter(world, actor, input)),
  on<Caller, typeof contract.changeMatter>(contract.changeMatter, ({ world, actor, input }) => changeMatter(world, actor, input)),
  on<Caller, typeof contract.removeMatter>(contract.removeMatter, ({ world, actor, input }) => removeMatter(world, actor, input)),
  on<Caller, typeof contract.openVote>(contract.openVote, ({ world, actor, input }) => openVote(world, actor, input)),
  on<Caller, typeof contract.countVote>(contract.countVote, ({ world, actor, input }) => countVote(world, actor, input)),
  on<Caller, typeof contract.close>(contract.close, ({ world, actor, input }) => close(world, actor, input)),
  on<Caller, typeof contract.reopen>(contract.reopen, ({ world, actor, input }) => reopen(world, actor, input)),
  on<Caller, typeof contract.signPaper>(contract.signPaper, ({ world, actor, input }) => signPaper(world, actor, input)),
  on<Caller, typeof contract.cancel>(contract.cancel, ({ world, actor, input }) => cancel(world, actor, input)),
  on<Caller, typeof contract.revise>(contract.revise, ({ world, actor, input }) => revise(world, actor, input)),
  on<Caller, typeof mine.sign>(mine.sign, (call) => sign(call.world, accountOf(call), call.input)),
  on<Caller, typeof mine.reply>(mine.reply, (call) => reply(call.world, accountOf(call), call.input)),
  on<Caller, typeof mine.mine>(mine.mine, (call) => {
    const { world } = call
    const account = accountOf(call)
    const none = { coming: [], past: [], clocks: [] }
    return readOwn(world, account, none, async (tx, _, persons) => {
      const today = world.clock.today()
      const clocks = await ownClocks(tx, account.realm, persons, await branchesOf(tx, account.realm, persons), today)
      return { ...(await presentMine(tx, account.realm, persons, today)), clocks }
    })
  }),
  on<Caller, typeof inner.talks>(inner.talks, ({ world, actor, input }) =>
    reading(world.db, actor, (tx) => presentTalks(tx, actor, input.organisation, input.year, world.clock.today()))),
  on<Caller, typeof inner.recordTalks>(inner.recordTalks, ({ world, actor, input }) => recordTalks(world, actor, input)),
  on<Caller, typeof inner.absences>(inner.absences, ({ world, actor, input }) =>
    reading(world.db, actor, (tx) => presentAbsences(tx, actor, input.organisation, world.clock.today()))),
  on<Caller, typeof inner.excuseOne>(inner.excuseOne, ({ world, actor, input }) => excuse(world, actor, input)),
  on<Caller, typeof inner.endExcuse>(inner.endExcuse, ({ world, actor, input }) => endExcuse(world, actor, input)),
  on<Caller, typeof inner.appraisal>(inner.appraisal, ({ world, actor, input }) =>
    reading(world.db, actor, (tx) => presentAppraisal(tx, actor, input.organisation, input.year, world.clock.today()))),
  on<Caller, typeof inner.beginAppraisal>(inner.beginAppraisal, ({ world, actor, input }) => beginAppraisal(world, actor, input)),
  on<Caller, typeof inner.appraise>(inner.appraise, ({ world, actor, input }) => appraise(world, actor, input)),
  on<Caller, typeof inner.finishAppraisal>(inner.finishAppraisal, ({ world, actor, input }) => finishAppraisal(world, actor, input)),
  on<Caller, typeof inner.registerMembers>(inner.registerMembers, ({ world, actor, input }) => registerMembers(world, actor, input)),
  on<Caller, typeof inner.myRecord>(inner.myRecord, (call) => {
    const { world } = call
    const account = accountOf(call)
    return readOwn(world, account, { talks: [], grades: [] }, (tx, _, persons) => presentMyRecord(tx, world.keys, account.realm, persons))
  }),
]
