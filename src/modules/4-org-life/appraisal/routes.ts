import { on, type Route } from '#base/http/serve.ts'
import type { Caller } from '#access/gate.ts'
import { reading } from '#database/scope.ts'
import { readOwn } from '#people/actions/standing.ts'
import {
  appraise, beginAppraisal, enterOpinion, enterSelf, finishAppraisal, holdVote, registerMembers, reviseAppraisal, withdrawAppraisal,
} from '#org-life/appraisal/actions.ts'
import { approveAppraisal, approveOnPaper } from '#org-life/appraisal/approving.ts'
import { appraiseAgain, setCorrection } from '#org-life/appraisal/corrections.ts'
import * as contract from '#org-life/appraisal/contract.ts'
import { writeOpinions, writeSelf } from '#org-life/appraisal/own.ts'
import { presentAppraisal, presentMine, presentSubmitted } from '#org-life/appraisal/present.ts'
import { accountOf } from '#org-life/routes.ts'

export const routes: Route<Caller>[] = [
  on<Caller, typeof contract.appraisal>(contract.appraisal, ({ world, actor, input }) =>
    reading(world.db, actor, (tx) => presentAppraisal(tx, world, actor, input.organisation, input.year))),
  on<Caller, typeof contract.beginAppraisal>(contract.beginAppraisal, ({ world, actor, input }) => beginAppraisal(world, actor, input)),
  on<Caller, typeof contract.enterSelf>(contract.enterSelf, ({ world, actor, input }) => enterSelf(world, actor, input)),
  on<Caller, typeof contract.enterOpinion>(contract.enterOpinion, ({ world, actor, input }) => enterOpinion(world, actor, input)),
  on<Caller, typeof contract.holdVote>(contract.holdVote, ({ world, actor, input }) => holdVote(world, actor, input)),
  on<Caller, typeof contract.appraise>(contract.appraise, ({ world, actor, input }) => appraise(world, actor, input)),
  on<Caller, typeof contract.finishAppraisal>(contract.finishAppraisal, ({ world, actor, input }) => finishAppraisal(world, actor, input)),
  on<Caller, typeof contract.withdrawAppraisal>(contract.withdrawAppraisal, ({ world, actor, input }) => withdrawAppraisal(world, actor, input)),
  on<Caller, typeof contract.approveOnPaper>(contract.approveOnPaper, ({ world, actor, input }) => approveOnPaper(world, actor, input)),
  on<Caller, typeof contract.submitted>(contract.submitted, ({ world, actor, input }) =>
    reading(world.db, actor, (tx) => presentSubmitted(tx, actor, input.organisation, input.year))),
  on<Caller, typeof contract.approveAppraisal>(contract.approveAppraisal, ({ world, actor, input }) => approveAppraisal(world, actor, input)),
  on<Caller, typeof contract.registerMembers>(contract.registerMembers, ({ world, actor, input }) => registerMembers(world, actor, input)),
  on<Caller, typeof contract.reviseAppraisal>(contract.reviseAppraisal, ({ world, actor, input }) => reviseAppraisal(world, actor, input)),
  on<Caller, typeof contract.setCorrection>(contract.setCorrection, ({ world, actor, input }) => setCorrection(world, actor, input)),
  on<Caller, typeof contract.appraiseAgain>(contract.appraiseAgain, ({ world, actor, input }) => appraiseAgain(world, actor, input)),
  on<Caller, typeof contract.myAppraisals>(contract.myAppraisals, (call) => {
    const { world } = call
    const account = accountOf(call)
    return readOwn(world, account, { appraisals: [] }, async (tx, _, persons) => ({ appraisals: await presentMine(tx, world, account.realm, persons) }))
  }),
  on<Caller, typeof contract.writeSelf>(contract.writeSelf, (call) => writeSelf(call.world, accountOf(call), call.input)),
  on<Caller, typeof contract.writeOpinions>(contract.writeOpinions, (call) => writeOpinions(call.world, accountOf(call), call.input)),
]
